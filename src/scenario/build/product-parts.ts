import type { Part } from '../../kernel/action.ts';
import { assert } from '../../kernel/assert.ts';
import { createCertManager, type ForeseenCertificate, foreseenCertificates } from '../../kubernetes/cert-manager.ts';
import { createCertificateQuota } from '../../kubernetes/certificate-quota.ts';
import type { Cluster, KubernetesObject, LoadBalancer } from '../../kubernetes/cluster.ts';
import { createClient } from '../../kura/client.ts';
import { createEnvironment, type Environment } from '../../kura/environment.ts';
import { createKuraController } from '../../kura/kura-controller.ts';
import { type EnvironmentSeed, seedObjects } from '../../kura/seed.ts';
import type { EnvironmentView } from '../../properties/landscape.ts';
import type { KuraEnvironmentSetup, KuraSetup } from '../kura-setup.ts';
import type { Scenario } from '../scenario.ts';
import { askedHosts, foreseenOf, writtenObjects } from './foreseen.ts';
import type { Resolvers } from './network-parts.ts';

/** The environments of the product, with everything of theirs that happens by itself. */
export interface Product {
  readonly environments: readonly Environment[];
  readonly views: readonly EnvironmentView[];
  readonly parts: readonly Part[];
}

/** What an environment's servers have in its cluster when a scenario begins. */
export function productObjects(
  { kura }: Scenario,
  cluster: string,
  loadBalancers: Readonly<Record<string, LoadBalancer>>,
): readonly KubernetesObject[] {
  if (kura === undefined) return [];
  return kura.environments
    .filter((environment) => environment.cluster === cluster)
    .flatMap((setup) => seedObjects(seedOf(setup), releaseOf(kura, setup), loadBalancers));
}

/** The product of a scenario: nothing if it has none. */
export function createProduct(scenario: Scenario, clusters: readonly Cluster[], resolvers: Resolvers): Product {
  const { kura } = scenario;
  if (kura === undefined) return { environments: [], views: [], parts: [] };
  const hosts = askedHosts(scenario);
  const environmentOf = Object.fromEntries(kura.environments.map(({ cluster, name }) => [cluster, name]));
  const networks = new Map(
    [...resolvers].map(([name, resolver]) => [name, { resolver, clusters, environments: environmentOf, hosts }]),
  );
  const network = (resolver: string | null) => {
    const found = networks.get(resolver);
    assert(found !== undefined, `there is no resolver ${resolver}`);
    return found;
  };
  const created = kura.environments.map((setup): Created => {
    const cluster = clusterNamed(clusters, setup.cluster);
    const { releases } = kura;
    const environment = createEnvironment({ seed: seedOf(setup), releases, cluster, network: network(setup.resolver) });
    const clients = setup.clients.map(({ name, account, resolver, everyMs, startsMs }) =>
      createClient({
        name,
        plane: environment.plane,
        network: network(resolver),
        account,
        everyMs,
        startsMs,
      }),
    );
    return { environment, clients };
  });
  const used = clusters.filter(({ name }) => kura.environments.some(({ cluster }) => cluster === name));
  return {
    environments: created.map(({ environment }) => environment),
    views: kura.environments.map((setup, index) => viewOf(setup, (created[index] as Created).environment)),
    parts: [
      ...used.map((cluster) => createKuraController(cluster)),
      ...created.flatMap(({ environment, clients }) => [environment, ...clients]),
    ],
  };
}

interface Created {
  readonly environment: Environment;
  readonly clients: readonly Part[];
}

/** Production is the environment that says so, or is called so: one that only renders its names is not. */
function viewOf({ name, cluster, deployEnv }: KuraEnvironmentSetup, environment: Environment): EnvironmentView {
  const isProduction = deployEnv === 'prod' || name === 'production';
  const { components, servers, endpoints } = environment;
  return { name, cluster, isProduction, components, servers, endpoints };
}

/** cert-manager in every cluster, for the Certificates written in manifests and those of the product, and the authority. */
export function createCertificates(scenario: Scenario, clusters: readonly Cluster[]): readonly Part[] {
  const { delayMs, quota: setup } = scenario.certificates;
  const quota = setup === null ? undefined : createCertificateQuota({ authority: 'letsencrypt', ...setup });
  const options = { delayMs, ...(quota === undefined ? {} : { quota }) };
  return [
    ...(quota === undefined ? [] : [quota.part]),
    ...clusters.map((cluster) =>
      createCertManager(cluster, { certificates: certificatesIn(scenario, cluster), ...options }),
    ),
  ];
}

/** The Certificates that a cluster may come to have. */
function certificatesIn(scenario: Scenario, cluster: Cluster): readonly ForeseenCertificate[] {
  const { kura } = scenario;
  const environments = kura?.environments.filter((setup) => setup.cluster === cluster.name) ?? [];
  const rendered = environments.flatMap((setup) => foreseenOf(scenario, kura as KuraSetup, setup).certificates);
  const written = foreseenCertificates(writtenObjects(scenario, cluster.name));
  const byName = new Map([...written, ...rendered].map((one) => [`${one.namespace}/${one.name}`, one]));
  return [...byName.values()];
}

function seedOf(setup: KuraEnvironmentSetup): EnvironmentSeed {
  const { name, release, deployEnv, podCount, regions, image, accounts, surge, batchSize } = setup;
  return {
    name,
    release,
    deployEnv,
    podCount,
    regions,
    image,
    surge,
    batchSize,
    accounts: accounts.map(({ handle, dedicated }) => ({ handle, dedicated })),
    servers: setup.servers.map(({ account, region, status, url }) => ({
      account,
      region,
      status,
      ...(url === null ? {} : { url }),
    })),
    endpoints: setup.endpoints.map(({ account, url, technology }) => ({
      account,
      url,
      technology: technology === 'kura-self-hosted-peer' ? 'selfHostedPeer' : technology,
    })),
  };
}

function releaseOf(kura: KuraSetup, { release: name }: KuraEnvironmentSetup) {
  const release = kura.releases.get(name);
  assert(release !== undefined, `there is no release ${name}`);
  return release;
}

function clusterNamed(clusters: readonly Cluster[], name: string): Cluster {
  const cluster = clusters.find((candidate) => candidate.name === name);
  assert(cluster !== undefined, `there is no cluster ${name}`);
  return cluster;
}
