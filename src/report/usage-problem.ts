import type { AuditUsageProblem } from './audit/audit-usage-problem.ts';
import type { CheckpointProblem } from './checkpoint-problem.ts';
import type { ExploreUsageProblem } from './exploration/explore-usage-problem.ts';
import type { OneRunProblem } from './one-run-problem.ts';

/** A command line that dibs cannot follow, as facts: refused before any work is done, exit code 2. */
export type UsageProblem =
  | {
      readonly code: 'USAGE_UNKNOWN_COMMAND';
      readonly found: string;
      readonly known: readonly string[];
      readonly nearest?: string;
    }
  | {
      readonly code: 'USAGE_UNKNOWN_OPTION';
      readonly command: string | null;
      readonly found: string;
      readonly known: readonly string[];
      readonly nearest?: string;
    }
  | { readonly code: 'USAGE_MISSING_VALUE'; readonly option: string; readonly value: string }
  | { readonly code: 'USAGE_UNWANTED_VALUE'; readonly option: string; readonly found: string }
  /** An option that may stand once stands again. */
  | { readonly code: 'USAGE_REPEATED_OPTION'; readonly option: string }
  | { readonly code: 'USAGE_NOT_A_COUNT'; readonly option: string; readonly found: string; readonly minimum: number }
  | { readonly code: 'USAGE_BAD_REGEX'; readonly option: string; readonly found: string; readonly message: string }
  | {
      readonly code: 'USAGE_UNKNOWN_REPORTER';
      readonly found: string;
      readonly known: readonly string[];
      readonly nearest?: string;
    }
  /** Two reporters write to the same place, and one of them writes a document that has to stand alone. */
  | { readonly code: 'USAGE_REPORTERS_COLLIDE'; readonly reporters: readonly string[]; readonly place: string }
  | { readonly code: 'USAGE_MISSING_ARGUMENT'; readonly command: string; readonly argument: string }
  | { readonly code: 'USAGE_EXTRA_ARGUMENT'; readonly command: string; readonly found: string }
  | { readonly code: 'USAGE_NO_SUCH_PATH'; readonly path: string }
  /** `paths` were searched; empty: the current folder was. */
  | { readonly code: 'USAGE_NO_SCENARIOS'; readonly paths: readonly string[] }
  /** Scenarios there are, and the options leave none. */
  | { readonly code: 'USAGE_NOTHING_SELECTED'; readonly options: readonly string[]; readonly scenarioCount: number }
  | { readonly code: 'USAGE_FILE_EXISTS'; readonly file: string }
  /** `reason` is the system's word for it: `EACCES`. */
  | { readonly code: 'USAGE_CANNOT_READ'; readonly file: string; readonly reason: string }
  | { readonly code: 'USAGE_CANNOT_WRITE'; readonly file: string; readonly reason: string }
  | OneRunProblem
  | AuditUsageProblem
  | CheckpointProblem
  | ExploreUsageProblem;
