import { assert } from '../../kernel/assert.ts';
import { byCodeUnit } from '../../kernel/json.ts';
import { domainListFilter, domainTest } from '../domain-filter/domain-filter.ts';
import type { Changes, Endpoint } from '../endpoint.ts';
import { rulesOf } from '../version.ts';
import { listingErrorText, lostAnswerText, perform, relativeName, responseError } from './azure/api.ts';
import { list } from './azure/listing.ts';
import type { Answer, Call, RecordChange } from './call.ts';
import { configuredNameTest } from './configured-names.ts';
import { type ProviderContext, type ProviderProfile, type ProviderZone, type Reaction, settled } from './profile.ts';
import { valueOfTarget } from './target-value.ts';
import { zoneByLabels } from './zone-of-name.ts';

/**
 * Azure DNS, public zones: one call per record set, all deletes first, then creates and updates, which are the same PUT.
 *
 * What that means for ownership:
 * - Nothing at the host keeps anyone from writing over what somebody else made: whoever plans on an old listing (a cache,
 *   two runs at once) takes the name, the TXT record included, and the last one wins.
 * - A TXT record whose content is not as external-dns thinks is deleted and replaced all the same. So a migration to
 *   another owner id goes through, and takes records along that other clusters still own under the old one.
 * - Record sets that it cannot read (aliases, SRV, the second value of a TXT record set) look free, and are overwritten.
 * - A run can stop between a record and its TXT record.
 * - A call that fails is logged and no more: the run ends well, and no metric of errors moves.
 * - With `--domain-filter=app.example.org` the TXT record `a-app.example.org` is not written, so the record is nobody's.
 *
 * Tags (metadata of record sets) are not modelled.
 *
 * *Source:* provider/azure/azure.go.
 */
export const azure: ProviderProfile = {
  name: 'azure',
  selectZones: (zones, { configuration: { zoneIdFilter, zoneNameFilter }, matches }) => {
    const isNamed = zoneNameFilter.length === 0 ? () => false : domainTest([domainListFilter(zoneNameFilter)]);
    const hasId = (id: string) => zoneIdFilter.length === 0 || zoneIdFilter.some((end) => id.endsWith(end));
    return zones.filter(({ id, name }) => (matches(name) && hasId(id)) || isNamed(name));
  },
  listingCount: () => 1,
  list,
  adjustEndpoints: (endpoints) => endpoints,
  domainFilter: () => [],
  calls,
  announce: (call, { log }) => {
    const [change] = call.changes as readonly [RecordChange];
    log.info(intentText(change, call.zone, change.action === 'DELETE' ? 'Deleting' : 'Updating'));
  },
  perform,
  react,
  failure: () => {
    assert(false, 'a run at Azure never ends with an error about changes');
  },
  listingFaults: [
    {
      fault: 'listing-refused',
      errorOf: ({ name }) => softListingError(listingErrorText(`/${name}/all`, internalError)),
    },
    {
      fault: 'listing-rate-limited',
      errorOf: ({ name }) => softListingError(listingErrorText(`/${name}/all`, tooManyRequests)),
    },
    // Rights are missed when the zones themselves are listed, which is before the records are.
    { fault: 'listing-denied', errorOf: () => ({ message: listingErrorText('', forbidden), isSoft: false }) },
  ],
  refusals: (call) => [
    { fault: 'refused', error: responseError(call, internalError) },
    { fault: 'rate-limited', error: responseError(call, tooManyRequests) },
  ],
  quota: { count: (records) => records.length, error: (call) => responseError(call, zoneIsFull) },
  lostAnswer: lostAnswerText,
  itemsOnNumberedPages: null,
};

const internalError = { status: '500 Internal Server Error', code: 'InternalServerError', message: 'Server error.' };
const tooManyRequests = {
  status: '429 Too Many Requests',
  code: 'TooManyRequests',
  message: 'The request was throttled.',
};
/** That there is such a limit is documented, its words are not. */
const zoneIsFull = {
  status: '400 Bad Request',
  code: 'BadRequest',
  message: 'The maximum number of record sets in this zone has been reached.',
};
const forbidden = { status: '403 Forbidden', code: 'AuthorizationFailed', message: 'The client has no authorization.' };

function softListingError(text: string) {
  return { message: `soft error\nfailed to fetch dns records: ${text}`, isSoft: true };
}

/** Deletes, then creates and updates, zone by zone (mapChanges, deleteRecords, updateRecords). */
function calls(changes: Changes, context: ProviderContext): readonly Call[] {
  const { configuration } = context;
  const { deletesBeforeUpdatingAtAzure } = rulesOf(configuration);
  const ignored = new Set<string>();
  return [
    ...callsFor(
      'DELETE',
      [...changes.delete, ...(deletesBeforeUpdatingAtAzure ? changes.updateOld : [])],
      ignored,
      context,
    ),
    ...callsFor('UPSERT', [...changes.create, ...changes.updateNew], ignored, context),
  ];
}

function callsFor(
  action: 'DELETE' | 'UPSERT',
  endpoints: readonly Endpoint[],
  ignored: Set<string>,
  context: ProviderContext,
): readonly Call[] {
  const { zones, log, configuration } = context;
  const isWritten = configuredNameTest(configuration);
  const found: { readonly zone: ProviderZone; readonly endpoint: Endpoint }[] = [];
  for (const endpoint of endpoints) {
    const { dnsName } = endpoint;
    const zone = zoneByLabels(zones, dnsName);
    if (zone !== undefined) found.push({ zone, endpoint });
    else if (!ignored.has(dnsName)) {
      ignored.add(dnsName);
      log.info(`Ignoring changes to '${dnsName}' because a suitable Azure DNS zone was not found.`);
    }
  }
  found.sort((left, right) => byCodeUnit(left.zone.name, right.zone.name));
  return found.flatMap(({ zone, endpoint }): readonly Call[] => {
    if (!isWritten(endpoint.dnsName)) {
      const what = action === 'DELETE' ? 'deletion' : 'update';
      log.debug(
        () =>
          `Skipping ${what} of record ${endpoint.dnsName} because it was filtered out by the specified --domain-filter`,
      );
      return [];
    }
    const change: RecordChange = { action, record: recordOf(endpoint) };
    if (configuration.dryRun) {
      log.info(intentText(change, zone.name, action === 'DELETE' ? 'Would delete' : 'Would update'));
      return [];
    }
    const problem = action === 'DELETE' ? undefined : unwritable(endpoint);
    if (problem === undefined) return [{ zone: zone.name, zoneId: zone.id, kind: 'record', changes: [change] }];
    log.info(intentText(change, zone.name, 'Updating'));
    log.error(failureText(change, zone.name, problem));
    return [];
  });
}

/** Default TTL 300; of a CNAME and a TXT record only the first value (newRecordSet). */
function recordOf({ dnsName, recordType, recordTTL, targets }: Endpoint): RecordChange['record'] {
  const written = recordType === 'CNAME' || recordType === 'TXT' ? targets.slice(0, 1) : targets;
  return {
    name: dnsName,
    type: recordType,
    ttl: recordTTL > 0 ? recordTTL : 300,
    values: written.map((target) => valueOfTarget(recordType, target)),
  };
}

/** Why a record set cannot even be asked for (newRecordSet, parseMxTarget). */
function unwritable({ recordType, targets }: Endpoint): string | undefined {
  if (!['A', 'AAAA', 'CNAME', 'MX', 'NS', 'TXT'].includes(recordType)) return `unsupported record type '${recordType}'`;
  if (recordType !== 'MX') return undefined;
  if (targets.some((target) => !target.includes(' '))) return "mx target needs to be of form '10 example.com'";
  return targets.every((target) => /^[+-]?[0-9]+ /.test(target)) ? undefined : 'invalid preference specified';
}

function react(call: Call, answer: Answer, { log }: ProviderContext): Reaction {
  if (answer.result === 'refused') {
    const [change] = call.changes as readonly [RecordChange];
    log.error(failureText(change, call.zone, answer.error));
  }
  return settled;
}

function intentText({ action, record }: RecordChange, zone: string, intent: string): string {
  const values = action === 'DELETE' ? '' : ` to '${record.values.join(';')}'`;
  return `${intent} ${record.type} record named '${relativeName(record.name, zone)}'${values} for Azure DNS zone '${zone}'.`;
}

function failureText({ action, record }: RecordChange, zone: string, error: string): string {
  const name = relativeName(record.name, zone);
  return action === 'DELETE'
    ? `Failed to delete ${record.type} record named '${name}' for Azure DNS zone '${zone}': ${error}`
    : `Failed to update ${record.type} record named '${name}' to '${record.values.join(';')}' for DNS zone '${zone}': ${error}`;
}
