import fc from 'fast-check';
import type { Property } from '../../src/explore/property.ts';
import { type Action, outcome } from '../../src/kernel/action.ts';
import { type Component, put, type Reader } from '../../src/kernel/component.ts';
import { Model } from '../../src/kernel/model.ts';

/**
 * A model of loosely coupled processes: each has a place of its own, moves from place to place, and now and then reads or
 * writes what it shares with others. Small enough for a full search, with enough that commutes for a reduced one.
 */
export interface LoosePlan {
  readonly sharedCount: number;
  readonly processes: readonly (readonly MovePlan[])[];
  readonly questions: readonly QuestionPlan[];
}

interface MovePlan {
  readonly from: number;
  readonly guard: { readonly shared: number; readonly atMost: number } | undefined;
  readonly outcomes: readonly OutcomePlan[];
}

interface OutcomePlan {
  /** How many places further, round and round. */
  readonly by: number;
  readonly isFault: boolean;
  /** The shared component becomes `add`, or its value (or that of another) plus `add`. */
  readonly write: { readonly shared: number; readonly from: number | undefined; readonly add: number } | undefined;
}

interface QuestionPlan {
  readonly kind: 'invariant' | 'witness' | 'eventually' | 'recurs' | 'step';
  readonly process: number;
  readonly place: number;
  readonly shared: number;
  readonly atMost: number;
}

const placeCount = 4;
const domain = 3;

/** Plans of models with some thousand worlds at most. */
export const arbitraryLoosePlan: fc.Arbitrary<LoosePlan> = fc
  .record({ sharedCount: fc.integer({ min: 1, max: 3 }), processCount: fc.integer({ min: 2, max: 3 }) })
  .chain(({ sharedCount, processCount }) => {
    const shared = fc.nat(sharedCount - 1);
    const place = fc.nat(placeCount - 1);
    const rarely = <T>(value: fc.Arbitrary<T>) =>
      fc.oneof({ arbitrary: fc.constant(undefined), weight: 2 }, { arbitrary: value, weight: 1 });
    const outcomePlan = fc.record({
      by: fc.integer({ min: 1, max: placeCount - 1 }),
      isFault: fc.oneof({ arbitrary: fc.constant(false), weight: 4 }, { arbitrary: fc.constant(true), weight: 1 }),
      write: rarely(fc.record({ shared, from: rarely(shared), add: fc.nat(domain - 1) })),
    });
    const move = fc.record({
      from: place,
      guard: rarely(fc.record({ shared, atMost: fc.nat(domain - 1) })),
      outcomes: fc.array(outcomePlan, { minLength: 1, maxLength: 2 }),
    });
    const question = fc.record({
      kind: fc.constantFrom('invariant', 'witness', 'eventually', 'recurs', 'step'),
      process: fc.nat(processCount - 1),
      place,
      shared,
      atMost: fc.nat(domain - 1),
    }) as fc.Arbitrary<QuestionPlan>;
    return fc.record({
      sharedCount: fc.constant(sharedCount),
      processes: fc.array(fc.array(move, { minLength: 2, maxLength: 5 }), {
        minLength: processCount,
        maxLength: processCount,
      }),
      questions: fc.array(question, { maxLength: 2 }),
    });
  });

function componentsOf({ sharedCount, processes }: LoosePlan) {
  const shared = Array.from(
    { length: sharedCount },
    (_, index): Component<number> => ({ id: `shared/${index}`, scope: 'shared', initial: 0 }),
  );
  const places = processes.map(
    (_, index): Component<number> => ({ id: `place/${index}`, scope: 'private', initial: 0 }),
  );
  return { shared, places };
}

/** The model of a plan. Every action declares that it reads and writes everything. */
export function looseModelOf(plan: LoosePlan): Model {
  const { shared, places } = componentsOf(plan);
  const all = [...shared, ...places];
  const at = (index: number) => shared[index] as Component<number>;
  const actions = plan.processes.flatMap((moves, process) =>
    moves.map(({ from, guard, outcomes }, index): Action => {
      const place = places[process] as Component<number>;
      return {
        id: `process-${process}.move-${index}`,
        actor: `process-${process}`,
        kind: 'controller',
        reads: all,
        writes: all,
        run: (reader) => {
          if (reader.get(place) !== from) return [];
          if (guard !== undefined && reader.get(at(guard.shared)) > guard.atMost) return [];
          return outcomes.map(({ by, isFault, write }, number) =>
            outcome(`outcome-${number}`, {
              ...(isFault ? { fault: 'slip' } : {}),
              writes: [
                put(place, (from + by) % placeCount),
                ...(write === undefined ? [] : [put(at(write.shared), written(reader, write))]),
              ],
            }),
          );
        },
      };
    }),
  );
  const written = (reader: Reader, { from, add }: NonNullable<OutcomePlan['write']>) =>
    ((from === undefined ? 0 : reader.get(at(from))) + add) % domain;
  return new Model([{ components: all, actions, timers: [] }]);
}

/** Questions about a plan's model. Each looks at few components, so that not everything is visible. */
export function questionsAboutLoose(plan: LoosePlan): readonly Property[] {
  const { shared, places } = componentsOf(plan);
  const asked = plan.questions.map(({ kind, process, place, shared: index, atMost }, number): Property => {
    const own = places[process] as Component<number>;
    const common = shared[index] as Component<number>;
    const isGood = (reader: Reader) => reader.get(own) !== place || reader.get(common) <= atMost;
    const name = `${kind} ${number}`;
    if (kind === 'step') {
      return {
        kind,
        name,
        allows: ({ before, after }) => after.get(common) >= before.get(common) || before.get(own) !== place,
      };
    }
    return { kind, name, holds: isGood };
  });
  return [...asked, { kind: 'settles', name: 'comes to rest' }];
}
