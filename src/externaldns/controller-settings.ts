import type { Zone } from '../dns/zone.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import type { Configuration } from './configuration.ts';
import { type Relevance, relevanceOf } from './controller-relevance.ts';
import { type DomainFilter, domainFilterOf, domainTest } from './domain-filter/domain-filter.ts';
import { Log } from './log.ts';
import type { ProviderContext, ProviderProfile } from './provider/profile.ts';
import { providerOf } from './provider/provider-of.ts';
import type { OwnershipTable } from './registry/ownership-table.ts';
import { registryOwnerId } from './registry/registry.ts';
import { readSourceSettings, type SourceSettings } from './source/source-settings.ts';
import { rulesOf } from './version.ts';
import type { VersionRules } from './version-rules.ts';

/** A zone that a controller's credentials reach. `id` is what `--zone-id-filter` matches. */
export interface ControllerZone {
  readonly zone: Zone;
  readonly id: string;
}

/** What a controller stands in. */
export interface ControllerPlace {
  readonly zones: readonly ControllerZone[];
  readonly cluster: Cluster;
  /** The tables that its credentials reach, for the registry `dynamodb`. */
  readonly tables: readonly OwnershipTable[];
  /** See `interest` of {@link createController}. */
  readonly interest: readonly string[] | null;
  /** See `losesRecordsOfListings` of {@link createController}. */
  readonly losesRecordsOfListings: boolean;
  /** See `losesSources` of {@link createController}. */
  readonly losesSources: boolean;
}

/** All that follows from a configuration alone, worked out once. */
export interface ControllerSettings {
  readonly configuration: Configuration;
  readonly provider: ProviderProfile;
  /** The zones that the provider works on, in the order given. */
  readonly zones: readonly ControllerZone[];
  readonly domainFilter: DomainFilter;
  readonly sources: SourceSettings;
  /** Empty for a registry without owners. */
  readonly ownerId: string;
  /** Above this the count of consecutive soft errors does not grow. */
  readonly softErrorCountMax: number;
  /** What the release does otherwise. */
  readonly rules: VersionRules;
  readonly relevance: Relevance | null;
}

/** Works out what follows from a configuration in its place. */
export function settingsOf(
  configuration: Configuration,
  place: Pick<ControllerPlace, 'zones' | 'cluster' | 'interest'>,
): ControllerSettings {
  const provider = providerOf(configuration);
  const domainFilter = domainFilterOf(configuration);
  const providerZones = provider.selectZones(
    place.zones.map(({ zone, id }) => ({ name: zone.name, id })),
    { configuration, matches: domainTest([domainFilter]) },
  );
  const { interest } = place;
  return {
    configuration,
    provider,
    zones: place.zones.filter(({ zone }) => providerZones.some(({ name }) => name === zone.name)),
    domainFilter,
    sources: readSourceSettings(configuration).settings,
    ownerId: registryOwnerId(configuration),
    rules: rulesOf(configuration),
    softErrorCountMax: interest === null ? Number.MAX_SAFE_INTEGER : 1,
    relevance: interest === null ? null : relevanceOf(configuration, interest),
  };
}

/** What the provider's functions may look at, with a log of their own. */
export function providerContext({ configuration, zones }: ControllerSettings, log: Log): ProviderContext {
  return { configuration, zones: zones.map(({ zone, id }) => ({ name: zone.name, id })), log };
}

/** A log at the level that the process was told. */
export function logOf({ configuration }: ControllerSettings): Log {
  return new Log(configuration.logLevel);
}
