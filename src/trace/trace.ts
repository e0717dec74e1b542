import type { ScenarioSource } from '../scenario/scenario.ts';
import type { RecordedStep, RunResult } from '../timeline/run-result.ts';

/** The version of the trace format. Raise it, and teach `read-trace.ts` the old form, when a member changes. */
export const traceFormat = 1;

/**
 * A run that replays byte for byte: the whole text of its scenario, its seed, and every step with the hash of the world
 * after it. Written as JSON Lines: the header, a line per step, the end. It holds no date, no path outside the
 * scenario's own and no host name, so the same run gives the same bytes on every machine.
 */
export interface Trace {
  readonly header: TraceHeader;
  readonly steps: readonly RecordedStep[];
  readonly end: TraceEnd;
}

export interface TraceHeader {
  readonly dibs: 'trace';
  readonly format: number;
  /** The version of dibs that wrote it. */
  readonly version: string;
  readonly scenario: ScenarioSource;
  /** `null`: the scenario has no variants. */
  readonly variant: string | null;
  readonly seed: string;
  /** The hash of the initial world. */
  readonly initialHash: string;
}

export interface TraceEnd {
  readonly verdict: RunResult['verdict'];
  readonly durationMs: number;
  readonly stepCount: number;
}
