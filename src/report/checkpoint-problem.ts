/** Why a file with an exploration cannot be used, or why several cannot be joined. */
export type CheckpointProblem =
  /** Something else is in the file, or an exploration by a dibs that wrote it in another form. */
  | { readonly code: 'USAGE_NOT_A_CHECKPOINT'; readonly file: string }
  | { readonly code: 'USAGE_CHECKPOINT_IN_USE'; readonly file: string }
  /** It could not be written to any more while exploring. `reason` is the word of SQLite: `SQLITE_FULL`. */
  | { readonly code: 'USAGE_CHECKPOINT_CUT'; readonly file: string; readonly reason: string }
  /** The exploration in the file is another one; `differs` names what it differs in: `faults`, `scenario`. */
  | { readonly code: 'USAGE_CHECKPOINT_DIFFERS'; readonly file: string; readonly differs: readonly string[] }
  /** The exploration in the file is a whole one. */
  | { readonly code: 'USAGE_NOT_A_PART'; readonly file: string }
  /** The exploration in the file has not come to its end. */
  | { readonly code: 'USAGE_PART_UNFINISHED'; readonly file: string }
  /** Two files hold parts of different explorations. */
  | {
      readonly code: 'USAGE_PARTS_DIFFER';
      readonly file: string;
      readonly other: string;
      readonly differs: readonly string[];
    }
  | { readonly code: 'USAGE_PART_REPEATED'; readonly file: string; readonly other: string; readonly index: number }
  | { readonly code: 'USAGE_PARTS_MISSING'; readonly missing: readonly number[]; readonly count: number }
  | { readonly code: 'USAGE_NO_SUCH_STATE'; readonly found: number; readonly stateCount: number };
