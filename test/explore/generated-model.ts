import fc from 'fast-check';
import { type Action, outcome } from '../../src/kernel/action.ts';
import { type Component, put, type Reader, type Write } from '../../src/kernel/component.ts';
import { Model } from '../../src/kernel/model.ts';

/** A model as data: components that hold small numbers, and actions with guards and outcomes. */
export interface ModelPlan {
  /** Per component: whether it is shared. */
  readonly components: readonly boolean[];
  readonly actions: readonly ActionPlan[];
}

interface ActionPlan {
  /** All must be met, and are looked at in this order: component `of` is at most `atMost`. */
  readonly guards: readonly { readonly of: number; readonly atMost: number }[];
  readonly outcomes: readonly OutcomePlan[];
}

interface OutcomePlan {
  readonly isFault: boolean;
  /** Component `to` becomes `add`, or, with `from`, the value of that component plus `add`; always modulo `domain`. */
  readonly writes: readonly { readonly to: number; readonly from: number | undefined; readonly add: number }[];
}

const domain = 4;

/** Plans of models with a few hundred worlds at most. */
export const arbitraryModelPlan: fc.Arbitrary<ModelPlan> = fc
  .array(fc.boolean(), { minLength: 1, maxLength: 4 })
  .chain((components) => {
    const component = fc.nat(components.length - 1);
    const write = fc.record({
      to: component,
      from: fc.option(component, { nil: undefined }),
      add: fc.nat(domain - 1),
    });
    const outcomePlan = fc.record({
      isFault: fc.boolean(),
      writes: fc.array(write, { maxLength: 3 }),
    });
    const action = fc.record({
      guards: fc.array(fc.record({ of: component, atMost: fc.nat(domain - 1) }), { maxLength: 3 }),
      outcomes: fc.array(outcomePlan, { minLength: 1, maxLength: 3 }),
    });
    return fc.record({ components: fc.constant(components), actions: fc.array(action, { maxLength: 5 }) });
  });

/** The components of a plan: all hold 0 at first. */
export function componentsOf(plan: ModelPlan): readonly Component<number>[] {
  return plan.components.map((isShared, index) => ({
    id: `component/${index}`,
    scope: isShared ? 'shared' : 'private',
    initial: 0,
  }));
}

/** The model of a plan. */
export function modelOf(plan: ModelPlan): Model {
  const components = componentsOf(plan);
  const at = (index: number) => components[index] as Component<number>;
  const actions = plan.actions.map(
    ({ guards, outcomes }, index): Action => ({
      id: `action-${index}`,
      actor: 'test',
      kind: 'controller',
      reads: components,
      writes: components,
      run: (reader) =>
        guards.every(({ of, atMost }) => reader.get(at(of)) <= atMost)
          ? outcomes.map(({ isFault, writes }, place) =>
              outcome(`outcome-${place}`, {
                ...(isFault ? { fault: 'slip' } : {}),
                writes: writes.map((write) => writeOf(reader, at, write)),
              }),
            )
          : [],
    }),
  );
  return new Model([{ components, actions, timers: [] }]);
}

function writeOf(
  reader: Reader,
  at: (index: number) => Component<number>,
  { to, from, add }: OutcomePlan['writes'][number],
): Write {
  return put(at(to), ((from === undefined ? 0 : reader.get(at(from))) + add) % domain);
}
