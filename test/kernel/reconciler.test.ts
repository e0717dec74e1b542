import { describe, expect, it } from 'vitest';
import { assign, setup } from 'xstate';
import { type Component, put } from '../../src/kernel/component.ts';
import { Model } from '../../src/kernel/model.ts';
import { createReconciler } from '../../src/kernel/reconciler.ts';
import { Timeline } from '../../src/timeline/timeline.ts';

const wish: Component<number> = { id: 'wish', scope: 'shared', initial: 0 };
const made: Component<number> = { id: 'made', scope: 'shared', initial: 0 };

/** Makes what is wished, but only after the wish has stood still for five seconds. */
const machine = setup({
  types: { context: {} as { seen: number }, events: {} as { type: 'SAW'; wish: number } },
  actions: { make: (_, _params: { count: number }) => {} },
}).createMachine({
  context: { seen: 0 },
  initial: 'content',
  states: {
    content: {
      on: {
        SAW: { guard: ({ context, event }) => event.wish !== context.seen, target: 'waiting', actions: remember() },
      },
    },
    waiting: {
      on: {
        SAW: {
          guard: ({ context, event }) => event.wish !== context.seen,
          target: 'waiting',
          reenter: true,
          actions: remember(),
        },
      },
      after: {
        5000: { target: 'content', actions: { type: 'make', params: ({ context }) => ({ count: context.seen }) } },
      },
    },
  },
});

function remember() {
  return assign<{ seen: number }, { type: 'SAW'; wish: number }, undefined, { type: 'SAW'; wish: number }, never>({
    seen: ({ event }) => event.wish,
  });
}

function worldWithReconciler() {
  const part = createReconciler({
    name: 'patient',
    machine,
    reads: [wish],
    writes: [made],
    intervalMs: 1000,
    observe: (reader) => ({ type: 'SAW', wish: reader.get(wish) }) as const,
    perform: ({ params }) => ({
      writes: [put(made, (params as { count: number }).count)],
      events: [{ type: 'made', actor: 'patient' }],
    }),
  });
  const wishes = [1, 2].map((value) => ({
    id: `operator.wish-${value}`,
    actor: 'operator',
    kind: 'rollout' as const,
    reads: [],
    writes: [wish],
    run: () => [{ label: 'done', writes: [put(wish, value)], events: [], timers: [] }],
  }));
  const model = new Model([{ components: [wish, made], actions: wishes, timers: [] }, part]);
  const events: number[] = [];
  const timeline = new Timeline({
    model,
    seed: '1',
    jitterMs: 0,
    stepCountMax: 1000,
    onStep: ({ atMs, outcome }) => outcome.events.length > 0 && events.push(atMs),
  });
  return { timeline, events, value: () => model.reader(timeline.world).get(made) };
}

describe("a reconciler of one's own", () => {
  it('acts after the delay that its machine asks for', () => {
    const { timeline, events, value } = worldWithReconciler();
    timeline.fire('operator.wish-1');
    timeline.advanceTo(10_000);
    expect(value()).toBe(1);
    expect(events).toEqual([5000]);
  });

  it('starts a delay again when its machine enters the state again', () => {
    const { timeline, events, value } = worldWithReconciler();
    timeline.fire('operator.wish-1');
    timeline.advanceTo(3500);
    timeline.fire('operator.wish-2');
    timeline.advanceTo(20_000);
    expect(value()).toBe(2);
    expect(events).toEqual([9000]);
  });

  it('can be made to act at any moment by an explorer, but only where its machine waits', () => {
    const { timeline } = worldWithReconciler();
    const [delayed] = ['patient.after xstate.after.5000.(machine).waiting'];
    expect(timeline.fire(delayed as string)).toBe(false);
    timeline.fire('operator.wish-1');
    timeline.advanceTo(1000);
    expect(timeline.fire(delayed as string)).toBe(true);
  });
});
