import { assertNever } from './assert-never.ts';
import { type AuditUsageProblem, describeAuditUsageProblem } from './audit/audit-usage-problem.ts';
import type { CheckpointProblem } from './checkpoint-problem.ts';
import { describeCheckpointProblem } from './describe-checkpoint-problem.ts';
import { describeExploreUsageProblem, type ExploreUsageProblem } from './exploration/explore-usage-problem.ts';
import { describeOneRunProblem, type OneRunProblem } from './one-run-problem.ts';
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
    default:
      return describeOthersProblem(problem);
  }
}

type OthersProblem = FileProblem | OneRunProblem | CheckpointProblem | ExploreUsageProblem | AuditUsageProblem;

function describeOthersProblem(problem: OthersProblem): ProblemWords {
  switch (problem.code) {
    case 'USAGE_NOT_A_CHECKPOINT':
    case 'USAGE_CHECKPOINT_IN_USE':
    case 'USAGE_CHECKPOINT_CUT':
    case 'USAGE_CHECKPOINT_DIFFERS':
    case 'USAGE_NOT_A_PART':
    case 'USAGE_PART_UNFINISHED':
    case 'USAGE_PARTS_DIFFER':
    case 'USAGE_PART_REPEATED':
    case 'USAGE_PARTS_MISSING':
    case 'USAGE_NO_SUCH_STATE':
      return describeCheckpointProblem(problem);
    case 'USAGE_UNKNOWN_CLASS':
    case 'USAGE_UNKNOWN_FORMAT':
    case 'USAGE_OWNER_TWICE':
      return describeAuditUsageProblem(problem);
    case 'USAGE_UNKNOWN_INVARIANT':
    case 'USAGE_UNKNOWN_HARM':
    case 'USAGE_UNKNOWN_FAULT':
    case 'USAGE_UNKNOWN_REDUCTION':
    case 'USAGE_UNKNOWN_SYMMETRY':
    case 'USAGE_BAD_DURATION':
    case 'USAGE_ONE_EXPLORATION':
    case 'USAGE_BAD_WHAT_IF':
    case 'USAGE_WHAT_IF_TWICE':
    case 'USAGE_OPTIONS_EXCLUDE':
    case 'USAGE_OPTION_NEEDS':
    case 'USAGE_UNKNOWN_EXPORT':
    case 'USAGE_EXPORT_UNFINISHED':
    case 'USAGE_EXPORT_TOO_LARGE':
      return describeExploreUsageProblem(problem);
    case 'USAGE_SEVERAL_VARIANTS':
    case 'USAGE_NO_SUCH_VARIANT':
    case 'USAGE_NOT_MERGEABLE':
    case 'USAGE_BAD_SHARD':
    case 'USAGE_OPTION_FOR_SCENARIOS':
    case 'USAGE_CANNOT_LISTEN':
    case 'USAGE_STEP_OUT_OF_RANGE':
      return describeOneRunProblem(problem);
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
      | 'USAGE_CANNOT_WRITE';
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
    default:
      return assertNever(problem);
  }
}
