import { assertNever } from '../assert-never.ts';
import { quoted } from '../phrase.ts';
import type { ProblemWords } from '../problem-text.ts';
import { suggestion } from '../suggestion.ts';

/** What can be wrong with the command line of `dibs explore` alone. */
export type ExploreUsageProblem =
  | {
      readonly code: 'USAGE_UNKNOWN_INVARIANT' | 'USAGE_UNKNOWN_HARM' | 'USAGE_UNKNOWN_FAULT';
      readonly found: string;
      readonly known: readonly string[];
      readonly nearest?: string;
    }
  | { readonly code: 'USAGE_BAD_DURATION'; readonly option: string; readonly found: string }
  | { readonly code: 'USAGE_OPTION_NEEDS'; readonly option: string; readonly needs: string }
  /** One file holds one exploration. */
  | { readonly code: 'USAGE_ONE_EXPLORATION'; readonly option: string; readonly count: number };

/** The words for it. */
export function describeExploreUsageProblem(problem: ExploreUsageProblem): ProblemWords {
  switch (problem.code) {
    case 'USAGE_UNKNOWN_INVARIANT':
      return { what: `there is no invariant ${quoted(problem.found)}`, fix: suggestion(problem, 'invariants') };
    case 'USAGE_UNKNOWN_HARM':
      return { what: `there is no class of harm ${quoted(problem.found)}`, fix: suggestion(problem, 'classes') };
    case 'USAGE_UNKNOWN_FAULT':
      return { what: `nothing here can go wrong as ${quoted(problem.found)}`, fix: suggestion(problem, 'kinds') };
    case 'USAGE_BAD_DURATION':
      return {
        what: `${problem.option} ${quoted(problem.found)} is no duration`,
        fix: 'give a number with its unit: 30s, 5m, 1h30m',
      };
    case 'USAGE_OPTION_NEEDS':
      return { what: `${problem.option} means nothing by itself`, fix: `give ${problem.needs} too` };
    case 'USAGE_ONE_EXPLORATION':
      return {
        what: `${problem.option} is about one exploration, and this is ${problem.count}`,
        fix: 'name one scenario, and one of its variants with --variant',
      };
    default:
      return assertNever(problem);
  }
}
