import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Exploration } from '../../../src/explore/exploration.ts';
import { explore } from '../../../src/explore/explore.ts';
import type { Property } from '../../../src/explore/property.ts';
import { playSteps } from '../../../src/explore/rollout/play-steps.ts';
import type { Component } from '../../../src/kernel/component.ts';
import { type Model, type World, worldHash } from '../../../src/kernel/model.ts';
import { arbitraryColumnsPlan, type ColumnsPlan, columnsOf } from './columns-model.ts';
import { ordersOf } from './orders-of.ts';

const seed = { seed: 8128, numRuns: 150 };

describe('a search that does not tell like worlds apart', () => {
  it.each([0, 1])('says of columns that are alike what a full search says, with up to %d faults', (faultBudget) => {
    let mergedCount = 0;
    fc.assert(
      fc.property(arbitraryColumnsPlan(false), (plan) => {
        const { model, properties, exchanges } = columnsOf(plan);
        const full = explore(model, { properties, faultBudget, isKeepingEdges: true });
        const found = explore(model, { properties, faultBudget, isKeepingEdges: true, symmetry: exchanges });

        expect(found.symmetry).toEqual({
          elementCount: plan.columnCount === 2 ? 2 : 6,
          worldCount: full.states,
          refused: [],
        });
        expect(found.states).toBe(orbitCount(full, model, plan));
        expectSameVerdicts(found, full);
        expectRealWays(model, properties, found);
        if (found.states < full.states) mergedCount += 1;
      }),
      seed,
    );
    expect(mergedCount).toBeGreaterThan(75);
  });

  it.each([0, 1])(
    'says what a full search says also if one column is not like the others, with up to %d faults',
    (faultBudget) => {
      let refusedCount = 0;
      fc.assert(
        fc.property(arbitraryColumnsPlan(true), (plan) => {
          const { model, properties, exchanges } = columnsOf(plan);
          const full = explore(model, { properties, faultBudget, isKeepingEdges: true });
          const found = explore(model, { properties, faultBudget, isKeepingEdges: true, symmetry: exchanges });

          expect(found.symmetry.worldCount).toBe(full.states);
          expectSameVerdicts(found, full);
          expectRealWays(model, properties, found);
          if (found.symmetry.refused.length > 0) refusedCount += 1;
        }),
        seed,
      );
      expect(refusedCount).toBeGreaterThan(50);
    },
  );

  it('says what a full search says also if a property is about one column only', () => {
    let refusedCount = 0;
    fc.assert(
      fc.property(
        arbitraryColumnsPlan(false),
        fc.constantFrom<'invariant' | 'eventually' | 'recurs'>('invariant', 'eventually', 'recurs'),
        (plan, kind) => {
          const { model, exchanges } = columnsOf(plan);
          const first = model.components.find(({ id }) => id === 'column-0/0') as Component<number>;
          const property: Property = { kind, name: 'the first', holds: (reader) => reader.get(first) !== 2 };
          const full = explore(model, { properties: [property] });
          const found = explore(model, { properties: [property], symmetry: exchanges });

          expect(found.symmetry.worldCount).toBe(full.states);
          expectSameVerdicts(found, full);
          if (found.symmetry.refused.length > 0) refusedCount += 1;
        },
      ),
      seed,
    );
    expect(refusedCount).toBeGreaterThan(20);
  });
});

function expectSameVerdicts(found: Exploration, full: Exploration): void {
  expect(found.end).toBe(full.end);
  expect(found.depth).toBe(full.depth);
  expect(found.deadlocks.count > 0).toBe(full.deadlocks.count > 0);
  expect(found.coverage).toEqual(full.coverage);
  expect(found.properties.map(verdictOf)).toEqual(full.properties.map(verdictOf));
}

function verdictOf({ kind, name, verdict, harm, trace }: Exploration['properties'][number]) {
  // What is wrong in the end is found in another component where there are several: its way may be a longer one.
  const isShortest = ['invariant', 'witness', 'step'].includes(kind);
  const faults = trace?.filter(({ fault }) => fault !== undefined).length;
  return { name, verdict, harm, ...(isShortest ? { length: trace?.length, faults } : {}) };
}

/** Every way can be gone and leads where it says; every cycle comes back. */
function expectRealWays(model: Model, properties: readonly Property[], found: Exploration): void {
  for (const { name, kind, verdict, trace, cycle } of found.properties) {
    if (trace === undefined) continue;
    const end = endOf(model, model.initialWorld(), trace);
    const property = properties.find((one) => one.name === name);
    if (property?.kind === 'invariant') expect(property.holds(model.reader(end))).toBe(false);
    if (property?.kind === 'witness') expect(property.holds(model.reader(end))).toBe(true);
    if (kind === 'settles') expect(cycle).not.toHaveLength(0);
    if (verdict === 'violated' && cycle !== undefined) expect(worldHash(endOf(model, end, cycle))).toBe(worldHash(end));
  }
  for (let state = 0; state < found.states; state += 7) {
    expect(worldHash(endOf(model, model.initialWorld(), found.traceTo(state)))).toBe(worldHash(found.world(state)));
  }
}

function endOf(model: Model, from: World, steps: Parameters<typeof playSteps>[2]): World {
  return playSteps(model, from, steps).at(-1)?.after ?? from;
}

/** How many sets of like worlds there are, by renaming the columns of every world in every way. */
function orbitCount(full: Exploration, model: Model, plan: ColumnsPlan): number {
  const columns = Array.from({ length: plan.columnCount }, (_, column) => column);
  const value = (world: World, id: string) => model.reader(world).get({ id } as Component<unknown>);
  const textOf = (world: World, order: readonly number[]) =>
    JSON.stringify([
      order.map((column) => plan.components.map((_, index) => value(world, `column-${column}/${index}`))),
      order.findIndex((column) => value(world, 'owner') === `column-${column}`),
      value(world, 'counter'),
    ]);
  const orbits = Array.from({ length: full.states }, (_, state) => {
    const world = full.world(state);
    return ordersOf(columns)
      .map((order) => textOf(world, order))
      .sort()[0];
  });
  return new Set(orbits).size;
}
