import type { StoredRecord } from '../../dns/stored-record.ts';
import { zoneKey } from '../../dns/zone.ts';
import { byCodeUnit } from '../../kernel/json.ts';
import { endpointText } from '../endpoint/endpoint-text.ts';
import { newEndpoint } from '../endpoint/new-endpoint.ts';
import type { Changes, Endpoint } from '../endpoint.ts';
import type { Answer, Call, RecordChange, Stored } from './call.ts';
import { type ProviderContext, type ProviderProfile, type ProviderZone, settled } from './profile.ts';
import { targetOfValue, valueOfTarget } from './target-value.ts';
import { zoneBySuffix } from './zone-of-name.ts';

/**
 * external-dns's own in-memory host. It keeps names as they are spelled, set identifiers, properties and labels, so
 * ownership survives the loss of a TXT record. A zone's changes are validated first and applied together or not at
 * all; whatever is wrong with them ends the process. It knows no dry run, no outage and no lost answer.
 *
 * Upstream keeps the records in the process itself; here they are in a zone that several processes share. With no
 * `--inmemory-zone` upstream has no zones at all; here it has all of them.
 *
 * *Source:* provider/inmemory/inmemory.go.
 */
export const inmemory: ProviderProfile = {
  name: 'inmemory',
  selectZones: (zones, { configuration }) => {
    const { inmemoryZones } = configuration;
    return inmemoryZones.length === 0 ? zones : zones.filter(({ name }) => inmemoryZones.includes(name));
  },
  listingCount: () => 1,
  list: (records, { log }) =>
    records.flatMap((record) => {
      const endpoint = newEndpoint(
        {
          dnsName: record.name,
          recordType: record.type,
          recordTTL: record.ttl,
          targets: record.values.map((value) => targetOfValue(record.type, value)),
        },
        log,
      );
      if (endpoint === undefined) return [];
      const { setIdentifier = '', labels = {}, properties } = record;
      return [{ ...endpoint, setIdentifier, labels, providerSpecific: listOf(properties) }];
    }),
  adjustEndpoints: (endpoints) => endpoints,
  domainFilter: () => [],
  calls,
  announce: () => {},
  perform,
  react: (_call, answer) =>
    answer.result === 'applied'
      ? settled
      : { calls: [], hasFailed: true, abort: { message: answer.error, isSoft: false } },
  failure: () => ({ message: 'record not found', isSoft: false }),
  listingFaults: [],
  refusals: () => [],
  lostAnswer: () => null,
  quota: null,
  itemsOnNumberedPages: null,
};

/** Properties in the order of their names; none is Go's nil (copyEndpoints). */
function listOf(properties: StoredRecord['properties']): Endpoint['providerSpecific'] {
  const entries = Object.entries(properties ?? {});
  if (entries.length === 0) return null;
  return entries.map(([name, value]) => ({ name, value })).sort((left, right) => byCodeUnit(left.name, right.name));
}

/** One call per zone; endpoints that end like no zone are dropped without a word (InMemoryProvider.ApplyChanges). */
function calls(changes: Changes, { zones, log }: ProviderContext): readonly Call[] {
  for (const endpoint of changes.create) log.info(`CREATE: ${endpointText(endpoint)}`);
  for (const endpoint of changes.updateOld) log.info(`UPDATE (old): ${endpointText(endpoint)}`);
  for (const endpoint of changes.updateNew) log.info(`UPDATE (new): ${endpointText(endpoint)}`);
  for (const endpoint of changes.delete) log.info(`DELETE: ${endpointText(endpoint)}`);
  const byZone = new Map<ProviderZone, RecordChange[]>();
  const take = (action: RecordChange['action'], endpoints: readonly Endpoint[]) => {
    for (const endpoint of endpoints) {
      const zone = zoneBySuffix(zones, endpoint.dnsName);
      if (zone === undefined) continue;
      const list = byZone.get(zone) ?? [];
      byZone.set(zone, list);
      list.push({ action, record: storedForm(endpoint) });
    }
  };
  take('CREATE', changes.create);
  take('UPDATE', changes.updateNew);
  take('EXPECT', changes.updateOld);
  take('DELETE', changes.delete);
  return [...byZone]
    .sort(([left], [right]) => byCodeUnit(left.name, right.name))
    .map(([zone, list]) => ({ zone: zone.name, zoneId: zone.id, kind: 'batch', changes: list }));
}

function storedForm(endpoint: Endpoint): StoredRecord {
  const { setIdentifier, labels, providerSpecific } = endpoint;
  const properties = Object.fromEntries((providerSpecific ?? []).map(({ name, value }) => [name, value]));
  return {
    name: endpoint.dnsName,
    type: endpoint.recordType,
    ttl: endpoint.recordTTL,
    values: endpoint.targets.map((target) => valueOfTarget(endpoint.recordType, target)),
    ...(setIdentifier === '' ? {} : { setIdentifier }),
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
  };
}

/** Validation and application of a zone's changes (inMemoryClient.validateChangeBatch, ApplyChanges). */
function perform(call: Call, stored: Stored): Answer {
  const records = new Map([...stored.values()].flat().map((record) => [keyOfRecord(record), record]));
  const error = firstError(call.changes, records);
  if (error !== undefined) return { result: 'refused', error, missing: [] };
  for (const { action, record } of call.changes) {
    if (action === 'DELETE') records.delete(keyOfRecord(record));
    else if (action !== 'EXPECT') records.set(keyOfRecord(record), record);
  }
  const after = new Map<string, StoredRecord[]>([...stored.keys()].map((key) => [key, []]));
  for (const record of records.values()) after.get(zoneKey(record.name))?.push(record);
  return { result: 'applied', records: after, missing: [] };
}

/** Checks go list by list in the order in which upstream goes through them, which is the order of the changes. */
function firstError(changes: readonly RecordChange[], records: ReadonlyMap<string, StoredRecord>): string | undefined {
  const seen = new Set<string>();
  for (const { action, record } of changes) {
    const key = keyOfRecord(record);
    const existing = records.get(key);
    if (action === 'CREATE' && existing !== undefined) return 'record already exists';
    if (action !== 'CREATE' && existing === undefined) return 'record not found';
    const isCompared = action === 'EXPECT' || action === 'DELETE';
    if (isCompared && existing?.values[0] !== record.values[0]) return 'record not found';
    if (action === 'EXPECT') continue;
    if (seen.has(key)) return 'invalid batch request';
    seen.add(key);
  }
  return undefined;
}

function keyOfRecord({ name, type, setIdentifier = '' }: StoredRecord): string {
  return `${name}\u0000${type}\u0000${setIdentifier}`;
}
