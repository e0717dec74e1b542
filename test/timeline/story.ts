import { invariants } from '../../src/properties/invariants.ts';
import { buildScenario } from '../../src/scenario/build-scenario.ts';
import { loadScenario } from '../../src/scenario/load-scenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import type { RunResult } from '../../src/timeline/run-result.ts';
import { runScenario } from '../../src/timeline/run-scenario.ts';

/** The scenario of a text without variants and without further files. */
export function scenarioOf(text: string): Scenario {
  const { variants, problems } = loadScenario({
    path: 'story.yaml',
    text,
    readFile: () => undefined,
    invariants: Object.keys(invariants),
  });
  const [scenario] = variants ?? [];
  if (scenario === undefined) throw new Error(`no right scenario: ${JSON.stringify(problems, null, 2)}`);
  return scenario;
}

/** Runs a scenario that stands in the test itself. */
export function runStory(text: string, options: Parameters<typeof runScenario>[1] = {}): RunResult {
  return runScenario(buildScenario(scenarioOf(text)), options);
}

/** An Ingress for these hosts, as an item of a list of manifests. */
export function ingress(name: string, ...hosts: readonly string[]): string {
  const rules = hosts.map((host) => `{ host: ${host} }`).join(', ');
  return `{ apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: { name: ${name} }, spec: { rules: [${rules}] } }`;
}

/** The flags of an external-dns on Route 53, which applies the changes of a name together. */
export function flags(owner: string, ...more: readonly string[]): string {
  return `[${['--source=ingress', '--provider=aws', `--txt-owner-id=${owner}`, ...more].join(', ')}]`;
}

/** One cluster that wants app.example.org at 192.0.2.10, first listed at once and then every minute. */
export const oneCluster = `
title: One cluster and its name
zone: example.org
clusters:
  main:
    load-balancer: 192.0.2.10
    external-dns: ${flags('main', '--policy=sync')}
    manifests: [${ingress('app', 'app.example.org')}]
`;

/** What became of each expectation: ok, when it was decided, and the codes of what was found. */
export function decisionsOf({ expectations }: RunResult): readonly unknown[] {
  return expectations.map(({ ok, atMs, findings }) => [ok, atMs, ...findings.map(({ code }) => code)]);
}

/** The codes of what went wrong with steps. */
export function troublesOf({ troubles }: RunResult): readonly string[] {
  return troubles.map(({ finding }) => finding.code);
}
