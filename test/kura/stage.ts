import { createResolver } from '../../src/dns/resolver.ts';
import type { StoredRecord } from '../../src/dns/stored-record.ts';
import { createZone, writeRecords, type Zone } from '../../src/dns/zone.ts';
import { type Event, outcome } from '../../src/kernel/action.ts';
import { Model, type World } from '../../src/kernel/model.ts';
import { createCertManager } from '../../src/kubernetes/cert-manager.ts';
import { type Cluster, createCluster } from '../../src/kubernetes/cluster.ts';
import { createIngressController } from '../../src/kubernetes/ingress-controller.ts';
import { createClient } from '../../src/kura/client.ts';
import { createEnvironment, type Environment } from '../../src/kura/environment.ts';
import { foresee } from '../../src/kura/foreseen.ts';
import { createKuraController } from '../../src/kura/kura-controller.ts';
import type { Network } from '../../src/kura/network.ts';
import type { PlaneOrder } from '../../src/kura/plane-order.ts';
import { createReleaseCatalogue, type ReleaseInput } from '../../src/kura/release-catalogue.ts';
import { type EnvironmentSeed, seedObjects } from '../../src/kura/seed.ts';

/** An environment with all that a test does not care about. */
export function seed(parts: Partial<EnvironmentSeed> & { readonly name: string }): EnvironmentSeed {
  return {
    release: 'second-commit',
    deployEnv: { staging: 'stag', canary: 'can', production: 'prod' }[parts.name] ?? null,
    podCount: 1,
    regions: ['eu-central', 'us-east'],
    image: 'kura:1',
    accounts: [{ handle: 'acme' }],
    servers: [{ account: 'acme', region: 'eu-central', status: 'active' }],
    endpoints: [],
    ...parts,
  };
}

/** The load balancer address of an environment's cluster. */
export const ADDRESSES: Readonly<Record<string, string>> = {
  staging: '192.0.2.10',
  canary: '192.0.2.20',
  production: '192.0.2.30',
};

export interface StageOptions {
  readonly environments: readonly EnvironmentSeed[];
  readonly releases?: Readonly<Record<string, ReleaseInput>>;
  /** Names that accounts may get later. */
  readonly furtherHandles?: readonly string[];
  /** Hosts whose records exist at first, and the environment that they lead to. */
  readonly records?: Readonly<Record<string, string>>;
  /** A client of the first environment's first account. */
  readonly withClient?: boolean;
}

/** A few environments that share one zone, stepped by hand: tests say what happens next. */
export class Stage {
  readonly environments: ReadonlyMap<string, Environment>;
  readonly model: Model;
  readonly events: Event[] = [];
  readonly #zone: Zone;
  readonly #clusters: readonly Cluster[];
  world: World;

  constructor(options: StageOptions) {
    const { releases } = createReleaseCatalogue(options.releases ?? {});
    const handles = [
      ...new Set([
        ...options.environments.flatMap(({ accounts }) => accounts.map(({ handle }) => handle)),
        ...(options.furtherHandles ?? []),
      ]),
    ];
    const regionIds = ['eu-central', 'us-east'];
    const foreseen = foresee({ releases: [...releases.values()], handles, regionIds });
    this.#zone = createZone({
      name: 'tuist.dev',
      records: Object.entries(options.records ?? {}).map(([name, target]) => address(name, target)),
      foreseenNames: foreseen.hosts,
    });
    this.#clusters = options.environments.map((environment) => {
      const release = releases.get(environment.release);
      if (release === undefined) throw new Error(`no release ${environment.release}`);
      const loadBalancers = { '': { ips: [ADDRESSES[environment.name] ?? '192.0.2.99'], hostnames: [] } };
      const objects = seedObjects(environment, release, loadBalancers);
      return createCluster({ name: environment.name, objects, foreseenObjects: foreseen.objectKeys, loadBalancers });
    });
    const environments = Object.fromEntries(options.environments.map(({ name }) => [name, name]));
    const endpointHosts = options.environments.flatMap(({ endpoints }) =>
      endpoints.map(({ url }) => new URL(url).hostname),
    );
    const hosts = [...new Set([...foreseen.hosts, ...endpointHosts])];
    const networks = options.environments.map(({ name }): Network => {
      const questions = foreseen.hosts.map((host) => ({ name: host, type: 'A' }));
      const resolver = createResolver({
        name,
        zones: [this.#zone],
        questions,
        maxNegativeTtlSeconds: 30,
      });
      return { resolver, clusters: this.#clusters, environments, hosts };
    });
    const made = options.environments.map((one, index) =>
      createEnvironment({
        seed: one,
        releases,
        cluster: this.#clusters[index] as Cluster,
        network: networks[index] as Network,
      }),
    );
    this.environments = new Map(made.map((environment) => [environment.name, environment]));
    const client = made[0];
    const clients = client
      ? [
          createClient({
            name: 'cli',
            plane: client.plane,
            network: networks[0] as Network,
            account: options.environments[0]?.accounts[0]?.handle ?? '',
            everyMs: 60_000,
          }),
        ]
      : [];
    this.model = new Model([
      { components: this.#zone.records.components, actions: [], timers: [] },
      ...this.#clusters.flatMap((cluster) => [
        { components: cluster.objects.components, actions: [], timers: [] },
        createKuraController(cluster),
        createIngressController(cluster),
        createCertManager(cluster, { certificates: foreseen.certificates }),
      ]),
      ...networks.map(({ resolver }) => resolver),
      ...made,
      ...(options.withClient ? clients : []),
    ]);
    this.world = this.model.initialWorld();
  }

  /** The labels of what an action can come to now. */
  labels(action: string): readonly string[] {
    return this.#outcomes(action).map(({ label }) => label);
  }

  /** Fires an action; of several outcomes the first, or the one with this label. Returns what happened. */
  fire(action: string, label?: string): readonly Event[] {
    const outcomes = this.#outcomes(action);
    const chosen = label === undefined ? outcomes[0] : outcomes.find((one) => one.label === label);
    if (chosen === undefined) {
      const labels = outcomes.map((one) => one.label).join(', ');
      throw new Error(`${action} cannot come to ${label ?? 'anything'} here, only to: ${labels}`);
    }
    this.world = this.model.apply(this.world, chosen);
    this.events.push(...chosen.events);
    return chosen.events;
  }

  /** Fires an action as long as it is enabled. */
  drain(action: string): void {
    while (this.#outcomes(action).length > 0) this.fire(action);
  }

  /** A whole tick with its probes and transactions, every one turning out well or as the world has it. */
  tick(environment: string, label?: string): readonly Event[] {
    const from = this.events.length;
    this.fire(`${environment}.tick`, label);
    for (;;) {
      const next = [`${environment}.probe`, `${environment}.commit`].find((id) => this.labels(id).length > 0);
      if (next === undefined) return this.events.slice(from);
      this.fire(next);
    }
  }

  /** Lets the controllers of an environment's cluster do all they can; certificates only on demand. */
  reconcileCluster(environment: string, options: { readonly certificates: boolean }): void {
    this.drain(`${environment}.kura-controller`);
    this.drain(`${environment}.ingress-controller`);
    if (!options.certificates) return;
    for (const { id } of this.model.actions) if (id.startsWith(`${environment}.issue `)) this.drain(id);
  }

  /** Carries out an order and, for deploys, all that follows from it. */
  order(environment: string, order: PlaneOrder): string {
    const step = this.environment(environment).step(order);
    const [chosen] = step.run(this.model.reader(this.world));
    if (chosen === undefined) throw new Error(`${environment} cannot take the order ${order.verb} now`);
    this.world = this.model.apply(this.world, chosen);
    this.events.push(...chosen.events);
    return chosen.label;
  }

  /** An order with everything that it sets going. */
  complete(environment: string, order: PlaneOrder): string {
    const label = this.order(environment, order);
    for (const id of ['hook', 'replace-pod', 'destroy']) this.drain(`${environment}.${id}`);
    return label;
  }

  /** Makes a host lead to an environment, or to nothing. */
  point(host: string, environment: string | null): void {
    const reader = this.model.reader(this.world);
    const records = environment === null ? [] : [address(host, environment)];
    const writes = writeRecords(this.#zone, reader, new Map([[host, records]]));
    this.world = this.model.apply(this.world, outcome('edited', { writes }));
    for (const { id } of this.model.actions) if (id.endsWith(`.expire ${host} A`)) this.drain(id);
  }

  environment(name: string): Environment {
    const environment = this.environments.get(name);
    if (environment === undefined) throw new Error(`no environment ${name}`);
    return environment;
  }

  /** The URLs of the mirrored rows of an environment. */
  mirrored(environment: string): readonly string[] {
    return this.environment(environment)
      .endpoints(this.model.reader(this.world))
      .filter(({ technology }) => technology === 'kura')
      .map(({ url }) => url);
  }

  server(environment: string, account = 'acme', region = 'eu-central') {
    return this.environment(environment)
      .servers(this.model.reader(this.world))
      .find((server) => server.account === account && server.region === region);
  }

  /** An object of an environment's cluster. */
  object(environment: string, key: string) {
    const cluster = this.#clusters.find(({ name }) => name === environment);
    return cluster?.objects.get(this.model.reader(this.world), key);
  }

  #outcomes(id: string) {
    const action = this.model.action(id);
    if (action === undefined) throw new Error(`no action ${id}`);
    return this.model.evaluate(this.world, action).outcomes;
  }
}

function address(name: string, environment: string): StoredRecord {
  return { name, type: 'A', ttl: 300, values: [ADDRESSES[environment] ?? environment] };
}
