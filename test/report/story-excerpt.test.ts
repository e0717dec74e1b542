import { describe, expect, it } from 'vitest';
import { storyExcerpt, type TakenStep } from '../../src/report/story-excerpt.ts';
import type { StoryEvent } from '../../src/timeline/run-result.ts';

const subjects = { things: ['app.example.org'], parties: ['west'], logTexts: [] };

function changed(stepIndex: number, actor: string, name: string, value: string): StoryEvent {
  const after = { name, type: 'A', ttl: 300, values: [value] };
  const changes = [{ name, recordType: 'A', before: null, after }];
  const event = { type: 'zone.changed', actor, zone: 'example.org', changes };
  return { atMs: stepIndex * 1000, stepIndex, action: `${actor}.call`, outcome: 'ok', event };
}

function excerpt(story: readonly StoryEvent[], untilStepIndex = 1000, taken: readonly TakenStep[] = []) {
  return storyExcerpt(story, { subjects, untilStepIndex, taken });
}

describe('the excerpt of a story', () => {
  it('tells what touched the name and leaves out other names and what came later', () => {
    const story = [
      changed(1, 'east', 'app.example.org', '192.0.2.1'),
      changed(2, 'east', 'other.example.org', '192.0.2.1'),
      changed(3, 'west', 'app.example.org', '192.0.2.2'),
      changed(4, 'west', 'app.example.org', '192.0.2.3'),
    ];
    const told = excerpt(story, 3).map((line) => (line.kind === 'event' ? line.stepIndex : line.kind));
    expect(told).toEqual([1, 3]);
  });

  it('tells what those involved did when nothing touched the name', () => {
    const story = [
      changed(1, 'west', 'other.example.org', '192.0.2.1'),
      changed(2, 'east', 'x.example.org', '192.0.2.1'),
    ];
    expect(excerpt(story)).toEqual([expect.objectContaining({ actor: 'west', stepIndex: 1 })]);
  });

  it('tells a round that repeats once, with how often it came again', () => {
    const story = Array.from({ length: 20 }, (_, index) =>
      index % 2 === 0
        ? changed(index, 'east', 'app.example.org', '192.0.2.1')
        : changed(index, 'west', 'app.example.org', '192.0.2.2'),
    );
    const told = excerpt(story);
    expect(told.map(({ kind }) => kind)).toEqual(['event', 'event', 'again']);
    expect(told[2]).toEqual({ kind: 'again', eventCount: 2, times: 9, untilMs: 19_000 });
  });

  it('tells the steps of the scenario as they are written, in place of their events', () => {
    const step = { atMs: 2000, stepIndex: 2, actor: 'operator', text: 'stop: east' };
    const long = { ...step, atMs: 4000, stepIndex: 4, text: 'apply: '.padEnd(500, 'x') };
    const story = [
      changed(1, 'east', 'app.example.org', '192.0.2.1'),
      changed(2, 'operator', 'app.example.org', '192.0.2.3'),
      changed(3, 'west', 'app.example.org', '192.0.2.2'),
    ];
    const told = excerpt(story, 1000, [step, long]);
    expect(told.map((line) => (line.kind === 'event' ? line.actor : line.kind))).toEqual([
      'east',
      'operator',
      'west',
      'operator',
    ]);
    expect(told[1]).toMatchObject({ text: 'stop: east' });
    expect(told[3]).toMatchObject({ text: expect.stringMatching(/^apply: x{93}…$/) });
  });

  it('keeps the beginning and the end of a long story and says how much is between', () => {
    const story = Array.from({ length: 40 }, (_, index) =>
      changed(index, 'east', 'app.example.org', `192.0.2.${index}`),
    );
    const told = excerpt(story);
    expect(told).toHaveLength(14);
    expect(told[4]).toEqual({ kind: 'left-out', eventCount: 27 });
  });

  it('passes over metrics and calls that a change tells better', () => {
    const call = {
      type: 'zone.call',
      actor: 'west',
      operation: 'create',
      name: 'app.example.org',
      recordType: 'A',
      result: 'ok',
    };
    const metric = { type: 'metric', actor: 'west', name: 'x', labels: { domain: 'app.example.org' }, value: 1 };
    const frame = { atMs: 0, stepIndex: 1, action: 'west.call', outcome: 'ok' };
    const refused = { ...call, result: 'refused', error: 'rate limit' };
    const told = excerpt([
      { ...frame, event: call },
      { ...frame, event: metric },
      { ...frame, event: refused },
    ]);
    expect(told).toEqual([
      expect.objectContaining({ text: 'asks its provider to create app.example.org A, refused: rate limit' }),
    ]);
  });
});
