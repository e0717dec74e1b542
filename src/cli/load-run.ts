import { readFileSync } from 'node:fs';
import { problemLines } from '../report/problem-text.ts';
import { buildScenario } from '../scenario/build-scenario.ts';
import type { BuiltScenario } from '../scenario/built-scenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { RunResult } from '../timeline/run-result.ts';
import { runScenario } from '../timeline/run-scenario.ts';
import { readTrace } from '../trace/read-trace.ts';
import type { Trace } from '../trace/trace.ts';
import { traceOf } from '../trace/write-trace.ts';
import { exitCodes } from './exit-code.ts';
import type { Io } from './io.ts';
import { loadFile } from './load-file.ts';
import { printProblems, refuse } from './print-problems.ts';
import { attempt } from './system-error.ts';
import { scenarioOfTrace } from './trace-scenario.ts';
import { dibsVersion } from './version.ts';

/** One run: what happened, and the world that it happened in. */
export interface LoadedRun {
  readonly trace: Trace;
  readonly built: BuiltScenario;
  /** Of a scenario that was run for it. */
  readonly run?: RunResult;
}

/**
 * The run that a file stands for: a trace's own, or that of a scenario, which is run for it. What is wrong with the file
 * is printed, and the exit code for it returned. `variant` and `seed` are for scenarios only.
 */
export function loadRun(
  file: string,
  options: { readonly variant?: string | undefined; readonly seed?: string | undefined; readonly io: Io },
): LoadedRun | number {
  const { io } = options;
  const read = attempt(() => readFileSync(file, 'utf8'));
  if ('reason' in read) return refuse(io, { code: 'USAGE_CANNOT_READ', file, reason: read.reason });
  const text = read.value;
  if (!looksLikeTrace(text)) return runFile({ path: file, text }, options);
  const { variant, seed } = options;
  if (variant !== undefined || seed !== undefined) {
    const option = variant === undefined ? '--seed' : '--variant';
    return refuse(io, { code: 'USAGE_OPTION_FOR_SCENARIOS', option, file });
  }
  const found = readTrace(text);
  if ('problem' in found) return printProblems(io, [{ input: 'trace', file, problem: found.problem }]);
  const scenario = scenarioOfTrace(found.trace, io);
  return typeof scenario === 'number' ? scenario : { trace: found.trace, built: buildScenario(scenario) };
}

/** Traces begin with a JSON object that says so; scenarios in JSON have no such member. */
function looksLikeTrace(text: string): boolean {
  return /^\s*\{[^\n]*"dibs":\s*"trace"/.test(text);
}

function runFile(
  file: { readonly path: string; readonly text: string },
  { variant, seed, io }: { readonly variant?: string | undefined; readonly seed?: string | undefined; readonly io: Io },
): LoadedRun | number {
  const { variants, problems } = loadFile(file);
  if (problems.length > 0) {
    for (const problem of problems) io.err(`${problemLines(problem).join('\n')}\n`);
    return exitCodes.wrongInput;
  }
  const scenario = choose(variants, variant);
  if (scenario === undefined) {
    const known = variants.flatMap((one) => one.variant ?? []);
    return variant === undefined
      ? refuse(io, { code: 'USAGE_SEVERAL_VARIANTS', file: file.path, known })
      : refuse(io, { code: 'USAGE_NO_SUCH_VARIANT', file: file.path, found: variant, known });
  }
  const built = buildScenario(scenario);
  const run = runScenario(built, seed === undefined ? {} : { seed });
  return { trace: traceOf(run, { version: dibsVersion() }), built, run };
}

function choose(variants: readonly Scenario[], wanted: string | undefined): Scenario | undefined {
  if (wanted !== undefined) return variants.find(({ variant }) => variant === wanted);
  return variants.length === 1 ? variants[0] : undefined;
}
