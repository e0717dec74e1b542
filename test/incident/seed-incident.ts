import { readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import type { StoredRecord } from '../../src/dns/stored-record.ts';
import { recordsOf } from '../../src/dns/zone.ts';
import type { KubernetesObject } from '../../src/kubernetes/cluster.ts';
import { invariants } from '../../src/properties/invariants.ts';
import { buildScenario } from '../../src/scenario/build-scenario.ts';
import { loadScenario } from '../../src/scenario/load-scenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { runScenario } from '../../src/timeline/run-scenario.ts';
import { replay } from '../../src/trace/replay.ts';
import { traceOf } from '../../src/trace/write-trace.ts';
import { cloudflareFile, cloudflarePages } from './host-exports.ts';

/** Where the incident's files are. */
export const seedIncidentFolder = new URL('../fixtures/seed-incident/', import.meta.url);

/** What a run left behind, as far as an audit looks at it. */
export interface Remains {
  readonly zone: string;
  readonly records: readonly StoredRecord[];
  readonly clusters: readonly {
    readonly name: string;
    readonly flags: readonly string[];
    readonly objects: readonly KubernetesObject[];
  }[];
}

/** The scenario of the incident, with other steps and expectations if given. */
export function seedIncidentScenario(change: (text: string) => string = (text) => text): Scenario {
  const text = change(readFileSync(new URL('scenario.yaml', seedIncidentFolder), 'utf8'));
  const { variants, problems } = loadScenario({
    path: 'scenario.yaml',
    text,
    readFile: () => undefined,
    invariants: Object.keys(invariants),
  });
  const [scenario] = variants ?? [];
  if (scenario === undefined) throw new Error(JSON.stringify(problems));
  return scenario;
}

/** What is there at the end of a scenario's run. */
export function remainsOf(scenario: Scenario): Remains {
  const built = buildScenario(scenario);
  const run = runScenario(built);
  const { model, landscape } = built;
  const reader = model.reader(replay({ trace: traceOf(run, { version: '' }), model }).world);
  const [zone] = landscape.zones;
  if (zone === undefined) throw new Error('there is a zone');
  return {
    zone: zone.name,
    records: recordsOf(zone, reader),
    clusters: scenario.clusters.map(({ name, controllers }, index) => ({
      name,
      flags: controllers[0]?.flags ?? [],
      objects: (landscape.clusters[index]?.objects.entries(reader) ?? [])
        .map(([, object]) => object)
        .filter(({ kind }) => kind === 'Ingress'),
    })),
  };
}

/** The files of the incident that an audit reads, by their names. */
export function auditFilesOf({ zone, records, clusters }: Remains): Readonly<Record<string, string>> {
  return {
    'zone.txt': cloudflareFile(zone, records),
    'zone.json': cloudflarePages(records, 5),
    ...Object.fromEntries(clusters.map(({ name, objects }) => [`${name}-ingresses.json`, kubectlJson(objects)])),
    ...Object.fromEntries(clusters.map(({ name, flags }) => [`${name}-external-dns.yaml`, deploymentYaml(flags)])),
  };
}

/** As `kubectl get … -A -o json` prints it. */
function kubectlJson(items: readonly KubernetesObject[]): string {
  return `${JSON.stringify({ apiVersion: 'v1', items, kind: 'List', metadata: { resourceVersion: '' } }, null, 4)}\n`;
}

function deploymentYaml(args: readonly string[]): string {
  const labels = { 'app.kubernetes.io/name': 'external-dns' };
  return stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'external-dns', namespace: 'platform', labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [{ name: 'external-dns', image: 'registry.k8s.io/external-dns/external-dns:v0.22.0', args }],
        },
      },
    },
  });
}
