import type { Action, Outcome } from '../kernel/action.ts';
import { assert } from '../kernel/assert.ts';
import type { Model } from '../kernel/model.ts';
import type { SharedMemory } from './shared-memory.ts';
import type { StateReader } from './state-reader.ts';
import type { CheckedSymmetry } from './symmetry/checked-symmetry.ts';
import { cycleThroughWorlds, isImage, type QuotientStep, wayThroughWorlds } from './symmetry/way-through-worlds.ts';

/** One step of a way through the state space: enough to replay it. */
export interface TraceStep {
  readonly action: string;
  /** The outcome's label. */
  readonly outcome: string;
  /** Present if the outcome is a fault: its kind. */
  readonly fault?: string;
}

/** A step, and the state that it leads to; undefined if that state was not met (limits, budgets). */
export interface StateStep extends TraceStep {
  readonly to: number | undefined;
}

/**
 * Finds ways through the state space. They are real ones also where states stand for several worlds: a way ends in the
 * very world of its last state.
 */
export class TraceFinder {
  readonly #model: Model;
  readonly #memory: SharedMemory;
  readonly #states: StateReader;

  constructor(model: Model, memory: SharedMemory, states: StateReader) {
    this.#model = model;
    this.#memory = memory;
    this.#states = states;
  }

  /** The way by which a state was first reached: least faults, then least steps. */
  traceTo(state: number): readonly TraceStep[] {
    const steps: QuotientStep[] = [];
    for (let at = state; at !== 0; at = this.#memory.parents.array[at] as number) {
      const parent = this.#memory.parents.array[at] as number;
      const from = this.#states.ids(parent);
      steps.push({ ...this.#taken(from, this.#memory.labels.array[at] as number), from, to: this.#states.ids(at) });
    }
    steps.reverse();
    const { symmetry } = this.#states;
    return (symmetry === undefined ? steps : wayThroughWorlds(this.#symmetric(symmetry), steps)).map(traceStepOf);
  }

  /** The step that has this label in this state. */
  stepWithLabel(state: number, label: number): TraceStep {
    return traceStepOf(this.#taken(this.#states.ids(state), label));
  }

  /** All that can happen in a state, in the order of the model's actions. */
  stepsFrom(state: number): readonly StateStep[] {
    const world = this.#states.world(state);
    return this.#model.actions.flatMap((action) =>
      this.#model.evaluate(world, action).outcomes.map((outcome) => ({
        ...traceStepOf({ action, outcome }),
        to: this.#states.find(this.#model.apply(world, outcome).ids),
      })),
    );
  }

  /** A way from the first state through these, one after another: the first one is the first state itself. */
  wayAlong(states: readonly number[]): readonly TraceStep[] {
    const steps = this.#stepsAlong(states);
    const { symmetry } = this.#states;
    return (symmetry === undefined ? steps : wayThroughWorlds(this.#symmetric(symmetry), steps)).map(traceStepOf);
  }

  /** A way from a state through these, the last of which it is itself, that ends in the world where it begins. */
  cycleAlong(state: number, states: readonly number[]): readonly TraceStep[] {
    const steps = this.#stepsAlong([state, ...states]);
    const { symmetry } = this.#states;
    return (symmetry === undefined ? steps : cycleThroughWorlds(this.#symmetric(symmetry), steps)).map(traceStepOf);
  }

  #stepsAlong(states: readonly number[]): readonly QuotientStep[] {
    return states.slice(1).map((to, index) => this.#stepBetween(states[index] as number, to));
  }

  /** A step that leads from one state to another, the first there is; a fault only if no other does. */
  #stepBetween(state: number, next: number): QuotientStep {
    const from = this.#states.ids(state);
    const to = this.#states.ids(next);
    const world = this.#states.world(state);
    const leading = this.#model.actions.flatMap((action) =>
      this.#model.evaluate(world, action).outcomes.flatMap((outcome) => {
        const { ids } = this.#model.apply(world, outcome);
        return this.#isOfState(ids, to) ? [{ action, outcome, from, to }] : [];
      }),
    );
    const step = leading.find(({ outcome }) => outcome.fault === undefined) ?? leading[0];
    assert(step !== undefined, 'an edge of the graph is a step');
    return step;
  }

  #isOfState(ids: Int32Array, representative: Int32Array): boolean {
    const { symmetry } = this.#states;
    if (symmetry === undefined) return ids.every((id, slot) => id === representative[slot]);
    return isImage(this.#symmetric(symmetry), ids, representative);
  }

  #taken(ids: Int32Array, label: number): { readonly action: Action; readonly outcome: Outcome } {
    const { action, outcomeIndex } = this.#states.steps.programs.recordOf(label);
    return { action, outcome: this.#model.evaluate({ ids }, action).outcomes[outcomeIndex] as Outcome };
  }

  #symmetric({ group, images }: CheckedSymmetry) {
    return { model: this.#model, group, images };
  }
}

function traceStepOf({ action, outcome }: { readonly action: Action; readonly outcome: Outcome }): TraceStep {
  const { label, fault } = outcome;
  return { action: action.id, outcome: label, ...(fault === undefined ? {} : { fault }) };
}
