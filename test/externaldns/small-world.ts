import type { StoredRecord } from '../../src/dns/stored-record.ts';
import { createZone, recordsOf, type Zone } from '../../src/dns/zone.ts';
import type { Configuration } from '../../src/externaldns/configuration.ts';
import { type Controller, type ControllerOptions, createController } from '../../src/externaldns/controller.ts';
import type { MetricFact } from '../../src/externaldns/controller-metrics.ts';
import { defaultConfiguration } from '../../src/externaldns/flags/default-configuration.ts';
import { endpointOfDnsRecord } from '../../src/externaldns/registry/dns-record.ts';
import { createOwnershipTable } from '../../src/externaldns/registry/ownership-table.ts';
import type { Event, Outcome } from '../../src/kernel/action.ts';
import { assert } from '../../src/kernel/assert.ts';
import type { Write } from '../../src/kernel/component.ts';
import { byCodeUnit } from '../../src/kernel/json.ts';
import { Model, type World } from '../../src/kernel/model.ts';
import { type Cluster, createCluster, type KubernetesObject } from '../../src/kubernetes/cluster.ts';

/** A controller of a small world: its options, and what its cluster wants at first: `app.example.org A 192.0.2.1`. */
export interface SmallController
  extends Partial<Omit<ControllerOptions, 'name' | 'zones' | 'cluster' | 'configuration'>> {
  readonly configuration?: Partial<Configuration>;
  readonly wants?: readonly string[];
}

/** Controllers with a cluster each on the zone example.org, their actions fired by hand, one after another. */
export class SmallWorld {
  readonly model: Model;
  readonly zone: Zone;
  readonly events: Event[] = [];
  readonly timers = new Map<string, number | null>();
  readonly #clusters = new Map<string, Cluster>();
  readonly #controllers = new Map<string, Controller>();
  readonly table = createOwnershipTable({
    name: 'external-dns',
    foreseenKeys: ['app.example.org#A#'],
  });
  world: World;

  constructor(
    controllers: Readonly<Record<string, SmallController>>,
    records: readonly StoredRecord[] = [],
    limits: Pick<Zone, 'recordCountMax'> = {},
  ) {
    const foreseenNames = ['app.example.org', 'a-app.example.org'];
    this.zone = createZone({ name: 'example.org', records, foreseenNames, ...limits });
    for (const [name, { wants = [], configuration, ...options }] of Object.entries(controllers)) {
      const cluster = createCluster({ name, objects: wants.map(dnsEndpoint), loadBalancers: {} });
      this.#clusters.set(name, cluster);
      const zones = [{ zone: this.zone, id: 'Z1' }];
      this.#controllers.set(
        name,
        createController({
          ...options,
          name,
          zones,
          cluster,
          tables: [this.table],
          configuration: configured(name, configuration),
        }),
      );
    }
    this.model = new Model([
      { components: this.zone.records.components, actions: [], timers: [] },
      { components: this.table.rows.components, actions: [], timers: [] },
      ...[...this.#clusters.values()].map(({ objects }) => ({
        components: objects.components,
        actions: [],
        timers: [],
      })),
      ...[...this.#controllers.values()].map(({ part }) => part),
    ]);
    this.world = this.model.initialWorld();
  }

  /** Fires an action. `how` is an outcome's label; the first one unless given. */
  fire(actionId: string, how?: string): Outcome {
    const outcome = this.outcomes(actionId).find(({ label }) => how === undefined || label === how);
    assert(outcome !== undefined, `${actionId} cannot turn out as ${how ?? 'anything'} now`);
    this.world = this.model.apply(this.world, outcome);
    this.events.push(...outcome.events);
    for (const { action, afterMs } of outcome.timers) this.timers.set(action, afterMs);
    return outcome;
  }

  outcomes(actionId: string): readonly Outcome[] {
    const action = this.model.action(actionId);
    assert(action !== undefined, `there is no action ${actionId}`);
    return this.model.evaluate(this.world, action).outcomes;
  }

  isEnabled(actionId: string): boolean {
    return this.outcomes(actionId).length > 0;
  }

  /** A whole run of one controller's loop, undisturbed. */
  sync(name: string): void {
    this.fire(`${name}.sync`);
    this.fire(`${name}.plan`);
    while (this.isEnabled(`${name}.call`)) this.fire(`${name}.call`);
  }

  /** From now on the cluster wants exactly this. */
  want(name: string, ...wants: readonly string[]): void {
    const { objects } = this.#clusters.get(name) as Cluster;
    const reader = this.model.reader(this.world);
    const changes = new Map<string, KubernetesObject | undefined>();
    for (const [key] of objects.entries(reader, 'DNSEndpoint/')) changes.set(key, undefined);
    for (const object of wants.map(dnsEndpoint)) changes.set(`DNSEndpoint/default/${object.metadata.name}`, object);
    this.#write(objects.write(reader, changes));
  }

  /** Somebody edits the zone by hand: everything under a name is replaced. */
  edit(key: string, ...records: readonly StoredRecord[]): void {
    const reader = this.model.reader(this.world);
    this.#write(this.zone.records.write(reader, new Map([[key, records.length === 0 ? undefined : records]])));
  }

  controller(name: string): Controller {
    return this.#controllers.get(name) as Controller;
  }

  /** Somebody does something to a controller from outside. */
  act(parts: Pick<Outcome, 'writes' | 'events' | 'timers'>): void {
    this.#write(parts.writes);
    this.events.push(...parts.events);
    for (const { action, afterMs } of parts.timers) this.timers.set(action, afterMs);
  }

  get reader() {
    return this.model.reader(this.world);
  }

  /** The zone, one record each: `app.example.org A 192.0.2.1`, ownership records as `a-app.example.org TXT east`. */
  contents(): readonly string[] {
    return recordsOf(this.zone, this.reader).flatMap(({ name, type, values }) =>
      values.map((value) => `${name} ${type} ${/external-dns\/owner=([^",]*)/.exec(value)?.[1] ?? value}`),
    );
  }

  /** The rows of the table: `app.example.org#A# east`. */
  rows(): readonly string[] {
    return this.table.rows.entries(this.reader).map(([key, { owner }]) => `${key} ${owner}`);
  }

  /** The DNSRecord objects of a cluster: `app.example.org A 192.0.2.1 east Programmed`. */
  dnsRecords(name: string): readonly string[] {
    const { objects } = this.#clusters.get(name) as Cluster;
    return objects
      .entries(this.reader, 'DNSRecord/')
      .map(([, object]) => {
        const { dnsName, recordType, targets } = endpointOfDnsRecord(object);
        const conditions = (object.status?.conditions ?? []) as readonly { readonly reason: string }[];
        const owner = object.metadata.labels?.['externaldns.k8s.io/owner'];
        return [dnsName, recordType, ...targets, owner, ...conditions.map(({ reason }) => reason)].join(' ');
      })
      .sort(byCodeUnit);
  }

  /** What a controller has logged, `level message`. */
  log(name: string): readonly string[] {
    return this.events
      .filter(({ type, actor }) => type === 'log' && actor === name)
      .map(({ level, message }) => `${level} ${message}`);
  }

  results(name: string): readonly unknown[] {
    return this.events
      .filter(({ type, actor }) => type === 'sync.finished' && actor === name)
      .map(({ result }) => result);
  }

  /** The facts about a process's metrics, less their prefix: `registry_records a 1`, `registry_errors_total +1`. */
  metrics(name: string): readonly string[] {
    return this.events.flatMap((event): readonly string[] => {
      if (event.type !== 'metric' || event.actor !== name) return [];
      const fact = event as MetricFact;
      const metric = fact.name.replace('external_dns_', '');
      if ('increment' in fact) return [`${metric} +${fact.increment}`];
      if (fact.samples.length === 0) return [`${metric} none`];
      return fact.samples.map(({ labels, value }) => [metric, ...Object.values(labels), value].join(' '));
    });
  }

  #write(writes: readonly Write[]): void {
    this.world = this.model.apply(this.world, { label: 'by hand', writes, events: [], timers: [] });
  }
}

/** Cloudflare, DNSEndpoint objects, policy sync, the name as owner id, everything logged. */
export function configured(owner: string, parts: Partial<Configuration> = {}): Configuration {
  return {
    ...defaultConfiguration,
    provider: 'cloudflare',
    sources: ['crd'],
    txtOwnerId: owner,
    logLevel: 'debug',
    ...parts,
  };
}

/** An object that wants one record set: `app.example.org A [set-identifier] 192.0.2.1`, without brackets if it has none. */
export function dnsEndpoint(text: string): KubernetesObject {
  const [dnsName = '', recordType = '', ...rest] = text.split(' ');
  const setIdentifier = /^\[(.*)\]$/.exec(rest[0] ?? '')?.[1];
  const targets = setIdentifier === undefined ? rest : rest.slice(1);
  const name = `${dnsName.replaceAll('*', 'any').replace(/\.$/, '')}.${recordType}`.toLowerCase();
  return {
    apiVersion: 'externaldns.k8s.io/v1alpha1',
    kind: 'DNSEndpoint',
    metadata: { name, namespace: 'default' },
    spec: { endpoints: [{ dnsName, recordType, targets, ...(setIdentifier === undefined ? {} : { setIdentifier }) }] },
  };
}
