import { describeProblem } from '../report/describe-problem.ts';
import { describeStoryDifference } from '../report/describe-story-difference.ts';
import type { FailureReport, RunReport } from '../report/run-report.ts';
import type { RunResult } from '../timeline/run-result.ts';
import { compareStories, type StoryDifference } from '../trace/compare-stories.ts';
import { goldenOf, readGolden, writeGolden } from '../trace/golden.ts';

/** What to do about the golden trace of a scenario. */
export interface GoldenOrder {
  readonly path: string;
  /** `null`: there is none. */
  readonly text: string | null;
  /** The version of dibs that a new one names. */
  readonly version: string;
  /** Whether the run's own trace takes its place, instead of being compared with it. */
  readonly isUpdated: boolean;
}

/**
 * The report of a run after looking at its golden trace: a run that is not as recorded has failed. With an update, also
 * the text to keep, if it is another. A trace of another seed says nothing about this run.
 */
export function judgeGolden(
  order: GoldenOrder,
  { run, report }: { readonly run: RunResult; readonly report: RunReport },
): { readonly report: RunReport; readonly golden: { readonly path: string; readonly text: string } | null } {
  if (order.text === null && !order.isUpdated) return { report, golden: null };
  const now = goldenOf(run, order);
  if (order.isUpdated) {
    const text = writeGolden(now);
    return { report, golden: text === order.text ? null : { path: order.path, text } };
  }
  const read = readGolden(order.text ?? '');
  if ('problem' in read) {
    const { what, where } = describeProblem({ input: 'trace', file: order.path, problem: read.problem });
    const why = [`${what} (${where})`, 'record it again: dibs run --update'];
    return { report: withFailure(report, order, { why }), golden: null };
  }
  if (read.golden.header.seed !== run.seed) return { report, golden: null };
  const difference = compareStories(read.golden, now);
  if (difference === undefined) return { report, golden: null };
  const why = [...describeStoryDifference(difference), 'if this is how it is to be: dibs run --update'];
  return { report: withFailure(report, order, { why, ...placeOf(difference) }), golden: null };
}

function placeOf(difference: StoryDifference): Pick<FailureReport, 'atMs' | 'stepIndex'> {
  if (difference.kind === 'world') return { atMs: difference.atMs, stepIndex: difference.stepIndex };
  const happening = difference.kind === 'story' ? difference.lines[0]?.happening : undefined;
  return { atMs: happening?.atMs ?? 0, stepIndex: happening?.stepIndex ?? 0 };
}

function withFailure(
  report: RunReport,
  { path }: GoldenOrder,
  found: Pick<FailureReport, 'why'> & Partial<FailureReport>,
): RunReport {
  const what = `the run is as recorded in ${path}`;
  const place = { file: report.file, line: 1, column: 1, atMs: 0, stepIndex: 0 };
  const failure: FailureReport = { ...place, what, story: [], wishes: [], zone: null, ...found };
  const { page } = report;
  const card =
    page === undefined
      ? undefined
      : { ...page.card, verdict: 'failed' as const, failures: [...page.card.failures, what] };
  return {
    ...report,
    verdict: 'failed',
    failures: [...report.failures, failure],
    ...(page === undefined || card === undefined ? {} : { page: { ...page, card } }),
  };
}
