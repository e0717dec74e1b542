import type { AuditUsageProblem } from './audit/audit-usage-problem.ts';
import type { CheckpointProblem } from './checkpoint-problem.ts';

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
  /** A file has several variants where one run is wanted. */
  | { readonly code: 'USAGE_SEVERAL_VARIANTS'; readonly file: string; readonly known: readonly string[] }
  | {
      readonly code: 'USAGE_NO_SUCH_VARIANT';
      readonly file: string;
      readonly found: string;
      readonly known: readonly string[];
    }
  /** `kinds` are those of the files, in their order: what is merged must be of one kind, and one that can be. */
  | { readonly code: 'USAGE_NOT_MERGEABLE'; readonly files: readonly string[]; readonly kinds: readonly string[] }
  | { readonly code: 'USAGE_BAD_SHARD'; readonly found: string }
  /** The option chooses among runs of a scenario; a trace is one run. */
  | { readonly code: 'USAGE_OPTION_FOR_SCENARIOS'; readonly option: string; readonly file: string }
  /** `reason` is the system's word for it: `EADDRINUSE`. */
  | { readonly code: 'USAGE_CANNOT_LISTEN'; readonly option: string; readonly address: string; readonly reason: string }
  | AuditUsageProblem
  | CheckpointProblem
  | { readonly code: 'USAGE_STEP_OUT_OF_RANGE'; readonly found: number; readonly stepCount: number };
