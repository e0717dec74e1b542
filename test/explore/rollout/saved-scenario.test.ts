import { describe, expect, it } from 'vitest';
import { exploreScenario } from '../../../src/explore/rollout/explore-scenario.ts';
import { savedScenario } from '../../../src/explore/rollout/saved-scenario.ts';
import { runScenario } from '../../../src/timeline/run-scenario.ts';
import { builtFrom, bundledRollout } from './bundled.ts';

const twoWriters = `
title: Two clusters with one owner id
zone: example.org
clusters:
  west:
    load-balancer: 192.0.2.10
    external-dns: [--source=ingress, --provider=cloudflare, --txt-owner-id=default, --policy=sync]
    manifests: &app |
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: app }
      spec: { rules: [{ host: app.example.org }] }
  east:
    load-balancer: 192.0.2.20
    external-dns: [--source=ingress, --provider=cloudflare, --txt-owner-id=default, --policy=sync]
steps:
  - wait: 5m
  - { apply: { cluster: east, manifests: *app }, only: [as-it-happened] }
variants:
  as-it-happened: {}
`;

describe('a counterexample saved as a scenario', () => {
  it.each([
    { name: 'of a rollout', built: () => bundledRollout('seed-incident-canary', 'both-commits') },
    { name: 'of steps in their order', built: () => builtFrom(twoWriters, 'as-it-happened') },
  ])('fails for what the explorer found, and for nothing else: $name', ({ built }) => {
    const subject = built();
    const found = exploreScenario(subject);
    const saved = found.properties.flatMap(({ invariant, harm = 'safe' }) => {
      const group = found.orderings?.find(({ harms }) => harms.some((one) => one.invariant === invariant));
      const [ordering] = group?.orderings ?? [];
      if (harm === 'safe' || ordering === undefined) return [];
      const trace = found.wayTo?.(ordering, { invariant, harm }) ?? [];
      return [{ invariant, text: savedScenario(subject, found, { invariant, harm, trace }) }];
    });

    expect(saved.length).toBeGreaterThan(1);
    for (const { invariant, text } of saved) {
      const run = runScenario(builtFrom(text));
      const broken = run.expectations.filter(({ ok }) => !ok);
      expect(run.troubles).toEqual([]);
      expect([invariant, run.verdict, broken.length]).toEqual([invariant, 'failed', 1]);
    }
  });
});
