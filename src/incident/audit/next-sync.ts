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

/** A controller at the moment of its next sync: external-dns's own steps, in its order, over any part of a zone. */
export class NextSync {
  readonly configuration: Configuration;
  /** The endpoints that the cluster wants, as the provider would list them, within filters and managed types. */
  readonly wishes: readonly Endpoint[];
  /** Whether it works on the zone at all. */
  readonly isZoneSelected: boolean;
  /** What the sources say that the cluster wants. */
  readonly endpoints: readonly Endpoint[];
  readonly #settings: ControllerSettings;
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
    this.endpoints = collectEndpoints(objects, this.#settings.sources, this.#log).endpoints;
    const desired = adjustEndpoints(this.#settings.provider, this.endpoints, this.#context);
    this.wishes = this.isZoneSelected
      ? desired.filter(
          ({ dnsName, recordType }) => this.#passes(dnsName) && isManagedType(recordType, this.configuration),
        )
      : [];
  }

  /** The names that creating these asks about: those of the ownership records that would be written. */
  txtNamesOf(endpoints: readonly Endpoint[]): readonly string[] {
    if (this.configuration.registry !== 'txt') return [];
    const mapper = createTxtNameMapper(this.configuration);
    return endpoints.flatMap((endpoint) => txtNamesOf(endpoint, { configuration: this.configuration, mapper }));
  }

  /** Empty for a registry without owners: everything is this controller's. */
  get ownerId(): string {
    return this.#settings.ownerId;
  }

  /** What the controller sees of these records, with their owners, and what it plans to make of it if this is wanted. */
  plan(records: readonly StoredRecord[], endpoints: readonly Endpoint[]): PlannedPart {
    if (!this.isZoneSelected) return { listing: [], changes: noChanges, existingTxts: [] };
    const listed = this.#settings.provider.list(records, this.#context, 0);
    const read = readRecords({ configuration: this.configuration, state: emptyRegistryState, listed });
    const memory = { listing: read.endpoints, registry: read.state };
    const { changes } = planFor(memory, { settings: this.#settings, endpoints, log: this.#log });
    return { listing: read.endpoints, changes, existingTxts: read.state.existingTxts };
  }

  /** What the provider is asked for so that changes happen and stay owned, where these ownership records were seen. */
  applied(changes: Changes, existingTxts: readonly string[]): Changes {
    const state = { ...emptyRegistryState, existingTxts };
    return applyChanges({ configuration: this.configuration, state, changes }).changes;
  }

  /**
   * Whether what happens to a name follows from what there is and is wanted under it. Of releases that put missing TXT
   * records on the list of what to create, only the lists of the whole zone are in their order; other registries are
   * asked as a whole, too.
   */
  get isDecidedByName(): boolean {
    return this.configuration.registry === 'txt' && this.#settings.rules.missingTxts !== 'created';
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

/** What a controller lists of some records, with their owners, and what it plans. */
export interface PlannedPart {
  readonly listing: readonly Endpoint[];
  readonly changes: Changes;
  /** The ownership records that it has seen. */
  readonly existingTxts: readonly string[];
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

/** A sync that changes nothing. */
export const noChanges: Changes = { create: [], updateOld: [], updateNew: [], delete: [] };
