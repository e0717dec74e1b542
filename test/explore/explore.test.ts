import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Exploration, PropertyVerdict } from '../../src/explore/exploration.ts';
import { type ExploreOptions, explore } from '../../src/explore/explore.ts';
import type { Property } from '../../src/explore/property.ts';
import type { TraceStep } from '../../src/explore/trace-steps.ts';
import type { Component, Reader } from '../../src/kernel/component.ts';
import type { Model } from '../../src/kernel/model.ts';
import { sharedZone } from '../peers/shared-zone.ts';
import { twoPhaseCommit } from '../peers/two-phase-commit.ts';
import { arbitraryModelPlan, componentsOf, type ModelPlan, modelOf } from './generated-model.ts';
import { exploreNaively, leastOf, naiveEnd } from './naive-explorer.ts';

/** Replays a trace with real code; each step must be possible where it is taken. */
function replay(model: Model, trace: readonly TraceStep[], from = model.initialWorld()) {
  return trace.reduce((world, { action, outcome: label }) => {
    const found = model.action(action);
    const outcome = found && model.evaluate(world, found).outcomes.find((outcome) => outcome.label === label);
    if (outcome === undefined) throw new Error(`${action} (${label}) cannot happen here`);
    return model.apply(world, outcome);
  }, from);
}

function faultsOf(trace: readonly TraceStep[]): number {
  return trace.filter(({ fault }) => fault !== undefined).length;
}

function verdict(exploration: Exploration, name: string): PropertyVerdict {
  const found = exploration.properties.find((property) => property.name === name);
  if (found === undefined) throw new Error(`no property ${name}`);
  return found;
}

/** Questions about a generated model: the sum of two components, so that answers depend on more than one slot. */
function questionsAbout(plan: ModelPlan) {
  const components = componentsOf(plan);
  const first = components[0] as Component<number>;
  const last = components.at(-1) as Component<number>;
  const isGood = (reader: Reader) => reader.get(first) < 2 || reader.get(last) < 3;
  const properties: readonly Property[] = [
    { kind: 'invariant', name: 'always good', holds: isGood },
    { kind: 'witness', name: 'bad once', holds: (reader) => !isGood(reader) },
    { kind: 'eventually', name: 'good in the end', holds: isGood },
    { kind: 'recurs', name: 'good now and then', holds: isGood },
    { kind: 'settles', name: 'comes to rest' },
    {
      kind: 'step',
      name: 'last never falls',
      allows: ({ before, after }) => after.get(last) >= before.get(last) || before.get(first) > 2,
    },
  ];
  return { first, last, isGood, properties };
}

const parameters = { seed: 20240611, numRuns: 400 } as const;

describe('an exploration of a generated model', () => {
  const arbitraryBudget = fc.constantFrom(0, 1, 2, 9);

  it('sees what the naive explorer sees: worlds, steps, depth and deadlocks', () => {
    fc.assert(
      fc.property(arbitraryModelPlan, arbitraryBudget, (plan, faultBudget) => {
        const naive = exploreNaively(modelOf(plan), faultBudget);
        const found = explore(modelOf(plan), { faultBudget });
        expect(found.end).toBe('exhausted');
        expect(found.states).toBe(naive.states.size);
        expect(found.transitions).toBe(naive.transitions);
        expect(found.depth).toBe(Math.max(...[...naive.states.values()].map(({ steps }) => steps)));
        expect(found.deadlocks.count).toBe(naive.deadlocks);
      }),
      parameters,
    );
  });

  it('counts faults as steps like others when any number of them may happen', () => {
    fc.assert(
      fc.property(arbitraryModelPlan, (plan) => {
        const found = explore(modelOf(plan), { faultBudget: 'any' });
        expect(found.states).toBe(exploreNaively(modelOf(plan), Number.POSITIVE_INFINITY).states.size);
      }),
      parameters,
    );
  });

  it('reaches every world by a shortest trace, that replays', () => {
    fc.assert(
      fc.property(arbitraryModelPlan, arbitraryBudget, (plan, faultBudget) => {
        const model = modelOf(plan);
        const naive = [...exploreNaively(model, faultBudget).states.values()];
        const found = explore(model, { faultBudget });
        for (let state = 0; state < found.states; state += 1) {
          const trace = found.traceTo(state);
          const world = found.world(state);
          expect([...replay(model, trace).ids]).toEqual([...world.ids]);
          const known = naive.find((other) => other.world.ids.every((id, slot) => id === world.ids[slot]));
          expect({ faults: faultsOf(trace), steps: trace.length }).toEqual({
            faults: known?.faults,
            steps: known?.steps,
          });
        }
      }),
      { ...parameters, numRuns: 100 },
    );
  });

  it('judges invariants and witnesses as the naive explorer does, with a shortest trace', () => {
    fc.assert(
      fc.property(arbitraryModelPlan, arbitraryBudget, (plan, faultBudget) => {
        const model = modelOf(plan);
        const { properties, isGood } = questionsAbout(plan);
        const least = leastOf(model, exploreNaively(model, faultBudget).states.values(), (reader) => !isGood(reader));
        const found = explore(model, { faultBudget, properties });
        for (const [name, whenFound, whenNot] of [
          ['always good', 'violated', 'holds'],
          ['bad once', 'holds', 'violated'],
        ] as const) {
          const { verdict: word, trace } = verdict(found, name);
          expect(word).toBe(least === undefined ? whenNot : whenFound);
          expect(trace && { faults: faultsOf(trace), steps: trace.length }).toEqual(least);
        }
      }),
      parameters,
    );
  });

  it('finds forbidden steps exactly if there are any', () => {
    fc.assert(
      fc.property(arbitraryModelPlan, arbitraryBudget, (plan, faultBudget) => {
        const model = modelOf(plan);
        const { properties, first, last } = questionsAbout(plan);
        const forbidden = [...exploreNaively(model, faultBudget).states.values()].flatMap(({ world, faults }) =>
          model.actions.flatMap((action) =>
            model
              .evaluate(world, action)
              .outcomes.filter((outcome) => {
                const before = model.reader(world);
                const after = model.reader(model.apply(world, outcome));
                const isAllowed = after.get(last) >= before.get(last) || before.get(first) > 2;
                return !isAllowed && faults + (outcome.fault === undefined ? 0 : 1) <= faultBudget;
              })
              .map(() => action.id),
          ),
        );
        const found = verdict(explore(model, { faultBudget, properties }), 'last never falls');
        expect(found.count).toBe(forbidden.length);
        expect(found.verdict).toBe(forbidden.length === 0 ? 'holds' : 'violated');
        if (found.trace !== undefined) expect(forbidden).toContain(found.trace.at(-1)?.action);
      }),
      parameters,
    );
  });

  it('knows what becomes of the system in the end', () => {
    fc.assert(
      fc.property(arbitraryModelPlan, arbitraryBudget, (plan, faultBudget) => {
        const model = modelOf(plan);
        const { properties, isGood } = questionsAbout(plan);
        const naive = exploreNaively(model, faultBudget);
        const components = naiveEnd(naive).map((states) => ({
          states,
          good: states.filter(({ world }) => isGood(model.reader(world))).length,
        }));
        const found = explore(model, { faultBudget, properties });
        const word = (isHolding: boolean) => (isHolding ? 'holds' : 'violated');
        expect(verdict(found, 'good in the end').verdict).toBe(
          word(components.every(({ good, states }) => good === states.length)),
        );
        expect(verdict(found, 'good now and then').verdict).toBe(word(components.every(({ good }) => good > 0)));
        expect(verdict(found, 'comes to rest').verdict).toBe(
          word(components.every(({ states }) => states.every(({ next }) => next.every(({ isShared }) => !isShared)))),
        );
        const isEverBad = verdict(found, 'always good').count > 0;
        const isStuck = components.some(({ good }) => good === 0);
        const isFlapping = components.some(({ good, states }) => good < states.length);
        expect(verdict(found, 'always good').harm).toBe(
          !isEverBad ? 'safe' : isStuck ? 'stuck' : isFlapping ? 'flapping' : 'transient',
        );
      }),
      parameters,
    );
  });

  it('shows what goes on for ever as a way round that replays', () => {
    fc.assert(
      fc.property(arbitraryModelPlan, (plan) => {
        const model = modelOf(plan);
        const { trace, cycle } = verdict(
          explore(model, { properties: questionsAbout(plan).properties }),
          'comes to rest',
        );
        if (trace === undefined || cycle === undefined) return;
        const world = replay(model, trace);
        expect(cycle.length).toBeGreaterThan(0);
        expect([...replay(model, cycle, world).ids]).toEqual([...world.ids]);
      }),
      parameters,
    );
  });
});

describe('limits', () => {
  const questions: readonly Property[] = [
    { kind: 'invariant', name: 'nothing is wrong', holds: () => true },
    { kind: 'settles', name: 'comes to rest' },
  ];
  const isOverTime = () => {
    let looks = 0;
    return () => {
      looks += 1;
      return looks > 3;
    };
  };
  const cases: readonly (readonly [string, ExploreOptions])[] = [
    ['states', { limits: { states: 1000 } }],
    ['depth', { limits: { depth: 5 } }],
    ['memory', { limits: { bytes: 20_000 } }],
    ['time', { isOverTime: isOverTime() }],
  ];
  it.each(cases)('make nothing certain that was not seen: %s', (end, options) => {
    const found = explore(sharedZone(2, 1), {
      ...options,
      ...(end === 'states' ? { limits: { states: 100 } } : {}),
      properties: questions,
    });
    expect(found.end).toBe(end);
    expect(found.states).toBeLessThan(288);
    expect(found.properties.map(({ verdict: word }) => word)).toEqual(['inconclusive', 'inconclusive']);
  });

  it('are met at exactly the number of states given', () => {
    expect(explore(sharedZone(2, 2), { limits: { states: 1000 } }).states).toBe(1000);
    expect(explore(sharedZone(2, 1), { limits: { states: 288 } }).end).toBe('exhausted');
  });

  it('do not hide what was found before they were met', () => {
    const zone = sharedZone(2, 1);
    const queue = zone.components.find(({ id }) => id === 'owner1/queue') as Component<readonly unknown[]>;
    const properties: readonly Property[] = [
      { kind: 'invariant', name: 'owner1 never plans', holds: (reader) => reader.get(queue).length === 0 },
    ];
    const found = explore(zone, { properties, limits: { depth: 1 } });
    expect(found.end).toBe('depth');
    expect(verdict(found, 'owner1 never plans').trace).toEqual([{ action: 'owner1.plan', outcome: 'ok' }]);
    expect(explore(zone, { properties, until: 'decided' }).end).toBe('decided');
  });
});

describe('the reference models', () => {
  it.each([
    [1, 1, 20, 47],
    [2, 1, 288, 1368],
    [2, 2, 45_632, 339_368],
  ])('count as SPIN does: a shared zone of %i owners and %i names', (owners, names, states, transitions) => {
    const found = explore(sharedZone(owners, names));
    expect({ states: found.states, transitions: found.transitions }).toEqual({ states, transitions });
  });

  it.each([
    [3, 288, 1145],
    [5, 8832, 58_145],
    [6, 50_816, 402_305],
  ])('count as SPIN and Stateright do: two-phase commit with %i managers', (managers, states, transitions) => {
    const found = explore(twoPhaseCommit(managers));
    expect({ states: found.states, transitions: found.transitions }).toEqual({ states, transitions });
  });

  it('run real code for one step in a thousand at most', () => {
    const found = explore(sharedZone(2, 2));
    expect(found.remembered).toBeGreaterThan(0.999);
    expect(found.evaluations.actions).toBeLessThan(340);
  });

  it('exercise every action, and say so', () => {
    const { coverage } = explore(sharedZone(2, 1));
    expect(coverage.find(({ action }) => action === 'owner1.call')?.outcomes).toEqual(['created', 'deleted', 'exists']);
    expect(coverage.filter(({ outcomes }) => outcomes.length === 0)).toEqual([]);
  });
});
