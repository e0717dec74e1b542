import { describe, expect, test } from 'vitest';
import { describeStoryDifference } from '../../src/report/describe-story-difference.ts';
import { compareStories } from '../../src/trace/compare-stories.ts';
import type { Golden, ToldStep } from '../../src/trace/golden.ts';

function story(steps: readonly Partial<ToldStep>[], more: Partial<Golden['header']> = {}, durationMs = 60_000): Golden {
  const header = { dibs: 'trace', format: 1, version: '1.0.0', variant: null, seed: '1', initialHash: 'a' } as const;
  return {
    header: { ...header, scenario: { file: 'app.yaml', text: '', files: {} }, ...more },
    steps: steps.map((step) => ({ atMs: 0, action: 'east.call', outcome: 'ok', hash: 'h', events: [], ...step })),
    end: { verdict: 'passed', durationMs, stepCount: steps.length },
  };
}

const says = (message: string, atMs = 0): Partial<ToldStep> => ({
  atMs,
  events: [{ type: 'log', actor: 'east', level: 'info', message }],
});

function told(recorded: Golden, now: Golden): readonly string[] {
  const difference = compareStories(recorded, now);
  return difference === undefined ? [] : describeStoryDifference(difference);
}

describe('two stories', () => {
  test('that are the same have no difference, whichever version told them', () => {
    expect(told(story([says('a')]), story([says('a')], { version: '2.0.0' }))).toEqual([]);
  });

  test('are shown from where they part, with what leads up to it', () => {
    const recorded = story([says('one'), says('two'), says('three', 1000), says('five', 2000)]);
    const now = story([says('one'), says('two'), says('four', 1000), says('five', 2000)]);
    expect(told(recorded, now)).toEqual([
      'the stories part at 1s, step 3: - was recorded, + is new',
      '  0s #1 east logs info: one',
      '  0s #2 east logs info: two',
      '- 1s #3 east logs info: three',
      '+ 1s #3 east logs info: four',
      '  2s #4 east logs info: five',
    ]);
  });

  test('find together again after a step more', () => {
    const recorded = story([says('one'), says('two', 1000)]);
    const now = story([says('one'), says('extra', 500), says('two', 1000)]);
    expect(told(recorded, now).slice(1)).toEqual([
      '     0s #1 east logs info: one',
      '+ 500ms #2 east logs info: extra',
      '     1s #2 east logs info: two',
    ]);
  });

  test('that end at different points show what is left of one', () => {
    expect(told(story([says('one'), says('two')]), story([says('one')]))).toContain('- 0s #2 east logs info: two');
  });

  test('may differ in a step that nothing is told of, or only in figures', () => {
    expect(told(story([{ outcome: 'ok' }]), story([{ outcome: 'refused' }]))).toEqual([
      'the stories part at 0s, step 1: - was recorded, + is new',
      '- 0s #1 east.call (ok)',
      '+ 0s #1 east.call (refused)',
    ]);
    const metric = (value: number): Partial<ToldStep> => ({
      events: [{ type: 'metric', actor: 'east', name: 'errors', value }],
    });
    expect(told(story([metric(1)]), story([metric(2)]))[1]).toBe('- 0s #1 east metric name=errors value=1');
  });

  test('may be the same in worlds that are not', () => {
    expect(told(story([{ hash: 'a' }]), story([{ hash: 'b' }]))[0]).toContain(
      'after step 1, east.call, at 0s, the world',
    );
    expect(told(story([]), story([], { initialHash: 'b' }))[0]).toContain('begins in another world');
    expect(told(story([]), story([], {}, 90_000))[0]).toBe('the run ends at 1m30s, the recorded one at 1m');
  });

  test('that have little in common are both shown, shortened', () => {
    const many = (word: string) => story(Array.from({ length: 5000 }, (_, n) => says(`${word} ${n}`, n)));
    const lines = told(many('left'), many('right'));
    expect(lines.length).toBeLessThan(25);
    expect(lines.some((line) => line.startsWith('-')) && lines.some((line) => line.startsWith('+'))).toBe(true);
    expect(lines.at(-1)).toMatch(/^… 99\d\d lines more/);
  });
});
