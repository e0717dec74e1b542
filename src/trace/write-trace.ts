import { canonicalJson } from '../kernel/json.ts';
import type { RunResult } from '../timeline/run-result.ts';
import { type Trace, type TraceEnd, type TraceHeader, traceFormat } from './trace.ts';

/** The text of a run's trace, JSON Lines. Equal runs give equal text. `version` is that of dibs. */
export function writeTrace(run: RunResult, options: { readonly version: string }): string {
  return traceText(traceOf(run, options));
}

/** The text of a trace, JSON Lines. */
export function traceText({ header, steps, end }: Trace): string {
  return [header, ...steps, { end }].map((line) => `${canonicalJson(line)}\n`).join('');
}

/** What of a run its trace keeps. */
export type TracedRun = Pick<
  RunResult,
  'scenario' | 'seed' | 'initialHash' | 'steps' | 'verdict' | 'durationMs' | 'stepCount'
>;

/** The trace of a run as a value. `version` is that of dibs. */
export function traceOf(run: TracedRun, options: { readonly version: string }): Trace {
  const header: TraceHeader = {
    dibs: 'trace',
    format: traceFormat,
    version: options.version,
    scenario: run.scenario.source,
    variant: run.scenario.variant ?? null,
    seed: run.seed,
    initialHash: run.initialHash,
  };
  const end: TraceEnd = { verdict: run.verdict, durationMs: run.durationMs, stepCount: run.stepCount };
  return { header, steps: run.steps, end };
}
