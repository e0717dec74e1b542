import { describe, expect, it } from 'vitest';
import { type Action, outcome, type Part, type Timer } from '../../src/kernel/action.ts';
import { type Component, put } from '../../src/kernel/component.ts';
import { Model, worldHash } from '../../src/kernel/model.ts';
import { Timeline } from '../../src/timeline/timeline.ts';

const count: Component<number> = { id: 'count', scope: 'shared', initial: 0 };
const gate: Component<boolean> = { id: 'gate', scope: 'private', initial: false };

function action(id: string, run: Action['run']): Action {
  return {
    id,
    actor: id.split('.')[0] as string,
    kind: 'controller',
    reads: [count, gate],
    writes: [count, gate],
    run,
  };
}

function increment(id: string, timers: readonly Timer[], until = Number.POSITIVE_INFINITY): Action {
  return action(id, (reader) => {
    const value = reader.get(count);
    const writes = value < until ? [put(count, value + 1)] : [];
    return [outcome('ok', { writes, timers }), outcome('crash', { fault: 'crash' })];
  });
}

function timelineOf(options: {
  actions: readonly Action[];
  timers: readonly Timer[];
  seed?: string;
  jitterMs?: number;
}) {
  const part: Part = { components: [count, gate], actions: options.actions, timers: options.timers };
  const log: string[] = [];
  const timeline = new Timeline({
    model: new Model([part]),
    seed: options.seed ?? '1',
    jitterMs: options.jitterMs ?? 0,
    stepCountMax: 10_000,
    onStep: ({ atMs, action, outcome }) => log.push(`${atMs} ${action.id} ${outcome.label}`),
  });
  return { timeline, log };
}

describe('the timeline', () => {
  it('fires timers in the order in which they are due, and those due together in the order in which they were set', () => {
    const { timeline, log } = timelineOf({
      actions: [increment('late.go', []), increment('b.go', []), increment('a.go', [])],
      timers: [
        { action: 'late.go', afterMs: 6 },
        { action: 'b.go', afterMs: 5 },
        { action: 'a.go', afterMs: 5 },
      ],
    });
    timeline.advanceTo(10);
    expect(log).toEqual(['5 b.go ok', '5 a.go ok', '6 late.go ok']);
    expect(timeline.nowMs).toBe(10);
  });

  it('lets a chain of delays keep its own moments', () => {
    const { timeline, log } = timelineOf({
      actions: [increment('a.first', [{ action: 'a.second', afterMs: 5 }]), increment('a.second', [])],
      timers: [{ action: 'a.first', afterMs: 5 }],
    });
    timeline.advanceTo(10);
    expect(log).toEqual(['5 a.first ok', '10 a.second ok']);
  });

  it('replaces a timer that is set again and forgets one that is cancelled', () => {
    const { timeline, log } = timelineOf({
      actions: [
        increment('a.push', [
          { action: 'a.go', afterMs: 10 },
          { action: 'a.never', afterMs: null },
        ]),
        increment('a.go', []),
        increment('a.never', []),
      ],
      timers: [
        { action: 'a.go', afterMs: 5 },
        { action: 'a.never', afterMs: 5 },
        { action: 'a.push', afterMs: 1 },
      ],
    });
    timeline.advanceTo(100);
    expect(log).toEqual(['1 a.push ok', '11 a.go ok']);
  });

  it('fires an overdue action as soon as it becomes enabled', () => {
    const wait = action('a.wait', (reader) =>
      reader.get(gate) ? [outcome('ok', { writes: [put(gate, false)] })] : [],
    );
    const open = action('b.open', () => [outcome('ok', { writes: [put(gate, true)] })]);
    const { timeline, log } = timelineOf({
      actions: [wait, open],
      timers: [
        { action: 'a.wait', afterMs: 3 },
        { action: 'b.open', afterMs: 8 },
      ],
    });
    timeline.advanceTo(10);
    expect(log).toEqual(['8 b.open ok', '8 a.wait ok']);
    expect(timeline.pending()).toEqual([]);
  });

  it('takes an ordered fault at the chance that was ordered, and only then', () => {
    const { timeline, log } = timelineOf({
      actions: [increment('a.go', [{ action: 'a.go', afterMs: 1 }])],
      timers: [{ action: 'a.go', afterMs: 1 }],
    });
    timeline.arm({ action: 'a.go', outcome: 'crash', skip: 1, times: 1 });
    timeline.advanceTo(5);
    expect(log).toEqual(['1 a.go ok', '2 a.go crash']);
  });

  it('reports a fault order whose chance never came', () => {
    const { timeline } = timelineOf({ actions: [increment('a.go', [])], timers: [{ action: 'a.go', afterMs: 1 }] });
    const order = { action: 'a.go', outcome: 'crash', skip: 1, times: 1 };
    timeline.arm(order);
    timeline.advanceTo(5);
    expect(timeline.unspentFaults()).toEqual([order]);
  });

  it('says that a world has settled once nothing shared has changed for two intervals', () => {
    const repeat = { action: 'a.go', afterMs: 60 };
    const { timeline } = timelineOf({ actions: [increment('a.go', [repeat], 2)], timers: [repeat] });
    expect(timeline.settle(10_000)).toBe(true);
    expect(timeline.nowMs).toBe(120 + 60 + 2 * 60);
  });

  it('does not call a world settled while a timer that was pending at the last change is still to come', () => {
    const { timeline } = timelineOf({
      actions: [increment('a.go', []), increment('b.go', [])],
      timers: [
        { action: 'a.go', afterMs: 1 },
        { action: 'b.go', afterMs: 1800 },
      ],
    });
    expect(timeline.settle(10_000)).toBe(true);
    expect(timeline.nowMs).toBe(1800);
  });

  it('says that a world that changes for ever does not settle', () => {
    const { timeline } = timelineOf({
      actions: [increment('a.go', [{ action: 'a.go', afterMs: 60 }])],
      timers: [{ action: 'a.go', afterMs: 60 }],
    });
    expect(timeline.settle(1000)).toBe(false);
    expect(timeline.nowMs).toBe(1000);
  });

  it('lets a watch that puts off keep an action from happening as long as changes go on', () => {
    const open = action('b.open', (reader) => [
      outcome('ok', { writes: [put(gate, !reader.get(gate))], timers: [{ action: 'b.open', afterMs: 4 }] }),
    ]);
    const log: string[] = [];
    const timeline = new Timeline({
      model: new Model([
        {
          components: [count, gate],
          actions: [increment('a.sync', []), open],
          timers: [
            { action: 'a.sync', afterMs: 6 },
            { action: 'b.open', afterMs: 4 },
          ],
          watches: [{ action: 'a.sync', components: [gate], afterMs: 5, minGapMs: 0, putsOff: true, isOn: () => true }],
        },
      ]),
      seed: '1',
      jitterMs: 0,
      stepCountMax: 1000,
      onStep: ({ action }) => log.push(action.id),
    });
    timeline.advanceTo(400);
    expect(new Set(log)).toEqual(new Set(['b.open']));
  });

  it('stops waiting for a world to settle once it goes round in a circle', () => {
    const toggle = action('a.go', (reader) => [
      outcome('ok', { writes: [put(count, 1 - reader.get(count))], timers: [{ action: 'a.go', afterMs: 60 }] }),
    ]);
    const { timeline } = timelineOf({ actions: [toggle], timers: [{ action: 'a.go', afterMs: 60 }] });
    expect(timeline.settle(10_000)).toBe(false);
    expect(timeline.nowMs).toBe(3 * 60);
  });

  it('sees no circle where chance may still end it', () => {
    const toggle = action('a.go', (reader) => [
      outcome('ok', { writes: [put(count, 1 - reader.get(count))], timers: [{ action: 'a.go', afterMs: 60 }] }),
    ]);
    const { timeline } = timelineOf({ actions: [toggle], timers: [{ action: 'a.go', afterMs: 60 }], jitterMs: 5 });
    expect(timeline.settle(1000)).toBe(false);
    expect(timeline.nowMs).toBe(1000);
  });

  it('brings a watching action forward when what it watches changes, but not too soon after its last firing', () => {
    const open = action('b.open', (reader) => [outcome('ok', { writes: [put(gate, !reader.get(gate))] })]);
    const log: number[] = [];
    const sync = increment('a.sync', [{ action: 'a.sync', afterMs: 60_000 }]);
    const watch = { action: 'a.sync', components: [gate], afterMs: 5_000, minGapMs: 15_000, isOn: () => true };
    const timeline = new Timeline({
      model: new Model([
        {
          components: [count, gate],
          actions: [sync, open],
          timers: [{ action: 'a.sync', afterMs: 0 }],
          watches: [watch],
        },
      ]),
      seed: '1',
      jitterMs: 0,
      stepCountMax: 100,
      onStep: ({ atMs, action }) => action.id === 'a.sync' && log.push(atMs),
    });
    timeline.advanceTo(2_000);
    timeline.fire('b.open');
    timeline.advanceTo(30_000);
    timeline.fire('b.open');
    timeline.advanceTo(95_000);
    timeline.fire('b.open');
    timeline.advanceTo(96_000);
    expect(log).toEqual([0, 15_000, 35_000, 95_000]);
  });

  it('repeats a run exactly for one seed, and lets another seed choose otherwise', () => {
    const choose = action('a.go', (reader) =>
      [1, 2, 3].map((by) =>
        outcome(`plus-${by}`, {
          writes: [put(count, reader.get(count) + by)],
          timers: [{ action: 'a.go', afterMs: 10 }],
        }),
      ),
    );
    const run = (seed: string) => {
      const { timeline, log } = timelineOf({
        actions: [choose],
        timers: [{ action: 'a.go', afterMs: 0 }],
        seed,
        jitterMs: 5,
      });
      timeline.advanceTo(500);
      return { log, hash: worldHash(timeline.world) };
    };
    expect(run('1')).toEqual(run('1'));
    expect(run('2').log).not.toEqual(run('1').log);
  });

  it('stops at the step limit instead of running for ever in one moment', () => {
    const { timeline } = timelineOf({
      actions: [increment('a.go', [{ action: 'a.go', afterMs: 0 }])],
      timers: [{ action: 'a.go', afterMs: 0 }],
    });
    timeline.advanceTo(1);
    expect(timeline.isExhausted).toBe(true);
    expect(timeline.stepCount).toBe(10_000);
  });
});
