import type { Outcome } from '../kernel/action.ts';
import type { Model } from '../kernel/model.ts';
import type { SharedMemory } from './shared-memory.ts';
import type { StateReader } from './state-reader.ts';

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

/** Finds ways back to the first state, by the parent and the label that every state has. */
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
    const steps: TraceStep[] = [];
    for (let at = state; at !== 0; at = this.#memory.parents.array[at] as number) {
      const parent = this.#memory.parents.array[at] as number;
      steps.push(this.stepWithLabel(parent, this.#memory.labels.array[at] as number));
    }
    return steps.reverse();
  }

  /** The step that has this label in this state. */
  stepWithLabel(state: number, label: number): TraceStep {
    const { action, outcomeIndex } = this.#states.steps.programs.recordOf(label);
    const { outcomes } = this.#model.evaluate({ ids: this.#states.ids(state) }, action);
    return traceStepOf(action.id, outcomes[outcomeIndex] as Outcome);
  }

  /** All that can happen in a state, in the order of the model's actions. */
  stepsFrom(state: number): readonly StateStep[] {
    const world = this.#states.world(state);
    return this.#model.actions.flatMap((action) =>
      this.#model.evaluate(world, action).outcomes.map((outcome) => ({
        ...traceStepOf(action.id, outcome),
        to: this.#states.find(this.#model.apply(world, outcome).ids),
      })),
    );
  }

  /** A step that leads from one state to another, the first there is; a fault only if no other does. */
  stepBetween(from: number, to: number): TraceStep | undefined {
    const target = this.#states.ids(to);
    const world = this.#states.world(from);
    const leading = this.#model.actions.flatMap((action) =>
      this.#model.evaluate(world, action).outcomes.flatMap((outcome) => {
        const { ids } = this.#model.apply(world, outcome);
        return ids.every((id, slot) => id === target[slot]) ? [traceStepOf(action.id, outcome)] : [];
      }),
    );
    return leading.find(({ fault }) => fault === undefined) ?? leading[0];
  }
}

function traceStepOf(action: string, { label, fault }: Outcome): TraceStep {
  return { action, outcome: label, ...(fault === undefined ? {} : { fault }) };
}
