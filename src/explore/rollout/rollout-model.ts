import type { Action, Part } from '../../kernel/action.ts';
import { type Component, put } from '../../kernel/component.ts';
import { Model, type World } from '../../kernel/model.ts';
import type { BuiltScenario } from '../../scenario/built-scenario.ts';
import { forgetFailureCounts } from './forget-failure-counts.ts';
import type { RolloutStep } from './rollout.ts';

/** A scenario's world with its rollout, ready to be explored. */
export interface RolloutModel {
  readonly model: Model;
  /** Which steps have been taken, by their numbers, ascending. */
  readonly done: Component<readonly number[]>;
}

/**
 * The model of a scenario from a given world on, in which every step of the rollout happens once, at any moment after
 * those that it has to come after. What happens by itself is the scenario's own, action for action.
 *
 * Of a gate only the order is in the model: whether the world has settled is about all that can still happen, and no
 * single world shows that. Whoever judges the graph holds the gates.
 */
export function rolloutModel(
  built: BuiltScenario,
  {
    world,
    steps,
    isReduced = false,
  }: {
    readonly world: World;
    readonly steps: readonly RolloutStep[];
    /** Each step has a memory of its own as well: one that has been taken looks at nothing that the others change. */
    readonly isReduced?: boolean;
  },
): RolloutModel {
  const done: Component<readonly number[]> = { id: 'rollout/done', scope: 'private', initial: [] };
  const reader = built.model.reader(world);
  const surroundings = built.surroundings.map((part) => ({
    ...part,
    components: part.components.map((component) => ({ ...component, initial: reader.get(component) })),
    actions: part.actions.map(forgetFailureCounts),
  }));
  const actions = steps.flatMap((step, index) =>
    built
      .stepActionsOf(step.step)
      .filter(({ id }) => id === step.action)
      .map((action) => onceAfter(action, { index, after: stepsBefore(step, steps), done })),
  );
  const memories = isReduced ? actions.map((_, index) => memoryOf(index)) : [];
  const taken = memories.length === 0 ? actions : actions.map((action, index) => remembering(action, memories[index]));
  const rollout: Part = { components: [done, ...memories], actions: taken, timers: [] };
  return { model: new Model([...surroundings, rollout]), done };
}

/** The numbers of the steps that a step comes after. */
function stepsBefore({ after }: RolloutStep, steps: readonly RolloutStep[]): readonly number[] {
  return after.map(({ step }) => steps.findIndex(({ name }) => name === step));
}

function onceAfter(
  action: Action,
  place: { readonly index: number; readonly after: readonly number[]; readonly done: RolloutModel['done'] },
): Action {
  const { index, after, done } = place;
  return {
    ...action,
    reads: [...new Set([done, ...action.reads])],
    writes: [...action.writes, done],
    run: (reader) => {
      const before = reader.get(done);
      if (before.includes(index) || !after.every((step) => before.includes(step))) return [];
      const taken = put(
        done,
        [...before, index].sort((left, right) => left - right),
      );
      return action.run(reader).map((one) => ({ ...one, writes: [...one.writes, taken] }));
    },
  };
}

function memoryOf(index: number): Component<boolean> {
  return { id: `rollout/taken/${index}`, scope: 'private', initial: false };
}

function remembering(action: Action, memory: Component<boolean> | undefined): Action {
  if (memory === undefined) return action;
  return {
    ...action,
    reads: [memory, ...action.reads],
    writes: [...action.writes, memory],
    run: (reader) =>
      reader.get(memory)
        ? []
        : action.run(reader).map((one) => ({ ...one, writes: [...one.writes, put(memory, true)] })),
  };
}
