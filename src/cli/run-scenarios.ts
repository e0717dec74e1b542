import { availableParallelism } from 'node:os';
import type { Coverage } from '../explore/coverage.ts';
import type { Paint } from '../report/paint.ts';
import { terminalLine } from '../report/printable.ts';
import type { RunReport } from '../report/run-report.ts';
import { untestedLines } from '../report/untested-lines.ts';
import type { UsageProblem } from '../report/usage-problem.ts';
import { dealScenarios, type Share } from '../timeline/deal-scenarios.ts';
import { defaultStepCountMax } from '../timeline/run-scenario.ts';
import { runCampaign } from './campaign.ts';
import type { CommandInput } from './command.ts';
import { type Destination, openDestinations } from './destinations.ts';
import { exitCodeOf } from './exit-code.ts';
import { findScenarios } from './find-scenarios.ts';
import { GoldenFolders } from './golden-folder.ts';
import { type LoadedFile, loadFile } from './load-file.ts';
import { parseShard } from './parse-shard.ts';
import { refuse } from './print-problems.ts';
import type { runOptions } from './run.ts';
import { isSelected, type Selection } from './select-scenarios.ts';
import { removeGoldens, staleGoldens } from './stale-goldens.ts';
import { tellCoverage } from './tell-coverage.ts';
import { openTraces } from './trace-folder.ts';

/** A thread is started for so many scenarios: for fewer, starting it takes longer than running them. */
const SCENARIOS_PER_THREAD = 8;

/** What `dibs run` is given. */
export type RunInput = CommandInput<typeof runOptions>;

/** The work of `dibs run`. Whatever is wrong with the command line is refused before anything runs. */
export async function runScenarios(input: RunInput): Promise<number> {
  const { options, args, io } = input;
  const choice = choiceOf(options);
  if ('code' in choice) return refuse(io, choice);
  const found = findScenarios(args);
  if (found.problems.length > 0) return refuse(io, ...found.problems);
  const loaded = found.files.map(loadFile);
  if (!options.watch) {
    const exitCode = await runLoaded(loaded, { input, choice });
    tellStaleGoldens(found.folders, loaded, { input, choice });
    return exitCode;
  }
  const { watchScenarios } = await import('./watch-scenarios.ts');
  return watchScenarios(found.files, loaded, { input, choice });
}

/** Golden traces of no scenario, of which only a run of everything knows. Of several machines the first one tells. */
function tellStaleGoldens(
  folders: readonly string[],
  loaded: readonly LoadedFile[],
  { input: { options, io }, choice: { share } }: { readonly input: RunInput; readonly choice: Choice },
): void {
  if (options.grep !== undefined || options.variant !== undefined || (share?.index ?? 1) !== 1) return;
  const stale = staleGoldens(folders, loaded);
  const removed = options.update ? removeGoldens(stale) : [];
  for (const path of removed) io.err(`${terminalLine(`removed ${path}: no scenario has it any more`)}\n`);
  for (const path of stale.filter((one) => !removed.includes(one))) {
    io.err(`${terminalLine(`${path} is of no scenario any more: dibs run --update removes it`)}\n`);
  }
}

/** Which of all scenarios to run: those that match, and of these a share. */
export interface Choice {
  readonly selection: Selection;
  readonly share: Share | undefined;
}

/** Runs what is chosen of loaded files, with further destinations if wanted. */
export async function runLoaded(
  loaded: readonly LoadedFile[],
  how: { readonly input: RunInput; readonly choice: Choice; readonly also?: readonly Destination[] },
): Promise<number> {
  const { options, io } = how.input;
  const { selection, share } = how.choice;
  const all = loaded.flatMap(({ variants }) => variants);
  const selected = all.filter((scenario) => isSelected(scenario, selection));
  const mistaken = loaded.filter(({ problems }) => problems.length > 0);
  if (selected.length === 0 && mistaken.length === 0) {
    const given = (['grep', 'variant'] as const).filter((name) => options[name] !== undefined);
    const chosen = given.map((name) => `--${name} ${options[name]}`);
    return refuse(io, { code: 'USAGE_NOTHING_SELECTED', options: chosen, scenarioCount: all.length });
  }
  const { destinations, problems } = openDestinations(options.reporter, io);
  if (problems.length > 0) return refuse(io, ...problems);
  const traces = openTraces(options.trace);
  if (traces !== undefined && 'code' in traces) return refuse(io, traces);
  const positions = share === undefined ? [...selected.keys()] : dealScenarios(selected, share);
  const coverages: Coverage[] = [];
  const reports: RunReport[] = [];
  const goldens = new GoldenFolders({ isUpdated: options.update });
  const summary = await runCampaign({
    scenarios: positions.flatMap((position) => selected[position] ?? []),
    share: share === undefined ? undefined : { ...share, positions },
    mistaken: mistaken.filter((_, index) => share === undefined || index % share.count === share.index - 1),
    destinations: [...destinations, ...(how.also ?? [])],
    traces,
    goldens,
    io,
    seed: options.seed ?? null,
    stepCountMax: options['steps-max'] ?? defaultStepCountMax,
    threadCount: options.jobs ?? Math.min(availableParallelism(), Math.ceil(positions.length / SCENARIOS_PER_THREAD)),
    stopsEarly: options.bail,
    onCoverage: options.coverage
      ? (coverage, report) => {
          coverages.push(coverage);
          reports.push(report);
        }
      : undefined,
  });
  if (options.coverage) {
    const untested = (paint: Paint) => untestedLines(reports, paint);
    tellCoverage(io, coverages, { noun: 'run', reporters: options.reporter, untested });
  }
  for (const path of goldens.written) io.err(`recorded ${path}\n`);
  return goldens.problems.length > 0 ? refuse(io, ...goldens.problems) : exitCodeOf(summary);
}

function choiceOf(options: RunInput['options']): Choice | UsageProblem {
  const selection = selectionOf(options);
  if ('code' in selection) return selection;
  if (options.shard === undefined) return { selection, share: undefined };
  const share = parseShard(options.shard);
  return share === undefined ? { code: 'USAGE_BAD_SHARD', found: options.shard } : { selection, share };
}

function selectionOf({ grep, variant }: RunInput['options']): Selection | UsageProblem {
  if (grep === undefined) return { grep: undefined, variant };
  try {
    return { grep: new RegExp(grep, 'u'), variant };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { code: 'USAGE_BAD_REGEX', option: '--grep', found: grep, message };
  }
}
