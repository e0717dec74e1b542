import type { Reader } from '../../src/kernel/component.ts';
import { canonicalJson } from '../../src/kernel/json.ts';
import type { Model, World } from '../../src/kernel/model.ts';

/** What the naive explorer knows of one world. */
export interface NaiveState {
  readonly world: World;
  readonly faults: number;
  readonly steps: number;
  /** Keys of the worlds one step without fault away, and whether that step changes a shared component. */
  readonly next: { readonly key: string; readonly isShared: boolean }[];
}

/** What it finds, by the plainest means. */
export interface NaiveExploration {
  readonly states: ReadonlyMap<string, NaiveState>;
  readonly transitions: number;
  readonly deadlocks: number;
}

/**
 * Explores a model with a map of canonical JSON and one world after another: slow, and plain enough to be believed.
 * It runs every action in every world, and keeps a list sorted by (faults, steps).
 */
export function exploreNaively(model: Model, faultBudget: number): NaiveExploration {
  const states = new Map<string, NaiveState>();
  let transitions = 0;
  let deadlocks = 0;
  let open: { readonly world: World; readonly faults: number; readonly steps: number }[] = [
    { world: model.initialWorld(), faults: 0, steps: 0 },
  ];
  while (open.length > 0) {
    open.sort((left, right) => left.faults - right.faults || left.steps - right.steps);
    const [state, ...rest] = open;
    open = rest;
    if (state === undefined || states.has(keyOf(model, state.world))) continue;
    const next: NaiveState['next'] = [];
    states.set(keyOf(model, state.world), { ...state, next });
    let normalCount = 0;
    for (const action of model.actions) {
      for (const outcome of model.evaluate(state.world, action).outcomes) {
        if (outcome.fault === undefined) normalCount += 1;
        const faults = state.faults + (outcome.fault === undefined ? 0 : 1);
        if (faults > faultBudget) continue;
        transitions += 1;
        const world = model.apply(state.world, outcome);
        open.push({ world, faults, steps: state.steps + 1 });
        if (outcome.fault === undefined)
          next.push({ key: keyOf(model, world), isShared: changesShared(model, state.world, world) });
      }
    }
    if (normalCount === 0) deadlocks += 1;
  }
  return { states, transitions, deadlocks };
}

/** Where the system ends: for every world, the worlds that it can get to; a world is in the end if they all lead back. */
export function naiveEnd(exploration: NaiveExploration): readonly (readonly NaiveState[])[] {
  const reach = new Map([...exploration.states.keys()].map((key) => [key, reachableFrom(exploration, key)]));
  const components = new Map<string, readonly NaiveState[]>();
  for (const [key, reached] of reach) {
    if (![...reached].every((other) => reach.get(other)?.has(key))) continue;
    const members = [...reached].sort();
    components.set(
      members.join(' '),
      members.map((member) => exploration.states.get(member) as NaiveState),
    );
  }
  return [...components.values()];
}

/** The least (faults, steps) of the worlds where a question is answered with yes. */
export function leastOf(
  model: Model,
  states: Iterable<NaiveState>,
  isSought: (reader: Reader) => boolean,
): { readonly faults: number; readonly steps: number } | undefined {
  const found = [...states].filter(({ world }) => isSought(model.reader(world)));
  found.sort((left, right) => left.faults - right.faults || left.steps - right.steps);
  return found[0] === undefined ? undefined : { faults: found[0].faults, steps: found[0].steps };
}

function reachableFrom(exploration: NaiveExploration, key: string): ReadonlySet<string> {
  const reached = new Set([key]);
  for (const at of reached) for (const next of exploration.states.get(at)?.next ?? []) reached.add(next.key);
  return reached;
}

function keyOf(model: Model, world: World): string {
  const reader = model.reader(world);
  return canonicalJson(model.components.map((component) => reader.get(component)));
}

function changesShared(model: Model, before: World, after: World): boolean {
  return model.components.some(({ scope }, slot) => scope === 'shared' && before.ids[slot] !== after.ids[slot]);
}
