import { playSteps, type TakenStep } from '../explore/rollout/play-steps.ts';
import { worldHash } from '../kernel/model.ts';
import type { BuiltScenario } from '../scenario/built-scenario.ts';
import { type Trace, traceFormat } from './trace.ts';

/** An explorer has no clock: its steps are written down so far apart, after what was done by the clock. */
const STEP_MS = 1000;

/**
 * The trace of a way that an explorer found: first the scene as it was played by the clock, then the way, step by step.
 * It replays like any other, on the scenario's own model.
 */
export function exploredTrace(
  { scenario, model }: BuiltScenario,
  options: {
    readonly scene: readonly (TakenStep & { readonly atMs: number })[];
    readonly way: readonly TakenStep[];
    readonly seed: string;
    /** Of dibs. */
    readonly version: string;
  },
): Trace {
  const { scene, way, seed, version } = options;
  const endMs = scene.at(-1)?.atMs ?? 0;
  const timed = [...scene, ...way.map((step, index) => ({ ...step, atMs: endMs + (index + 1) * STEP_MS }))];
  const initial = model.initialWorld();
  const steps = playSteps(model, initial, timed).map(({ step, after }) => ({
    atMs: step.atMs,
    action: step.action,
    outcome: step.outcome,
    hash: worldHash(after),
  }));
  return {
    header: {
      dibs: 'trace',
      format: traceFormat,
      version,
      scenario: scenario.source,
      variant: scenario.variant ?? null,
      seed,
      initialHash: worldHash(initial),
    },
    steps,
    end: { verdict: 'failed', durationMs: steps.at(-1)?.atMs ?? 0, stepCount: steps.length },
  };
}
