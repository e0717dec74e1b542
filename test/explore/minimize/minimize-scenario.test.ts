import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HarmClass } from '../../../src/explore/exploration.ts';
import { castOf } from '../../../src/explore/minimize/cast.ts';
import { leaveOut } from '../../../src/explore/minimize/leave-out.ts';
import { type MinimalScenario, minimizeScenario, wayToHarm } from '../../../src/explore/minimize/minimize-scenario.ts';
import { writtenDocument } from '../../../src/explore/minimize/written-document.ts';
import { type ExploreScenarioOptions, exploreScenario } from '../../../src/explore/rollout/explore-scenario.ts';
import { savedScenario } from '../../../src/explore/rollout/saved-scenario.ts';
import type { InvariantName } from '../../../src/properties/invariant.ts';
import { invariants } from '../../../src/properties/invariants.ts';
import { buildScenario } from '../../../src/scenario/build-scenario.ts';
import type { BuiltScenario } from '../../../src/scenario/built-scenario.ts';
import { scenarioFromObject } from '../../../src/scenario/scenario-from-object.ts';
import { defineScenario } from '../../../src/testing/define-scenario.ts';
import { runScenario } from '../../../src/timeline/run-scenario.ts';
import { builtFrom, bundledRollout } from '../rollout/bundled.ts';
import { handover } from '../rollout/handover.ts';

type Harm = Exclude<HarmClass, 'safe'> | 'violated';

const explore: ExploreScenarioOptions = { failsFrom: 'transient' };

describe('a scenario made as small as possible', () => {
  it.each([
    {
      name: 'the seed incident',
      scenario: ['seed-incident-canary', 'both-commits'],
      invariant: 'one-endpoint-per-account-and-region',
      harm: 'stuck',
      kept: { cluster: '1 of 2', environment: '1 of 2', step: '1 of 3' },
    },
    {
      name: 'issue 6617',
      scenario: ['record-under-foreign-txt', 'as-it-happened'],
      invariant: 'no-shadowing',
      harm: 'stuck',
      kept: { cluster: '1 of 1', step: '1 of 2', record: '1 of 1' },
    },
    {
      name: 'issue 1862',
      scenario: ['one-owner-id-for-two', 'as-it-happened'],
      invariant: 'zone-settles',
      harm: 'flapping',
      kept: { cluster: '2 of 2', name: '1 of 2', object: '1 of 2' },
    },
    {
      name: 'issue 5993',
      scenario: ['migration-takes-foreign-names', 'as-it-happened'],
      invariant: 'record-changed-by-owner-only',
      harm: 'violated',
      kept: { cluster: '2 of 2', controller: '2 of 2', record: '0 of 2' },
    },
  ] as const)('still fails in the same way, and not without any single thing in it: $name', (one) => {
    const [scenario, variant] = one.scenario;
    const minimal = minimizedFor(bundledRollout(scenario, variant), one);

    expect(minimal.isMinimal).toBe(true);
    expect(keptOf(minimal)).toMatchObject(one.kept);
    expect(harmIn(minimal.built, one.invariant)).toBe(one.harm);
    expectNoneToSpare(minimal, one);
  });

  it('fails when it is saved and run', () => {
    const one = { invariant: 'one-endpoint-per-account-and-region', harm: 'stuck' } as const;
    const { built, found } = minimizedFor(bundledRollout('seed-incident-canary', 'both-commits'), one);
    const trace = wayToHarm(exploreScenario(built, explore), one);
    const run = runScenario(builtFrom(savedScenario(built, found, { ...one, trace })));

    expect([run.verdict, run.troubles]).toEqual(['failed', []]);
  });

  it('has no more faults, and no other kinds, than the failure takes', () => {
    const one = { invariant: 'no-orphaned-ownership', harm: 'stuck' } as const;
    const minimal = minimizedFor(builtFrom(handover), one, 2);

    expect(keptOf(minimal)).toMatchObject({ fault: '1 of 2' });
    expect(minimal.faultKinds).toHaveLength(1);
  });

  it('has nothing in it that was planted beside a failure', () => {
    fc.assert(
      fc.property(plantedCast, (planted) => {
        const [scenario] = defineScenario({
          title: 'Two clusters with one owner id, and others',
          zone: { name: 'example.org', ...planted.zone },
          clusters: { ...planted.clusters, a: cluster('default', ['a']), b: cluster('default', []) },
          resolvers: planted.resolvers,
          clients: planted.clients,
        });
        const minimal = minimizedFor(buildScenario(scenario), { invariant: 'zone-settles', harm: 'flapping' });

        expect(keptOf(minimal)).toMatchObject({
          cluster: expect.stringMatching(/^2 of/),
          name: expect.stringMatching(/^1 of/),
        });
        expect(Object.keys(writtenDocument(minimal.built.scenario).clusters as object).sort()).toEqual(['a', 'b']);
        for (const { kind, kept } of minimal.counts.filter(({ kind }) =>
          ['client', 'resolver', 'record'].includes(kind),
        ))
          expect([kind, kept]).toEqual([kind, 0]);
      }),
      { seed: 5, numRuns: 8 },
    );
  });

  it('is the scenario itself where no time is left', () => {
    const built = bundledRollout('one-owner-id-for-two', 'as-it-happened');
    const one = { invariant: 'zone-settles', harm: 'flapping' } as const;
    const minimal = minimizedFor(built, one, 0, 0);

    expect(minimal.built).toBe(built);
    expect([minimal.isMinimal, keptOf(minimal).cluster]).toEqual([false, '2 of 2']);
  });

  it('says so where the effort allowed was spent before', () => {
    const one = { invariant: 'zone-settles', harm: 'flapping' } as const;
    const minimal = minimizedFor(bundledRollout('one-owner-id-for-two', 'as-it-happened'), one, 0, 3);

    expect([minimal.isMinimal, minimal.explorationCount]).toEqual([false, 3]);
    expect(harmIn(minimal.built, one.invariant)).toBe('flapping');
  });
});

function minimizedFor(
  built: BuiltScenario,
  { invariant, harm }: { readonly invariant: InvariantName; readonly harm: Harm },
  faultBudget = 0,
  explorationCountMax = 200,
): MinimalScenario {
  const found = exploreScenario(built, { ...explore, faultBudget });
  const trace = wayToHarm(found, { invariant, harm });
  return minimizeScenario({ built, found }, { invariant, harm, trace }, { explore, explorationCountMax });
}

function harmIn(built: BuiltScenario, invariant: InvariantName): string | undefined {
  const { properties } = exploreScenario(built, { ...explore, invariants: [invariant] });
  return properties[0]?.harm ?? properties[0]?.verdict;
}

function keptOf({ counts }: MinimalScenario): Readonly<Record<string, string>> {
  return Object.fromEntries(counts.map(({ kind, kept, of }) => [kind, `${kept} of ${of}`]));
}

/** Each thing that is left is left out for itself: none of what then is a scenario fails in the same way. */
function expectNoneToSpare(
  { built }: MinimalScenario,
  one: { readonly invariant: InvariantName; readonly harm: Harm },
) {
  const document = writtenDocument(built.scenario);
  for (const member of castOf(document)) {
    const { variants } = scenarioFromObject(leaveOut(document, [member]), { invariants: Object.keys(invariants) });
    const [smaller] = variants ?? [];
    if (smaller !== undefined)
      expect([member, harmIn(buildScenario(smaller), one.invariant)]).not.toEqual([member, one.harm]);
  }
}

function cluster(owner: string, names: readonly string[]) {
  return {
    'load-balancer': '192.0.2.10',
    'external-dns': ['--source=ingress', '--provider=aws', '--policy=sync', `--txt-owner-id=${owner}`],
    manifests: names.map((name) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name },
      spec: { rules: [{ host: `${name}.example.org` }] },
    })),
  };
}

/** Clusters with owners and names of their own, records made by hand, clients and resolvers. */
const plantedCast = fc
  .record({
    names: fc.array(fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { maxLength: 2 }), { minLength: 1, maxLength: 2 }),
    records: fc.uniqueArray(fc.constantFrom('old', 'older'), { maxLength: 2 }),
    isAsked: fc.boolean(),
  })
  .map(({ names, records, isAsked }) => ({
    clusters: Object.fromEntries(
      names.map((own, index) => [
        `extra-${index}`,
        cluster(
          `extra-${index}`,
          own.map((name) => `${name}${index}`),
        ),
      ]),
    ),
    zone: records.length === 0 ? {} : { records: records.map((name) => `${name} 300 IN A 192.0.2.99`).join('\n') },
    resolvers: isAsked ? { office: {} } : {},
    clients: isAsked ? { laptop: { asks: 'old.example.org', resolver: 'office' } } : {},
  }));
