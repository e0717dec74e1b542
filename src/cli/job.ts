import type { Coverage } from '../explore/coverage.ts';
import { coverageOfRun } from '../explore/coverage-of-run.ts';
import { InternalError } from '../kernel/assert.ts';
import { pageOfRun, runCardOf } from '../report/page/page-of-run.ts';
import { reportRun } from '../report/report-run.ts';
import type { RunReport } from '../report/run-report.ts';
import { buildScenario } from '../scenario/build-scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { runScenario } from '../timeline/run-scenario.ts';
import { writeTrace } from '../trace/write-trace.ts';
import { type GoldenOrder, judgeGolden } from './golden-job.ts';

/** One scenario to run, as plain data that goes to a thread. */
export interface Job {
  readonly scenario: Scenario;
  /** `null`: the scenario's own. */
  readonly seed: string | null;
  readonly stepCountMax: number;
  /** The version that its trace names; `null`: no trace is wanted. */
  readonly traceVersion: string | null;
  /** Whether its report is to tell it step by step. */
  readonly wantsPage: boolean;
  readonly wantsCoverage: boolean;
  readonly golden: GoldenOrder;
}

export interface JobResult {
  readonly report: RunReport;
  /** What was exercised, if that was wanted. */
  readonly coverage: Coverage | null;
  /** The text of the trace. */
  readonly trace: string | null;
  /** What to write in place of the golden trace. */
  readonly golden: { readonly path: string; readonly text: string } | null;
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

function resultOf({ scenario, seed, stepCountMax, traceVersion, wantsPage, wantsCoverage, golden }: Job): JobResult {
  const built = buildScenario(scenario);
  const run = runScenario(built, { stepCountMax, ...(seed === null ? {} : { seed }) });
  const report = reportRun(run, built);
  const page = wantsPage ? { card: runCardOf(run), run: pageOfRun(run, built, { isRerunnable: true }) } : undefined;
  return {
    ...judgeGolden(golden, { run, report: page === undefined ? report : { ...report, page } }),
    coverage: wantsCoverage ? coverageOfRun(built, run.steps) : null,
    trace: traceVersion === null ? null : writeTrace(run, { version: traceVersion }),
  };
}
