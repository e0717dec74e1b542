import type { Action } from '../kernel/action.ts';
import { childOf } from './decision-trie.ts';
import { PossibleSteps } from './possible-steps.ts';
import { Answer } from './remembered-properties.ts';
import { H, type SharedMemory } from './shared-memory.ts';
import { Label, Program, type StepPrograms } from './step-programs.ts';
import type { TraceFinder, TraceStep } from './trace-steps.ts';

/** A step that some property of single steps forbids. */
export interface ForbiddenStep {
  readonly action: Action;
  readonly isFault: boolean;
  /** A bit for each property of single steps, in the order given. */
  readonly bits: number;
  /** The step itself. It is looked up when it is asked for. */
  readonly step: () => TraceStep;
}

/**
 * Finds the steps from a state that properties forbid, among what a search that has come to its end remembers: nothing is
 * run or kept for it.
 */
export class ForbiddenSteps {
  readonly #memory: SharedMemory;
  readonly #programs: StepPrograms;
  readonly #traces: TraceFinder;
  readonly #possible: PossibleSteps;

  constructor(memory: SharedMemory, programs: StepPrograms, traces: TraceFinder) {
    this.#memory = memory;
    this.#programs = programs;
    this.#traces = traces;
    this.#possible = new PossibleSteps(memory);
  }

  /** Faults included, whether or not a budget allows them. */
  from(state: number): readonly ForbiddenStep[] {
    this.#possible.enter(state);
    const count = this.#possible.collect();
    const found: ForbiddenStep[] = [];
    for (let index = 0; index < count; index += 1)
      this.#collect(state, this.#possible.programs[index] as number, found);
    return found;
  }

  #collect(state: number, program: number, found: ForbiddenStep[]): void {
    const code = this.#memory.programs.array;
    let at = program + Program.outcomes;
    let count = (code[program] as number) + (code[program + Program.faultCount] as number);
    for (; count > 0; count -= 1) {
      const label = code[at] as number;
      const bits = this.#forbidding(code[at + Program.checks] as number);
      if (bits !== 0) {
        const { action } = this.#programs.recordOf(label);
        const step = () => this.#traces.stepWithLabel(state, label);
        found.push({ action, isFault: (label & Label.fault) !== 0, bits, step });
      }
      at += Program.changes + 2 * (code[at + Program.changeCount] as number);
    }
  }

  /** A bit for each step property that says no. */
  #forbidding(checks: number): number {
    if (checks <= 0) return 0;
    const { header, checks: roots, nodes } = this.#memory;
    let bits = 0;
    for (let property = 0; property < (header.array[H.stepPropertyCount] as number); property += 1) {
      let reference = roots.array[checks + property] as number;
      while (reference > 0) {
        const slot = nodes.array[3 * reference] as number;
        reference = childOf(this.#memory, reference, this.#possible.values[slot] as number);
      }
      if (reference === Answer.no) bits |= 1 << property;
    }
    return bits;
  }
}
