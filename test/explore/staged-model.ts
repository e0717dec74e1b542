import fc from 'fast-check';
import type { ExploredGraph } from '../../src/explore/exploration.ts';
import type { ExploreOptions } from '../../src/explore/explore.ts';
import type { Property } from '../../src/explore/property.ts';
import { RolloutJudge } from '../../src/explore/rollout/rollout-judge.ts';
import { type Action, outcome } from '../../src/kernel/action.ts';
import { type Component, put } from '../../src/kernel/component.ts';
import { Model } from '../../src/kernel/model.ts';

/**
 * A model in stages, as a rollout is one: some numbers, what happens to them by itself, and steps that happen once each,
 * in any order. What is asked of it is what each order of the steps does to each property.
 */
export interface StagedPlan {
  readonly numberCount: number;
  readonly byItself: readonly ChangePlan[];
  readonly steps: readonly StepPlan[];
  /** Whether steps come before what happens by itself in the model: among equals the first is taken first. */
  readonly areStepsFirst: boolean;
  readonly invariants: readonly ConditionPlan[];
  /** A step that changes a number to this value is forbidden. */
  readonly forbidden: ConditionPlan | undefined;
}

/** A number that is `is` becomes `becomes`, if another condition is met, too. */
interface ChangePlan extends ConditionPlan {
  readonly becomes: number;
  readonly guard: ConditionPlan | undefined;
}

/** A step of the rollout. */
interface StepPlan {
  /** What it does besides being taken. */
  readonly change: Omit<ChangePlan, 'is' | 'guard'> | undefined;
  readonly isAfterFirst: boolean;
  /** Whether it waits until all is settled. */
  readonly isWaiting: boolean;
}

/** A number has this value. */
interface ConditionPlan {
  readonly of: number;
  readonly is: number;
}

const domain = 3;

/** Plans of models with a few hundred worlds at most. */
export const arbitraryStagedPlan: fc.Arbitrary<StagedPlan> = fc.integer({ min: 2, max: 3 }).chain((numberCount) => {
  const of = fc.nat(numberCount - 1);
  const value = fc.nat(domain - 1);
  const rarely = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 1 });
  const condition = fc.record({ of, is: value });
  const change = fc.record({ of, is: value, becomes: value, guard: rarely(condition) });
  return fc.record({
    numberCount: fc.constant(numberCount),
    byItself: fc.array(change, { minLength: 2, maxLength: 6 }),
    steps: fc.array(
      fc.record({
        change: rarely(fc.record({ of, becomes: value })),
        isAfterFirst: fc.boolean(),
        isWaiting: fc.boolean(),
      }),
      { minLength: 1, maxLength: 2 },
    ),
    areStepsFirst: fc.boolean(),
    invariants: fc.array(condition, { maxLength: 1 }),
    forbidden: rarely(condition),
  });
});

interface Staged {
  readonly model: Model;
  readonly options: ExploreOptions & { readonly stage: Component<readonly number[]> };
  readonly judge: (graph: ExploredGraph) => unknown;
}

/** The model of a plan, how it is explored, and what every order of its steps does according to the graph. */
export function stagedModelOf(plan: StagedPlan): Staged {
  const numbers = Array.from(
    { length: plan.numberCount },
    (_, index): Component<number> => ({ id: `number/${index}`, scope: 'shared', initial: 0 }),
  );
  const at = (index: number) => numbers[index] as Component<number>;
  const done: Component<readonly number[]> = { id: 'done', scope: 'private', initial: [] };
  const byItself = plan.byItself.map(
    (change, index): Action => ({
      id: `change-${index}`,
      actor: `change-${index}`,
      kind: 'controller',
      reads: numbers,
      writes: numbers,
      run: (reader) => {
        const isMet = ({ of, is }: ConditionPlan) => reader.get(at(of)) === is;
        if (!isMet(change) || (change.guard !== undefined && !isMet(change.guard))) return [];
        return [outcome('done', { writes: [put(at(change.of), change.becomes)] })];
      },
    }),
  );
  const memories = plan.steps.map(
    (_, index): Component<boolean> => ({ id: `taken/${index}`, scope: 'private', initial: false }),
  );
  const steps = plan.steps.map(({ change, isAfterFirst }, index): Action => {
    const memory = memories[index] as Component<boolean>;
    return {
      id: `step-${index}`,
      actor: 'rollout',
      kind: 'rollout',
      reads: [memory, done],
      writes: [memory, done, ...numbers],
      run: (reader) => {
        if (reader.get(memory)) return [];
        const before = reader.get(done);
        if (isAfterFirst && index > 0 && !before.includes(0)) return [];
        const changed = change === undefined ? [] : [put(at(change.of), change.becomes)];
        const after = [...before, index].sort((left, right) => left - right);
        return [outcome('done', { writes: [put(memory, true), put(done, after), ...changed] })];
      },
    };
  });
  const parts = [
    { components: numbers, actions: byItself, timers: [] },
    { components: [done, ...memories], actions: steps, timers: [] },
  ];
  const model = new Model(plan.areStepsFirst ? parts.reverse() : parts);
  return {
    model,
    options: { stage: done, properties: questionsAbout(plan, at), isKeepingEdges: true },
    judge: (graph) => {
      const judge = new RolloutJudge({
        graph,
        rollout: { model, done },
        stepActions: steps.map(({ id }) => id),
        faultBudget: 0,
        stateInvariants: plan.invariants.map(() => 'no-shadowing'),
        stepInvariants: plan.forbidden === undefined ? [] : ['production-untouched'],
        settlesInvariant: 'zone-settles',
      });
      const gates = plan.steps.flatMap(({ isWaiting }, after) =>
        isWaiting ? [{ after, until: 'settled' } as const] : [],
      );
      return judge.judge(gates);
    },
  };
}

function questionsAbout(plan: StagedPlan, at: (index: number) => Component<number>): readonly Property[] {
  const invariants = plan.invariants.map(
    ({ of, is }, index): Property => ({
      kind: 'invariant',
      name: `invariant ${index}`,
      holds: (reader) => reader.get(at(of)) !== is,
    }),
  );
  const { forbidden } = plan;
  const settles: Property = { kind: 'settles', name: 'comes to rest' };
  if (forbidden === undefined) return [...invariants, settles];
  const number = at(forbidden.of);
  const isForbidden: Property = {
    kind: 'step',
    name: 'forbidden',
    allows: ({ before, after }) => before.get(number) === forbidden.is || after.get(number) !== forbidden.is,
  };
  return [...invariants, isForbidden, settles];
}
