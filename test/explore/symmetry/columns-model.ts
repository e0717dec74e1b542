import fc from 'fast-check';
import type { Property } from '../../../src/explore/property.ts';
import type { Permutation } from '../../../src/explore/symmetry/symmetry.ts';
import { type Action, outcome } from '../../../src/kernel/action.ts';
import { type Component, put, type Reader, type Write } from '../../../src/kernel/component.ts';
import { Model } from '../../../src/kernel/model.ts';

/**
 * A model made of columns that are alike, as data: each has components of its own and the same actions on them. Beside
 * them there is an owner, which is one of the columns or nobody, and a counter.
 */
export interface ColumnsPlan {
  readonly columnCount: number;
  /** Per component of a column: whether it is shared. */
  readonly components: readonly boolean[];
  readonly actions: readonly ColumnActionPlan[];
  /** This action of this column does something else: its first outcome has the counter go on by one more. */
  readonly odd: { readonly column: number; readonly action: number } | undefined;
}

interface ColumnActionPlan {
  readonly guards: readonly (
    | { readonly own: number; readonly atMost: number }
    | { readonly owner: 'mine' | 'nobody' | 'somebody' }
    | { readonly counterAtMost: number }
  )[];
  readonly outcomes: readonly { readonly isFault: boolean; readonly writes: readonly ColumnWrite[] }[];
}

type ColumnWrite =
  | { readonly own: number; readonly from: number | undefined; readonly add: number }
  /** The same component of every column. */
  | { readonly all: number; readonly to: number }
  | { readonly owner: 'mine' | 'nobody' }
  | { readonly counterAdd: number };

const domain = 3;

/** Plans of models with a few thousand worlds at most; with `isOdd`, of columns one of which is not like the others. */
export function arbitraryColumnsPlan(isOdd: boolean): fc.Arbitrary<ColumnsPlan> {
  const plan = fc
    .record({
      columnCount: fc.constantFrom(2, 3),
      components: fc.array(fc.boolean(), { minLength: 1, maxLength: 2 }),
    })
    .chain(({ columnCount, components }) => {
      const own = fc.nat(components.length - 1);
      const number = fc.nat(domain - 1);
      const rarely = fc.nat(3).map((drawn) => drawn === 0);
      const guard = fc.oneof(
        fc.record({ own, atMost: number }),
        fc.record({ owner: fc.constantFrom('mine' as const, 'nobody' as const, 'somebody' as const) }),
        fc.record({ counterAtMost: number }),
      );
      const write = fc.oneof(
        fc.record({ own, from: fc.option(own, { nil: undefined }), add: number }),
        fc.record({ all: own, to: number }),
        fc.record({ owner: fc.constantFrom('mine' as const, 'nobody' as const) }),
        fc.record({ counterAdd: number }),
      );
      const action = fc.record({
        guards: fc.array(guard, { maxLength: 2 }),
        outcomes: fc.array(fc.record({ isFault: rarely, writes: fc.array(write, { minLength: 1, maxLength: 3 }) }), {
          minLength: 1,
          maxLength: 2,
        }),
      });
      return fc.record({
        columnCount: fc.constant(columnCount),
        components: fc.constant(components),
        actions: fc.array(action, { minLength: 2, maxLength: 3 }),
        odd: isOdd
          ? fc.record({ column: fc.nat(columnCount - 1), action: fc.nat(2) })
          : fc.constant<ColumnsPlan['odd']>(undefined),
      });
    });
  return plan.map((made) =>
    made.odd === undefined ? made : { ...made, odd: { ...made.odd, action: made.odd.action % made.actions.length } },
  );
}

/** The model of a plan, what can be asked of it, and the exchanges of neighbouring columns. */
export function columnsOf(plan: ColumnsPlan): {
  readonly model: Model;
  readonly properties: readonly Property[];
  readonly exchanges: readonly Permutation[];
} {
  const owner: Component<string> = { id: 'owner', scope: 'shared', initial: 'nobody' };
  const counter: Component<number> = { id: 'counter', scope: 'private', initial: 0 };
  const columns = Array.from({ length: plan.columnCount }, (_, column) =>
    plan.components.map(
      (isShared, index): Component<number> => ({
        id: `column-${column}/${index}`,
        scope: isShared ? 'shared' : 'private',
        initial: 0,
      }),
    ),
  );
  const components = [owner, counter, ...columns.flat()];
  const actions = columns.flatMap((own, column) =>
    plan.actions.map(({ guards, outcomes }, index): Action => {
      const at = { owner, counter, own, columns, name: `column-${column}` };
      const isOdd = plan.odd?.column === column && plan.odd.action === index;
      return {
        id: `column-${column}.${index}`,
        actor: `column-${column}`,
        kind: 'controller',
        reads: components,
        writes: components,
        run: (reader) =>
          guards.every((guard) => isMet(reader, at, guard))
            ? outcomes.map(({ isFault, writes }, place) =>
                outcome(`outcome-${place}`, {
                  ...(isFault ? { fault: 'slip' } : {}),
                  writes: [
                    ...writes.flatMap((write) => writesOf(reader, at, write)),
                    ...(isOdd && place === 0 ? [put(counter, (reader.get(counter) + 1) % domain)] : []),
                  ],
                }),
              )
            : [],
      };
    }),
  );
  return {
    model: new Model([{ components, actions, timers: [] }]),
    properties: propertiesOf({ owner, counter, columns }),
    exchanges: columns.slice(1).map((_, index) => exchange(plan, index, index + 1)),
  };
}

interface Place {
  readonly owner: Component<string>;
  readonly counter: Component<number>;
  readonly own: readonly Component<number>[];
  readonly columns: readonly (readonly Component<number>[])[];
  readonly name: string;
}

function isMet(reader: Reader, place: Place, guard: ColumnActionPlan['guards'][number]): boolean {
  if ('own' in guard) return reader.get(place.own[guard.own] as Component<number>) <= guard.atMost;
  if ('counterAtMost' in guard) return reader.get(place.counter) <= guard.counterAtMost;
  const owner = reader.get(place.owner);
  if (guard.owner === 'mine') return owner === place.name;
  return (owner === 'nobody') === (guard.owner === 'nobody');
}

function writesOf(reader: Reader, place: Place, write: ColumnWrite): readonly Write[] {
  if ('owner' in write) return [put(place.owner, write.owner === 'mine' ? place.name : 'nobody')];
  if ('counterAdd' in write) return [put(place.counter, (reader.get(place.counter) + write.counterAdd) % domain)];
  if ('all' in write) return place.columns.map((column) => put(column[write.all] as Component<number>, write.to));
  const { own, from, add } = write;
  const base = from === undefined ? 0 : reader.get(place.own[from] as Component<number>);
  return [put(place.own[own] as Component<number>, (base + add) % domain)];
}

/** Questions that treat all columns alike, of every kind. */
function propertiesOf({ owner, counter, columns }: Omit<Place, 'own' | 'name'>): readonly Property[] {
  const firsts = columns.map((column) => column[0] as Component<number>);
  const sum = (reader: Reader) => firsts.reduce((total, component) => total + reader.get(component), 0);
  const isFreeOrDone = (reader: Reader) => reader.get(owner) === 'nobody' || reader.get(counter) === 2;
  return [
    { kind: 'invariant', name: 'not too much in all', holds: (reader) => sum(reader) < 3 },
    { kind: 'invariant', name: 'owned only when counted', holds: isFreeOrDone },
    { kind: 'witness', name: 'all are full', holds: (reader) => firsts.every((one) => reader.get(one) === 2) },
    {
      kind: 'step',
      name: 'nobody takes what another has',
      allows: ({ before, after }) =>
        before.get(owner) === after.get(owner) || [before.get(owner), after.get(owner)].includes('nobody'),
    },
    { kind: 'eventually', name: 'it is owned only when counted in the end', holds: isFreeOrDone },
    { kind: 'recurs', name: 'all are empty again', holds: (reader) => sum(reader) === 0 },
    { kind: 'settles', name: 'it comes to rest' },
  ];
}

/** Two columns take each other's place. */
function exchange(plan: Pick<ColumnsPlan, 'components' | 'actions'>, left: number, right: number): Permutation {
  const pairs = (ids: readonly string[]) =>
    Object.fromEntries(
      ids.flatMap((id) => [
        [`column-${left}${id}`, `column-${right}${id}`],
        [`column-${right}${id}`, `column-${left}${id}`],
      ]),
    );
  return {
    components: pairs(plan.components.map((_, index) => `/${index}`)),
    actions: pairs(plan.actions.map((_, index) => `.${index}`)),
  };
}
