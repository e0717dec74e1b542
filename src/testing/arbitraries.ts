import fc, { type Arbitrary } from 'fast-check';
import { zoneConflicts } from '../dns/zone-conflicts.ts';
import { readZoneFile } from '../dns/zone-file-reader.ts';
import type { WrittenScenario } from '../scenario/shape/document-shape.ts';

/*
 * Random parts of scenarios, for property tests with fast-check. What they make is always right by the scenario
 * language, and shrinks to something short: few clusters, few names, the first of each list.
 */

/** A first label: letters, digits and hyphens, with the shapes that ownership records stumble over. */
const firstLabel = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('app', 'shop', 'www', 'api', 'mail') },
  // Read as the ownership record of another name, where TXT records have no affix.
  { weight: 2, arbitrary: fc.constantFrom('a-app', 'cname-shop', 'aaaa-www') },
  { weight: 1, arbitrary: fc.constantFrom('*', 'x'.repeat(62)) },
);

/** Host names in a zone. */
export function hostNames(zone: string): Arbitrary<string> {
  return firstLabel.map((label) => `${label}.${zone}`);
}

/** An Ingress for some hosts of a zone, as an object of a manifest. */
export function ingresses(zone: string): Arbitrary<Record<string, unknown>> {
  return fc
    .record({
      name: fc.constantFrom('web', 'shop', 'api'),
      hosts: fc.uniqueArray(hostNames(zone), { minLength: 1, maxLength: 3 }),
    })
    .map(({ name, hosts }) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name },
      spec: { rules: hosts.map((host) => ({ host })) },
    }));
}

/** DNSEndpoint objects that want records of several types, as objects of a manifest. For `--source=crd`. */
export function dnsEndpoints(zone: string): Arbitrary<Record<string, unknown>> {
  const wanted = fc.record({ dnsName: hostNames(zone), data: recordData }).map(({ dnsName, data }) => {
    return { dnsName, recordType: data.recordType, targets: [data.target], recordTTL: 300 };
  });
  return fc
    .record({
      name: fc.constantFrom('records', 'more-records'),
      endpoints: fc.uniqueArray(wanted, { minLength: 1, maxLength: 3, selector: ({ dnsName }) => dnsName }),
    })
    .map(({ name, endpoints }) => ({
      apiVersion: 'externaldns.k8s.io/v1alpha1',
      kind: 'DNSEndpoint',
      metadata: { name },
      spec: { endpoints },
    }));
}

/**
 * What may stand in a zone before: records made by hand, records of external-dns with their TXT, and TXT records that
 * were left behind. Master-file lines, for the `records` of a zone.
 */
export function zoneLines(zone: string, owners: readonly string[] = ['east', 'west', 'gone']): Arbitrary<string> {
  const entry = fc
    .record({
      name: hostNames(zone),
      data: recordData,
      owner: fc.constantFrom(...owners),
      has: fc.constantFrom('record and TXT', 'record', 'TXT'),
    })
    .map(({ name, data, owner, has }) => {
      const { recordType, target } = data;
      const record = `${name}. 300 IN ${recordType} ${recordType === 'CNAME' ? `${target}.` : target}`;
      const text = `heritage=external-dns,external-dns/owner=${owner},external-dns/resource=ingress/default/web`;
      const txt = `${recordType.toLowerCase()}-${name}. 300 IN TXT "${text}"`;
      return { name, lines: [...(has === 'TXT' ? [] : [record]), ...(has === 'record' ? [] : [txt])] };
    });
  return fc
    .uniqueArray(entry, { minLength: 1, maxLength: 4, selector: ({ name }) => name })
    .map((entries) => entries.flatMap(({ lines }) => lines))
    .map((lines) => lines.join('\n'))
    .filter((text) => isRight(zone, text));
}

function isRight(zone: string, text: string): boolean {
  const { records, problems } = readZoneFile(text, { origin: zone });
  return problems.length === 0 && zoneConflicts(zone, records).length === 0;
}

/** A type with a value that fits it. */
const recordData = fc.constantFrom(
  { recordType: 'A', target: '192.0.2.1' },
  { recordType: 'AAAA', target: '2001:db8::1' },
  { recordType: 'CNAME', target: 'lb.example.net' },
);

/** How the clusters of a shared zone may differ. */
export interface ClusterChoices {
  readonly zone: string;
  /** `distinct`: every cluster has an owner id of its own. `any`: some may share one. */
  readonly owners: 'distinct' | 'any';
  readonly providers?: readonly ('cloudflare' | 'aws' | 'inmemory')[];
  readonly policies?: readonly ('sync' | 'upsert-only' | 'create-only')[];
  readonly clusterCountMax?: number;
}

/** Clusters that share a zone, each with external-dns and desired names: the `clusters` of a scenario. */
export function clusters(choices: ClusterChoices): Arbitrary<NonNullable<WrittenScenario['clusters']>> {
  const { zone, owners, clusterCountMax = 3 } = choices;
  const { providers = ['cloudflare', 'aws'], policies = ['sync', 'upsert-only', 'create-only'] } = choices;
  const one = fc.record({
    owner: fc.constantFrom('east', 'west', 'north'),
    policy: fc.constantFrom(...policies),
    startsSeconds: fc.nat(90),
    objects: fc.uniqueArray(ingresses(zone), { maxLength: 2, selector: ({ metadata }) => JSON.stringify(metadata) }),
  });
  return fc
    .record({
      provider: fc.constantFrom(...providers),
      each: fc.array(one, { minLength: 1, maxLength: clusterCountMax }),
    })
    .map(({ provider, each }) =>
      Object.fromEntries(
        each.map(({ owner, policy, startsSeconds, objects }, index) => {
          const ownerId = owners === 'distinct' ? `owner-${index + 1}` : owner;
          const flags = [
            '--source=ingress',
            `--provider=${provider}`,
            `--policy=${policy}`,
            `--txt-owner-id=${ownerId}`,
          ];
          const cluster = {
            'load-balancer': `192.0.2.${10 * (index + 1)}`,
            'external-dns': { flags: [...flags, ...zonesOf(provider, zone)], starts: `${startsSeconds}s` },
            manifests: objects,
          };
          return [`cluster-${index + 1}`, cluster];
        }),
      ),
    );
}

/** Clusters that share a zone, for a while: a whole scenario. Add what it is to show under `expect`. */
export function sharedZones(choices: Omit<ClusterChoices, 'zone'>): Arbitrary<WrittenScenario> {
  const zone = 'example.org';
  return fc.record({ clusters: clusters({ ...choices, zone }), seed: fc.nat(1_000_000) }).map(({ clusters, seed }) => ({
    title: 'Some clusters share a zone',
    seed,
    zone,
    clusters,
    steps: [{ wait: '10m' }],
  }));
}

function zonesOf(provider: string, zone: string): readonly string[] {
  return provider === 'inmemory' ? [`--inmemory-zone=${zone}`] : [];
}
