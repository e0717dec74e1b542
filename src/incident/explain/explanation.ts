import type { LogLine } from '../../externaldns/endpoint.ts';
import type { Finding } from '../../properties/finding.ts';
import type { RecordedStep } from '../../timeline/run-result.ts';
import type { ObservedLine } from '../logs/observed-line.ts';

/** Something that the logs do not say and that has to be so for the rest to follow. */
export type Assumption = {
  /** From the beginning of the run. */
  readonly atMs: number;
  readonly controller: string;
} & (
  | { readonly kind: 'fault'; readonly action: string; readonly outcome: string; readonly fault: string }
  /** Of several things that may happen, not the first one. */
  | { readonly kind: 'choice'; readonly action: string; readonly outcome: string }
  /** Something that no log shows came earlier or later than its own clock says. */
  | { readonly kind: 'off-time'; readonly action: string; readonly dueMs: number }
  /** Runs of the loop that were due and left no line. */
  | { readonly kind: 'missed-loops'; readonly count: number; readonly sinceMs: number }
  /** A run that was not due yet: nobody knows what brought it about. */
  | { readonly kind: 'early-loop'; readonly dueMs: number }
);

/** A line of a log that no step of the schedule writes. */
export interface UnexplainedLine {
  readonly line: ObservedLine;
  /** What the model writes in its place; `null`: nothing. */
  readonly expected: LogLine | null;
}

/** A line that the model writes and the log does not have. */
export interface MissingLine {
  readonly controller: string;
  readonly atMs: number;
  readonly line: LogLine;
}

/** One step of a schedule, with the lines of the logs that it wrote. */
export interface ExplainedStep extends RecordedStep {
  readonly actor: string;
  readonly lines: readonly ObservedLine[];
}

/** One schedule of the model, and how it fits what was observed. */
export interface Explanation {
  readonly assumptions: readonly Assumption[];
  readonly unexplained: readonly UnexplainedLine[];
  readonly missing: readonly MissingLine[];
  /** How the zones that it ends with differ from those exported. */
  readonly zoneFindings: readonly Finding[];
  readonly steps: readonly ExplainedStep[];
}

/** What came of looking for schedules. */
export interface ExplainResult {
  /**
   * `explained`: every line and the zone follow. `contradicted`: no schedule gives them; the explanations are those
   * that come nearest. `inconclusive`: the limit was met; what there is was found in haste.
   */
  readonly verdict: 'explained' | 'contradicted' | 'inconclusive';
  /** Whether everything was looked at that could be better than the explanations. */
  readonly isProven: boolean;
  /** The best first: fewest assumptions and unexplained lines, then fewest steps. All of them equally good. */
  readonly explanations: readonly Explanation[];
  /** Lines that were compared, and those of kinds that the model does not write. */
  readonly comparedCount: number;
  readonly otherCount: number;
  /** Lines of logs of controllers that there are not. */
  readonly strangers: readonly string[];
  /** The zones of which there was an export to compare the last ones with. */
  readonly zones: readonly string[];
  /** The moment of the run's beginning: milliseconds since 1970, UTC. */
  readonly originMs: number;
  /** How many situations were looked at. */
  readonly situationCount: number;
}
