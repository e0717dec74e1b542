import type { Summary } from '../report/reporter.ts';

/** What the process says when it ends. README.md has the same table. */
export const exitCodes = {
  /** Everything is as expected. */
  asExpected: 0,
  /** Something is not as expected. */
  notAsExpected: 1,
  /** The command line or an input is wrong. */
  wrongInput: 2,
  /** A limit was met before everything could be judged. */
  inconclusive: 3,
  /** dibs itself broke. */
  internalError: 70,
} as const;

/** The exit code of a run of scenarios: a mistake in an input weighs more than a failure, a failure more than a limit. */
export function exitCodeOf({ mistaken, failed, inconclusive }: Summary): number {
  if (mistaken > 0) return exitCodes.wrongInput;
  if (failed > 0) return exitCodes.notAsExpected;
  return inconclusive > 0 ? exitCodes.inconclusive : exitCodes.asExpected;
}
