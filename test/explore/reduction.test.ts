import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { startWorkers } from '../../src/cli/explore-workers.ts';
import type { Exploration } from '../../src/explore/exploration.ts';
import { type ExploreOptions, explore } from '../../src/explore/explore.ts';
import type { Property } from '../../src/explore/property.ts';
import type { TraceStep } from '../../src/explore/trace-steps.ts';
import { type Action, outcome } from '../../src/kernel/action.ts';
import { type Component, put, type Reader } from '../../src/kernel/component.ts';
import { Model, type World } from '../../src/kernel/model.ts';
import { invariants } from '../../src/properties/invariants.ts';
import { buildScenario } from '../../src/scenario/build-scenario.ts';
import { loadScenario } from '../../src/scenario/load-scenario.ts';
import { sharedZone } from '../peers/shared-zone.ts';
import { twoPhaseCommit } from '../peers/two-phase-commit.ts';
import { arbitraryModelPlan, modelOf } from './generated-model.ts';
import { arbitraryLoosePlan, looseModelOf, questionsAboutLoose } from './loose-model.ts';

/** What must not depend on the reduction: verdicts, classes of harm, deadlocks, and the least number of faults. */
function verdictsOf(found: Exploration, areFaultsCounted: boolean) {
  return {
    end: found.end,
    deadlocks: found.deadlocks.count,
    properties: found.properties.map(({ kind, name, verdict, harm, trace }) => {
      const isCounted = areFaultsCounted && (kind === 'invariant' || kind === 'witness' || kind === 'step');
      const faults = isCounted ? trace?.filter(({ fault }) => fault !== undefined).length : undefined;
      return { name, verdict, harm, faults };
    }),
  };
}

function both(modelOf: () => Model, options: ExploreOptions) {
  const full = explore(modelOf(), options);
  const reduced = explore(modelOf(), { ...options, reduction: 'partial-order' });
  const areFaultsCounted = options.faultBudget !== 'any';
  expect(full.reduction.used).toBe('none');
  expect(reduced.reduction.used).toBe('partial-order');
  expect(verdictsOf(reduced, areFaultsCounted)).toEqual(verdictsOf(full, areFaultsCounted));
  return { full, reduced };
}

const budgets: readonly ExploreOptions[] = [
  {},
  { isKeepingEdges: true },
  { faultBudget: 1 },
  { faultBudget: 2, isKeepingEdges: true },
  { faultBudget: 'any', isKeepingEdges: true },
];

const parameters = { seed: 20240611, numRuns: 600 } as const;

describe('a search reduced by partial order', () => {
  it('gives the verdicts of the full one on models of loosely coupled processes', () => {
    let fullStates = 0;
    let reducedStates = 0;
    fc.assert(
      fc.property(arbitraryLoosePlan, fc.constantFrom(...budgets), (plan, options) => {
        const { full, reduced } = both(() => looseModelOf(plan), { ...options, properties: questionsAboutLoose(plan) });
        fullStates += full.states;
        reducedStates += reduced.states;
      }),
      parameters,
    );
    expect(reducedStates).toBeLessThan(0.9 * fullStates);
  });

  it('gives the deadlocks of the full one on models without any order', () => {
    fc.assert(
      fc.property(arbitraryModelPlan, fc.constantFrom(...budgets), (plan, options) => {
        both(() => modelOf(plan), { ...options, properties: [{ kind: 'settles', name: 'comes to rest' }] });
      }),
      { ...parameters, numRuns: 300 },
    );
  });

  it('costs the sum and not the product of what has nothing to do with each other', () => {
    const ring = { from: 0, guard: undefined, outcomes: [{ by: 1, isFault: false, write: undefined }] };
    const process = [0, 1, 2, 3].map((from) => ({ ...ring, from }));
    const plan = { sharedCount: 1, processes: [process, process, process], questions: [] };
    const { full, reduced } = both(() => looseModelOf(plan), { properties: questionsAboutLoose(plan) });
    expect(full.states).toBe(4 ** 3);
    expect(reduced.states).toBe(1 + 3 * 3);
  });

  it('keeps the worlds that a property is asked about only in the end, where several go round for ever', () => {
    const flips = ['east', 'west'].map((name) => switchOf(name, (isOn) => [!isOn]));
    const areBothOn = (reader: Reader) => flips.every(({ component }) => reader.get(component));
    const { full } = both(() => modelOfSwitches(flips), {
      properties: [
        { kind: 'eventually', name: 'never both on in the end', holds: (reader) => !areBothOn(reader) },
        { kind: 'recurs', name: 'both on now and then', holds: areBothOn },
      ],
    });
    expect(full.properties.map(({ verdict }) => verdict)).toEqual(['violated', 'holds']);
  });

  it('keeps the orders that a property of steps looks at, though the step itself does not', () => {
    const [first, second] = ['first', 'second'].map((name) => switchOf(name, (isOn) => (isOn ? [] : [true])));
    if (first === undefined || second === undefined) throw new Error('there are two switches');
    const { full } = both(() => modelOfSwitches([first, second]), {
      properties: [
        {
          kind: 'step',
          name: 'the first is never switched on after the second',
          allows: ({ action, before }) => action.actor !== 'first' || !before.get(second.component),
        },
      ],
    });
    expect(full.properties[0]?.verdict).toBe('violated');
  });

  it('shows ways without a step that can be left out, with real code that can be replayed', () => {
    fc.assert(
      fc.property(arbitraryLoosePlan, fc.constantFrom(0, 2), (plan, faultBudget) => {
        const model = looseModelOf(plan);
        const properties = questionsAboutLoose(plan);
        const { properties: found } = explore(model, { properties, faultBudget, reduction: 'partial-order' });
        for (const [index, property] of properties.entries()) {
          const trace = found[index]?.trace;
          if (trace === undefined || (property.kind !== 'invariant' && property.kind !== 'witness')) continue;
          const isThere = (steps: typeof trace) => {
            const world = replay(model, steps);
            return world !== undefined && property.holds(model.reader(world)) === (property.kind === 'witness');
          };
          expect(isThere(trace)).toBe(true);
          for (const step of trace.keys()) expect(isThere(trace.toSpliced(step, 1))).toBe(false);
        }
      }),
      { ...parameters, numRuns: 300 },
    );
  });

  it('is the same for one, two and four threads', () => {
    const reports = crews.map(({ crew }) => {
      const zone = sharedZone(2, 2);
      const found = explore(zone, { properties: zoneProperties(zone), reduction: 'partial-order', crew });
      return JSON.stringify([found, found.traceTo(found.states - 1)]);
    });
    expect(new Set(reports).size).toBe(1);
  });
});

/** The world that a trace leads to; undefined if a step of it cannot be taken. */
function replay(model: Model, trace: readonly TraceStep[]): World | undefined {
  return trace.reduce<World | undefined>((world, { action: id, outcome: label }) => {
    const action = model.action(id);
    if (world === undefined || action === undefined) return undefined;
    const taken = model.evaluate(world, action).outcomes.find((one) => one.label === label);
    return taken && model.apply(world, taken);
  }, model.initialWorld());
}

interface Switch {
  readonly component: Component<boolean>;
  readonly action: Action;
}

/** Something that is on or off, and an action that switches it: `next` gives what it may become. */
function switchOf(name: string, next: (isOn: boolean) => readonly boolean[]): Switch {
  const component: Component<boolean> = { id: name, scope: 'shared', initial: false };
  return {
    component,
    action: {
      id: `${name}.switch`,
      actor: name,
      kind: 'controller',
      reads: [component],
      writes: [component],
      run: (reader) =>
        next(reader.get(component)).map((isOn) => outcome(String(isOn), { writes: [put(component, isOn)] })),
    },
  };
}

function modelOfSwitches(switches: readonly Switch[]): Model {
  const components = switches.map(({ component }) => component);
  return new Model([{ components, actions: switches.map(({ action }) => action), timers: [] }]);
}

const crews = await Promise.all([0, 1, 3].map((count) => startWorkers(count)));
afterAll(() => Promise.all(crews.map((workers) => workers.close())));

function zoneProperties(zone: Model): readonly Property[] {
  const at = (id: string) => zone.components.find((component) => component.id === id) as Component<number>;
  const [record, text] = [at('zone/0/a'), at('zone/0/txt')];
  const isOneOwners = (reader: Reader) =>
    reader.get(record) === 0 || reader.get(text) === 0 || reader.get(record) === reader.get(text);
  return [
    { kind: 'invariant', name: 'a record belongs to whom its TXT record names', holds: isOneOwners },
    { kind: 'witness', name: 'a name gets a record', holds: (reader) => reader.get(record) !== 0 },
    { kind: 'eventually', name: 'in the end records belong to whom TXT records name', holds: isOneOwners },
    { kind: 'recurs', name: 'the record is gone now and then', holds: (reader) => reader.get(record) === 0 },
    { kind: 'settles', name: 'comes to rest' },
    {
      kind: 'step',
      name: 'records are not replaced',
      allows: ({ before, after }) =>
        before.get(record) * after.get(record) === 0 || before.get(record) === after.get(record),
    },
  ];
}

describe('the reference models, reduced', () => {
  it.each([
    [1, 1],
    [2, 1],
    [1, 2],
  ])('give the verdicts of the full search: a shared zone of %i owners and %i names', (owners, names) => {
    const properties = zoneProperties(sharedZone(owners, names));
    both(() => sharedZone(owners, names), { properties, isKeepingEdges: true });
  });

  it.each([3, 5])('give the verdicts of the full search: two-phase commit with %i managers', (managers) => {
    const model = twoPhaseCommit(managers);
    const states = Array.from(
      { length: managers },
      (_, index) => model.components.find(({ id }) => id === `rm${index}`) as Component<string>,
    );
    const isAtomic = (reader: Reader) => {
      const all = states.map((state) => reader.get(state));
      return !(all.includes('committed') && all.includes('aborted'));
    };
    const properties: readonly Property[] = [
      { kind: 'invariant', name: 'nobody commits what another aborts', holds: isAtomic },
      {
        kind: 'eventually',
        name: 'all agree',
        holds: (reader) => new Set(states.map((s) => reader.get(s))).size === 1,
      },
    ];
    both(() => twoPhaseCommit(managers), { properties });
    // What is asked only at the end lets more be left out on the way.
    const { full, reduced } = both(() => twoPhaseCommit(managers), { properties: properties.slice(1) });
    expect(reduced.states).toBeLessThan(0.9 * full.states);
  });
});

/** Bundled scenarios whose worlds are few enough to be all seen, their steps being actions like others. */
const fewWorlds = 2000;

describe('bundled scenarios, reduced', () => {
  const folder = new URL('../../scenarios/', import.meta.url).pathname;
  const paths = ['shadowing', 'same-owner', 'half-applied', 'takeover'].flatMap((group) =>
    readdirSync(folder + group)
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => `${folder}${group}/${name}`),
  );
  it('give the verdicts of the full search', { timeout: 120_000 }, () => {
    let comparedCount = 0;
    for (const path of paths) {
      const build = () => worldOf(path);
      const limits = { states: fewWorlds };
      const { model, properties } = build();
      const full = explore(model, { properties, limits });
      if (full.end !== 'exhausted') continue;
      comparedCount += 1;
      const reduced = explore(build().model, { properties, limits, reduction: 'partial-order' });
      expect([path, verdictsOf(reduced, true)]).toEqual([path, verdictsOf(full, true)]);
    }
    expect(comparedCount).toBeGreaterThanOrEqual(10);
  });
});

function worldOf(path: string): { readonly model: Model; readonly properties: readonly Property[] } {
  const readFile = (name: string) => readFileSync(name, 'utf8');
  const loaded = loadScenario({ path, text: readFile(path), readFile, invariants: Object.keys(invariants) });
  const scenario = loaded.variants?.[0];
  if (scenario === undefined) throw new Error(`${path} is no scenario`);
  const { model, landscape } = buildScenario(scenario);
  const properties = Object.values(invariants).flatMap(({ name, judge }): readonly Property[] => {
    switch (judge.over) {
      case 'state': {
        const holds = (reader: Reader) => judge.check({ landscape, reader }).length === 0;
        return [
          { kind: 'eventually', name, holds },
          { kind: 'invariant', name: `always ${name}`, holds },
        ];
      }
      case 'step':
        return [
          {
            kind: 'step',
            name,
            allows: ({ action, outcome, before, after }) =>
              judge.check({ landscape, action, events: outcome.events, before, after }).length === 0,
          },
        ];
      default:
        return [];
    }
  });
  return { model, properties: [...properties, { kind: 'settles', name: 'comes to rest' }] };
}
