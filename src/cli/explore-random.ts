import { exploreAtRandom } from '../explore/random/explore-at-random.ts';
import { shellWord } from '../report/command-line.ts';
import type { RandomReport } from '../report/exploration/random-report.ts';
import { reportRandom, withTraceFiles } from '../report/exploration/random-report.ts';
import type { UsageProblem } from '../report/usage-problem.ts';
import { buildScenario } from '../scenario/build-scenario.ts';
import type { BuiltScenario } from '../scenario/built-scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { CommandInput } from './command.ts';
import { exitCodes } from './exit-code.ts';
import { writeExplorationTraces } from './exploration-traces.ts';
import type { exploreOptions } from './explore.ts';
import { type ExploreChoice, type ExploreEffort, scenarioOptions } from './explore-choice.ts';
import type { FoundWays } from './explored.ts';
import { refuse } from './print-problems.ts';
import { createProgress } from './progress.ts';
import { openRandomOutput, type RandomOutput } from './random-output.ts';
import { openSaved } from './save-counterexamples.ts';
import { tellCoverage } from './tell-coverage.ts';
import { openTraces, type TraceFolder } from './trace-folder.ts';

type ExploreInput = CommandInput<typeof exploreOptions>;

/** So many runs, of at most so many steps, if nothing else is asked for. */
export const defaultRunCount = 1000;
const defaultDepthMax = 200;

/** Asks of random runs what only seeing everything can answer. */
const notAtRandom = [
  'minimize',
  'export',
  'checkpoint',
  'shard',
  'states-max',
  'memory-max',
  'reduction',
  'symmetry',
  'what-if',
] as const;

/** What is wrong with how random runs are asked for. */
export function randomProblems(options: ExploreInput['options']): readonly UsageProblem[] {
  if (!options.random) {
    return options.runs === undefined ? [] : [{ code: 'USAGE_OPTION_NEEDS', option: '--runs', needs: '--random' }];
  }
  const why = 'random runs see only a part';
  return notAtRandom.flatMap((name): readonly UsageProblem[] => {
    const value = options[name];
    const isGiven = Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;
    return isGiven ? [{ code: 'USAGE_OPTIONS_EXCLUDE', option: '--random', other: `--${name}`, why }] : [];
  });
}

/** The work of `dibs explore --random`. */
export function exploreRandom(
  scenarios: readonly Scenario[],
  parts: { readonly choice: ExploreChoice; readonly effort: ExploreEffort; readonly input: ExploreInput },
): number {
  const { options, io } = parts.input;
  const output = openRandomOutput(options.reporter, io);
  if ('problems' in output) return refuse(io, ...output.problems);
  const traces = openTraces(options.trace);
  if (traces !== undefined && 'code' in traces) return refuse(io, traces);
  const save = openSaved(options.save);
  if (save !== undefined && 'code' in save) return refuse(io, save);
  return exploreAll(
    scenarios.map((scenario) => buildScenario(scenario)),
    { ...parts, output, traces, save },
  );
}

function exploreAll(
  all: readonly BuiltScenario[],
  parts: {
    readonly choice: ExploreChoice;
    readonly effort: ExploreEffort;
    readonly output: RandomOutput;
    readonly traces: TraceFolder | undefined;
    readonly save: ((found: FoundWays) => void) | undefined;
    readonly input: ExploreInput;
  },
): number {
  const { choice, effort, output, traces, save, input } = parts;
  const { timeMaxMs } = effort;
  const { runs: runCount = defaultRunCount } = input.options;
  const progress = createProgress(input.io, all.length);
  const { limits: _limits, ...options } = scenarioOptions(choice);
  const reports = all.map((built, index) => {
    const begunMs = performance.now();
    const show = (doneCount: number) => {
      progress.show(index, `${doneCount}/${runCount} runs of ${built.scenario.title}`);
    };
    show(0);
    const found = exploreAtRandom(built, {
      ...options,
      runCount,
      depthMax: choice.depthMax ?? defaultDepthMax,
      ...(timeMaxMs === null ? {} : { isOverTime: () => performance.now() - begunMs > timeMaxMs }),
      onRun: (doneCount) => {
        if (doneCount % RUNS_BETWEEN === 0) show(doneCount);
      },
      onShrink: (invariant) => progress.show(index, `makes the way to ${invariant} short`),
    });
    const keepCommand = keepCommandOf(built, input.options);
    const bare = reportRandom(found, built, { isFree: choice.isFree, runCountAsked: runCount, keepCommand });
    const files = traces === undefined ? [] : writeExplorationTraces(traces, { found, built, report: bare });
    const shown = bare.properties.filter(({ counterexample }) => counterexample !== null);
    const report = withTraceFiles(bare, new Map(files.map((file, place) => [shown[place]?.name ?? '', file])));
    progress.clear();
    output.add({ found, built, report }, (performance.now() - begunMs) / 1000);
    save?.({ found, built, report });
    return report;
  });
  output.end();
  const { coverage, reporter: reporters } = input.options;
  const coverages = reports.map((report) => report.coverage);
  if (coverage) tellCoverage(input.io, coverages, { noun: 'exploration', reporters });
  return exitCodeOfRandom(reports);
}

/** Progress is shown after so many runs. */
const RUNS_BETWEEN = 10;

/** Runs that were all made and judged are as expected, although they prove nothing: more than that was not asked for. */
function exitCodeOfRandom(reports: readonly RandomReport[]): number {
  if (reports.some(({ verdict }) => verdict === 'violated')) return exitCodes.notAsExpected;
  return reports.every(({ end }) => end === 'runs') ? exitCodes.asExpected : exitCodes.inconclusive;
}

/** Where the output goes, and how long it may take, change nothing of what is found. */
const ofOutput: readonly string[] = ['coverage', 'jobs', 'reporter', 'save', 'time-max', 'trace', 'variant'];

function keepCommandOf({ scenario }: BuiltScenario, options: ExploreInput['options']): string {
  const { file } = scenario.source;
  const variant = scenario.variant === undefined ? [] : [`--variant=${scenario.variant}`];
  const given = Object.entries(options).flatMap(([name, value]): readonly string[] => {
    if (ofOutput.includes(name) || value === undefined || value === false) return [];
    if (value === true) return [`--${name}`];
    return (typeof value === 'object' ? value : [value]).map((one) => `--${name}=${one}`);
  });
  const words = ['dibs', 'explore', file.startsWith('-') ? `./${file}` : file, ...variant, ...given, '--trace=traces'];
  return words.map(shellWord).join(' ');
}
