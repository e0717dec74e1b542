import { type AnyStateMachine, type EventFromLogic, initialTransition, type SnapshotFrom, transition } from 'xstate';
import { type Action, type Event, outcome, type Part, type Timer } from './action.ts';
import { assert } from './assert.ts';
import { type Component, put, type Reader, type Write } from './component.ts';

/** What a machine wants done: an action of its `actions`, by name, with its parameters. */
export interface Effect {
  readonly type: string;
  readonly params: unknown;
}

/** A reconciler of your own: an xstate machine, and how it sees and changes the world. */
export interface ReconcilerOptions<Machine extends AnyStateMachine> {
  /** The actor; its actions are `<name>.tick` and `<name>.after <delayed event>`. */
  readonly name: string;
  /** Its snapshot is the reconciler's memory. It is stepped only with xstate's pure `transition`, never as an actor. */
  readonly machine: Machine;
  readonly reads: readonly Component[];
  readonly writes: readonly Component[];
  /** How often it ticks, virtual milliseconds. */
  readonly intervalMs: number;
  /** What it sees on a tick, as one event for the machine; `null`: there is nothing to see, and no tick. */
  observe(reader: Reader): EventFromLogic<Machine> | null;
  /** Carries out one effect. Effects of one step happen in order, each seeing the world as it was before the step. */
  perform(effect: Effect, reader: Reader): { readonly writes?: readonly Write[]; readonly events?: readonly Event[] };
}

/** The memory of a machine as plain JSON. */
interface Memory {
  readonly value: unknown;
  readonly context: unknown;
}

/**
 * Puts an xstate machine into a world as a controller. Delayed transitions (`after`) become actions of their own, which
 * the clock fires when they are due and an explorer at any moment. Invoked and spawned actors are refused.
 */
export function createReconciler<Machine extends AnyStateMachine>(options: ReconcilerOptions<Machine>): Part {
  const { name, machine, intervalMs, observe } = options;
  const [initial] = initialTransition(machine, undefined as never);
  assert(Object.keys(machineChildren(initial)).length === 0, `${name}: actors that a machine invokes are not modelled`);
  const memory: Component<Memory> = { id: `reconciler/${name}`, scope: 'private', initial: memoryOf(initial) };
  const tick: Action = {
    ...frame(options, memory),
    id: `${name}.tick`,
    run: (reader) => {
      const event = observe(reader);
      if (event === null) return [];
      const timers = [{ action: `${name}.tick`, afterMs: intervalMs }];
      return [step(options, memory, { reader, event, label: 'ok', timers })];
    },
  };
  const delayed = delayedEvents(machine).map(
    (type): Action => ({
      ...frame(options, memory),
      id: afterId(name, type),
      run: (reader) => {
        const event = { type } as EventFromLogic<Machine>;
        const isAwaited = (restore(machine, reader.get(memory)) as { can(event: unknown): boolean }).can(event);
        return isAwaited ? [step(options, memory, { reader, event, label: 'ok', timers: [] })] : [];
      },
    }),
  );
  return {
    components: [memory],
    actions: [tick, ...delayed],
    timers: [{ action: tick.id, afterMs: 0 }],
    machines: [
      {
        name,
        actor: name,
        component: memory,
        states: pathsBelow(machine),
        statesOf: (value) => pathsIn((value as Memory).value),
      },
    ],
  };
}

/** Every state of a machine: those inside others with a dot between. */
function pathsBelow({ states }: Pick<AnyStateMachine, 'states'>): readonly string[] {
  return Object.entries(states).flatMap(([key, child]) => [key, ...pathsBelow(child).map((path) => `${key}.${path}`)]);
}

/** The states that a state value is in. */
function pathsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Object.entries((value ?? {}) as object).flatMap(([key, inner]) => [
    key,
    ...pathsIn(inner).map((path) => `${key}.${path}`),
  ]);
}

function frame<Machine extends AnyStateMachine>(options: ReconcilerOptions<Machine>, memory: Component<Memory>) {
  const { name, reads, writes } = options;
  return { actor: name, kind: 'controller', reads: [memory, ...reads], writes: [memory, ...writes] } as const;
}

function step<Machine extends AnyStateMachine>(
  options: ReconcilerOptions<Machine>,
  memory: Component<Memory>,
  happening: {
    readonly reader: Reader;
    readonly event: EventFromLogic<Machine>;
    readonly label: string;
    readonly timers: readonly Timer[];
  },
) {
  const { name, machine, perform } = options;
  const { reader, event, label } = happening;
  const [next, actions] = transition(machine, restore(machine, reader.get(memory)), event);
  const writes: Write[] = [put(memory, memoryOf(next))];
  const events: Event[] = [];
  const timers: Timer[] = [...happening.timers];
  for (const { type, params } of actions as readonly { readonly type: string; readonly params: unknown }[]) {
    if (type.startsWith('xstate.') || type.startsWith('@xstate.')) {
      timers.push(...timersOf(name, { type, params }));
      continue;
    }
    const done = perform({ type, params }, reader);
    writes.push(...(done.writes ?? []));
    events.push(...(done.events ?? []));
  }
  return outcome(label, { writes, events, timers });
}

/** A delayed transition arrives as `xstate.raise` with a delay, and its end as `xstate.cancel`. */
function timersOf(name: string, { type, params }: Effect): readonly Timer[] {
  const { delay, event, sendId } = params as { delay?: number; event?: { type: string }; sendId?: string };
  if (type.endsWith('xstate.raise') && delay !== undefined && event !== undefined) {
    return [{ action: afterId(name, event.type), afterMs: delay }];
  }
  if (type.endsWith('xstate.cancel') && sendId !== undefined) {
    return [{ action: afterId(name, sendId), afterMs: null }];
  }
  return [];
}

function afterId(name: string, type: string): string {
  return `${name}.after ${type}`;
}

/** The event types of delayed transitions anywhere in a machine. */
function delayedEvents(machine: AnyStateMachine): readonly string[] {
  return machine.events.filter((type: string) => type.startsWith('xstate.after.')).sort();
}

function restore<Machine extends AnyStateMachine>(machine: Machine, memory: Memory): SnapshotFrom<Machine> {
  return machine.resolveState(memory as never) as SnapshotFrom<Machine>;
}

function memoryOf(snapshot: unknown): Memory {
  const { value, context } = snapshot as Memory;
  return { value, context };
}

function machineChildren(snapshot: unknown): object {
  return (snapshot as { readonly children?: object }).children ?? {};
}
