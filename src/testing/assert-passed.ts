import { failureLines } from '../report/failure-lines.ts';
import { createPaint } from '../report/paint.ts';
import { reportRun } from '../report/report-run.ts';
import type { BuiltScenario } from '../scenario/built-scenario.ts';
import type { RunResult } from '../timeline/run-result.ts';

/** A run that did not pass. The message tells which expectations do not hold, and the story that explains it. */
export class RunFailedError extends Error {
  override readonly name = 'RunFailedError';
  readonly run: RunResult;

  constructor(run: RunResult, text: string) {
    super(text);
    this.run = run;
  }
}

/**
 * For tests of your own: nothing if the run passed.
 * @throws {RunFailedError} if it failed, or met a limit before everything was judged.
 */
export function assertPassed(run: RunResult, built: BuiltScenario): void {
  if (run.verdict === 'passed') return;
  const paint = createPaint(false);
  const { failures } = reportRun(run, built);
  const text = failures.flatMap((failure) => failureLines(failure, paint)).join('\n');
  throw new RunFailedError(run, `${run.scenario.title} ${run.verdict} (seed ${run.seed})\n${text}`);
}
