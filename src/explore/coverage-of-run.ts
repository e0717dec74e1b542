import { assert } from '../kernel/assert.ts';
import type { BuiltScenario } from '../scenario/built-scenario.ts';
import type { RecordedStep } from '../timeline/run-result.ts';
import { type Coverage, coverageMarker, coverageOf } from './coverage.ts';

/** What the steps of a run exercised of its world. Each is done once more, to see what it went through. */
export function coverageOfRun(
  { model, surroundings }: Pick<BuiltScenario, 'model' | 'surroundings'>,
  steps: readonly Pick<RecordedStep, 'action' | 'outcome'>[],
): Coverage {
  const parts = surroundings;
  const marks = new Set<string>();
  let world = model.initialWorld();
  for (const step of steps) {
    const action = model.action(step.action);
    assert(action !== undefined, `the model has no action ${step.action}`);
    const { outcomes } = model.evaluate(world, action);
    const outcome = outcomes.find(({ label }) => label === step.outcome);
    assert(outcome !== undefined, `${step.action} cannot turn out as ${step.outcome} here`);
    for (const mark of coverageMarker({ parts }, (one) => one === outcome)(action, outcomes)) marks.add(mark);
    world = model.apply(world, outcome);
  }
  return coverageOf({ model, parts }, marks, model.initialWorld());
}
