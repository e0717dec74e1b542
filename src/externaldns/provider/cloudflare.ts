import { byCodeUnit } from '../../kernel/json.ts';
import { quote } from '../endpoint/quote.ts';
import type { Changes } from '../endpoint.ts';
import { rulesOf } from '../version.ts';
import type { Call, RecordChange } from './call.ts';
import { apiError, errorText, listingErrorText, lostAnswerText, perform } from './cloudflare/api.ts';
import { list, listedTTL, listingCount } from './cloudflare/listing.ts';
import { adjustEndpoint } from './cloudflare/properties.ts';
import { react } from './cloudflare/react.ts';
import { recordChanges } from './cloudflare/record-changes.ts';
import type { ProviderContext, ProviderProfile, ProviderZone } from './profile.ts';
import { zoneByLabels } from './zone-of-name.ts';

/**
 * Cloudflare, through the batch API as external-dns v0.21.0 and later use it: up to 200 changes at once, all or none of
 * them; what a refused batch held is then tried one by one.
 *
 * *Source:* provider/cloudflare/cloudflare.go and cloudflare_batch.go. Custom hostnames and regional services (flags
 * that are off by default) are not modelled.
 */
export const cloudflareBatch: ProviderProfile = cloudflareWith((changes, zone) => {
  const calls: Call[] = [];
  for (let start = 0; start < changes.length; start += batchChangeSize) {
    const part = `${calls.length + 1}/${Math.ceil(changes.length / batchChangeSize)}`;
    const chunk = changes.slice(start, start + batchChangeSize);
    calls.push({ zone: zone.name, zoneId: zone.id, kind: 'batch', changes: chunk, part });
  }
  return calls;
});

/**
 * Cloudflare, one call per record, in the order in which the batch code tries changes one by one: deletes, updates,
 * creates. So went every release up to v0.20.0 (there creates came first), and so goes every later one as soon as one
 * change of its batch is refused. A run can stop between any two calls, which leaves a record without its TXT record.
 */
export const cloudflarePerRecord: ProviderProfile = cloudflareWith((changes, zone) =>
  changes.map((change) => ({ zone: zone.name, zoneId: zone.id, kind: 'record', changes: [change] })),
);

/** `--batch-change-size` cannot make it smaller (defaultBatchChangeSize). */
const batchChangeSize = 200;

const deletesFirst = ['DELETE', 'UPDATE', 'CREATE'] as const;
const createsFirst = ['CREATE', 'UPDATE', 'DELETE'] as const;

function cloudflareWith(
  callsOf: (changes: readonly RecordChange[], zone: ProviderZone) => readonly Call[],
): ProviderProfile {
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
    calls: (changes, context) => zoneCalls(changes, context, callsOf),
    announce: (call, { log }) => {
      if (call.kind !== 'batch') return;
      log.debug(() => {
        const count = (action: RecordChange['action']) => call.changes.filter((change) => change.action === action);
        const [deletes, creates, updates] = [count('DELETE'), count('CREATE'), count('UPDATE')];
        return `Submitting batch DNS records for zone ${call.zoneId} (chunk ${call.part}): ${deletes.length} deletes, ${creates.length} creates, ${updates.length} updates`;
      });
    },
    perform,
    react,
    failure: (zones) => ({
      message: `soft error\nfailed to submit all changes for the following zones: [${zones.map(({ id }) => quote(id)).join(' ')}]`,
      isSoft: true,
    }),
    listingErrors: [
      (zone) => ({ message: `soft error\n${listingErrorText(zone, internalError)}`, isSoft: true }),
      (zone) => ({ message: listingErrorText(zone, forbidden), isSoft: false }),
    ],
    outage: (call) => errorText(call, internalError),
    lostAnswer: lostAnswerText,
  };
}

const internalError = apiError('500 Internal Server Error', 10000, 'Internal server error');
const forbidden = apiError('403 Forbidden', 10000, 'Authentication error');

/** A change goes to the zone of its name; one that has none is left out (changesByZone, submitChanges). */
function zoneCalls(
  changes: Changes,
  context: ProviderContext,
  callsOf: (changes: readonly RecordChange[], zone: ProviderZone) => readonly Call[],
): readonly Call[] {
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
      for (const { action, record } of zoneChanges) {
        const fields = { action, record: record.name, ttl: listedTTL(record), type: record.type, zone: zone.id };
        log.info('Changing record.', fields);
      }
      if (configuration.dryRun) return [];
      const { createsFirstAtCloudflare } = rulesOf(configuration);
      const order = createsFirstAtCloudflare ? createsFirst : deletesFirst;
      const ordered = order.flatMap((action) => zoneChanges.filter((change) => change.action === action));
      return callsOf(ordered, zone);
    });
}
