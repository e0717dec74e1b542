import { recordsOf } from '../dns/zone.ts';
import type { Event } from '../kernel/action.ts';
import type { Reader } from '../kernel/component.ts';
import { objectsOfKind } from '../kubernetes/cluster.ts';
import type { Configuration } from './configuration.ts';
import { countByType, logFact, metric } from './controller-facts.ts';
import { type ControllerEvent, stepController } from './controller-machine.ts';
import type { ControllerMemory, Listing } from './controller-memory.ts';
import { tableOf } from './controller-registry-call.ts';
import { type ControllerPlace, type ControllerSettings, logOf, providerContext } from './controller-settings.ts';
import type { Endpoint } from './endpoint.ts';
import type { Log } from './log.ts';
import { dnsRecordKind } from './registry/dns-record.ts';
import { isListingCached, listsAtProvider, type RegistryStore, readRecords, scansTable } from './registry/registry.ts';

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
    const endpoints = stored.flatMap((records) =>
      settings.provider.list(records, providerContext(settings, log), turn),
    );
    return listed(memory, { ...context, log, endpoints, calls });
  });
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
      ...(relevance === null ? registryMetrics(actor, read.endpoints) : []),
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
      ...(settings.relevance === null ? registryMetrics(actor, cache.endpoints) : []),
    ],
    fillsRegistryCache: isCaching,
    fillsProviderCache: false,
  };
}

function registryMetrics(actor: string, endpoints: readonly Endpoint[]): readonly Event[] {
  return [
    metric(actor, 'registry_endpoints_total', endpoints.length),
    ...countByType(actor, 'registry_records', endpoints),
  ];
}
