import type { Event } from '../kernel/action.ts';
import type { Finding } from '../properties/finding.ts';
import type { InvariantName } from '../properties/invariant.ts';
import type { Expectation } from '../scenario/expectation.ts';
import type { At } from '../scenario/located.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Step } from '../scenario/step.ts';

/** `inconclusive`: a limit was met before everything expected could be judged. */
export type RunVerdict = 'passed' | 'failed' | 'inconclusive';

/** What became of one run of one scenario. The same scenario, seed and version give the same value. */
export interface RunResult {
  readonly scenario: Scenario;
  readonly seed: string;
  readonly verdict: RunVerdict;
  /** How much virtual time went by. */
  readonly durationMs: number;
  readonly stepCount: number;
  /** The hash of the initial world, like {@link worldHash}. */
  readonly initialHash: string;
  /** The hash of the last world, sixteen hexadecimal digits. */
  readonly worldHash: string;
  /** In the order in which they are written: those of `expect` steps, then those over the whole run. */
  readonly expectations: readonly ExpectationResult[];
  /** What steps of the scenario could not be done, and faults that never happened. Any makes the run fail. */
  readonly troubles: readonly Trouble[];
  /** Everything that happened, in order. */
  readonly story: readonly StoryEvent[];
  readonly steps: readonly RecordedStep[];
  /** When each step of the scenario was taken, in order; steps behind a limit are not there. */
  readonly taken: readonly StepSpan[];
  /** The limit that ended the run before its end, if one did. */
  readonly limit?: { readonly kind: 'steps'; readonly countMax: number };
}

/** A step of the scenario, with the moments before and after it. What comes due at one moment may be on either side. */
export interface StepSpan {
  readonly step: Step;
  readonly before: RunMoment;
  readonly after: RunMoment;
}

/** A moment of a run: after so many of its steps. */
export interface RunMoment {
  readonly stepIndex: number;
  readonly atMs: number;
}

export interface ExpectationResult {
  readonly expectation: Expectation;
  readonly ok: boolean;
  /** The moment that decided it. */
  readonly atMs: number;
  /** Why it does not hold; empty if it does. */
  readonly findings: readonly Finding[];
  /** Invariants that hold only because what they are about did not come up. */
  readonly untested?: readonly InvariantName[];
  /** The index of the last step before the decision: the world to look at. 0 is the initial world. */
  readonly stepIndex: number;
}

/** Something wrong with a step of the scenario rather than with an expectation. */
export interface Trouble {
  readonly at: At;
  readonly text: string;
  readonly atMs: number;
  readonly finding: Finding;
}

/** An event with its moment and the step that brought it. */
export interface StoryEvent {
  readonly atMs: number;
  readonly stepIndex: number;
  readonly action: string;
  readonly outcome: string;
  readonly event: Event;
}

/** One step as a trace keeps it. */
export interface RecordedStep {
  readonly atMs: number;
  readonly action: string;
  readonly outcome: string;
  /** The hash of the world after it. */
  readonly hash: string;
}
