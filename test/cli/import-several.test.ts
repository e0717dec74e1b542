import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { recordsOf } from '../../src/dns/zone.ts';
import { writeZoneFile } from '../../src/dns/zone-file-writer.ts';
import { invariants } from '../../src/properties/invariants.ts';
import { buildScenario } from '../../src/scenario/build-scenario.ts';
import { loadScenario } from '../../src/scenario/load-scenario.ts';
import { runScenario } from '../../src/timeline/run-scenario.ts';
import { replay } from '../../src/trace/replay.ts';
import { traceOf } from '../../src/trace/write-trace.ts';
import { logOf } from '../incident/artefacts-of-run.ts';
import { dibs, folderWith } from './dibs-process.ts';

const flags = (owner: string, ingressClass: string, zoneId: string) => [
  '--source=ingress',
  '--provider=cloudflare',
  '--policy=sync',
  `--ingress-class=${ingressClass}`,
  `--txt-owner-id=${owner}`,
  `--zone-id-filter=${zoneId}`,
];

const controllers = {
  public: flags('east-public', 'public', '0a1b'),
  private: flags('east-private', 'private', '2c3d'),
};

/** Two zones, a cluster with an external-dns for each, and another cluster that holds a name already. */
const text = stringify({
  title: 'Two zones, two external-dns in one cluster',
  zone: [
    { name: 'example.org', id: '0a1b', records: 'www 300 IN A 192.0.2.80\n' },
    { name: 'internal.example.org', id: '2c3d' },
  ],
  clusters: {
    west: {
      'load-balancer': '192.0.2.20',
      'external-dns': flags('west', 'public', '0a1b'),
      manifests: [ingress('shop', 'public', 'shop.example.org')],
    },
    east: {
      'load-balancer': '192.0.2.10',
      controllers: {
        public: { flags: controllers.public, starts: '30s' },
        private: { flags: controllers.private, starts: '40s' },
      },
      manifests: [
        ingress('shop', 'public', 'shop.example.org'),
        ingress('app', 'public', 'app.example.org'),
        ingress('admin', 'private', 'admin.internal.example.org'),
      ],
    },
  },
  steps: [{ wait: '5m' }],
});

function ingress(name: string, ingressClassName: string, host: string) {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, namespace: 'default' },
    spec: { ingressClassName, rules: [{ host }] },
  };
}

function deployment(name: string, args: readonly string[]) {
  const container = { name: 'external-dns', image: 'registry.k8s.io/external-dns/external-dns:v0.22.0', args };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'dns' },
    spec: { template: { spec: { containers: [container] } } },
  };
}

const list = (items: readonly object[]) => stringify({ apiVersion: 'v1', kind: 'List', items });

/** What somebody would have saved of it. */
function artefacts(): Readonly<Record<string, string>> {
  const { variants = [], problems } = loadScenario({
    path: 'two-zones.yaml',
    text,
    readFile: () => undefined,
    invariants: Object.keys(invariants),
  });
  const [scenario] = variants;
  if (scenario === undefined) throw new Error(JSON.stringify(problems));
  const built = buildScenario(scenario);
  const run = runScenario(built);
  const { world } = replay({ trace: traceOf(run, { version: '' }), model: built.model });
  const reader = built.model.reader(world);
  const zone = (index: number) => {
    const found = built.landscape.zones[index];
    if (found === undefined) throw new Error(`there is a zone ${index}`);
    return writeZoneFile(recordsOf(found, reader));
  };
  const objects = (index: number) => {
    const cluster = built.landscape.clusters[index];
    return list([...(cluster?.objects.entries(reader) ?? [])].map(([, object]) => object));
  };
  return {
    'public.db': zone(0),
    'internal.db': zone(1),
    'west.yaml': objects(0),
    'east.yaml': objects(1),
    'west-dns.yaml': list([deployment('external-dns', flags('west', 'public', '0a1b'))]),
    'east-dns.yaml': list(Object.entries(controllers).map(([name, args]) => deployment(name, args))),
    'west.log': logOf(run, 'west'),
    'east-public.log': logOf(run, 'east/public'),
    'east-private.log': logOf(run, 'east/private'),
  };
}

const logs = ['west=west.log', 'east/public=east-public.log', 'east/private=east-private.log'].flatMap((value) => [
  '--log',
  value,
]);
const given = [
  ...['--zone', 'example.org=public.db', '--zone', 'internal.example.org=internal.db'],
  ...['--desired', 'west=west.yaml', '--desired', 'east=east.yaml'],
  ...['--deployment', 'west=west-dns.yaml', '--deployment', 'east=east-dns.yaml'],
  ...logs,
];

describe('of several zones, and several external-dns in one cluster,', () => {
  it('dibs import writes a scenario, by which dibs explain explains every line and every zone', () => {
    const cwd = folderWith(artefacts());
    const imported = dibs(['import', ...given], { cwd });
    expect({ code: imported.exitCode, err: imported.err }).toEqual({
      code: 0,
      err: 'wrote incident.yaml\nwrote incident/east-objects.yaml\n',
    });
    const run = dibs(['run', 'incident.yaml'], { cwd });
    expect(run.out).toContain('east wants shop.example.org A to be 192.0.2.10; it resolves to 192.0.2.20');
    expect(run.out).not.toContain('admin.internal.example.org');
    expect(run.exitCode).toBe(1);
    const exported = ['--zone', 'example.org=public.db', '--zone', 'internal.example.org=internal.db'];
    const { exitCode, out } = dibs(['explain', 'incident.yaml', ...exported, ...logs], { cwd });
    expect(out).toMatch(/^explained: a schedule of the model gives all \d+ lines and the 2 zones /);
    expect(out).toContain('nothing had to be assumed');
    expect(exitCode).toBe(0);
  });

  it('what does not belong together is refused', () => {
    const cwd = folderWith(artefacts());
    const wrong = dibs(
      ['import', ...given, '--log', 'east=west.log', '--zone', 'example.org=internal.db', '--zone', 'west.log'],
      { cwd },
    );
    expect(wrong.exitCode).toBe(2);
    expect(wrong.err).toContain('error[INCIDENT_ZONE_TWICE]: internal.db is another export of example.org');
    expect(wrong.err).toContain('error[INCIDENT_UNKNOWN_LOG]: no controller is called "east"');
    expect(wrong.err).toContain('known: east/public and east/private');
    const workload = dibs(['import', ...given, '--deployment', 'east/edge=east-dns.yaml'], { cwd });
    expect(workload.err).toContain('error[INCIDENT_NO_WORKLOAD]: east-dns.yaml has no external-dns called "edge"');
    const elsewhere = dibs(['import', ...given, '--zone-before', 'example.net=public.db'], { cwd });
    expect(elsewhere.err).toContain('error[INCIDENT_OTHER_ZONE]: public.db is of example.net');
    const slash = dibs(['import', ...given, '--desired', 'east/public=east.yaml'], { cwd });
    expect(slash.err).toContain('error[INCIDENT_NO_PAIR]: --desired takes CLUSTER=VALUE');
  });
});
