import type { Component, Reader } from '../../kernel/component.ts';
import type { Model } from '../../kernel/model.ts';
import { type Decision, Decisions } from '../decisions.ts';
import { type ExploreOptions, explore } from '../explore.ts';
import type { Journal, RecordedEvaluation } from '../journal.ts';
import { pairsOf } from '../known-evaluations.ts';
import type { StateProperty } from '../property.ts';
import type { SearchEnd } from '../search-levels.ts';
import { SlotValues } from '../slot-values.ts';
import { countFaults, type FaultAllowance } from './count-faults.ts';

/** A slot, and the number of a value in it. */
export type SlotValue = readonly [slot: number, value: number];

/** One way in which an action turns out in a local situation. */
export interface TableOutcome {
  readonly label: string;
  readonly writes: readonly SlotValue[];
}

/**
 * All that a model does, as tables of numbers, so that somebody else can count its states: what every action does in
 * every local situation that was met, and where invariants hold.
 */
export interface TransitionTables {
  /** By slot: the values that were met there. A decision's and an outcome's numbers count them; the first is the initial one. */
  readonly components: readonly { readonly id: string; readonly values: readonly unknown[] }[];
  /** In the model's order. No outcomes: the action is not enabled there. */
  readonly actions: readonly { readonly id: string; readonly decision: Decision<readonly TableOutcome[]> }[];
  readonly invariants: readonly {
    readonly name: string;
    readonly decision: Decision<boolean>;
    /** In how many states it does not hold. */
    readonly violationCount: number;
  }[];
  readonly faultBudget: number;
  /** What exploring has counted. A world counts once for every number of faults with which it can be reached. */
  readonly states: number;
  readonly transitions: number;
}

/** What to make tables of. */
export interface TablesOptions extends Pick<ExploreOptions, 'crew' | 'isOverTime' | 'limits'> {
  readonly faults: FaultAllowance;
  readonly invariants: readonly Pick<StateProperty, 'name' | 'holds'>[];
}

/** Explores a model and writes down all that its code says; how the exploration ended, if that was not with everything. */
export function transitionTables(
  model: Model,
  options: TablesOptions,
): TransitionTables | { readonly end: Exclude<SearchEnd, 'exhausted'> } {
  const { faults, invariants, ...search } = options;
  const counted = countFaults(model, faults);
  const values = new SlotValues(counted.interner, counted.components.length);
  counted.initialWorld().ids.forEach((id, slot) => {
    values.localOf(slot, id);
  });
  const actions = counted.actions.map(({ id }) => ({ id, decisions: new Decisions<readonly TableOutcome[]>() }));
  const asked = invariants.map(({ name, holds }) => ({ name, holds, decisions: new Decisions<boolean>() }));
  const { end, states, transitions, properties } = explore(counted, {
    ...search,
    properties: asked.map((one) => ({ kind: 'invariant', name: one.name, holds: recording(one, counted, values) })),
    journal: tableJournal(counted, values, actions),
  });
  if (end !== 'exhausted') return { end };
  return {
    components: counted.components.map(({ id }, slot) => ({
      id,
      values: Array.from({ length: values.count(slot) }, (_, local) =>
        counted.interner.value(values.idOf(slot, local)),
      ),
    })),
    actions: actions.map(({ id, decisions }) => ({ id, decision: decisions.root })),
    invariants: asked.map(({ name, decisions }, index) => ({
      name,
      decision: decisions.root,
      violationCount: properties[index]?.count ?? 0,
    })),
    faultBudget: faults.budget,
    states,
    transitions,
  };
}

/** Takes from the journal of an exploration what actions did. */
function tableJournal(
  { interner }: Model,
  values: SlotValues,
  actions: readonly { readonly decisions: Decisions<readonly TableOutcome[]> }[],
): Journal {
  const ids: number[] = [];
  const local = ([slot, number]: readonly [number, number]): SlotValue => [
    slot,
    values.localOf(slot, ids[number] as number),
  ];
  const outcomesOf = ({ outcomes }: RecordedEvaluation): readonly TableOutcome[] =>
    outcomes.map(({ label, writes }) => ({ label, writes: [...new Map(pairsOf(writes).map(local))] }));
  return {
    read: () => undefined,
    write: (block) => {
      for (const text of block.values) ids.push(interner.intern(JSON.parse(text)));
      for (const evaluation of block.evaluations) {
        actions[evaluation.action]?.decisions.add(pairsOf(evaluation.reads).map(local), outcomesOf(evaluation));
      }
    },
  };
}

/** The same question, which writes down its answers with what they rest on. */
function recording(
  asked: Pick<StateProperty, 'holds'> & { readonly decisions: Decisions<boolean> },
  model: Model,
  values: SlotValues,
): (reader: Reader) => boolean {
  return (reader) => {
    const reads = new Map<number, number>();
    const tracked: Reader = {
      get: <V>(component: Component<V>) => {
        const value = reader.get(component);
        const slot = model.slotOf(component.id);
        if (!reads.has(slot)) reads.set(slot, values.localOf(slot, model.interner.intern(value)));
        return value;
      },
    };
    const isTrue = asked.holds(tracked);
    asked.decisions.add(reads, isTrue);
    return isTrue;
  };
}
