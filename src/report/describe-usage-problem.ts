import { assertNever } from './assert-never.ts';
import { describeAuditUsageProblem } from './audit/audit-usage-problem.ts';
import { describeCheckpointProblem } from './describe-checkpoint-problem.ts';
import { counted, listed, quoted } from './phrase.ts';
import type { ProblemWords } from './problem-text.ts';
import { suggestion } from './suggestion.ts';
import type { UsageProblem } from './usage-problem.ts';

/** The words for a mistake on the command line. */
export function describeUsageProblem(problem: UsageProblem): ProblemWords {
  switch (problem.code) {
    case 'USAGE_UNKNOWN_COMMAND':
      return { what: `there is no command ${quoted(problem.found)}`, fix: suggestion(problem, 'commands') };
    case 'USAGE_UNKNOWN_OPTION': {
      const command = problem.command === null ? 'dibs' : `dibs ${problem.command}`;
      return { what: `${command} has no option ${problem.found}`, fix: suggestion(problem, 'options') };
    }
    case 'USAGE_MISSING_VALUE':
      return { what: `${problem.option} needs a value`, fix: `write ${problem.option} ${problem.value}` };
    case 'USAGE_UNWANTED_VALUE':
      return {
        what: `${problem.option} takes no value, found ${quoted(problem.found)}`,
        fix: `write ${problem.option} alone`,
      };
    case 'USAGE_REPEATED_OPTION':
      return { what: `${problem.option} is given more than once`, fix: 'keep one of them' };
    case 'USAGE_NOT_A_COUNT': {
      const what = `${problem.option} needs a whole number, found ${quoted(problem.found)}`;
      return { what, fix: `give a whole number from ${problem.minimum} upwards` };
    }
    case 'USAGE_BAD_REGEX': {
      const what = `${problem.option} ${quoted(problem.found)} is no regular expression: ${problem.message}`;
      return { what, fix: 'put a backslash before signs that are meant literally' };
    }
    case 'USAGE_UNKNOWN_REPORTER':
      return { what: `there is no reporter ${quoted(problem.found)}`, fix: suggestion(problem, 'reporters') };
    case 'USAGE_REPORTERS_COLLIDE': {
      const what = `the reporters ${listed(problem.reporters)} would all write to ${problem.place}`;
      return { what, fix: `give each a file of its own, such as --reporter ${problem.reporters.at(-1)}=FILE` };
    }
    case 'USAGE_MISSING_ARGUMENT':
      return {
        what: `dibs ${problem.command} needs ${problem.argument}`,
        fix: `write dibs ${problem.command} ${problem.argument}`,
      };
    case 'USAGE_EXTRA_ARGUMENT': {
      const what = `dibs ${problem.command} has no use for ${quoted(problem.found)}`;
      return { what, fix: `leave it out; dibs ${problem.command} --help says what can stand there` };
    }
    case 'USAGE_NOT_A_CHECKPOINT':
    case 'USAGE_CHECKPOINT_IN_USE':
    case 'USAGE_CHECKPOINT_DIFFERS':
    case 'USAGE_NOT_A_PART':
    case 'USAGE_PART_UNFINISHED':
    case 'USAGE_PARTS_DIFFER':
    case 'USAGE_PART_REPEATED':
    case 'USAGE_PARTS_MISSING':
      return describeCheckpointProblem(problem);
    case 'USAGE_UNKNOWN_CLASS':
    case 'USAGE_UNKNOWN_FORMAT':
    case 'USAGE_OWNER_TWICE':
      return describeAuditUsageProblem(problem);
    default:
      return describeFileProblem(problem);
  }
}

type FileProblem = Extract<
  UsageProblem,
  {
    readonly code:
      | 'USAGE_NO_SUCH_PATH'
      | 'USAGE_NO_SCENARIOS'
      | 'USAGE_NOTHING_SELECTED'
      | 'USAGE_FILE_EXISTS'
      | 'USAGE_CANNOT_READ'
      | 'USAGE_CANNOT_WRITE'
      | 'USAGE_SEVERAL_VARIANTS'
      | 'USAGE_NO_SUCH_VARIANT'
      | 'USAGE_NOT_MERGEABLE'
      | 'USAGE_BAD_SHARD'
      | 'USAGE_OPTION_FOR_SCENARIOS'
      | 'USAGE_CANNOT_LISTEN'
      | 'USAGE_STEP_OUT_OF_RANGE';
  }
>;

function describeFileProblem(problem: FileProblem): ProblemWords {
  switch (problem.code) {
    case 'USAGE_NO_SUCH_PATH':
      return { what: `there is no file, folder or match for ${quoted(problem.path)}`, fix: 'check the spelling' };
    case 'USAGE_NO_SCENARIOS': {
      const where = problem.paths.length === 0 ? 'the current folder' : listed(problem.paths.map(quoted));
      return { what: `there is no scenario in ${where}`, fix: 'write a first one with dibs init' };
    }
    case 'USAGE_NOTHING_SELECTED': {
      const what = `${listed(problem.options)} leaves none of ${counted(problem.scenarioCount, 'scenario')}`;
      return { what, fix: 'loosen the selection' };
    }
    case 'USAGE_FILE_EXISTS':
      return {
        what: `${quoted(problem.file)} exists and is not overwritten`,
        fix: 'name another file: dibs init FILE',
      };
    case 'USAGE_CANNOT_READ':
      return {
        what: `cannot read ${quoted(problem.file)}: ${problem.reason}`,
        fix: 'check the path and its permissions',
      };
    case 'USAGE_CANNOT_WRITE':
      return {
        what: `cannot write ${quoted(problem.file)}: ${problem.reason}`,
        fix: 'check the folder and its permissions',
      };
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
      const what =
        new Set(problem.kinds).size > 1
          ? `the files are of different kinds: ${listed(problem.files.map((file, index) => `${quoted(file)} (${problem.kinds[index]})`))}`
          : `${listed(problem.files.map(quoted))} cannot be merged`;
      return { what, fix: 'give the files that dibs run --reporter blob=FILE wrote' };
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
    case 'USAGE_STEP_OUT_OF_RANGE': {
      const what = `the trace has no step ${problem.found}`;
      return { what, fix: `give a step from 0, the initial world, to ${problem.stepCount}` };
    }
    default:
      return assertNever(problem);
  }
}
