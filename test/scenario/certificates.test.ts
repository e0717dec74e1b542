import { describe, expect, it } from 'vitest';
import { buildScenario } from '../../src/scenario/build-scenario.ts';
import { runScenario } from '../../src/timeline/run-scenario.ts';
import { problemsOf, scenarioOf } from './load.ts';

const STORY = (certificates: string) => `title: t
zone: example.org
${certificates}
clusters: { east: { load-balancer: 192.0.2.10 }, west: { load-balancer: 192.0.2.20 } }
steps:
  - apply: { cluster: east, manifests: [{ apiVersion: cert-manager.io/v1, kind: Certificate, metadata: { name: one }, spec: { secretName: one-tls, dnsNames: [one.example.org] } }] }
  - apply: { cluster: west, manifests: [{ apiVersion: cert-manager.io/v1, kind: Certificate, metadata: { name: two }, spec: { secretName: two-tls, dnsNames: [two.example.org] } }] }
  - wait: 5m
  - expect: [{ objects: { east: { Secret/one-tls: present }, west: { Secret/two-tls: absent } } }]
`;

function verdictOf(certificates: string, [east, west]: readonly [string, string]): string {
  const scenario = scenarioOf(
    STORY(certificates).replace('one-tls: present', `one-tls: ${east}`).replace('two-tls: absent', `two-tls: ${west}`),
  );
  return runScenario(buildScenario(scenario)).verdict;
}

describe('the certificate authority', () => {
  it('takes a minute and gives without limit, unless the scenario says otherwise', () => {
    expect(scenarioOf(STORY('')).certificates).toEqual({ delayMs: 60_000, quota: null });
    expect(verdictOf('', ['present', 'present'])).toBe('passed');
  });

  it('keeps everybody waiting for as long as it is told to', () => {
    expect(verdictOf('certificates: { delay: 4m }', ['present', 'present'])).toBe('passed');
    expect(verdictOf('certificates: { delay: 6m }', ['absent', 'absent'])).toBe('passed');
  });

  it('has one quota for all clusters', () => {
    expect(verdictOf('certificates: { quota: { limit: 1 } }', ['present', 'absent'])).toBe('passed');
    expect(verdictOf('certificates: { quota: { limit: 2, used: 2 } }', ['absent', 'absent'])).toBe('passed');
    expect(verdictOf('certificates: { quota: { domain: example.net, limit: 1 } }', ['present', 'present'])).toBe(
      'passed',
    );
  });

  it("has Let's Encrypt's limit for the first zone when nothing more is said", () => {
    expect(scenarioOf(STORY('certificates: { quota: {} }')).certificates.quota).toEqual({
      domain: 'example.org',
      limitCount: 50,
      windowMs: 168 * 3_600_000,
      usedCount: 0,
    });
  });

  it('gives at least one certificate', () => {
    expect(problemsOf(STORY('certificates: { quota: { limit: 0 } }'))).toEqual(['3:33 SCENARIO_OUT_OF_RANGE']);
  });
});
