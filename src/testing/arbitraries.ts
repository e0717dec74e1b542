import fc, { type Arbitrary } from 'fast-check';
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
