import { assertNever } from './assert-never.ts';
import type { CheckpointProblem } from './checkpoint-problem.ts';
import { listed, quoted } from './phrase.ts';
import type { ProblemWords } from './problem-text.ts';

/** The words for what is wrong with files that hold explorations. */
export function describeCheckpointProblem(problem: CheckpointProblem): ProblemWords {
  switch (problem.code) {
    case 'USAGE_NOT_A_CHECKPOINT':
      return {
        what: `${quoted(problem.file)} holds no exploration that this version of dibs can read`,
        fix: 'name another file; this one is left as it is',
      };
    case 'USAGE_CHECKPOINT_IN_USE':
      return { what: `${quoted(problem.file)} is in use by another process`, fix: 'wait until it ends, or end it' };
    case 'USAGE_CHECKPOINT_CUT': {
      const isFull = problem.reason === 'SQLITE_FULL';
      const why = isFull ? 'the disk is full' : problem.reason;
      return {
        what: `${quoted(problem.file)} could not be written to the end: ${why}`,
        fix: `${isFull ? 'make room' : 'mend that'}, and give the same command again: it goes on from what is there`,
      };
    }
    case 'USAGE_CHECKPOINT_DIFFERS':
      return {
        what: `${quoted(problem.file)} holds another exploration: it differs in ${listed(problem.differs)}`,
        fix: 'explore as it was begun, or name another file',
      };
    case 'USAGE_NOT_A_PART':
      return {
        what: `${quoted(problem.file)} holds a whole exploration, not a part of one`,
        fix: 'look at it with dibs explore FILE',
      };
    case 'USAGE_PART_UNFINISHED':
      return {
        what: `the part in ${quoted(problem.file)} is not finished`,
        fix: 'give the command that began it once more: it goes on from there',
      };
    case 'USAGE_PARTS_DIFFER':
      return {
        what: `${quoted(problem.file)} and ${quoted(problem.other)} are parts of different explorations: they differ in ${listed(problem.differs)}`,
        fix: 'explore all parts with the same scenario, options and version of dibs',
      };
    case 'USAGE_PART_REPEATED':
      return {
        what: `${quoted(problem.file)} and ${quoted(problem.other)} both hold part ${problem.index}`,
        fix: 'keep one of them',
      };
    case 'USAGE_PARTS_MISSING': {
      const parts = listed(problem.missing.map((index) => `${index}/${problem.count}`));
      return { what: `parts are missing: ${parts}`, fix: 'explore them with --shard, and give their files too' };
    }
    case 'USAGE_NO_SUCH_STATE': {
      const what = `the exploration has no state ${problem.found}`;
      return { what, fix: `give a number from 0, the first world, to ${problem.stateCount - 1}` };
    }
    default:
      return assertNever(problem);
  }
}
