import { describe, expect, it } from 'vitest';
import { exploreScenario } from '../../../src/explore/rollout/explore-scenario.ts';
import { exploredTrace } from '../../../src/trace/explored-trace.ts';
import { type ReplayedStep, replay } from '../../../src/trace/replay.ts';
import { builtFrom } from './bundled.ts';

/** Route 53 has no place for a CNAME beside the A record, which upsert-only never deletes. */
const refusedForEver = `
title: A change is refused in every run
zone: { name: example.com, records: "app 300 IN A 192.0.2.10\\na-app 300 IN TXT \\"heritage=external-dns,external-dns/owner=main\\"" }
clusters:
  main:
    load-balancer: lb.example.net
    external-dns: [--source=ingress, --provider=aws, --policy=upsert-only, --txt-owner-id=main]
    manifests: [{ apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: { name: app }, spec: { rules: [{ host: app.example.com }] } }]
`;

describe('a controller that is refused in every run', () => {
  it('does not keep an exploration from coming to an end', () => {
    const found = exploreScenario(builtFrom(refusedForEver), { limits: { states: 1000 } });

    expect(found.exploration.end).toBe('exhausted');
    expect(found.properties).toContainEqual({ invariant: 'no-shadowing', verdict: 'violated', harm: 'stuck' });
  });

  it('goes on counting in the trace of a way that was found', () => {
    const built = builtFrom(refusedForEver);
    const run = ['main.sync=listed', 'main.plan=planned', 'main.call=done'].map((step) => {
      const [action = '', outcome = ''] = step.split('=');
      return { action, outcome };
    });
    const trace = exploredTrace(built, { scene: [], way: [...run, ...run], seed: '1', version: 'test' });
    const told: string[] = [];
    const onStep = ({ outcome }: ReplayedStep) => told.push(JSON.stringify(outcome.events));
    const { divergence } = replay({ trace, model: built.model, onStep });

    expect(divergence).toBeUndefined();
    expect(told.at(-1)).toContain('consecutive soft errors: 2');
  });
});
