import { afterAll, describe, expect, it } from 'vitest';
import { startWorkers } from '../../../src/cli/explore-workers.ts';
import type { Exploration } from '../../../src/explore/exploration.ts';
import { explore } from '../../../src/explore/explore.ts';
import type { Property, StateProperty } from '../../../src/explore/property.ts';
import type { Permutation } from '../../../src/explore/symmetry/symmetry.ts';
import type { Component } from '../../../src/kernel/component.ts';
import type { Model } from '../../../src/kernel/model.ts';
import { managerExchanges, nameExchange, ownerExchanges } from '../../peers/peer-symmetries.ts';
import { sharedZone } from '../../peers/shared-zone.ts';
import { twoPhaseCommit } from '../../peers/two-phase-commit.ts';
import { ordersOf } from './orders-of.ts';

const crews = await Promise.all([0, 1, 3].map((count) => startWorkers(count)));
afterAll(() => Promise.all(crews.map((workers) => workers.close())));

describe('owners and managers that are alike', () => {
  it.each([
    { owners: 2, names: 1 },
    { owners: 2, names: 2 },
    { owners: 3, names: 1 },
    { owners: 4, names: 1 },
  ])('are counted once for all their orders: $owners owners of $names names', ({ owners, names }) => {
    const model = sharedZone(owners, names);
    const full = explore(model);
    const found = explore(model, { symmetry: ownerExchanges(model, owners) });

    expect(found.symmetry.worldCount).toBe(full.states);
    expect(found.states).toBe(orbitsOf(full, model, (value, order) => zoneText(value, order, names), owners));
  });

  it.each([2, 3, 4])('are counted once for all their orders: %d managers', (managers) => {
    const model = twoPhaseCommit(managers);
    const full = explore(model);
    const found = explore(model, { symmetry: managerExchanges(model, managers) });

    expect(found.symmetry.worldCount).toBe(full.states);
    expect(found.states).toBe(orbitsOf(full, model, commitText, managers));
  });

  it('are not told apart by any number of threads, with the same bytes as a result', () => {
    const reports = crews.map(({ crew }) => {
      const model = sharedZone(2, 2);
      const found = explore(model, { symmetry: ownerExchanges(model, 2), properties: [comesToRest], crew });
      const some = Array.from({ length: 50 }, (_, index) => Math.floor((index * found.states) / 50));
      return JSON.stringify([found, some.map((state) => [...found.world(state).ids, found.traceTo(state)])]);
    });

    expect(new Set(reports).size).toBe(1);
    expect(reports[0]).toContain('"worldCount":45632');
  });
});

describe('what is not alike', () => {
  it('is told apart from the action on that shows it: calls are queued in the order of names', () => {
    const model = sharedZone(2, 2);
    const found = explore(model, { symmetry: [nameExchange(model)] });

    expect(found.symmetry).toMatchObject({ elementCount: 1, worldCount: 45_632 });
    expect(found.states).toBe(45_632);
    expect(found.symmetry.refused).toMatchObject([
      { permutation: 0, refusal: { why: 'actions-differ', action: 'owner1.call', difference: 'writes' } },
    ]);
  });

  it('leaves what is alike beside it', () => {
    const model = sharedZone(2, 2);
    const found = explore(model, { symmetry: [nameExchange(model), ...ownerExchanges(model, 2)] });

    expect(found.symmetry).toMatchObject({ elementCount: 2, worldCount: 45_632 });
    expect(found.symmetry.refused.map(({ permutation }) => permutation)).toEqual([0]);
  });

  it.each<readonly [string, (model: Model) => Property]>([
    ['an invariant', (model) => ({ kind: 'invariant', name: 'one alone', holds: isWithoutRecordOfFirst(model) })],
    [
      'what is asked at the end',
      (model) => ({ kind: 'recurs', name: 'one alone', holds: isWithoutRecordOfFirst(model) }),
    ],
    [
      'a property of steps',
      (model) => ({
        kind: 'step',
        name: 'one alone',
        allows: ({ action, after }) => action.actor !== 'owner1' || isWithoutRecordOfFirst(model)(after),
      }),
    ],
  ])('is told apart if a property does: %s', (_, propertyOf) => {
    const model = sharedZone(2, 1);
    const properties = [propertyOf(model)];
    const found = explore(model, { properties, symmetry: ownerExchanges(model, 2) });

    expect(found.symmetry.refused).toMatchObject([{ refusal: { why: 'property-differs', property: 'one alone' } }]);
    expect(found.properties).toEqual(explore(model, { properties }).properties);
  });

  it('is told apart with partial-order reduction, and where the search is written down', () => {
    const model = sharedZone(2, 1);
    const symmetry = ownerExchanges(model, 2);
    const journal = { read: () => undefined, write: () => {} };

    expect(explore(model, { symmetry, reduction: 'partial-order' }).symmetry.refused).toEqual([
      { permutation: 0, refusal: { why: 'not-with', other: 'partial-order' } },
    ]);
    expect(explore(model, { symmetry, journal }).symmetry.refused).toEqual([
      { permutation: 0, refusal: { why: 'not-with', other: 'journal' } },
    ]);
  });

  it.each<readonly [string, Permutation, object]>([
    ['names nobody', { components: { nobody: 'owner1/queue' }, actions: {} }, { why: 'unknown-id', id: 'nobody' }],
    [
      'has two in one place',
      { components: { 'owner1/queue': 'owner2/queue' }, actions: {} },
      { why: 'no-permutation', id: 'owner2/queue' },
    ],
    [
      'has a private component in the place of a shared one',
      { components: { 'owner1/queue': 'zone/0/a', 'zone/0/a': 'owner1/queue' }, actions: {} },
      { why: 'scopes-differ', component: 'zone/0/a', image: 'owner1/queue' },
    ],
  ])('is refused if it %s', (_, permutation, refusal) => {
    expect(explore(sharedZone(2, 1), { symmetry: [permutation] }).symmetry).toEqual({
      elementCount: 1,
      worldCount: 288,
      refused: [{ permutation: 0, refusal }],
    });
  });

  it('is left out where there are too many orders', () => {
    const model = twoPhaseCommit(6);
    const found = explore(model, { symmetry: managerExchanges(model, 6) });

    expect(found.symmetry).toMatchObject({
      elementCount: 120,
      refused: [{ permutation: 4, refusal: { why: 'too-many', elementCountMax: 120 } }],
    });
    expect(found.symmetry.worldCount).toBe(explore(model).states);
  });
});

const comesToRest: Property = { kind: 'settles', name: 'comes to rest' };

function isWithoutRecordOfFirst(model: Model): StateProperty['holds'] {
  const record = model.components.find(({ id }) => id === 'zone/0/a') as Component<number>;
  return (reader) => reader.get(record) !== 1;
}

type ValueOf = (id: string) => unknown;

/** A world of the shared zone with its owners in another order, as text. */
function zoneText(value: ValueOf, order: readonly number[], nameCount: number): string {
  const names = Array.from({ length: nameCount }, (_, name) => name);
  const renamed = (owner: unknown) => order.findIndex((column) => column + 1 === owner);
  return JSON.stringify([
    names.map((name) => [renamed(value(`zone/${name}/a`)), renamed(value(`zone/${name}/txt`))]),
    order.map((column) => [
      value(`owner${column + 1}/queue`),
      names.map((name) => value(`owner${column + 1}/wants/${name}`)),
    ]),
  ]);
}

/** A world of the two-phase commit with its managers in another order, as text. */
function commitText(value: ValueOf, order: readonly number[]): string {
  return JSON.stringify([
    ['tm', 'message/commit', 'message/abort'].map(value),
    order.map((manager) => [
      value(`rm${manager}`),
      value(`message/prepared/${manager}`),
      value(`tm/prepared/${manager}`),
    ]),
  ]);
}

/** How many sets of like worlds there are, by taking every world in every order. */
function orbitsOf(
  full: Exploration,
  model: Model,
  textOf: (value: ValueOf, order: readonly number[]) => string,
  columnCount: number,
): number {
  const orders = ordersOf(Array.from({ length: columnCount }, (_, column) => column));
  const orbits = new Set<string>();
  for (let state = 0; state < full.states; state += 1) {
    const reader = model.reader(full.world(state));
    const value = (id: string) => reader.get({ id } as Component<unknown>);
    orbits.add(orders.map((order) => textOf(value, order)).sort()[0] ?? '');
  }
  return orbits.size;
}
