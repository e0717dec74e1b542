import type { TraceProblem } from '../trace/read-trace.ts';
import { assertNever } from './assert-never.ts';
import type { ProblemWords } from './problem-text.ts';

/** The words for a file that is no trace, or none that this version can replay. */
export function describeTraceProblem(problem: TraceProblem): ProblemWords {
  const again = 'record it again: dibs run SCENARIO --trace FOLDER';
  switch (problem.code) {
    case 'TRACE_EMPTY':
      return { what: 'the trace is empty', fix: again };
    case 'TRACE_NOT_JSON':
      return { what: 'a trace is one JSON object on each line, and this line is none', fix: again };
    case 'TRACE_WRONG_SHAPE': {
      const member = problem.member === '' ? '' : `${problem.member}: `;
      return { what: `this is no line of a trace: ${member}${problem.message}`, fix: again };
    }
    case 'TRACE_TOO_NEW': {
      const what = `dibs ${problem.version} wrote this trace in format ${problem.format}; this dibs knows up to ${problem.known}`;
      return { what, fix: `replay it with dibs ${problem.version}` };
    }
    case 'TRACE_CUT_SHORT':
      return { what: 'the trace ends before its last line', fix: `copy the whole file, or ${again}` };
    default:
      return assertNever(problem);
  }
}
