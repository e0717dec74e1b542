import { availableParallelism } from 'node:os';
import { exploreScenario, scenarioSearchIdentity } from '../explore/rollout/explore-scenario.ts';
import { hashText, hashToHex } from '../kernel/hash.ts';
import { canonicalJson } from '../kernel/json.ts';
import type { ExplorationReport } from '../report/exploration/exploration-report.ts';
import { reportExploration } from '../report/exploration/report-exploration.ts';
import type { UsageProblem } from '../report/usage-problem.ts';
import { buildScenario } from '../scenario/build-scenario.ts';
import type { BuiltScenario } from '../scenario/built-scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type CheckpointFile, openCheckpoint } from './checkpoint-file.ts';
import type { CommandInput } from './command.ts';
import { exitCodes } from './exit-code.ts';
import { type ExplorationOutputs, openExplorationOutputs } from './exploration-outputs.ts';
import { writeExplorationTraces } from './exploration-traces.ts';
import type { exploreOptions } from './explore.ts';
import { type ExploreChoice, type ExploreEffort, readChoice, scenarioOptions } from './explore-choice.ts';
import { exploreRandom, randomProblems } from './explore-random.ts';
import { startWorkers, type Workers } from './explore-workers.ts';
import { faultKindProblems } from './fault-kind-problems.ts';
import { kindOfFile } from './file-kind.ts';
import { findScenarios } from './find-scenarios.ts';
import { loadFile } from './load-file.ts';
import { minimized } from './minimize-explored.ts';
import { printProblemTexts, refuse } from './print-problems.ts';
import { createProgress } from './progress.ts';
import { tellCoverage } from './tell-coverage.ts';
import { dibsVersion } from './version.ts';
import { readWhatIfs, type World, worldsOf } from './what-if-worlds.ts';

type ExploreInput = CommandInput<typeof exploreOptions>;

/** What a checkpoint carries, so that it needs no other file. */
export interface ExplorationAbout {
  readonly scenario: Scenario['source'];
  readonly variant: string | null;
  readonly choice: ExploreChoice;
}

/** The work of `dibs explore`. Whatever is wrong with the command line is refused before anything is explored. */
export async function exploreScenarios({ options, args, io }: ExploreInput): Promise<number> {
  const [only] = args;
  if (only !== undefined && args.length === 1 && isExploration(only)) {
    return (await import('./look-at-exploration.ts')).lookAtExploration(only, { options, args, io });
  }
  if (options.state !== undefined) {
    return refuse(io, { code: 'USAGE_OPTION_NEEDS', option: '--state', needs: 'a file that --checkpoint wrote' });
  }
  const found = findScenarios(args);
  const { choice, effort, problems } = readChoice(options);
  const asked = readWhatIfs(options);
  const refused = [...found.problems, ...problems, ...asked.problems, ...randomProblems(options)];
  if (refused.length > 0) return refuse(io, ...refused);
  const loaded = found.files.map(loadFile);
  const mistakes = loaded.flatMap((file) => file.problems);
  if (mistakes.length > 0) return printProblemTexts(io, mistakes);
  const all = loaded.flatMap(({ variants }) => variants);
  const scenarios = all.filter(({ variant }) => options.variant === undefined || variant === options.variant);
  if (scenarios.length === 0) {
    const chosen = options.variant === undefined ? [] : [`--variant ${options.variant}`];
    return refuse(io, { code: 'USAGE_NOTHING_SELECTED', options: chosen, scenarioCount: all.length });
  }
  if (options.checkpoint !== undefined && scenarios.length > 1) {
    return refuse(io, { code: 'USAGE_ONE_EXPLORATION', option: '--checkpoint', count: scenarios.length });
  }
  const { worlds, problems: misplaced } = worldsOf(scenarios, found.files, asked.whatIfs);
  if (misplaced.length > 0) return printProblemTexts(io, misplaced);
  const built = worlds.map(({ scenario, whatIf }) => ({ built: buildScenario(scenario), whatIf }));
  const unknown = faultKindProblems(
    choice.faultKinds,
    built.map((one) => one.built),
  );
  if (unknown.length > 0) return refuse(io, ...unknown);
  if (options.random) return exploreRandom(scenarios, { choice, effort, input: { options, args, io } });
  const outputs = openExplorationOutputs({ options, io }, worlds.length);
  if ('problems' in outputs) return refuse(io, ...outputs.problems);
  const first = built[0]?.built;
  const opened =
    options.checkpoint === undefined || first === undefined
      ? undefined
      : openFor(options.checkpoint, first, { choice, effort });
  if (opened !== undefined && 'problem' in opened) return refuse(io, opened.problem);
  const workers = await startWorkers((options.jobs ?? availableParallelism()) - 1);
  try {
    const checkpoint = opened?.checkpoint;
    return exploreAll(built, {
      choice,
      effort,
      checkpoint,
      workers,
      outputs,
      input: { options, args, io },
    });
  } finally {
    opened?.checkpoint.close();
    await workers.close();
  }
}

function isExploration(file: string): boolean {
  const found = kindOfFile(file);
  return 'kind' in found && found.kind === 'exploration';
}

function openFor(
  file: string,
  built: BuiltScenario,
  { choice, effort }: { readonly choice: ExploreChoice; readonly effort: ExploreEffort },
) {
  const { scenario } = built;
  const about: ExplorationAbout = { scenario: scenario.source, variant: scenario.variant ?? null, choice };
  const { shard } = effort;
  const search = { ...scenarioOptions(choice), ...(shard === null ? {} : { shard }) };
  const { text, files } = scenario.source;
  // What code decides is in no model: which faults can happen, what a flag of a controller does, how a release works.
  const identity = {
    ...scenarioSearchIdentity(built, search),
    'fault kinds': canonicalJson(choice.faultKinds),
    scenario: canonicalJson(hashToHex(hashText(canonicalJson({ text, files })))),
    'version of dibs': canonicalJson(dibsVersion()),
  };
  return openCheckpoint({ file, identity, about });
}

function exploreAll(
  all: readonly (Pick<World, 'whatIf'> & { readonly built: BuiltScenario })[],
  parts: {
    readonly choice: ExploreChoice;
    readonly effort: ExploreEffort;
    readonly checkpoint: CheckpointFile | undefined;
    readonly workers: Workers;
    readonly outputs: ExplorationOutputs;
    readonly input: ExploreInput;
  },
): number {
  const { choice, effort, checkpoint, workers, outputs, input } = parts;
  const { output, traces, save, exported } = outputs;
  const { timeMaxMs, limits, shard, symmetry } = effort;
  const progress = createProgress(input.io, all.length);
  const chosen = scenarioOptions(choice);
  const unexported: UsageProblem[] = [];
  const reports = all.map(({ built, whatIf }, index) => {
    progress.show(index, built.scenario.title);
    const begunMs = performance.now();
    const found = exploreScenario(built, {
      ...chosen,
      limits: { ...chosen.limits, ...limits },
      crew: workers.crew,
      symmetry,
      isOverTime: () =>
        checkpoint?.problem !== undefined || performance.now() - begunMs > (timeMaxMs ?? Number.POSITIVE_INFINITY),
      ...(shard === null ? {} : { shard }),
      ...(checkpoint === undefined ? {} : { journal: checkpoint.journal({ stateCountMax: limits.states }) }),
    });
    if (['exhausted', 'part', 'depth'].includes(found.exploration.end)) checkpoint?.finish(found.exploration.end);
    const report = withDiskLimit(reportExploration(found, built, { isFree: choice.isFree, whatIf }), checkpoint);
    const explored = minimized({ found, built, report }, input.options, {
      explore: { ...chosen, crew: workers.crew },
      isOverTime: () => performance.now() - begunMs > (timeMaxMs ?? Number.POSITIVE_INFINITY),
      onExploration: (count) => progress.show(index, `${count} smaller than ${built.scenario.title}`),
    });
    progress.clear();
    output.add(explored, (performance.now() - begunMs) / 1000);
    if (traces !== undefined) writeExplorationTraces(traces, explored);
    save?.(explored);
    unexported.push(...(exported?.add(explored, { choice, effort, crew: workers.crew }) ?? []));
    return report;
  });
  output.end();
  if (checkpoint?.problem !== undefined) refuse(input.io, checkpoint.problem);
  const { coverage, reporter: reporters } = input.options;
  const coverages = reports.map((report) => report.coverage);
  if (coverage) tellCoverage(input.io, coverages, { noun: 'exploration', reporters });
  return unexported.length > 0 ? refuse(input.io, ...unexported) : exitCodeOfExplorations(reports);
}

/** What ended an exploration whose file could not be written to any more was that, not the time. */
function withDiskLimit(report: ExplorationReport, checkpoint: CheckpointFile | undefined): ExplorationReport {
  return report.limit === 'time' && checkpoint?.problem !== undefined ? { ...report, limit: 'disk' } : report;
}

/** A part of an exploration that was done in full is as expected: the verdict is for `dibs merge`. */
export function exitCodeOfExplorations(reports: readonly ExplorationReport[]): number {
  if (reports.some(({ verdict }) => verdict === 'violated')) return exitCodes.notAsExpected;
  const isOpen = ({ verdict, limit }: ExplorationReport) => verdict === 'inconclusive' && limit !== 'part';
  return reports.some(isOpen) ? exitCodes.inconclusive : exitCodes.asExpected;
}
