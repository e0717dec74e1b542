import type { StoredRecord } from '../dns/stored-record.ts';
import { recordsOf } from '../dns/zone.ts';
import type { Event } from '../kernel/action.ts';
import type { Reader } from '../kernel/component.ts';
import { canonicalJson } from '../kernel/json.ts';
import { objectsOfKind } from '../kubernetes/cluster.ts';
import type { Configuration } from './configuration.ts';
import { logFact } from './controller-facts.ts';
import { type ControllerEvent, stepController } from './controller-machine.ts';
import type { ControllerMemory, Listing } from './controller-memory.ts';
import { countByType, gauge } from './controller-metrics.ts';
import { tableOf } from './controller-registry-call.ts';
import { type ControllerPlace, type ControllerSettings, logOf, providerContext } from './controller-settings.ts';
import type { Endpoint } from './endpoint.ts';
import type { Log } from './log.ts';
import { dnsRecordKind } from './registry/dns-record.ts';
import { isListingCached, listsAtProvider, type RegistryStore, readRecords, scansTable } from './registry/registry.ts';
import type { VersionRules } from './version-rules.ts';

/** One way in which the first part of a run can come out. */
export interface Listed {
  readonly memory: ControllerMemory;
  readonly events: readonly Event[];
  /** Whether a cache was filled, whose time begins now. */
  readonly fillsRegistryCache: boolean;
  readonly fillsProviderCache: boolean;
}

/**
 * The beginning of a run: the registry's records, out of its cache, the provider's, or the zones as they are. Where the
 * host may list in several ways that matter, there is one result for each.
 *
 * *Source:* controller/controller.go:RunOnce; provider/cached_provider.go:Records.
 */
export function listRecords(
  memory: ControllerMemory,
  settings: ControllerSettings,
  {
    actor,
    reader,
    place,
  }: { readonly actor: string; readonly reader: Reader; readonly place: Pick<ControllerPlace, 'cluster' | 'tables'> },
): readonly Listed[] {
  const { configuration } = settings;
  const isProviderCaching = configuration.providerCacheTimeMs > 0;
  const store = storeOf(memory, configuration, { reader, place });
  const context = { actor, settings, store };
  if (isListingCached(memory.registry)) {
    return [listed(memory, { ...context, log: logOf(settings), endpoints: [], calls: [] })];
  }
  if (!listsAtProvider(configuration)) {
    return [listed(memory, { ...context, log: logOf(settings), endpoints: [], calls: [] })];
  }
  if (isProviderCaching && memory.providerCache !== null) {
    const log = logOf(settings);
    log.debug(() => 'Records cache provider: using records list from cache');
    return [listedFromProviderCache(memory, memory.providerCache, { ...context, log })];
  }
  const stored = settings.zones.map(({ zone }) => recordsOf(zone, reader));
  const count = Math.max(1, ...stored.map((records) => settings.provider.listingCount(records)));
  const calls = settings.zones.map(({ zone }) => listFact(actor, { zone: zone.name, result: 'ok' }));
  return Array.from({ length: count }, (_, turn) => {
    const log = logOf(settings);
    if (isProviderCaching) {
      log.debug(() => 'Records cache provider is not initialized');
      log.info('Records cache provider: refreshing records list cache');
    }
    return listedAtProvider(memory, { ...context, log, calls }, { stored, turn });
  });
}

/** A listing in which records are missing, for the timeline and the explorer to tell apart. */
export interface PartialListing extends Listed {
  /** The record that is missing: its name and type, and its value where there are several. */
  readonly missing: string;
}

/**
 * The beginnings of a run in which the host's pages have lost one record to somebody who deleted another meanwhile; none
 * where no loss makes a difference to what the process will remember. External-dns does not notice. A record that is
 * listed twice is one record to it, as it keeps records in a map.
 *
 * Pages are taken to end anywhere: the zone stands for one that is long enough.
 *
 * *Source:* provider/cloudflare/pagination.go; Cloudflare's API documentation, List DNS Records (`page`, `per_page`).
 */
export function listPartially(
  memory: ControllerMemory,
  settings: ControllerSettings,
  surroundings: {
    readonly actor: string;
    readonly reader: Reader;
    readonly place: Pick<ControllerPlace, 'cluster' | 'tables'>;
  },
): readonly PartialListing[] {
  const { configuration, provider } = settings;
  const { itemsOnNumberedPages } = provider;
  const isCached = isListingCached(memory.registry) || memory.providerCache !== null;
  if (itemsOnNumberedPages === null || isCached || !listsAtProvider(configuration)) return [];
  const { actor, reader } = surroundings;
  const stored = settings.zones.map(({ zone }) => itemsOnNumberedPages(recordsOf(zone, reader)));
  const calls = settings.zones.map(({ zone }) => listFact(actor, { zone: zone.name, result: 'ok' }));
  const store = storeOf(memory, configuration, surroundings);
  const from = (records: readonly (readonly StoredRecord[])[]) =>
    listedAtProvider(memory, { actor, settings, store, log: logOf(settings), calls }, { stored: records, turn: 0 });
  const whole = canonicalJson(from(stored).memory);
  return stored.flatMap((records, zone) =>
    records.flatMap((lost, index): readonly PartialListing[] => {
      const listing = from(stored.with(zone, records.toSpliced(index, 1)));
      if (canonicalJson(listing.memory) === whole) return [];
      const isOneOfSeveral = records.some((other) => other !== lost && isSameSet(other, lost));
      const missing = [lost.name, lost.type, ...(isOneOfSeveral ? lost.values : [])].join(' ');
      return [{ ...listing, missing }];
    }),
  );
}

function isSameSet(left: StoredRecord, right: StoredRecord): boolean {
  return left.name === right.name && left.type === right.type;
}

/** The zones' records, listed in one of the ways in which the provider may list them, through the registry. */
function listedAtProvider(
  memory: ControllerMemory,
  context: ListingContext & { readonly calls: readonly Event[] },
  { stored, turn }: { readonly stored: readonly (readonly StoredRecord[])[]; readonly turn: number },
): Listed {
  const { settings, log } = context;
  const endpoints = stored.flatMap((records) => settings.provider.list(records, providerContext(settings, log), turn));
  return listed(memory, { ...context, endpoints });
}

/** What the registry keeps outside the zone, as far as this listing looks at it. */
function storeOf(
  { registry }: ControllerMemory,
  configuration: Configuration,
  from: { readonly reader: Reader; readonly place: Pick<ControllerPlace, 'cluster' | 'tables'> },
): RegistryStore {
  const { cluster, tables } = from.place;
  const isScanned = scansTable(configuration, registry);
  return {
    rows: isScanned ? tableOf(tables, configuration.dynamodbTable).rows.entries(from.reader) : [],
    dnsRecords: configuration.registry === 'crd' ? objectsOfKind(cluster, from.reader, dnsRecordKind) : [],
  };
}

/** The fact that a zone was listed, or that it could not be. */
export function listFact(actor: string, details: { readonly zone: string; readonly result: string }): Event {
  return { type: 'zone.call', actor, operation: 'list', ...details };
}

interface ListingContext {
  readonly actor: string;
  readonly settings: ControllerSettings;
  readonly store: RegistryStore;
  readonly log: Log;
}

/** The result of asking the provider (or, if that is filled, the registry's cache). */
function listed(
  memory: ControllerMemory,
  context: ListingContext & { readonly endpoints: readonly Endpoint[]; readonly calls: readonly Event[] },
): Listed {
  const { store } = context;
  const { configuration, relevance } = context.settings;
  const isCached = isListingCached(memory.registry);
  const read = readRecords({ configuration, state: memory.registry, listed: context.endpoints, store });
  const all: Listing = { endpoints: read.endpoints, existingTxts: read.state.existingTxts };
  const kept = relevance?.(all) ?? all;
  const fillsRegistryCache = !isCached && read.state.cachedEndpoints !== null;
  const isProviderAsked = !isCached && listsAtProvider(configuration);
  const fillsProviderCache = isProviderAsked && configuration.providerCacheTimeMs > 0;
  const event: ControllerEvent = {
    type: 'listed',
    listing: kept.endpoints,
    registry: {
      ...read.state,
      existingTxts: kept.existingTxts,
      cachedEndpoints: read.state.cachedEndpoints === null ? null : kept.endpoints,
    },
    providerCache: fillsProviderCache ? kept : memory.providerCache,
  };
  const lines = [...context.log.lines, ...read.log];
  const { actor } = context;
  return {
    memory: stepController(memory, event).memory,
    events: [
      { type: 'sync.started', actor },
      ...context.calls,
      ...lines.map((line) => logFact(actor, line)),
      ...(relevance === null ? registryMetrics(read.endpoints, actor, context.settings.rules) : []),
    ],
    fillsRegistryCache,
    fillsProviderCache,
  };
}

/** The provider's cache holds what the registry made of it; only the registry's own cache may have to be filled. */
function listedFromProviderCache(memory: ControllerMemory, cache: Listing, context: ListingContext): Listed {
  const { actor, log, settings } = context;
  const { registry: kind, txtCacheIntervalMs } = settings.configuration;
  const isCaching = (kind === 'txt' || kind === 'dynamodb') && txtCacheIntervalMs > 0;
  const event: ControllerEvent = {
    type: 'listed',
    listing: cache.endpoints,
    registry: {
      ...memory.registry,
      existingTxts: cache.existingTxts,
      cachedEndpoints: isCaching ? cache.endpoints : null,
    },
    providerCache: cache,
  };
  return {
    memory: stepController(memory, event).memory,
    events: [
      { type: 'sync.started', actor },
      ...log.lines.map((line) => logFact(actor, line)),
      ...(settings.relevance === null ? registryMetrics(cache.endpoints, actor, settings.rules) : []),
    ],
    fillsRegistryCache: isCaching,
    fillsProviderCache: false,
  };
}

function registryMetrics(endpoints: readonly Endpoint[], actor: string, rules: VersionRules): readonly Event[] {
  return [
    gauge(actor, 'registry_endpoints_total', endpoints.length),
    ...countByType('registry_records', endpoints, { actor, rules }),
  ];
}
