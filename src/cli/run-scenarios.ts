import { availableParallelism } from 'node:os';
import type { UsageProblem } from '../report/usage-problem.ts';
import { defaultStepCountMax } from '../timeline/run-scenario.ts';
import { runCampaign } from './campaign.ts';
import type { CommandInput } from './command.ts';
import { openDestinations } from './destinations.ts';
import { exitCodeOf } from './exit-code.ts';
import { findScenarios } from './find-scenarios.ts';
import { loadFile } from './load-file.ts';
import { refuse } from './print-problems.ts';
import type { runOptions } from './run.ts';
import { isSelected, type Selection } from './select-scenarios.ts';
import { attempt } from './system-error.ts';
import { TraceFolder } from './trace-folder.ts';

/** A thread is started for so many scenarios: for fewer, starting it takes longer than running them. */
const SCENARIOS_PER_THREAD = 8;

type RunInput = CommandInput<typeof runOptions>;

/** The work of `dibs run`. Whatever is wrong with the command line is refused before anything runs. */
export async function runScenarios({ options, args, io }: RunInput): Promise<number> {
  const selection = selectionOf(options);
  if ('code' in selection) return refuse(io, selection);
  const found = findScenarios(args);
  if (found.problems.length > 0) return refuse(io, ...found.problems);
  const loaded = found.files.map(loadFile);
  const all = loaded.flatMap(({ variants }) => variants);
  const scenarios = all.filter((scenario) => isSelected(scenario, selection));
  const mistaken = loaded.filter(({ problems }) => problems.length > 0);
  if (scenarios.length === 0 && mistaken.length === 0) {
    const given = (['grep', 'variant'] as const).filter((name) => options[name] !== undefined);
    const chosen = given.map((name) => `--${name} ${options[name]}`);
    return refuse(io, { code: 'USAGE_NOTHING_SELECTED', options: chosen, scenarioCount: all.length });
  }
  const { destinations, problems } = openDestinations(options.reporter, io);
  if (problems.length > 0) return refuse(io, ...problems);
  const traces = openTraces(options.trace);
  if (traces !== undefined && 'code' in traces) return refuse(io, traces);
  const summary = await runCampaign({
    scenarios,
    mistaken,
    destinations,
    traces,
    io,
    seed: options.seed ?? null,
    stepCountMax: options['steps-max'] ?? defaultStepCountMax,
    threadCount: options.jobs ?? Math.min(availableParallelism(), Math.ceil(scenarios.length / SCENARIOS_PER_THREAD)),
    stopsEarly: options.bail,
  });
  return exitCodeOf(summary);
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

function openTraces(folder: string | undefined): TraceFolder | UsageProblem | undefined {
  if (folder === undefined) return undefined;
  const opened = attempt(() => new TraceFolder(folder));
  return 'reason' in opened ? { code: 'USAGE_CANNOT_WRITE', file: folder, reason: opened.reason } : opened.value;
}
