import { quoted } from '../phrase.ts';
import type { ProblemWords } from '../problem-text.ts';
import { suggestion } from '../suggestion.ts';
import { describeExportProblem, type ExportProblem } from './export-problem.ts';

/** What can be wrong with the command line of `dibs explore` alone. */
export type ExploreUsageProblem =
  | {
      readonly code:
        | 'USAGE_UNKNOWN_INVARIANT'
        | 'USAGE_UNKNOWN_HARM'
        | 'USAGE_UNKNOWN_FAULT'
        | 'USAGE_UNKNOWN_REDUCTION'
        | 'USAGE_UNKNOWN_SYMMETRY';
      readonly found: string;
      readonly known: readonly string[];
      readonly nearest?: string;
    }
  | { readonly code: 'USAGE_BAD_DURATION'; readonly option: string; readonly found: string }
  | { readonly code: 'USAGE_OPTION_NEEDS'; readonly option: string; readonly needs: string }
  /** No `PATH=VALUE`. */
  | { readonly code: 'USAGE_BAD_WHAT_IF'; readonly found: string }
  | { readonly code: 'USAGE_WHAT_IF_TWICE'; readonly path: string }
  /** `why` is a sentence without its end. */
  | { readonly code: 'USAGE_OPTIONS_EXCLUDE'; readonly option: string; readonly other: string; readonly why: string }
  /** One file holds one exploration. */
  | { readonly code: 'USAGE_ONE_EXPLORATION'; readonly option: string; readonly count: number }
  | ExportProblem;

/** The words for it. */
export function describeExploreUsageProblem(problem: ExploreUsageProblem): ProblemWords {
  switch (problem.code) {
    case 'USAGE_UNKNOWN_INVARIANT':
      return { what: `there is no invariant ${quoted(problem.found)}`, fix: suggestion(problem, 'invariants') };
    case 'USAGE_UNKNOWN_HARM':
      return { what: `there is no class of harm ${quoted(problem.found)}`, fix: suggestion(problem, 'classes') };
    case 'USAGE_UNKNOWN_FAULT':
      return { what: `nothing here can go wrong as ${quoted(problem.found)}`, fix: suggestion(problem, 'kinds') };
    case 'USAGE_UNKNOWN_REDUCTION':
      return { what: `--reduction ${quoted(problem.found)} means nothing`, fix: suggestion(problem, 'values') };
    case 'USAGE_UNKNOWN_SYMMETRY':
      return { what: `--symmetry ${quoted(problem.found)} means nothing`, fix: suggestion(problem, 'values') };
    case 'USAGE_BAD_DURATION':
      return {
        what: `${problem.option} ${quoted(problem.found)} is no duration`,
        fix: 'give a number with its unit: 30s, 5m, 1h30m',
      };
    case 'USAGE_OPTION_NEEDS':
      return { what: `${problem.option} means nothing by itself`, fix: `give ${problem.needs} too` };
    case 'USAGE_BAD_WHAT_IF':
      return {
        what: `--what-if ${quoted(problem.found)} does not say what stands where`,
        fix: 'write a place and its values: version=v0.18.0,v0.22.0 or clusters.east.external-dns.starts=30s',
      };
    case 'USAGE_WHAT_IF_TWICE':
      return {
        what: `--what-if asks twice about ${problem.path}`,
        fix: `give all values at once: --what-if ${problem.path}=VALUE,VALUE`,
      };
    case 'USAGE_OPTIONS_EXCLUDE':
      return {
        what: `${problem.option} and ${problem.other} exclude each other: ${problem.why}`,
        fix: 'keep one of them',
      };
    case 'USAGE_ONE_EXPLORATION':
      return {
        what: `${problem.option} is about one exploration, and this is ${problem.count}`,
        fix: 'name one scenario, and one of its variants with --variant',
      };
    default:
      return describeExportProblem(problem);
  }
}
