import type { Coverage } from '../explore/coverage.ts';
import { counted } from '../report/phrase.ts';
import { problemLines } from '../report/problem-text.ts';
import type { Campaign, Summary } from '../report/reporter.ts';
import type { RunReport } from '../report/run-report.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Destination } from './destinations.ts';
import type { GoldenFolders } from './golden-folder.ts';
import type { Io } from './io.ts';
import type { Job } from './job.ts';
import type { LoadedFile } from './load-file.ts';
import { createProgress } from './progress.ts';
import { runJobs } from './run-jobs.ts';
import type { TraceFolder } from './trace-folder.ts';
import { dibsVersion } from './version.ts';

/** What to run, and where to tell of it. */
export interface CampaignOptions {
  /** Which of several machines this is, if there are several; the places of its scenarios in the undivided list. */
  readonly share: Campaign['share'];
  readonly goldens: GoldenFolders;
  /** In the order in which they are reported. */
  readonly scenarios: readonly Scenario[];
  /** Files that cannot be run. */
  readonly mistaken: readonly LoadedFile[];
  readonly destinations: readonly Destination[];
  readonly traces: TraceFolder | undefined;
  readonly io: Io;
  /** `null`: each scenario's own. */
  readonly seed: string | null;
  readonly stepCountMax: number;
  readonly threadCount: number;
  /** Whether the first scenario that does not pass ends it all. */
  readonly stopsEarly: boolean;
  /** Is given what each run exercised, if that is wanted. */
  readonly onCoverage: ((coverage: Coverage, report: RunReport) => void) | undefined;
}

/**
 * Runs scenarios and tells every destination: first of the files that cannot be run, then of the runs, in order,
 * whatever the number of threads. Mistakes also go to standard error.
 */
export async function runCampaign(options: CampaignOptions): Promise<Summary> {
  const { scenarios, mistaken, destinations, traces, goldens, io, seed, stepCountMax } = options;
  const startedMs = performance.now();
  const version = dibsVersion();
  const limits = [`at most ${counted(stepCountMax, 'step')} each`];
  const started = { version, scenarioCount: scenarios.length, seed, limits };
  const campaign = options.share === undefined ? started : { ...started, share: options.share };
  tell(destinations, ({ reporter }) => reporter.start(campaign));
  for (const { path, problems } of mistaken) {
    for (const problem of problems) io.err(`${problemLines(problem).join('\n')}\n`);
    tell(destinations, ({ reporter }) => reporter.mistakes(path, problems));
  }
  const wantsPage = destinations.some(({ reporter }) => reporter.wantsPages === true);
  const jobs = scenarios.map((scenario): Job => {
    const traceVersion = traces === undefined ? null : version;
    const wantsCoverage = options.onCoverage !== undefined;
    return { scenario, seed, stepCountMax, wantsPage, wantsCoverage, traceVersion, golden: goldens.orderFor(scenario) };
  });
  const reports: RunReport[] = [];
  const progress = createProgress(io, jobs.length);
  progress.show(0, scenarios[0]?.title ?? '');
  for await (const { report, coverage, trace, golden } of runJobs(jobs, options.threadCount)) {
    reports.push(report);
    progress.clear();
    if (coverage !== null) options.onCoverage?.(coverage, report);
    if (trace !== null) traces?.write(report, trace);
    if (golden !== null) goldens.write(golden.path, golden.text);
    tell(destinations, ({ reporter }) => reporter.run(report));
    if (options.stopsEarly && report.verdict !== 'passed') break;
    progress.show(reports.length, scenarios[reports.length]?.title ?? '');
  }
  progress.clear();
  const summary = summaryOf(reports, { mistaken: mistaken.length, notRun: jobs.length - reports.length });
  const wallMs = performance.now() - startedMs;
  tell(destinations, ({ reporter, isTerminal }) => reporter.end(summary, isTerminal ? wallMs : undefined));
  return summary;
}

function tell(destinations: readonly Destination[], text: (destination: Destination) => string): void {
  for (const destination of destinations) {
    const told = text(destination);
    if (told !== '') destination.write(told);
  }
}

function summaryOf(reports: readonly RunReport[], rest: Pick<Summary, 'mistaken' | 'notRun'>): Summary {
  const count = (wanted: RunReport['verdict']) => reports.filter(({ verdict }) => verdict === wanted).length;
  return {
    passed: count('passed'),
    failed: count('failed'),
    inconclusive: count('inconclusive'),
    ...rest,
    durationVirtualMs: reports.reduce((sum, { durationVirtualMs }) => sum + durationVirtualMs, 0),
  };
}
