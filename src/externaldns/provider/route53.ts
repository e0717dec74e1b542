import type { StoredRecord } from '../../dns/stored-record.ts';
import { byCodeUnit } from '../../kernel/json.ts';
import { booleanPropertyOf, propertyOf } from '../endpoint/provider-specific.ts';
import type { Changes, Endpoint } from '../endpoint.ts';
import { rulesOf } from '../version.ts';
import type { Answer, Call, RecordChange } from './call.ts';
import {
  type ProviderContext,
  type ProviderError,
  type ProviderProfile,
  type ProviderZone,
  type Reaction,
  settled,
} from './profile.ts';
import { adjustEndpoints, defaultTTL, evaluateTargetHealth } from './route53/adjust-endpoints.ts';
import { perform, requestError, throttled, unavailable, zoneIsFull } from './route53/api.ts';
import { batchesOf, ownedGroups } from './route53/batches.ts';
import { list } from './route53/listing.ts';
import { needsRecreation, storedRouting } from './route53/routing-properties.ts';
import { valueOfTarget } from './target-value.ts';
import { zoneByExactLabels } from './zone-of-name.ts';

/**
 * Route 53: a zone's changes go out in batches that happen as a whole or not at all; a refused batch is taken apart by
 * owned name and each part tried by itself. Updates overwrite. All zones are public, in one account.
 *
 * Upstream means to send parts that failed before in batches of their own next time, but looks for them by pointer and
 * so never finds them; here they are not remembered.
 *
 * *Source:* provider/aws/aws.go.
 */
export const route53: ProviderProfile = {
  name: 'aws',
  selectZones: (zones, { configuration: { zoneIdFilter }, matches }) => {
    const isAnyId = zoneIdFilter.length === 0 || (zoneIdFilter.length === 1 && zoneIdFilter[0] === '');
    return zones.filter(({ id, name }) => (isAnyId || zoneIdFilter.some((end) => id.endsWith(end))) && matches(name));
  },
  listingCount: () => 1,
  list: (records, { configuration, log }) => list(records, configuration, log),
  adjustEndpoints,
  domainFilter: ({ zones, log }) => {
    const entries = zones.flatMap(({ name }) => [`${name}.`, `.${name}.`]);
    log.info(`Applying provider record filter for domains: [${entries.join(' ')}]`);
    return entries;
  },
  calls,
  announce: (call, context) => {
    if (call.kind === 'batch') announceBatch(call, context);
    else for (const change of call.changes) context.log.debug(() => desired(change), fieldsGetter(call));
  },
  perform,
  react,
  failure: (zones) => ({
    message: `soft error\nfailed to submit all changes for the following zones: [${zones.map(({ id }) => id).join(' ')}]`,
    isSoft: true,
  }),
  listingFaults: [
    { fault: 'listing-refused', errorOf: (zone) => listingError(zone, unavailable) },
    { fault: 'listing-rate-limited', errorOf: (zone) => listingError(zone, throttled) },
  ],
  refusals: () => [
    { fault: 'refused', error: requestError('ChangeResourceRecordSets', unavailable) },
    { fault: 'rate-limited', error: requestError('ChangeResourceRecordSets', throttled) },
  ],
  quota: { count: (records) => records.length, error: (_call, countMax) => zoneIsFull(countMax) },
  lostAnswer: ({ zoneId }) =>
    requestError(
      'ChangeResourceRecordSets',
      `https response error StatusCode: 0, RequestID: , request send failed, Post "https://route53.amazonaws.com/2013-04-01${zoneId}/rrset/": context deadline exceeded`,
    ),
  itemsOnNumberedPages: null,
};

function listingError({ id }: ProviderZone, cause: string): ProviderError {
  const error = requestError('ListResourceRecordSets', cause);
  return {
    message: `soft error\nfailed to list resource records sets for zone ${id} using aws profile "default": ${error}`,
    isSoft: true,
  };
}

function calls(changes: Changes, context: ProviderContext): readonly Call[] {
  const { configuration, log } = context;
  const all = [
    ...changes.create.map((endpoint) => changeOf('CREATE', endpoint, context)),
    ...changes.delete.map((endpoint) => changeOf('DELETE', endpoint, context)),
    ...updates(changes, context),
  ];
  if (all.length === 0) {
    log.info('All records are already up to date');
    return [];
  }
  const byZone = changesByZone(all, context);
  if (byZone.size === 0) {
    log.info('All records are already up to date, there are no changes for the matching hosted zones');
  }
  const found = [...byZone]
    .sort(([left], [right]) => byCodeUnit(left.id, right.id))
    .flatMap(([zone, zoneChanges]) =>
      batchesOf(
        zoneChanges.map(({ change }) => change),
        { changeCountMax: configuration.awsBatchChangeSize, log },
      ).map((batch): Call => ({ zone: zone.name, zoneId: zone.id, kind: 'batch', changes: batch })),
    );
  if (!configuration.dryRun) return found;
  for (const call of found) {
    announceBatch(call, context);
    log.debug(() => 'Dry run mode, skipping change submission', fieldsGetter(call));
  }
  return [];
}

/** An update overwrites, or deletes and creates (createUpdateChanges). */
function updates({ updateNew, updateOld }: Changes, context: ProviderContext): readonly PlannedChange[] {
  const create: PlannedChange[] = [];
  const overwrite: PlannedChange[] = [];
  const remove: PlannedChange[] = [];
  for (const [index, desiredEndpoint] of updateNew.entries()) {
    const current = updateOld[index] as Endpoint;
    if (!needsRecreation(current, desiredEndpoint)) {
      overwrite.push(changeOf('UPSERT', desiredEndpoint, context));
      continue;
    }
    create.push(changeOf('CREATE', desiredEndpoint, context));
    remove.push(changeOf('DELETE', current, context));
  }
  return [...create, ...overwrite, ...remove];
}

interface PlannedChange {
  readonly change: RecordChange;
  /** The zone that the property `aws/hosted-zone-id` asks for. */
  readonly pinnedZoneId: string | undefined;
}

function changeOf(
  action: RecordChange['action'],
  endpoint: Endpoint,
  { configuration, log }: ProviderContext,
): PlannedChange {
  const { dnsName, recordType, recordTTL, setIdentifier, labels, targets } = endpoint;
  const { listsAliasesAsA } = rulesOf(configuration);
  const mayBeAlias = listsAliasesAsA ? recordType === 'A' || recordType === 'AAAA' : recordType === 'CNAME';
  const isAlias = booleanPropertyOf(endpoint, 'alias') === true && mayBeAlias && targets.length > 0;
  const health = String(booleanPropertyOf(endpoint, evaluateTargetHealth) ?? true);
  const properties = {
    ...(isAlias ? { alias: 'true', 'evaluate-target-health': health } : {}),
    ...storedRouting(endpoint, log),
  };
  const record: StoredRecord = {
    name: dnsName,
    type: isAlias && recordType === 'CNAME' ? 'A' : recordType,
    ttl: isAlias ? 0 : recordTTL > 0 ? recordTTL : defaultTTL,
    values: (isAlias ? targets.slice(0, 1) : targets).map((target) => valueOfTarget(recordType, target)),
    ...(setIdentifier === '' ? {} : { setIdentifier }),
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
  };
  const { ownedRecord } = labels;
  return {
    change: { action, record, ...(ownedRecord === undefined ? {} : { ownedRecord }) },
    pinnedZoneId: propertyOf(endpoint, 'aws/hosted-zone-id')?.replace(/^\/hostedzone\//, ''),
  };
}

function changesByZone(
  changes: readonly PlannedChange[],
  { zones, log }: ProviderContext,
): ReadonlyMap<ProviderZone, readonly PlannedChange[]> {
  const byZone = new Map<ProviderZone, PlannedChange[]>();
  for (const planned of changes) {
    const { name } = planned.change.record;
    const { pinnedZoneId } = planned;
    const zone = zoneByExactLabels(zones, name);
    if (pinnedZoneId !== undefined && zone?.id.replace(/^\/hostedzone\//, '') !== pinnedZoneId) {
      log.warning(
        `Skipping record ${name}: pinned hosted zone ${pinnedZoneId} is not among the configured/suitable zones`,
      );
      continue;
    }
    if (zone === undefined) {
      log.debug(() => `Skipping record ${name} because no hosted zone matching record DNS Name was detected`);
      continue;
    }
    const list = byZone.get(zone) ?? [];
    byZone.set(zone, list);
    list.push(planned);
    log.debug(() => `Adding ${name.replace(/\.$/, '')}. to zone ${zone.name}. [Id: ${zone.id}]`);
  }
  return byZone;
}

function announceBatch(call: Call, { log }: ProviderContext): void {
  for (const change of call.changes) log.info(desired(change), fieldsOf(call));
}

function desired({ action, record }: RecordChange): string {
  return `Desired change: ${action} ${record.name} ${record.type}`;
}

/** Before v0.13.3 a refused batch is given up. Of a batch taken apart, upstream counts the successes together; here each part counts its own (submitChanges). */
function react(call: Call, answer: Answer, { configuration, log }: ProviderContext): Reaction {
  const fields = fieldsOf(call);
  if (answer.result === 'applied') {
    log.info(`${call.changes.length} record(s) were successfully updated`, fields);
    return settled;
  }
  if (call.kind === 'retry') {
    log.error(
      `Failed submitting change (error: ${answer.error}), it will be retried in a separate change batch in the next iteration`,
      fields,
    );
    return { calls: [], hasFailed: true };
  }
  log.error(`Failure in zone ${call.zone}. when submitting change batch: ${answer.error}`, fields);
  const groups = ownedGroups(call.changes);
  if (groups.length <= 1 || !rulesOf(configuration).splitsRefusedBatches) return { calls: [], hasFailed: true };
  log.debug(() => 'Trying to submit change sets one-by-one instead', fieldsGetter(call));
  return { calls: groups.map((changes) => ({ ...call, kind: 'retry', changes })), hasFailed: false };
}

function fieldsOf({ zone, zoneId }: Call) {
  return { profile: 'default', zoneID: zoneId, zoneName: `${zone}.` };
}

function fieldsGetter(call: Call) {
  return () => fieldsOf(call);
}
