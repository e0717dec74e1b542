import { describe, expect, it } from 'vitest';
import { type Action, outcome, type Timer } from '../../src/kernel/action.ts';
import { type Component, put } from '../../src/kernel/component.ts';
import { Model } from '../../src/kernel/model.ts';
import { Timeline } from '../../src/timeline/timeline.ts';

const zone: Component<number> = { id: 'zone', scope: 'shared', initial: 0 };
const memory: Component<number> = { id: 'memory', scope: 'private', initial: 0 };

/** Adds one to a component, and sets these timers. */
function adds(id: string, component: Component<number>, timers: readonly Timer[] = []): Action {
  const run: Action['run'] = (reader) => [
    outcome('ok', { writes: [put(component, reader.get(component) + 1)], timers }),
  ];
  return { id, actor: id, kind: 'environment', reads: [component], writes: [component], run };
}

function timelineOf(actions: readonly Action[], timers: readonly Timer[], left: number[] = []): Timeline {
  const model = new Model([{ components: [zone, memory], actions, timers }]);
  return new Timeline({
    model,
    seed: '1',
    jitterMs: 0,
    stepCountMax: 1000,
    onStep: () => {},
    onLeave: (ms) => left.push(ms),
  });
}

const think = adds('think', memory, [{ action: 'think', afterMs: 10 }]);
const write = adds('write', zone);

describe('a world', () => {
  it('has not settled before its first timer', () => {
    const timeline = timelineOf([think], [{ action: 'think', afterMs: 0 }]);
    expect(timeline.isSettled).toBe(false);
    expect(timeline.settle(1000)).toBe(true);
    expect(timeline.nowMs).toBe(30);
  });

  it('has settled at once where nothing will ever happen', () => {
    const timeline = timelineOf([write], []);
    expect([timeline.isSettled, timeline.settle(1000), timeline.nowMs]).toEqual([true, true, 0]);
  });

  it('settles at the same moment whether or not somebody asks on the way', () => {
    const [asked, unasked] = [1, 2].map(() =>
      timelineOf(
        [think, write],
        [
          { action: 'think', afterMs: 0 },
          { action: 'write', afterMs: 5 },
        ],
      ),
    ) as [Timeline, Timeline];
    const moments = Array.from({ length: 60 }, (_, ms) => ms);
    const settled = moments.filter((ms) => {
      asked.advanceTo(ms);
      return asked.isSettled;
    });
    unasked.advanceTo(29);
    expect([unasked.isSettled, unasked.isSettledAt(30)]).toEqual([false, false]);
    unasked.advanceTo(30);
    expect(unasked.isSettled).toBe(true);
    expect(settled[0]).toBe(30);
  });

  it('is disturbed by what is done from outside, though only something private has changed', () => {
    const start = adds('start', memory, [{ action: 'write', afterMs: 100 }]);
    const timeline = timelineOf([think, write, start], [{ action: 'think', afterMs: 0 }]);
    timeline.settle(1000);
    timeline.fire('start');
    expect(timeline.isSettled).toBe(false);
    timeline.settle(1000);
    expect(timeline.lastChange).toEqual({ atMs: 130, component: 'zone' });
  });

  it('names what changed last, of what everybody can see', () => {
    const timeline = timelineOf(
      [think, write],
      [
        { action: 'think', afterMs: 0 },
        { action: 'write', afterMs: 5 },
      ],
    );
    expect(timeline.lastChange).toEqual({ atMs: 0, component: '' });
    timeline.advanceTo(50);
    expect(timeline.lastChange).toEqual({ atMs: 5, component: 'zone' });
  });
});

describe('the clock', () => {
  it('says that it leaves a moment only when everything due then has happened, and each moment once', () => {
    const left: number[] = [];
    const timeline = timelineOf(
      [think, write],
      [
        { action: 'think', afterMs: 0 },
        { action: 'write', afterMs: 10 },
      ],
      left,
    );
    timeline.advanceTo(10);
    expect(left).toEqual([10]);
    timeline.fire('write');
    timeline.advanceTo(10);
    expect(left).toEqual([10]);
    timeline.advanceTo(25);
    expect(left).toEqual([10, 20, 25]);
  });
});
