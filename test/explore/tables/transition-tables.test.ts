import { describe, expect, it } from 'vitest';
import { explore } from '../../../src/explore/explore.ts';
import { exploreScenario } from '../../../src/explore/rollout/explore-scenario.ts';
import { countFaults } from '../../../src/explore/tables/count-faults.ts';
import { transitionTables } from '../../../src/explore/tables/transition-tables.ts';
import { bundledRollout } from '../rollout/bundled.ts';

describe('a model that counts its faults', () => {
  it.each([0, 1, 2])('has the worlds that are reached with at most %i faults, and no others', (budget) => {
    const found = exploreScenario(bundledRollout('one-owner-id-for-two', 'as-it-happened'), { faultBudget: budget });
    const model = countFaults(found.model, { budget, isAllowed: () => true });
    const counted = explore(model);

    const worlds = new Set<string>();
    for (let state = 0; state < counted.states; state += 1) {
      worlds.add(counted.world(state).ids.slice(0, found.model.components.length).join());
    }
    expect(worlds.size).toBe(found.exploration.states);
  });

  it('leaves out the kinds that are not allowed', () => {
    const found = exploreScenario(bundledRollout('one-owner-id-for-two', 'as-it-happened'));
    const model = countFaults(found.model, { budget: 1, isAllowed: (kind) => kind === 'crash' });
    const labels = explore(model).coverage.flatMap(({ outcomes }) => outcomes);

    expect(labels).toContain('crash');
    expect(labels).not.toContain('refused');
  });
});

describe('the tables of a model', () => {
  it('have the initial values first, and only what was met', () => {
    const { model, exploration } = exploreScenario(bundledRollout('record-under-foreign-txt', 'as-it-happened'));
    const tables = transitionTables(model, { faults: { budget: 0, isAllowed: () => true }, invariants: [] });

    if ('end' in tables) throw new Error(tables.end);
    expect(tables).toMatchObject({ states: exploration.states, transitions: exploration.transitions });
    expect(tables.components.map(({ values }) => values[0])).toEqual(model.components.map(({ initial }) => initial));
    tables.components.forEach(({ values }, slot) => {
      const met = Array.from(
        { length: exploration.states },
        (_, state) => exploration.world(state).ids[slot] as number,
      ).map((id) => JSON.stringify(model.interner.value(id)));
      expect(new Set(values.map((value) => JSON.stringify(value)))).toEqual(new Set(met));
    });
  });

  it('are not made if a limit keeps part of the world unseen', () => {
    const { model } = exploreScenario(bundledRollout('record-under-foreign-txt', 'as-it-happened'));
    const faults = { budget: 0, isAllowed: () => true };

    expect(transitionTables(model, { faults, invariants: [], limits: { states: 5 } })).toEqual({ end: 'states' });
  });
});
