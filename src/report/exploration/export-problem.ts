import { assertNever } from '../assert-never.ts';
import { quoted } from '../phrase.ts';
import type { ProblemWords } from '../problem-text.ts';
import { suggestion } from '../suggestion.ts';

/** Why a world is not exported. */
export type ExportProblem =
  | {
      readonly code: 'USAGE_UNKNOWN_EXPORT';
      readonly found: string;
      readonly known: readonly string[];
      readonly nearest?: string;
    }
  /** Not all of it was seen. */
  | { readonly code: 'USAGE_EXPORT_UNFINISHED'; readonly file: string; readonly variant: string | null }
  | {
      readonly code: 'USAGE_EXPORT_TOO_LARGE';
      readonly file: string;
      readonly variant: string | null;
      /** How many steps local situations have, all actions together. */
      readonly stepCount: number;
      readonly stepCountMax: number;
    };

/** The words for it. */
export function describeExportProblem(problem: ExportProblem): ProblemWords {
  switch (problem.code) {
    case 'USAGE_UNKNOWN_EXPORT':
      return { what: `nothing is exported as ${quoted(problem.found)}`, fix: suggestion(problem, 'formats') };
    case 'USAGE_EXPORT_UNFINISHED':
      return {
        what: `${nameOf(problem)} is not exported: not all of it was explored`,
        fix: 'leave out limits and shards, or ask for less: fewer faults, fewer steps in the rollout',
      };
    case 'USAGE_EXPORT_TOO_LARGE':
      return {
        what: `${nameOf(problem)} is not exported: its actions have ${problem.stepCount} different steps, and a C compiler can take ${problem.stepCountMax}`,
        fix: 'ask for less: fewer faults, one --fault-kind, fewer steps in the rollout',
      };
    default:
      return assertNever(problem);
  }
}

function nameOf({ file, variant }: { readonly file: string; readonly variant: string | null }): string {
  return variant === null ? file : `${file} [${variant}]`;
}
