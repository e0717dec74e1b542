import type { ExploredGraph } from '../exploration.ts';
import type { TraceStep } from '../trace-steps.ts';

/**
 * Where steps can be taken that properties of single steps forbid, as the stories of a rollout see it: what happens by
 * itself can happen in every ordering that leads there, a step of the rollout only where it is the next.
 */
export class ForbiddenInStories {
  readonly #graph: ExploredGraph;
  readonly #stepActions: readonly string[];
  /** By state: a bit for each property; of steps that go as they should, and of faults. */
  readonly #own: Int32Array;
  readonly #faults: Int32Array;
  /** By state and step of the rollout (`state * stepCount + step`). */
  readonly #steps = new Map<number, number>();

  /** `stepActions` are the ids of the actions of the rollout's steps, in their order. */
  constructor(graph: ExploredGraph, stepActions: readonly string[]) {
    const { stateCount, forbiddenFrom } = graph;
    this.#graph = graph;
    this.#stepActions = stepActions;
    const count = forbiddenFrom === undefined ? 0 : stateCount;
    this.#own = new Int32Array(count);
    this.#faults = new Int32Array(count);
    for (let state = 0; state < count; state += 1) {
      for (const { action, isFault, bits } of forbiddenFrom?.(state) ?? []) {
        const step = stepActions.indexOf(action.id);
        const key = state * stepActions.length + step;
        if (isFault) this.#faults[state] = (this.#faults[state] as number) | bits;
        else if (step < 0) this.#own[state] = (this.#own[state] as number) | bits;
        else this.#steps.set(key, (this.#steps.get(key) ?? 0) | bits);
      }
    }
  }

  /** What can be broken in a state by what happens by itself, and, if there may be one more, by a fault. */
  byItself(state: number, mayFail: boolean): number {
    return (this.#own[state] ?? 0) | (mayFail ? (this.#faults[state] ?? 0) : 0);
  }

  /** What a step of the rollout breaks in a state. */
  byStep(state: number, step: number): number {
    return this.#steps.get(state * this.#stepActions.length + step) ?? 0;
  }

  /** A step from a state that breaks the property at this bit; of the rollout's none but `next`. */
  stepFrom(
    state: number,
    { bit, mayFail, next }: { readonly bit: number; readonly mayFail: boolean; readonly next: number | undefined },
  ): TraceStep | undefined {
    const found = this.#graph.forbiddenFrom?.(state).find(({ action, isFault, bits }) => {
      const step = this.#stepActions.indexOf(action.id);
      return (bits & (1 << bit)) !== 0 && (isFault ? mayFail : step < 0 || step === next);
    });
    return found?.step();
  }
}
