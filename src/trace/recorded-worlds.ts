import { assert } from '../kernel/assert.ts';
import type { Model, World } from '../kernel/model.ts';
import type { RecordedStep } from '../timeline/run-result.ts';
import { type Divergence, replay } from './replay.ts';
import type { Trace } from './trace.ts';

/** Every world of a trace, by step. A few are kept; those between are found by doing steps again. */
export class RecordedWorlds {
  readonly #model: Model;
  readonly #steps: readonly RecordedStep[];
  readonly #kept: readonly World[];

  private constructor(model: Model, steps: readonly RecordedStep[], kept: readonly World[]) {
    this.#model = model;
    this.#steps = steps;
    this.#kept = kept;
  }

  /** The worlds of a trace, all of which are compared with what was recorded; or the first difference. */
  static of(trace: Trace, model: Model): RecordedWorlds | { readonly divergence: Divergence } {
    const kept = [model.initialWorld()];
    const { divergence } = replay({
      trace,
      model,
      onStep: ({ index, after }) => {
        if (index % STEPS_BETWEEN === 0) kept.push(after);
      },
    });
    return divergence === undefined ? new RecordedWorlds(model, trace.steps, kept) : { divergence };
  }

  /** The world after a step; 0 is the initial world. */
  at(stepIndex: number): World {
    const keptIndex = Math.floor(stepIndex / STEPS_BETWEEN);
    let world = this.#kept[keptIndex];
    assert(world !== undefined, `the trace has no step ${stepIndex}`);
    for (const step of this.#steps.slice(keptIndex * STEPS_BETWEEN, stepIndex)) world = this.#redo(world, step);
    return world;
  }

  #redo(world: World, { action: id, outcome: label }: RecordedStep): World {
    const action = this.#model.action(id);
    assert(action !== undefined, `the model has no action ${id}`);
    const outcome = this.#model.evaluate(world, action).outcomes.find((one) => one.label === label);
    assert(outcome !== undefined, `${id} cannot turn out as ${label}, and it did`);
    return this.#model.apply(world, outcome);
  }
}

/** So many steps are done again at most. */
const STEPS_BETWEEN = 64;
