import { readFileSync } from 'node:fs';
import { describeDivergence } from '../report/describe-divergence.ts';
import { describeWorld } from '../report/describe-world.ts';
import { counted } from '../report/phrase.ts';
import { terminalLine } from '../report/printable.ts';
import { buildScenario } from '../scenario/build-scenario.ts';
import { formatDuration } from '../scenario/duration.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { readTrace } from '../trace/read-trace.ts';
import { type Replay, replay } from '../trace/replay.ts';
import type { Trace } from '../trace/trace.ts';
import type { CommandInput } from './command.ts';
import { exitCodes } from './exit-code.ts';
import type { Io } from './io.ts';
import { PendingTimers } from './pending-timers.ts';
import { printProblems, refuse } from './print-problems.ts';
import type { replayOptions } from './replay.ts';
import { attempt } from './system-error.ts';
import { scenarioOfTrace } from './trace-scenario.ts';
import { dibsVersion } from './version.ts';

/** The work of `dibs replay`: the scenario is taken from the trace itself, so that no other file is needed. */
export function replayTrace({ options, args, io }: CommandInput<typeof replayOptions>): number {
  const file = args[0] as string;
  const text = attempt(() => readFileSync(file, 'utf8'));
  if ('reason' in text) return refuse(io, { code: 'USAGE_CANNOT_READ', file, reason: text.reason });
  const read = readTrace(text.value);
  if ('problem' in read) return printProblems(io, [{ input: 'trace', file, problem: read.problem }]);
  const { trace } = read;
  const stepCount = trace.steps.length;
  if (options.at !== undefined && options.at > stepCount) {
    return refuse(io, { code: 'USAGE_STEP_OUT_OF_RANGE', found: options.at, stepCount });
  }
  const scenario = scenarioOfTrace(trace, io);
  if (typeof scenario === 'number') return scenario;
  io.out(`${terminalLine(headline(trace))}\n`);
  return redo({ trace, scenario, io, at: options.at });
}

function headline({ header, steps }: Trace): string {
  const variant = header.variant === null ? '' : ` [${header.variant}]`;
  const { file } = header.scenario;
  return `dibs ${dibsVersion()}: replay of ${file}${variant}, seed ${header.seed}, ${counted(steps.length, 'step')}`;
}

function redo(options: {
  readonly trace: Trace;
  readonly scenario: Scenario;
  readonly io: Io;
  readonly at: number | undefined;
}): number {
  const { trace, scenario, io, at } = options;
  const built = buildScenario(scenario);
  const { model } = built;
  const pending = new PendingTimers(model.timers);
  const result = replay({
    trace,
    model,
    ...(at === undefined ? {} : { stepCountMax: at }),
    onStep: ({ recorded, outcome }) => pending.saw(recorded, outcome),
  });
  if (result.divergence !== undefined) return tellDivergence(trace, result, io);
  if (at === undefined) {
    const { verdict, durationMs } = trace.end;
    const ended = verdict === 'inconclusive' ? 'was inconclusive' : verdict;
    io.out(`every world is as recorded; the run ${ended} after ${formatDuration(durationMs)}\n`);
    return exitCodes.asExpected;
  }
  const last = trace.steps[at - 1];
  const moment =
    last === undefined
      ? 'the initial world'
      : `after step ${at}, ${last.action} (${last.outcome}), at ${formatDuration(last.atMs)}`;
  const waiting = pending.list().map(({ action, dueMs }) => terminalLine(`  ${formatDuration(dueMs)} ${action}`));
  const lines = [terminalLine(moment), '', ...describeWorld(built, result.world)];
  lines.push('', 'pending', ...(waiting.length === 0 ? ['  (nothing)'] : waiting));
  io.out(`${lines.join('\n')}\n`);
  return exitCodes.asExpected;
}

function tellDivergence(trace: Trace, { divergence }: Replay, io: Io): number {
  if (divergence !== undefined) io.out(`${terminalLine(describeDivergence(divergence))}\n`);
  const { version } = trace.header;
  const current = dibsVersion();
  if (version !== current) io.out(`  recorded with dibs ${terminalLine(version)}, replayed with ${current}\n`);
  return exitCodes.notAsExpected;
}
