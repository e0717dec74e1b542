import type { RunVerdict } from '../timeline/run-result.ts';
import type { RunCard, RunPage } from './page/page-data.ts';
import type { StoryLine } from './story-excerpt.ts';
import type { Wish } from './wishes.ts';
import type { ZoneExcerpt } from './zone-excerpt.ts';

/**
 * What reporters show of one run: words and figures as plain JSON, small enough to be sent between threads. It holds
 * the text of scenarios, zones and logs as it is; making it harmless is each reporter's own duty.
 */
export interface RunReport {
  readonly file: string;
  /** The scenario's title. */
  readonly name: string;
  readonly variant: string | null;
  readonly seed: string;
  readonly verdict: RunVerdict;
  readonly durationVirtualMs: number;
  readonly steps: number;
  readonly worldHash: string;
  /** The limit that ended the run, in words; `null` if none did. */
  readonly limit: string | null;
  readonly expectations: readonly ExpectationReport[];
  /** What does not hold or could not be done, with what explains it; empty if the run passed. */
  readonly failures: readonly FailureReport[];
  /** The run step by step; present only where a reporter wants it. */
  readonly page?: { readonly card: RunCard; readonly run: RunPage };
}

export interface ExpectationReport {
  /** In words. */
  readonly text: string;
  readonly ok: boolean;
  /** Why it holds without having been put to the test, an invariant each; absent if it has been. */
  readonly untested?: readonly string[];
  /** The virtual millisecond that decided it. */
  readonly at: number;
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
}

export interface FailureReport {
  /** The expectation in words, or the step as written. */
  readonly what: string;
  readonly file: string;
  /** Line and column count from 1. */
  readonly line: number;
  readonly column: number;
  readonly atMs: number;
  /** The step after which it was decided; 0 is the initial world. */
  readonly stepIndex: number;
  /** The findings in words, a line each. */
  readonly why: readonly string[];
  readonly story: readonly StoryLine[];
  /** Who wants the names that it is about. */
  readonly wishes: readonly Wish[];
  readonly zone: ZoneExcerpt | null;
}
