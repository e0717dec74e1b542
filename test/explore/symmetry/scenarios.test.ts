import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { exploreScenario, type ScenarioExploration } from '../../../src/explore/rollout/explore-scenario.ts';
import { exploredTrace } from '../../../src/trace/explored-trace.ts';
import { replay } from '../../../src/trace/replay.ts';
import { builtFrom } from '../rollout/bundled.ts';

/** Clusters that would each like to have the one name, with a client that takes what it gets. */
const rivals = (names: readonly string[]) => `
title: Clusters want one name
zone: example.org
clusters:
${names
  .map(
    (name, index) => `
  ${name}:
    load-balancer: 192.0.2.${index + 1}
    external-dns: { flags: [--source=ingress, --provider=cloudflare, --txt-owner-id=${name}, --policy=sync], starts: ${index}m }
    manifests: ${index === 0 ? '&app ' : '*app'}${
      index === 0
        ? `|
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: app }
      spec: { rules: [{ host: app.example.org }] }`
        : ''
    }`,
  )
  .join('')}
clients:
  laptop: { asks: app.example.org }
steps:
  - settle: 1h
expect:
  - holds: [zone-settles]
`;

const bundled = [
  { path: 'rollouts/one-owner-id-for-two', variant: 'as-it-happened', used: true },
  { path: 'same-owner/weighted-sibling-deleted', variant: 'as-it-happened', used: true },
  { path: 'alerts/shadowed-name', variant: 'same-type', used: true },
  { path: 'deletion/ingress-status-blink', variant: 'sync', used: true },
  { path: 'filters/parent-filter-covers-child', variant: 'as-it-happened', used: false },
  { path: 'seed-incident/shadowed', variant: 'both-at-once', used: false },
];

describe('a scenario whose like parts are not told apart', () => {
  it.each(bundled)('is only what proves to be alike: $path', ({ path, variant, used }) => {
    const file = fileURLToPath(new URL(`../../../scenarios/${path}.yaml`, import.meta.url));
    const { alike, exploration } = exploreScenario(builtFrom(readFileSync(file, 'utf8'), variant), {
      symmetry: 'auto',
    });

    expect(alike.map(({ refusal }) => refusal === undefined)).toEqual([used]);
    expect(exploration.states < exploration.symmetry.worldCount).toBe(used);
  });

  it.each([0, 1])('has them with up to %d faults, and every way to harm replays', (faultBudget) => {
    const built = builtFrom(rivals(['east', 'west']));
    const full = exploreScenario(builtFrom(rivals(['east', 'west'])), { faultBudget });
    const found = exploreScenario(built, { faultBudget, symmetry: 'auto' });
    const ways = (found.orderings ?? []).flatMap(({ orderings, harms }) =>
      orderings.flatMap((ordering) => harms.map((harm) => found.wayTo?.(ordering, harm) ?? [])),
    );
    const traces = found.properties.flatMap(({ trace }) => (trace === undefined ? [] : [trace]));

    expect(found.exploration.symmetry).toMatchObject({ elementCount: 2, refused: [] });
    expect(found.exploration.states).toBeLessThan(0.6 * full.exploration.states);
    expectSame(found, full);
    for (const way of [...ways, ...traces]) {
      const trace = exploredTrace(built, { scene: found.scene.steps, way, seed: found.scene.seed, version: 'test' });
      expect(replay({ trace, model: built.model }).divergence).toBeUndefined();
    }
  });

  it('keeps apart what a step is about', () => {
    const stopped = rivals(['east', 'north', 'west']).replace('- settle: 1h', '- stop: west');

    expect(
      exploreScenario(builtFrom(stopped), { symmetry: 'auto', limits: { states: 10 } }).alike.map(({ names }) => names),
    ).toEqual([['east', 'north']]);
  });
});

function expectSame(found: ScenarioExploration, full: ScenarioExploration): void {
  expect(found.exploration.symmetry.worldCount).toBe(full.exploration.states);
  expect(found.exploration.depth).toBe(full.exploration.depth);
  expect(verdictsOf(found)).toEqual(verdictsOf(full));
}

function verdictsOf({ verdict, properties, orderings, coverage }: ScenarioExploration) {
  return {
    verdict,
    properties: properties.map(({ trace, ...rest }) => ({ ...rest, length: trace?.length })),
    orderings,
    coverage,
  };
}
