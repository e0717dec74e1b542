import type { Reader } from '../kernel/component.ts';
import type { World } from '../kernel/model.ts';
import type { EdgeArrays } from './bottom-components.ts';
import type { ForbiddenStep } from './forbidden-steps.ts';
import type { Property } from './property.ts';
import type { Reduction } from './reduction.ts';
import type { FaultLayer, SearchEnd } from './search-levels.ts';
import type { SymmetryReport } from './symmetry/symmetry.ts';
import type { StateStep, TraceStep } from './trace-steps.ts';

/**
 * What becomes of an invariant: it is never violated (`safe`), it is but the system always heals (`transient`), the
 * system can end up where it is violated for good (`stuck`), or where it is violated again and again (`flapping`).
 */
export type HarmClass = 'safe' | 'transient' | 'stuck' | 'flapping';

/** What was found about one property. */
export interface PropertyVerdict {
  readonly kind: Property['kind'];
  readonly name: string;
  /** `inconclusive`: not found, but not all was seen. For a witness, `holds` means that it was reached. */
  readonly verdict: 'holds' | 'violated' | 'inconclusive';
  /**
   * The shortest counterexample, or the shortest way to a witness: least faults, then least steps. In a reduced search:
   * least faults, and no single step can be left out. For what should be
   * so in the end: a shortest way to a state of those that the system cannot leave, and from there {@link cycle}.
   */
  readonly trace?: readonly TraceStep[];
  /** Steps that lead from the end of the trace back there, and can go on for ever; empty if nothing moves any more. */
  readonly cycle?: readonly TraceStep[];
  /** In how many of the states seen (for a step property: in how many steps) it was found. */
  readonly count: number;
  /** Of an invariant, if edges were kept and all was seen. */
  readonly harm?: HarmClass;
  /** A way to where the harm stays (`stuck`, `flapping`). */
  readonly harmTrace?: readonly TraceStep[];
}

/** Which outcomes of an action were met. None: it was never enabled in what was seen. */
export interface ActionCoverage {
  readonly action: string;
  readonly outcomes: readonly string[];
}

/** What an exploration found, and what that rests on. The same for any number of threads. */
export interface Exploration {
  /** `exhausted`, or what kept the exploration from seeing all. */
  readonly end: SearchEnd;
  /** Whether all orders were taken, or only as many as the verdicts need. All numbers are of what was taken. */
  readonly reduction: Reduction;
  /** Whether a state stands for several worlds that are alike, and for how many in all. */
  readonly symmetry: SymmetryReport;
  readonly states: number;
  /** Steps taken: also those that changed nothing, and those that led to states already known. */
  readonly transitions: number;
  /** The most steps that the shortest way (by faults, then steps) to a state takes. */
  readonly depth: number;
  readonly layers: readonly FaultLayer[];
  readonly properties: readonly PropertyVerdict[];
  /** States in which nothing can happen; faults aside, unless they are steps like others. */
  readonly deadlocks: { readonly count: number; readonly trace?: readonly TraceStep[] };
  /** By action, in the model's order. */
  readonly coverage: readonly ActionCoverage[];
  /** What the code of actions was marked with, in code-unit order. */
  readonly marks: readonly string[];
  /** How often the code of actions and of properties ran; all else was remembered. */
  readonly evaluations: { readonly actions: number; readonly properties: number };
  /** The share of (state, action) pairs decided without running the action's code. */
  readonly remembered: number;
  /** Bytes used by states, visited set, edges and what is remembered. */
  readonly bytes: number;
  /** The shortest way to a state, by its number; the first state has number 0. */
  traceTo(state: number): readonly TraceStep[];
  /** What can happen in a state, faults beyond the budget included. */
  stepsFrom(state: number): readonly StateStep[];
  world(state: number): World;
  /**
   * The first state, in the order of the search, of which the answer is yes; `undefined` if it is yes of none that was
   * seen. The question is pure; it runs once per distinct local situation.
   */
  firstState(holds: (reader: Reader) => boolean): number | undefined;
  /** Whether a witness, by its name, holds in a state that was seen. */
  isWitnessed(name: string, state: number): boolean;
  /** All steps without faults, if edges were kept. */
  readonly graph?: ExploredGraph;
}

/** The explored states with the steps between them. */
export interface ExploredGraph extends EdgeArrays {
  /** The interner's id of the value that a slot has in a state. */
  idOf(state: number, slot: number): number;
  /** A bit for each invariant, in the order given, that is violated in the state. At most 30 invariants. */
  violatedIn(state: number): number;
  /**
   * The steps from a state that properties of single steps forbid, faults beyond the budget included. Absent: none was
   * found anywhere.
   */
  readonly forbiddenFrom?: (state: number) => readonly ForbiddenStep[];
  /** The faults that the budget allowed, if it allowed any. */
  readonly faults?: EdgeArrays;
  /**
   * A way through states that are one edge apart each, from the first one, in that order: steps without fault where there
   * are any. It ends in the world of the last one.
   */
  wayAlong(states: readonly number[]): readonly TraceStep[];
}
