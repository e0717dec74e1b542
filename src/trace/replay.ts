import type { Action, Outcome } from '../kernel/action.ts';
import { type Model, type World, worldHash } from '../kernel/model.ts';
import type { RecordedStep } from '../timeline/run-result.ts';
import type { Trace } from './trace.ts';

/** Where a replay leaves what was recorded. `stepIndex` counts from 1; 0 is the initial world. */
export type Divergence =
  | { readonly code: 'INITIAL_WORLD_DIFFERS'; readonly stepIndex: 0; readonly recorded: string; readonly found: string }
  | { readonly code: 'ACTION_UNKNOWN'; readonly stepIndex: number; readonly action: string }
  | {
      readonly code: 'OUTCOME_IMPOSSIBLE';
      readonly stepIndex: number;
      readonly action: string;
      readonly outcome: string;
      /** What the action can do there; none: it is not enabled. */
      readonly possible: readonly string[];
    }
  | {
      readonly code: 'WORLD_DIFFERS';
      readonly stepIndex: number;
      readonly action: string;
      readonly outcome: string;
      readonly recorded: string;
      readonly found: string;
    };

/** A step done again. */
export interface ReplayedStep {
  /** Counts from 1. */
  readonly index: number;
  readonly recorded: RecordedStep;
  readonly action: Action;
  readonly outcome: Outcome;
  readonly before: World;
  readonly after: World;
}

export interface Replay {
  /** The world after the last step that was done. */
  readonly world: World;
  readonly stepCount: number;
  /** Absent if every world was as recorded. */
  readonly divergence?: Divergence;
}

/**
 * Does the recorded steps again, comparing the world's hash after each; ends at the first that differs, or after
 * `stepCountMax` steps. `onStep` is told of every step done.
 */
export function replay(options: {
  readonly trace: Trace;
  readonly model: Model;
  readonly stepCountMax?: number;
  readonly onStep?: (step: ReplayedStep) => void;
}): Replay {
  const { trace, model, stepCountMax = trace.steps.length, onStep } = options;
  let world = model.initialWorld();
  const recorded = trace.header.initialHash;
  const found = worldHash(world);
  if (found !== recorded) {
    return { world, stepCount: 0, divergence: { code: 'INITIAL_WORLD_DIFFERS', stepIndex: 0, recorded, found } };
  }
  let index = 0;
  for (const step of trace.steps.slice(0, stepCountMax)) {
    const next = redo({ model, world, step, stepIndex: index + 1 });
    if ('divergence' in next) return { world, stepCount: index, divergence: next.divergence };
    index += 1;
    onStep?.({ index, recorded: step, action: next.action, outcome: next.outcome, before: world, after: next.world });
    world = next.world;
  }
  return { world, stepCount: index };
}

function redo(options: {
  readonly model: Model;
  readonly world: World;
  readonly step: RecordedStep;
  readonly stepIndex: number;
}):
  | { readonly divergence: Divergence }
  | { readonly world: World; readonly action: Action; readonly outcome: Outcome } {
  const { model, world, step, stepIndex } = options;
  const action = model.action(step.action);
  if (action === undefined) return { divergence: { code: 'ACTION_UNKNOWN', stepIndex, action: step.action } };
  const { outcomes } = model.evaluate(world, action);
  const outcome = outcomes.find(({ label }) => label === step.outcome);
  const facts = { stepIndex, action: step.action, outcome: step.outcome };
  if (outcome === undefined) {
    const possible = outcomes.map(({ label }) => label);
    return { divergence: { code: 'OUTCOME_IMPOSSIBLE', ...facts, possible } };
  }
  const after = model.apply(world, outcome);
  const found = worldHash(after);
  if (found !== step.hash) return { divergence: { code: 'WORLD_DIFFERS', ...facts, recorded: step.hash, found } };
  return { world: after, action, outcome };
}
