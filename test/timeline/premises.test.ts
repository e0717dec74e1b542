import { describe, expect, it } from 'vitest';
import { runScenario } from '../../src/timeline/run-scenario.ts';
import { builtFrom } from '../explore/rollout/bundled.ts';

function untestedIn({ host, expectation }: { readonly host: string | null; readonly expectation: string }) {
  const ingress = `{ apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: { name: web }, spec: { rules: [{ host: ${host} }] } }`;
  const built = builtFrom(`
title: what is put to the test
zone: example.org
clusters:
  west:
    load-balancer: 192.0.2.20
    external-dns: [--source=ingress, --provider=aws, --policy=sync, --txt-owner-id=west]
    manifests: [${host === null ? '' : ingress}]
steps: [{ wait: 5m }]
expect: [${expectation}]
`);
  const { verdict, expectations } = runScenario(built);
  return { verdict, untested: expectations[0]?.untested };
}

describe('an invariant that holds in a run', () => {
  it.each([
    ['no-shadowing', 'app.example.org', null],
    ['zone-settles', 'app.example.org', null],
    ['no-orphaned-ownership', 'app.example.org', null],
  ] as const)('%s, is put to the test if what it is about comes up, and says so if not', (invariant, host, nothing) => {
    const expectation = `{ holds: [${invariant}] }`;
    expect(untestedIn({ host, expectation })).toEqual({ verdict: 'passed', untested: undefined });
    expect(untestedIn({ host: nothing, expectation })).toEqual({ verdict: 'passed', untested: [invariant] });
  });

  it('may have been put to the test at a moment that has passed, if it is to hold at every one', () => {
    const expectation = '{ holds: [no-stray-endpoint], always: true }';
    expect(untestedIn({ host: null, expectation })).toEqual({ verdict: 'passed', untested: undefined });
  });

  it('has a past to be tested by, if it is about steps', () => {
    const expectation = '{ holds: [nobody-unserved], always: true }';
    expect(untestedIn({ host: null, expectation })).toEqual({ verdict: 'passed', untested: ['nobody-unserved'] });
  });
});
