import { byCodeUnit } from '../../kernel/json.ts';
import type { Configuration } from '../configuration.ts';
import { quote } from '../endpoint/quote.ts';
import type { Changes } from '../endpoint.ts';
import type { Log } from '../log.ts';
import { rulesOf } from '../version.ts';
import type { Call, RecordChange } from './call.ts';
import { apiError, errorText, listingErrorText, lostAnswerText, perform } from './cloudflare/api.ts';
import { list, listedTTL, listingCount, oneByOne } from './cloudflare/listing.ts';
import { adjustEndpoint } from './cloudflare/properties.ts';
import { react } from './cloudflare/react.ts';
import { recordChanges } from './cloudflare/record-changes.ts';
import type { ProviderContext, ProviderError, ProviderProfile, ProviderZone } from './profile.ts';
import { zoneByLabels } from './zone-of-name.ts';

/**
 * Cloudflare, through the batch API, as external-dns uses it from v0.21.0 on: many changes at once, deletes first, then
 * updates, then creates, all of them or none; what a refused batch held is then tried one by one. So a record and its
 * TXT record come and go together, unless a batch ends between them (`--batch-change-size`, at least 200) or is refused.
 *
 * *Source:* provider/cloudflare/cloudflare.go and cloudflare_batch.go. Custom hostnames and regional services (flags
 * that are off by default) are not modelled, nor are updates of DNAME records, which go out by themselves.
 */
export const cloudflareBatch: ProviderProfile = cloudflareWith({
  callsOf: (changes, zone, { batchChangeSize }) => {
    const ordered = (['DELETE', 'UPDATE', 'CREATE'] as const).flatMap((action) => withAction(changes, action));
    const size = Math.max(batchChangeSize, batchChangeSizeMin);
    const calls: Call[] = [];
    for (let start = 0; start < ordered.length; start += size) {
      const part = `${calls.length + 1}/${Math.ceil(ordered.length / size)}`;
      const chunk = ordered.slice(start, start + size);
      calls.push({ zone: zone.name, zoneId: zone.id, kind: 'batch', changes: chunk, part });
    }
    return calls;
  },
  announce: (call, { log }) => {
    if (call.kind !== 'batch') return;
    log.debug(() => {
      const count = (action: RecordChange['action']) => withAction(call.changes, action).length;
      return `Submitting batch DNS records for zone ${call.zoneId} (chunk ${call.part}): ${count('DELETE')} deletes, ${count('CREATE')} creates, ${count('UPDATE')} updates`;
    });
  },
  announcesAll: true,
});

/**
 * Cloudflare, one call per record, in the order in which the plan's changes were taken apart, as every release up to
 * v0.20.0 has it: creates, then updates, each with its deletes before its creates, then deletes. A run can stop between
 * any two calls, which leaves a record without its TXT record, or the other way round.
 *
 * *Source:* provider/cloudflare/cloudflare.go:submitChanges at v0.20.0 and before.
 */
export const cloudflarePerRecord: ProviderProfile = cloudflareWith({
  callsOf: (changes, zone) =>
    changes.map((change) => ({ zone: zone.name, zoneId: zone.id, kind: 'record', changes: [change] })),
  announce: (call, { log }) => {
    for (const change of call.changes) announceChange(change, call.zoneId, log);
  },
  announcesAll: false,
});

/** A smaller `--batch-change-size` counts as this (defaultBatchChangeSize). */
const batchChangeSizeMin = 200;

interface Way {
  callsOf(changes: readonly RecordChange[], zone: ProviderZone, configuration: Configuration): readonly Call[];
  readonly announce: ProviderProfile['announce'];
  /** All changes to a zone are logged before the first is made. */
  readonly announcesAll: boolean;
}

function cloudflareWith(way: Way): ProviderProfile {
  return {
    name: 'cloudflare',
    // Zones: with ids given, exactly those; else those whose name itself matches the domain filter.
    selectZones: (zones, { configuration: { zoneIdFilter }, matches }) =>
      zoneIdFilter.length > 0 && zoneIdFilter[0] !== ''
        ? zones.filter(({ id }) => zoneIdFilter.includes(id))
        : zones.filter(({ name }) => matches(name)),
    listingCount,
    list,
    adjustEndpoints: (endpoints, { configuration, log }) =>
      endpoints.map((endpoint) => adjustEndpoint(endpoint, configuration, log)),
    domainFilter: () => [],
    calls: (changes, context) => zoneCalls(changes, context, way),
    announce: way.announce,
    perform,
    react,
    failure: (zones, configuration) =>
      errorOf(
        `failed to submit all changes for the following zones: [${zones.map(({ id }) => quote(id)).join(' ')}]`,
        rulesOf(configuration).refusalsAtCloudflare === 'soft',
      ),
    listingFaults: [
      {
        fault: 'listing-refused',
        errorOf: (zone, configuration) =>
          errorOf(listingErrorText(zone, internalError), rulesOf(configuration).softensOutagesAtCloudflare),
      },
      {
        fault: 'listing-rate-limited',
        errorOf: (zone, configuration) =>
          errorOf(listingErrorText(zone, rateLimited), rulesOf(configuration).softensRateLimitsAtCloudflare),
      },
      { fault: 'listing-denied', errorOf: (zone) => errorOf(listingErrorText(zone, forbidden), false) },
    ],
    refusals: (call) => [
      { fault: 'refused', error: errorText(call, internalError) },
      { fault: 'rate-limited', error: errorText(call, rateLimited) },
    ],
    quota: { count: (records) => oneByOne(records).length, error: (call) => errorText(call, zoneIsFull) },
    lostAnswer: lostAnswerText,
    itemsOnNumberedPages: oneByOne,
  };
}

function errorOf(text: string, isSoft: boolean): ProviderError {
  return { message: isSoft ? `soft error\n${text}` : text, isSoft };
}

const zoneIsFull = apiError('400 Bad Request', 81045, 'Record quota exceeded.');
const internalError = apiError('500 Internal Server Error', 10000, 'Internal server error');
const rateLimited = apiError('429 Too Many Requests', 971, 'Please wait and consider throttling your request speed');
const forbidden = apiError('403 Forbidden', 10000, 'Authentication error');

function withAction(changes: readonly RecordChange[], action: RecordChange['action']): readonly RecordChange[] {
  return changes.filter((change) => change.action === action);
}

function announceChange({ action, record }: RecordChange, zone: string, log: Log): void {
  log.info('Changing record.', { action, record: record.name, ttl: listedTTL(record), type: record.type, zone });
}

/** A change goes to the zone of its name; one that has none is left out (changesByZone, submitChanges). */
function zoneCalls(changes: Changes, context: ProviderContext, { callsOf, announcesAll }: Way): readonly Call[] {
  const { configuration, zones, log } = context;
  const all = recordChanges(changes, context);
  if (all.length === 0) {
    log.info('All records are already up to date');
    return [];
  }
  const byZone = new Map<ProviderZone, RecordChange[]>();
  for (const change of all) {
    const zone = zoneByLabels(zones, change.record.name);
    if (zone === undefined) {
      log.debug(
        () =>
          `Skipping record ${quote(change.record.name)} because no hosted zone matching record DNS Name was detected`,
      );
      continue;
    }
    const list = byZone.get(zone) ?? [];
    byZone.set(zone, list);
    list.push(change);
  }
  return [...byZone]
    .sort(([left], [right]) => byCodeUnit(left.id, right.id))
    .flatMap(([zone, zoneChanges]) => {
      if (announcesAll || configuration.dryRun) {
        for (const change of zoneChanges) announceChange(change, zone.id, log);
      }
      return configuration.dryRun ? [] : callsOf(zoneChanges, zone, configuration);
    });
}
