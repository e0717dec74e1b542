import { InternalError } from '../kernel/assert.ts';
import { reportRun } from '../report/report-run.ts';
import type { RunReport } from '../report/run-report.ts';
import { buildScenario } from '../scenario/build-scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { runScenario } from '../timeline/run-scenario.ts';
import { writeTrace } from '../trace/write-trace.ts';

/** One scenario to run, as plain data that goes to a thread. */
export interface Job {
  readonly scenario: Scenario;
  /** `null`: the scenario's own. */
  readonly seed: string | null;
  readonly stepCountMax: number;
  /** The version that its trace names; `null`: no trace is wanted. */
  readonly traceVersion: string | null;
}

export interface JobResult {
  readonly report: RunReport;
  /** The text of the trace. */
  readonly trace: string | null;
}

/**
 * Runs one scenario. Equal jobs give equal results, in whichever thread.
 * @throws {InternalError} that names the scenario, with the cause, if dibs breaks.
 */
export function runJob(job: Job): JobResult {
  try {
    return resultOf(job);
  } catch (cause) {
    const { title, variant } = job.scenario;
    const name = variant === undefined ? title : `${title} [${variant}]`;
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new InternalError(`${job.scenario.source.file}: ${name}: ${message}`, { cause });
  }
}

function resultOf({ scenario, seed, stepCountMax, traceVersion }: Job): JobResult {
  const built = buildScenario(scenario);
  const run = runScenario(built, { stepCountMax, ...(seed === null ? {} : { seed }) });
  return {
    report: reportRun(run, built),
    trace: traceVersion === null ? null : writeTrace(run, { version: traceVersion }),
  };
}
