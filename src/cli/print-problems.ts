import { type AnyProblem, describeProblem } from '../report/describe-problem.ts';
import { type ProblemText, problemLines } from '../report/problem-text.ts';
import type { UsageProblem } from '../report/usage-problem.ts';
import { exitCodes } from './exit-code.ts';
import type { Io } from './io.ts';

/** Prints mistakes to standard error, three lines each, and gives the exit code for them. */
export function printProblems(io: Io, problems: readonly AnyProblem[]): number {
  return printProblemTexts(io, problems.map(describeProblem));
}

/** {@link printProblems} for mistakes that are in words already. */
export function printProblemTexts(io: Io, problems: readonly ProblemText[]): number {
  for (const problem of problems) io.err(`${problemLines(problem).join('\n')}\n`);
  return exitCodes.wrongInput;
}

/** {@link printProblems} for mistakes on the command line. */
export function refuse(io: Io, ...problems: readonly UsageProblem[]): number {
  return printProblems(
    io,
    problems.map((problem) => ({ input: 'usage', problem })),
  );
}
