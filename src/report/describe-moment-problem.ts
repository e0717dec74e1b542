import { formatDuration } from '../scenario/duration.ts';
import type { MomentProblem } from '../trace/moment.ts';
import { assertNever } from './assert-never.ts';
import { listed, quoted } from './phrase.ts';
import type { ProblemWords } from './problem-text.ts';

/** The words for a text that names no moment of a trace. */
export function describeMomentProblem(problem: MomentProblem): ProblemWords {
  switch (problem.code) {
    case 'MOMENT_UNREADABLE': {
      const forms = '12m30s, 12 (a step), start, end, STEP, before-STEP, after-STEP or 30s-after-STEP';
      const steps = problem.known.length === 0 ? '' : `; steps: ${listed(problem.known)}`;
      return { what: `${quoted(problem.found)} is no moment`, fix: `write ${forms}${steps}` };
    }
    case 'MOMENT_UNKNOWN_STEP': {
      const what = `no step of this run is called ${quoted(problem.found)}`;
      return {
        what,
        fix: problem.known.length === 0 ? 'none has a name: give a time' : `known: ${listed(problem.known)}`,
      };
    }
    case 'MOMENT_OUT_OF_RANGE': {
      const { found, stepCount, endMs } = problem;
      const what = `${quoted(found)} is not within the run`;
      return { what, fix: `give a time up to ${formatDuration(endMs)} or a step up to ${stepCount}` };
    }
    default:
      return assertNever(problem);
  }
}
