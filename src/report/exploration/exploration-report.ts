import type { Coverage } from '../../explore/coverage.ts';
import type { HarmClass } from '../../explore/exploration.ts';
import type { ReductionWish } from '../../explore/reduction.ts';
import type { Damage } from '../../explore/rollout/damage.ts';
import type { OrderingHarm } from '../../explore/rollout/harm.ts';
import type { TraceStep } from '../../explore/trace-steps.ts';
import type { ReportedMinimal } from './minimal-report.ts';
import type { ReportedReachable } from './reachable-lines.ts';
import type { ReportedSymmetry } from './symmetry-lines.ts';

/** A line of a counterexample's story. */
export interface ToldStep {
  /** From 1 upwards. */
  readonly number: number;
  readonly actor: string;
  readonly text: string;
  readonly kind: 'rollout' | 'fault' | 'other';
}

/** A way to some harm, as data and as a story. */
export interface Counterexample {
  readonly invariant: string;
  readonly harm: Exclude<HarmClass, 'safe'> | 'violated';
  readonly trace: readonly TraceStep[];
  readonly story: readonly ToldStep[];
  /** What is wrong at the end of it, in sentences. */
  readonly findings: readonly string[];
  /** What is left of the scenario that still fails so, if that was looked for. */
  readonly minimal?: ReportedMinimal;
}

export interface ReportedProperty {
  readonly name: string;
  /** What it says. */
  readonly sentence: string;
  readonly verdict: 'holds' | 'violated' | 'inconclusive';
  /** `null`: a property of single steps, or not all was seen. */
  readonly harm: HarmClass | null;
  /** Why it was not put to the test although it holds: `no client ever asked`; `null` if it was. */
  readonly untested: string | null;
  /** What it costs on the clock, if the worst of it heals by itself. */
  readonly damage: Damage | null;
  /** A shortest way to the worst of it, unless it is safe. */
  readonly counterexample: Counterexample | null;
}

export interface ReportedHarm {
  readonly invariant: string;
  readonly harm: Exclude<OrderingHarm, 'safe'>;
}

/** Orderings that do the same harm. */
export interface ReportedOrderings {
  readonly class: OrderingHarm;
  readonly harms: readonly ReportedHarm[];
  /** False: a gate never opens. */
  readonly isComplete: boolean;
  /** The names of the steps, in each of the orders, with a way to the worst harm if there is any. */
  readonly orderings: readonly {
    readonly steps: readonly string[];
    readonly trace: readonly TraceStep[];
    /** What the way costs on the clock, if the worst harm heals by itself. */
    readonly damage: Damage | null;
  }[];
}

export interface ReportedConstraint {
  readonly before: string;
  readonly after: string;
  readonly until: 'settled' | 'served' | null;
  /** What happens without it; `null` if that could not be told apart. */
  readonly kills: {
    readonly steps: readonly string[];
    readonly harm: ReportedHarm;
    readonly trace: readonly TraceStep[];
  } | null;
}

/** Constraints that leave the best orderings only. */
export interface ReportedConstraints {
  readonly constraints: readonly ReportedConstraint[];
  readonly remainingCount: number;
  readonly orderingCount: number;
  readonly remainingHarms: readonly ReportedHarm[];
  /** What exploring with the constraints on has shown. */
  readonly verified: { readonly states: number; readonly class: OrderingHarm };
  /** The block to paste into the scenario. */
  readonly yaml: string;
  /** The constraints as a Mermaid flowchart. */
  readonly mermaid: string;
}

/** What stands in a place of a scenario instead of what is written there. */
export interface WhatIfValue {
  /** As asked for: `version`, `clusters.east.external-dns.flags.policy`. */
  readonly path: string;
  readonly value: string;
}

/** What `dibs explore` reports about one scenario. All reporters are made of this. */
export interface ExplorationReport {
  readonly file: string;
  readonly title: string;
  readonly variant: string | null;
  /** Of several worlds that are compared, what is otherwise than written; empty: nothing. `null`: there is but one. */
  readonly whatIf: readonly WhatIfValue[] | null;
  readonly verdict: 'holds' | 'violated' | 'inconclusive';
  /** What kept the search from seeing all; `null` if nothing did. */
  readonly limit: string | null;
  readonly faultBudget: number;
  readonly isFree: boolean;
  readonly scene: { readonly stepCount: number; readonly durationMs: number };
  readonly steps: readonly { readonly name: string; readonly text: string }[];
  /** Steps of the scenario that an explorer has no use for. */
  readonly ignored: readonly string[];
  /** Whether orders of events that nobody can tell apart were left out. All numbers are of what was explored. */
  readonly reduction: ReductionWish;
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  readonly runs: { readonly actions: number; readonly properties: number };
  readonly remembered: number;
  readonly bytes: number;
  readonly properties: readonly ReportedProperty[];
  /** `null` if not all was seen. */
  readonly orderings: readonly ReportedOrderings[] | null;
  /** `null` unless asked for. */
  readonly needed: {
    readonly pairs: readonly ReportedConstraints[];
    readonly gated: readonly ReportedConstraints[];
  } | null;
  /** Actions that were never possible. */
  readonly neverHappened: readonly string[];
  readonly coverage: Coverage;
  readonly reached: readonly ReportedReachable[];
  readonly symmetry: ReportedSymmetry;
}
