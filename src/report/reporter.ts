import type { ProblemText } from './problem-text.ts';
import type { RunReport } from './run-report.ts';

/** What a run of scenarios starts with. */
export interface Campaign {
  /** The version of dibs. */
  readonly version: string;
  readonly scenarioCount: number;
  /** The seed given for all scenarios; `null`: each has its own. */
  readonly seed: string | null;
  /** The limits, in words: `at most 1000000 steps`. */
  readonly limits: readonly string[];
  /** Which of several machines this is, and the places that its scenarios have in the undivided list. */
  readonly share?: { readonly index: number; readonly count: number; readonly positions: readonly number[] };
}

/** How it all ended. */
export interface Summary {
  readonly passed: number;
  readonly failed: number;
  readonly inconclusive: number;
  /** Files with mistakes, none of whose scenarios were run. */
  readonly mistaken: number;
  /** Scenarios that were not run because an earlier one failed. */
  readonly notRun: number;
  readonly durationVirtualMs: number;
}

/**
 * Turns results into text for one destination. Each method gives the text to be written now; all are called in order:
 * `start`, then `mistakes` and `run` in the order of files, then `end`. Equal results give equal text: no clock, no
 * terminal, no process is looked at. All text is harmless where it goes.
 */
export interface Reporter {
  /** Whether it shows runs step by step: {@link RunReport.page}. */
  readonly wantsPages?: boolean;
  start(campaign: Campaign): string;
  /** A file that cannot be run. */
  mistakes(file: string, problems: readonly ProblemText[]): string;
  run(report: RunReport): string;
  /** `wallMs` is the time the user waited, given only where it may be shown. */
  end(summary: Summary, wallMs?: number): string;
}
