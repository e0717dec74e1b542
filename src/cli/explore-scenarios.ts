import { availableParallelism } from 'node:os';
import type { HarmClass } from '../explore/exploration.ts';
import { type ExploreScenarioOptions, exploreScenario } from '../explore/rollout/explore-scenario.ts';
import type { InvariantName } from '../properties/invariant.ts';
import { invariants } from '../properties/invariants.ts';
import type { ExplorationReport } from '../report/exploration/exploration-report.ts';
import { reportExploration } from '../report/exploration/report-exploration.ts';
import type { UsageProblem } from '../report/usage-problem.ts';
import { buildScenario } from '../scenario/build-scenario.ts';
import { parseDuration } from '../scenario/duration.ts';
import { nearestFact } from '../scenario/nearest.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { CommandInput } from './command.ts';
import { exitCodes } from './exit-code.ts';
import { type ExplorationOutput, openExplorationOutput } from './exploration-output.ts';
import { writeExplorationTraces } from './exploration-traces.ts';
import type { exploreOptions } from './explore.ts';
import { startWorkers, type Workers } from './explore-workers.ts';
import { findScenarios } from './find-scenarios.ts';
import { loadFile } from './load-file.ts';
import { printProblemTexts, refuse } from './print-problems.ts';
import { createProgress } from './progress.ts';
import { openTraces, type TraceFolder } from './trace-folder.ts';

type ExploreInput = CommandInput<typeof exploreOptions>;

/** The work of `dibs explore`. Whatever is wrong with the command line is refused before anything is explored. */
export async function exploreScenarios({ options, args, io }: ExploreInput): Promise<number> {
  const found = findScenarios(args);
  const choice = choiceOf(options);
  const problems = [...found.problems, ...choice.problems];
  if (problems.length > 0) return refuse(io, ...problems);
  const loaded = found.files.map(loadFile);
  const mistakes = loaded.flatMap((file) => file.problems);
  if (mistakes.length > 0) return printProblemTexts(io, mistakes);
  const all = loaded.flatMap(({ variants }) => variants);
  const scenarios = all.filter(({ variant }) => options.variant === undefined || variant === options.variant);
  if (scenarios.length === 0) {
    const chosen = options.variant === undefined ? [] : [`--variant ${options.variant}`];
    return refuse(io, { code: 'USAGE_NOTHING_SELECTED', options: chosen, scenarioCount: all.length });
  }
  const output = openExplorationOutput(options.reporter, io);
  if ('problems' in output) return refuse(io, ...output.problems);
  const traces = openTraces(options.trace);
  if (traces !== undefined && 'code' in traces) return refuse(io, traces);
  const workers = await startWorkers((options.jobs ?? availableParallelism()) - 1);
  try {
    return exploreAll(scenarios, {
      choice: choice.options,
      timeMaxMs: choice.timeMaxMs,
      workers,
      output,
      traces,
      input: { options, args, io },
    });
  } finally {
    await workers.close();
  }
}

function exploreAll(
  scenarios: readonly Scenario[],
  parts: {
    readonly choice: ExploreScenarioOptions;
    readonly timeMaxMs: number | undefined;
    readonly workers: Workers;
    readonly output: ExplorationOutput;
    readonly traces: TraceFolder | undefined;
    readonly input: ExploreInput;
  },
): number {
  const { choice, timeMaxMs, workers, output, traces, input } = parts;
  const { io, options } = input;
  const progress = createProgress(io, scenarios.length);
  const reports = scenarios.map((scenario, index) => {
    progress.show(index, scenario.title);
    const begunMs = performance.now();
    const isOverTime = timeMaxMs === undefined ? undefined : () => performance.now() - begunMs > timeMaxMs;
    const built = buildScenario(scenario);
    const found = exploreScenario(built, {
      ...choice,
      crew: workers.crew,
      ...(isOverTime === undefined ? {} : { isOverTime }),
    });
    const report = reportExploration(found, built, { isFree: options.free });
    progress.clear();
    output.add(report, (performance.now() - begunMs) / 1000);
    if (traces !== undefined) writeExplorationTraces(traces, { found, built, report });
    return report;
  });
  output.end();
  return exitCodeOf(reports);
}

function exitCodeOf(reports: readonly ExplorationReport[]): number {
  if (reports.some(({ verdict }) => verdict === 'violated')) return exitCodes.notAsExpected;
  return reports.some(({ verdict }) => verdict === 'inconclusive') ? exitCodes.inconclusive : exitCodes.asExpected;
}

interface Choice {
  readonly options: ExploreScenarioOptions;
  readonly timeMaxMs: number | undefined;
  readonly problems: readonly UsageProblem[];
}

function choiceOf(options: ExploreInput['options']): Choice {
  const problems: UsageProblem[] = [];
  const known = Object.keys(invariants) as InvariantName[];
  const chosen = options.invariant.flatMap((found): readonly InvariantName[] => {
    const name = known.find((one) => one === found);
    if (name === undefined)
      problems.push({ code: 'USAGE_UNKNOWN_INVARIANT', found, known, ...nearestFact(found, known) });
    return name === undefined ? [] : [name];
  });
  const classes = ['transient', 'flapping', 'stuck'] as const satisfies readonly HarmClass[];
  const failsFrom = classes.find((one) => one === options['fail-on']);
  if (options['fail-on'] !== undefined && failsFrom === undefined) {
    const found = options['fail-on'];
    problems.push({ code: 'USAGE_UNKNOWN_HARM', found, known: classes, ...nearestFact(found, classes) });
  }
  const time = options['time-max'];
  const timeMaxMs = time === undefined ? undefined : parseDuration(time);
  if (time !== undefined && timeMaxMs === undefined) {
    problems.push({ code: 'USAGE_BAD_DURATION', option: '--time-max', found: time });
  }
  const kinds = options['fault-kind'];
  return {
    options: {
      isFree: options.free,
      faultBudget: options.faults ?? 0,
      ...(chosen.length === 0 ? {} : { invariants: chosen }),
      ...(failsFrom === undefined ? {} : { failsFrom }),
      ...(kinds.length === 0 ? {} : { isFaultAllowed: (kind: string) => kinds.includes(kind) }),
      ...(options.seed === undefined ? {} : { seed: options.seed }),
      limits: limitsOf(options),
    },
    timeMaxMs,
    problems,
  };
}

function limitsOf(options: ExploreInput['options']): NonNullable<ExploreScenarioOptions['limits']> {
  const { 'states-max': states, 'depth-max': depth, 'memory-max': mebibytes } = options;
  return {
    ...(states === undefined ? {} : { states }),
    ...(depth === undefined ? {} : { depth }),
    ...(mebibytes === undefined ? {} : { bytes: mebibytes * 2 ** 20 }),
  };
}
