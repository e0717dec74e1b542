import { assertNever } from '../assert-never.ts';
import { quoted } from '../phrase.ts';
import type { ProblemWords } from '../problem-text.ts';
import { suggestion } from '../suggestion.ts';

/** What can be wrong with the command line of `dibs audit` alone. */
export type AuditUsageProblem =
  | {
      readonly code: 'USAGE_UNKNOWN_CLASS';
      readonly found: string;
      readonly known: readonly string[];
      readonly nearest?: string;
    }
  | {
      readonly code: 'USAGE_UNKNOWN_FORMAT';
      readonly found: string;
      readonly known: readonly string[];
      readonly nearest?: string;
    }
  /** Two options say how external-dns runs in a cluster. */
  | { readonly code: 'USAGE_OWNER_TWICE'; readonly cluster: string };

/** The words for it. */
export function describeAuditUsageProblem(problem: AuditUsageProblem): ProblemWords {
  switch (problem.code) {
    case 'USAGE_UNKNOWN_CLASS':
      return { what: `there is no class ${quoted(problem.found)}`, fix: suggestion(problem, 'classes') };
    case 'USAGE_UNKNOWN_FORMAT':
      return { what: `there is no export format ${quoted(problem.found)}`, fix: suggestion(problem, 'formats') };
    case 'USAGE_OWNER_TWICE':
      return {
        what: `the owner of ${problem.cluster} is given more than once`,
        fix: `keep one --owner or --deployment for it; name the Deployments of one cluster in one file`,
      };
    default:
      return assertNever(problem);
  }
}
