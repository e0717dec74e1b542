import type { Outcome } from '../../kernel/action.ts';
import { assert } from '../../kernel/assert.ts';
import type { Model, World } from '../../kernel/model.ts';

/** A step that was taken: which action, and the label of its outcome. */
export interface TakenStep {
  readonly action: string;
  readonly outcome: string;
}

/** A step with the worlds around it. */
export interface PlayedStep<S extends TakenStep> {
  readonly step: S;
  readonly outcome: Outcome;
  readonly before: World;
  readonly after: World;
}

/** Takes steps one after another from a world on. Each must be possible where its turn comes. */
export function playSteps<S extends TakenStep>(
  model: Model,
  from: World,
  steps: readonly S[],
): readonly PlayedStep<S>[] {
  let world = from;
  return steps.map((step) => {
    const before = world;
    const action = model.action(step.action);
    assert(action !== undefined, `the model has no action ${step.action}`);
    const outcome = model.evaluate(world, action).outcomes.find(({ label }) => label === step.outcome);
    assert(outcome !== undefined, `${step.action} cannot turn out as ${step.outcome} here`);
    world = model.apply(world, outcome);
    return { step, outcome, before, after: world };
  });
}
