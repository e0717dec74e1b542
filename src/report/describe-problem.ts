import type { At } from '../scenario/located.ts';
import type { Problem } from '../scenario/problem.ts';
import type { MomentProblem } from '../trace/moment.ts';
import type { TraceProblem } from '../trace/read-trace.ts';
import type { BlobProblem } from './blob.ts';
import { describeBlobProblem } from './describe-blob-problem.ts';
import { describeMomentProblem } from './describe-moment-problem.ts';
import { describeScenarioProblem } from './describe-scenario-problem.ts';
import { describeTraceProblem } from './describe-trace-problem.ts';
import { describeUsageProblem } from './describe-usage-problem.ts';
import type { ProblemText } from './problem-text.ts';
import type { UsageProblem } from './usage-problem.ts';

/** Any mistake of the user's that dibs can meet: all of them end with exit code 2. */
export type AnyProblem =
  | { readonly input: 'scenario'; readonly problem: Problem }
  | { readonly input: 'trace'; readonly file: string; readonly problem: TraceProblem }
  | { readonly input: 'blob'; readonly file: string; readonly problem: BlobProblem }
  | { readonly input: 'moment'; readonly option: string; readonly problem: MomentProblem }
  | { readonly input: 'usage'; readonly problem: UsageProblem };

/**
 * What is wrong, where, and how to put it right: the one place where mistakes get their words.
 * A new code without words is a type error.
 */
export function describeProblem(any: AnyProblem): ProblemText {
  const { code } = any.problem;
  switch (any.input) {
    case 'scenario':
      return { code, ...describeScenarioProblem(any.problem), ...placeIn(any.problem.at) };
    case 'trace': {
      const line = 'line' in any.problem ? any.problem.line : 1;
      return { code, ...describeTraceProblem(any.problem), ...placeIn({ file: any.file, line, column: 1 }) };
    }
    case 'blob': {
      const line = 'line' in any.problem ? any.problem.line : 1;
      return { code, ...describeBlobProblem(any.problem), ...placeIn({ file: any.file, line, column: 1 }) };
    }
    case 'moment':
      return { code, ...describeMomentProblem(any.problem), where: any.option, place: null };
    case 'usage':
      return { code, ...describeUsageProblem(any.problem), where: 'the command line', place: null };
  }
}

function placeIn({ file, line, column }: Omit<At, 'path'>): Pick<ProblemText, 'where' | 'place'> {
  return { where: `${file}:${line}:${column}`, place: { file, line, column } };
}
