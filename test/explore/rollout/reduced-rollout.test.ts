import { describe, expect, it } from 'vitest';
import { exploreScenario } from '../../../src/explore/rollout/explore-scenario.ts';
import type { BuiltScenario } from '../../../src/scenario/built-scenario.ts';
import { builtFrom, bundledRollout } from './bundled.ts';

/** Two clusters that have nothing to do with each other, and a client of each name. */
const apart = `
title: Two names in two clusters
zone: example.org
clusters:
  west:
    load-balancer: 192.0.2.10
    external-dns: [--source=ingress, --provider=cloudflare, --txt-owner-id=west, --policy=sync]
    manifests: &west |
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: app }
      spec: { rules: [{ host: west.example.org }] }
  east:
    load-balancer: 192.0.2.20
    external-dns: [--source=ingress, --provider=cloudflare, --txt-owner-id=east, --policy=sync]
    manifests: |
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: app }
      spec: { rules: [{ host: east.example.org }] }
clients:
  laptop: { asks: west.example.org }
  phone: { asks: east.example.org }
steps:
  - settle: 1h
rollout:
  west-ends: { delete: { cluster: west, objects: [Ingress/default/app] } }
  east-ends: { delete: { cluster: east, objects: [Ingress/default/app] } }
  west-again: { apply: { cluster: west, manifests: *west }, after: west-ends }
`;

const gated = apart.replace('after: west-ends }', 'after: { step: east-ends, until: settled } }');
const served = apart.replace('after: west-ends }', 'after: { step: west-ends, until: served } }');

/** Two clusters fight for ever; a third one waits for that to end. */
const fight = `
title: A step that waits for two clusters that fight
zone: example.org
clusters:
  north:
    load-balancer: 192.0.2.30
    external-dns: [--source=ingress, --provider=cloudflare, --txt-owner-id=north, --policy=sync]
    manifests: &app |
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: app }
      spec: { rules: [{ host: app.example.org }] }
  west:
    load-balancer: 192.0.2.10
    external-dns: [--source=ingress, --provider=cloudflare, --txt-owner-id=default, --policy=sync]
    manifests: |
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: west }
      spec: { rules: [{ host: west.example.org }] }
  east:
    load-balancer: 192.0.2.20
    external-dns: [--source=ingress, --provider=cloudflare, --txt-owner-id=default, --policy=sync]
rollout:
  away: { delete: { cluster: north, objects: [Ingress/default/app] } }
  back: { apply: { cluster: north, manifests: *app }, after: { step: away, until: settled } }
`;

describe('a rollout in the orders that are left when those are gone that nobody can tell apart', () => {
  it.each<readonly [string, () => BuiltScenario, number]>([
    ['two clusters apart', () => builtFrom(apart), 0],
    ['two clusters apart, with a fault', () => builtFrom(apart), 1],
    ['a step that waits until all is settled', () => builtFrom(gated), 0],
    ['a step that waits until all are served, which never is', () => builtFrom(served), 0],
    ['a canary', () => bundledRollout('seed-incident-canary', 'both-commits'), 0],
  ])('does the same harm in the same orders, and needs the same constraints: %s', (_, built, faultBudget) => {
    for (const isFree of [false, true]) {
      const full = exploreScenario(built(), { isFree, faultBudget });
      const reduced = exploreScenario(built(), { isFree, faultBudget, reduction: 'partial-order' });

      expect(reduced.exploration.reduction.used).toBe('partial-order');
      expect(reduced.verdict).toBe(full.verdict);
      expect(reduced.properties.map(({ trace: _trace, ...rest }) => rest)).toEqual(
        full.properties.map(({ trace: _trace, ...rest }) => rest),
      );
      expect(reduced.orderings).toEqual(full.orderings);
      expect(namesOf(reduced)).toEqual(namesOf(full));
    }
  });

  it('does not take for settled what nobody looks at', () => {
    for (const reduction of ['none', 'partial-order'] as const) {
      const found = exploreScenario(builtFrom(fight), { reduction, invariants: ['production-untouched'] });

      expect(found.orderings?.map(({ isComplete }) => isComplete)).toEqual([false]);
    }
  });

  it('leaves less than half of the states of a rollout in which one environment stands by', () => {
    const built = () => bundledRollout('seed-incident-canary', 'both-commits');
    const full = exploreScenario(built());
    const reduced = exploreScenario(built(), { reduction: 'partial-order' });

    expect(reduced.exploration.states).toBeLessThan(0.5 * full.exploration.states);
  });
});

function namesOf({ needed }: ReturnType<typeof exploreScenario>): unknown {
  const sets = (kind: 'pairs' | 'gated') =>
    needed?.[kind].map(({ constraints, remainingCount, remainingHarms, verified }) => ({
      constraints: constraints.map(({ before, after, until }) => [before, after, until]),
      remainingCount,
      remainingHarms,
      harm: verified.harm,
    }));
  return { pairs: sets('pairs'), gated: sets('gated') };
}
