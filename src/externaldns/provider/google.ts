import { assert } from '../../kernel/assert.ts';
import { byCodeUnit } from '../../kernel/json.ts';
import type { Configuration } from '../configuration.ts';
import { newEndpoint } from '../endpoint/new-endpoint.ts';
import type { Changes, Endpoint } from '../endpoint.ts';
import type { Log } from '../log.ts';
import { rulesOf } from '../version.ts';
import type { Answer, Call, RecordChange } from './call.ts';
import { configuredNameTest } from './configured-names.ts';
import { apiError, dotted, type Problem, perform } from './google/api.ts';
import { batchesOf } from './google/batches.ts';
import {
  type ProviderContext,
  type ProviderError,
  type ProviderProfile,
  type ProviderZone,
  type Reaction,
  settled,
} from './profile.ts';
import { supportedTypes } from './supported-types.ts';
import { targetOfValue, valueOfTarget } from './target-value.ts';
import { zoneByLabels } from './zone-of-name.ts';

/**
 * Google Cloud DNS: a zone's changes go out as one change set, which happens as a whole or not at all. An update is the
 * deletion of the old record set and the addition of the new one.
 *
 * What that means for ownership:
 * - Every change has the old value for a condition: whoever plans on an old listing is refused and harms nobody. A TXT
 *   record that is not exactly as external-dns would write it (an owner id being migrated, an import, another TTL) can
 *   neither be changed nor deleted.
 * - A refused change set is not taken apart: one record in the way stops everything in the zone, in every run, and all
 *   zones that would have come after it.
 * - A record and its TXT record come and go together, unless there are more than `--google-batch-change-size` changes:
 *   batches keep a name together, and the two have different names.
 * - With `--domain-filter=app.example.org` the TXT record `a-app.example.org` is not written, so the record is nobody's.
 *
 * The order of zones comes out of a Go map; here they are sorted by id. Routing policies and private zones are not
 * modelled.
 *
 * *Source:* provider/google/google.go.
 */
export const google: ProviderProfile = {
  name: 'google',
  selectZones: (zones, { configuration: { zoneIdFilter }, matches }) =>
    zones.filter(
      ({ id, name }) => matches(name) && (zoneIdFilter.length === 0 || zoneIdFilter.some((end) => id.endsWith(end))),
    ),
  listingCount: () => 1,
  list: (records, { log }) =>
    records.flatMap(({ name, type, ttl, values }) => {
      if (!supportedTypes.has(type) && type !== 'MX') return [];
      const targets = values.map((value) => targetOfValue(type, value));
      const endpoint = newEndpoint({ dnsName: name, recordType: type, recordTTL: ttl, targets }, log);
      return endpoint === undefined ? [] : [endpoint];
    }),
  adjustEndpoints: (endpoints) => endpoints,
  domainFilter: () => [],
  calls,
  announce: announceBatch,
  perform,
  react,
  failure: () => {
    assert(false, 'a run at Google ends with its first error');
  },
  listingFaults: [
    { fault: 'listing-refused', errorOf: (zone, configuration) => listingError(zone, configuration, backendError) },
    { fault: 'listing-rate-limited', errorOf: (zone, configuration) => listingError(zone, configuration, rateLimited) },
  ],
  refusals: () => [
    { fault: 'refused', error: apiError([backendError]) },
    { fault: 'rate-limited', error: apiError([rateLimited]) },
  ],
  quota: { count: (records) => records.length, error: () => apiError([zoneIsFull]) },
  lostAnswer: ({ zoneId }) =>
    `Post "${apiAddress}/${zoneId}/changes?alt=json&prettyPrint=false": context deadline exceeded`,
  itemsOnNumberedPages: null,
};

const apiAddress = 'https://dns.googleapis.com/dns/v1/projects/project/managedZones';
const backendError: Problem = { status: 503, reason: 'backendError', message: 'Backend Error' };
/** The words are those of the quotas of a change; this one's name is that of the list of quotas. */
const zoneIsFull: Problem = {
  status: 403,
  reason: 'quotaExceeded',
  message: 'The change would exceed quota for resource record sets per managed zone.',
};
const rateLimited: Problem = { status: 429, reason: 'rateLimitExceeded', message: 'Rate Limit Exceeded' };

function listingError({ id }: ProviderZone, configuration: Configuration, problem: Problem): ProviderError {
  const error = apiError([problem]);
  return errorOf(`failed to list records in zone ${id}: `, error, configuration);
}

/** Releases without soft errors here say no more than what the client library says. */
function errorOf(context: string, error: string, configuration: Configuration): ProviderError {
  const isSoft = rulesOf(configuration).softensErrorsAtGoogle;
  return { message: isSoft ? `soft error\n${context}${error}` : error, isSoft };
}

/** Deletions and additions by zone, in batches (ApplyChanges, separateChange, submitChange). */
function calls(changes: Changes, context: ProviderContext): readonly Call[] {
  const { configuration, zones, log } = context;
  const isWritten = configuredNameTest(configuration);
  const changesOf = (action: RecordChange['action'], endpoints: readonly Endpoint[]) =>
    endpoints.filter(({ dnsName }) => isWritten(dnsName)).map((endpoint) => ({ action, record: recordOf(endpoint) }));
  const additions = changesOf('CREATE', [...changes.create, ...changes.updateNew]);
  const deletions = changesOf('DELETE', [...changes.updateOld, ...changes.delete]);
  if (additions.length === 0 && deletions.length === 0) {
    log.info('All records are already up to date');
    return [];
  }
  const byZone = new Map<ProviderZone, RecordChange[]>();
  for (const change of [...additions, ...deletions]) {
    const zone = zoneByLabels(zones, change.record.name.replace(/\.$/, ''));
    if (zone === undefined) {
      const what = change.action === 'CREATE' ? 'addition' : 'deletion';
      log.warning(`No matching zone for record ${what}: ${recordText(change.record)}`);
    } else byZone.set(zone, [...(byZone.get(zone) ?? []), change]);
  }
  const found = [...byZone]
    .sort(([left], [right]) => byCodeUnit(left.id, right.id))
    .flatMap(([zone, zoneChanges]) =>
      batchesOf(zoneChanges, { changeCountMax: configuration.googleBatchChangeSize, log }).map(
        (batch, index): Call => ({
          zone: zone.name,
          zoneId: zone.id,
          kind: 'batch',
          changes: batch.toSorted((left, right) => byCodeUnit(right.action, left.action)),
          part: String(index),
        }),
      ),
    );
  if (!configuration.dryRun) return found;
  for (const call of found) announceBatch(call, context);
  return [];
}

/** Default TTL 300. There are no set identifiers (newRecord). */
function recordOf({ dnsName, recordType, recordTTL, targets }: Endpoint): RecordChange['record'] {
  return {
    name: dnsName,
    type: recordType,
    ttl: recordTTL > 0 ? recordTTL : 300,
    values: targets.map((target) => valueOfTarget(recordType, target)),
  };
}

/** Deletions are logged first, as they are in the call. */
function announceBatch({ zoneId, part, changes }: Call, { log }: { readonly log: Log }): void {
  log.info(`Change zone: ${zoneId} batch #${part}`);
  for (const { action, record } of changes) {
    log.info(`${action === 'DELETE' ? 'Del' : 'Add'} records: ${recordText(record)}`);
  }
}

function recordText({ name, type, values, ttl }: RecordChange['record']): string {
  const isDotted = ['CNAME', 'MX', 'NS', 'SRV'].includes(type);
  return `${dotted(name)} ${type} [${values.map((value) => (isDotted ? dotted(value) : value)).join(' ')}] ${ttl}`;
}

/** The first error ends the run: nothing after it is tried. */
function react(_call: Call, answer: Answer, { configuration }: ProviderContext): Reaction {
  if (answer.result === 'applied') return settled;
  return { calls: [], hasFailed: true, abort: errorOf('failed to create changes: ', answer.error, configuration) };
}
