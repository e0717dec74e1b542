import { assertNever } from './assert-never.ts';
import { counted, listed, quoted } from './phrase.ts';
import type { ProblemWords } from './problem-text.ts';

/** Mistakes about which run is meant, which part of one, and where it is to be looked at. */
export type OneRunProblem =
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
  | { readonly code: 'USAGE_STEP_OUT_OF_RANGE'; readonly found: number; readonly stepCount: number };

/** The words for a mistake about which run is meant. */
export function describeOneRunProblem(problem: OneRunProblem): ProblemWords {
  switch (problem.code) {
    case 'USAGE_SEVERAL_VARIANTS': {
      const what = `${quoted(problem.file)} has ${counted(problem.known.length, 'variant')}, and one run is wanted`;
      return { what, fix: `choose one with --variant: ${listed(problem.known)}` };
    }
    case 'USAGE_NO_SUCH_VARIANT': {
      const what = `${quoted(problem.file)} has no variant ${quoted(problem.found)}`;
      return {
        what,
        fix: problem.known.length === 0 ? 'it has none: leave it out' : `known: ${listed(problem.known)}`,
      };
    }
    case 'USAGE_NOT_MERGEABLE': {
      const { files, kinds } = problem;
      const each = listed(files.map((file, index) => `${quoted(file)} (${kinds[index]})`));
      const isMixed = new Set(kinds).size > 1;
      const what = isMixed ? `the files are of different kinds: ${each}` : `there is nothing to merge in ${each}`;
      return { what, fix: 'give the files that dibs run --reporter blob=FILE or dibs explore --shard wrote' };
    }
    case 'USAGE_BAD_SHARD':
      return {
        what: `--shard needs one of several, found ${quoted(problem.found)}`,
        fix: 'write --shard 1/3 for the first of three',
      };
    case 'USAGE_OPTION_FOR_SCENARIOS':
      return {
        what: `${problem.option} is for scenarios, and ${quoted(problem.file)} is a trace`,
        fix: 'leave it out',
      };
    case 'USAGE_CANNOT_LISTEN':
      return {
        what: `cannot listen on ${problem.address}: ${problem.reason}`,
        fix: `give another port with ${problem.option}, or 0 for any that is free`,
      };
    case 'USAGE_STEP_OUT_OF_RANGE':
      return {
        what: `the trace has no step ${problem.found}`,
        fix: `give a step from 0, the initial world, to ${problem.stepCount}`,
      };
    default:
      return assertNever(problem);
  }
}
