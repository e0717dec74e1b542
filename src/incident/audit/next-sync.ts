import type { StoredRecord } from '../../dns/stored-record.ts';
import { createZone } from '../../dns/zone.ts';
import type { Configuration } from '../../externaldns/configuration.ts';
import { planFor } from '../../externaldns/controller-plan.ts';
import { type ControllerSettings, providerContext, settingsOf } from '../../externaldns/controller-settings.ts';
import { domainTest } from '../../externaldns/domain-filter/domain-filter.ts';
import type { Changes, Endpoint } from '../../externaldns/endpoint.ts';
import { Log } from '../../externaldns/log.ts';
import { isManagedType } from '../../externaldns/plan/managed-type.ts';
import { rowName } from '../../externaldns/plan/row-name.ts';
import { adjustEndpoints } from '../../externaldns/provider/adjust-endpoints.ts';
import { applyChanges, readRecords } from '../../externaldns/registry/registry.ts';
import { emptyRegistryState } from '../../externaldns/registry/registry-state.ts';
import { createTxtNameMapper } from '../../externaldns/registry/txt-name-mapper.ts';
import { txtNamesOf } from '../../externaldns/registry/txt-records.ts';
import { collectEndpoints } from '../../externaldns/source/collect-endpoints.ts';
import { createCluster, type KubernetesObject } from '../../kubernetes/cluster.ts';

/**
 * A controller at the moment of its next sync: external-dns's own steps, in its order, over any part of a zone.
 *
 * What a plan does about a name depends on nothing but what exists and is wanted under that name, and on the TXT records
 * that speak for it. So it is enough to give it the names that can matter to it.
 */
export class NextSync {
  readonly configuration: Configuration;
  /** The endpoints that the cluster wants, as the provider would list them, within filters and managed types. */
  readonly wishes: readonly Endpoint[];
  /** Whether it works on the zone at all. */
  readonly isZoneSelected: boolean;
  readonly #settings: ControllerSettings;
  readonly #endpoints: readonly Endpoint[];
  readonly #passes: (name: string) => boolean;
  /** Keeps no line. */
  readonly #log = new Log('panic');

  /** The zone is the one that `--zone-id-filter` names, if there is such a flag. */
  constructor(options: {
    readonly configuration: Configuration;
    readonly objects: readonly KubernetesObject[];
    readonly zoneName: string;
  }) {
    const { objects, zoneName } = options;
    this.configuration = { ...options.configuration, logLevel: 'panic' };
    const zone = createZone({ name: zoneName, records: [] });
    const [id = zoneName] = this.configuration.zoneIdFilter;
    const cluster = createCluster({ name: '', objects: [], loadBalancers: {} });
    this.#settings = settingsOf(this.configuration, { zones: [{ zone, id }], cluster, interest: null });
    this.isZoneSelected = this.#settings.zones.length > 0;
    this.#passes = domainTest([this.#settings.domainFilter]);
    this.#endpoints = collectEndpoints(objects, this.#settings.sources, this.#log).endpoints;
    const desired = adjustEndpoints(this.#settings.provider, this.#endpoints, this.#context);
    this.wishes = this.isZoneSelected
      ? desired.filter(
          ({ dnsName, recordType }) => this.#passes(dnsName) && isManagedType(recordType, this.configuration),
        )
      : [];
  }

  /** The names that creating what is wanted asks about: those of the ownership records that would be written. */
  get txtNamesWanted(): readonly string[] {
    if (this.configuration.registry !== 'txt') return [];
    const mapper = createTxtNameMapper(this.configuration);
    return this.wishes.flatMap((endpoint) => txtNamesOf(endpoint, { configuration: this.configuration, mapper }));
  }

  /** Empty for a registry without owners: everything is this controller's. */
  get ownerId(): string {
    return this.#settings.ownerId;
  }

  /**
   * What the controller sees of these records, with their owners, and what it will do about it. With `names`, as if
   * nothing was wanted under other names than these.
   */
  over(records: readonly StoredRecord[], names?: ReadonlySet<string>): Sync {
    if (!this.isZoneSelected) return nothingToDo;
    const endpoints =
      names === undefined
        ? this.#endpoints
        : this.#endpoints.filter(({ dnsName }) => names.has(this.zoneKeyOf(dnsName)));
    const listed = this.#settings.provider.list(records, this.#context, 0);
    const read = readRecords({ configuration: this.configuration, state: emptyRegistryState, listed });
    const memory = { listing: read.endpoints, registry: read.state };
    const plan = planFor(memory, { settings: this.#settings, endpoints, log: this.#log });
    const isIdle = !plan.hasChanges || this.configuration.dryRun;
    const applied = applyChanges({ configuration: this.configuration, state: read.state, changes: plan.changes });
    return {
      listing: read.endpoints,
      planned: isIdle ? noChanges : plan.changes,
      changes: isIdle ? noChanges : applied.changes,
    };
  }

  /** Whether its plans normalise names as IDNA has them, or only their case: {@link NextSync.zoneKeyOf} does likewise. */
  get comparesNamesAsIdna(): boolean {
    return this.#settings.rules.comparesNamesAsIdna;
  }

  /** The key in a zone of a name as sources spell it. */
  zoneKeyOf(dnsName: string): string {
    return rowName(dnsName, this.#log, this.#settings.rules).slice(0, -1);
  }

  /** The key by which plans tell record sets apart. */
  keyOf({ dnsName, recordType, setIdentifier }: Pick<Endpoint, 'dnsName' | 'recordType' | 'setIdentifier'>): string {
    return `${this.zoneKeyOf(dnsName)} ${recordType} ${setIdentifier}`;
  }

  /** Why a record that is its own is kept although nobody wants it, as far as flags are why. */
  whyKept({ name, type }: Pick<StoredRecord, 'name' | 'type'>): WhyKept {
    const { policy, dryRun } = this.configuration;
    if (!this.isZoneSelected) return 'zone-not-selected';
    if (!this.#passes(name)) return 'domain-filter';
    if (!isManagedType(type, this.configuration)) return 'record-type';
    if (policy !== 'sync') return policy;
    return dryRun ? 'dry-run' : 'not-seen';
  }

  get #context() {
    return providerContext(this.#settings, this.#log);
  }
}

/** What a sync comes to. */
export interface Sync {
  readonly listing: readonly Endpoint[];
  /** What the plan changes. */
  readonly planned: Changes;
  /** What the provider is asked for: with the ownership records. */
  readonly changes: Changes;
}

/** Why external-dns leaves a record of its own alone. `not-seen`: it does not take the record for its own. */
export type WhyKept =
  | 'zone-not-selected'
  | 'domain-filter'
  | 'record-type'
  | 'upsert-only'
  | 'create-only'
  | 'dry-run'
  | 'not-seen';

const noChanges: Changes = { create: [], updateOld: [], updateNew: [], delete: [] };
const nothingToDo: Sync = { listing: [], planned: noChanges, changes: noChanges };
