import type { ShownRun } from '../report/page/page-of-run.ts';
import type { BuiltScenario } from '../scenario/built-scenario.ts';
import { defaultStepCountMax, runScenario } from '../timeline/run-scenario.ts';
import type { Trace } from '../trace/trace.ts';
import type { LoadedRun } from './load-run.ts';

/** A run for people to look at. `isRerunnable`: whether `dibs run` gives the same steps. */
export interface Shown {
  readonly run: ShownRun;
  readonly built: BuiltScenario;
  readonly isRerunnable: boolean;
}

/**
 * A run with what became of its expectations, and when its steps were taken: a trace does not keep that, and doing the
 * run again with its seed tells. Where that gives other steps, no run made the trace, and nothing is known to be
 * expected of it.
 */
export function shownRunOf({ trace, built, run: known }: LoadedRun): Shown {
  if (known !== undefined) return { run: known, built, isRerunnable: true };
  const { header, steps, end } = trace;
  const stepCountMax = end.verdict === 'inconclusive' ? Math.max(1, steps.length) : defaultStepCountMax;
  const again = runScenario(built, { seed: header.seed, stepCountMax });
  if (isSame(again.steps, steps)) return { run: again, built, isRerunnable: true };
  const run: ShownRun = {
    scenario: built.scenario,
    seed: header.seed,
    verdict: end.verdict,
    durationMs: end.durationMs,
    stepCount: steps.length,
    initialHash: header.initialHash,
    expectations: [],
    troubles: [],
    steps,
    taken: [],
  };
  return { run, built, isRerunnable: false };
}

function isSame(left: Trace['steps'], right: Trace['steps']): boolean {
  return (
    left.length === right.length &&
    left.every(({ atMs, action, outcome, hash }, index) => {
      const other = right[index];
      return other?.atMs === atMs && other.action === action && other.outcome === outcome && other.hash === hash;
    })
  );
}
