import type { StoredRecord } from '../../../dns/stored-record.ts';
import { zoneKey } from '../../../dns/zone.ts';
import { byCodeUnit } from '../../../kernel/json.ts';
import type { Answer, Call, Stored } from '../call.ts';

/**
 * Route 53's side: a batch of changes happens as a whole or not at all. CREATE needs the record set not to exist, DELETE
 * needs it to exist exactly as given, UPSERT overwrites. A CNAME stands alone under its name and has one value; record
 * sets with and without a set identifier do not mix. Names are kept in lower case.
 *
 * Not modelled: whether the target of an alias exists, and rules about values.
 *
 * *Source:* Route 53 API reference, ChangeResourceRecordSets; error texts as external-dns logs have shown them.
 */
export function perform(call: Call, stored: Stored): Answer {
  const before = new Map([...stored.values()].flat().map((record) => [keyOf(record), record]));
  const after = new Map(before);
  const problems: string[] = [];
  const changed = new Map<string, StoredRecord>();
  // Within a batch a deleted record set may be created anew.
  for (const { action, record } of call.changes) {
    if (action !== 'DELETE') continue;
    const existing = before.get(keyOf(record));
    if (existing === undefined) problems.push(`Tried to delete ${label(record)} but it was not found`);
    else if (!isSame(existing, record)) {
      problems.push(`Tried to delete ${label(record)} but the values provided do not match the current values`);
    }
    after.delete(keyOf(record));
  }
  for (const { action, record } of call.changes) {
    if (action === 'DELETE') continue;
    const key = keyOf(record);
    if (changed.has(key)) {
      problems.push(
        `The request contains an invalid set of changes for a resource record set '${record.type} ${dotted(record.name)}'`,
      );
    } else if (action === 'CREATE' && after.has(key)) {
      problems.push(`Tried to create ${label(record)} but it already exists`);
    }
    changed.set(key, record);
    after.set(key, { ...record, name: zoneKey(record.name) });
  }
  const all = [...after.values()];
  for (const record of changed.values()) problems.push(...conflictsOf(record, { all, zone: call.zone }));
  if (problems.length > 0) return { result: 'refused', error: invalidChangeBatch(problems), missing: [] };
  const records = new Map<string, StoredRecord[]>([...stored.keys()].map((key) => [key, []]));
  for (const record of all) records.get(zoneKey(record.name))?.push(record);
  return { result: 'applied', records, missing: [] };
}

/** The client library's error of a request that got no useful answer. */
export function requestError(operation: string, cause: string): string {
  return `operation error Route 53: ${operation}, ${cause}`;
}

/** Stands for the random id in every answer. */
const requestId = '00000000-0000-4000-8000-000000000000';

/** Why a request is throttled away, after the client library's retries. */
export const throttled = `exceeded maximum number of attempts, 3, https response error StatusCode: 400, RequestID: ${requestId}, Throttling: Rate exceeded`;

/** Why a request fails while the service is down, after the client library's retries. */
export const unavailable = `exceeded maximum number of attempts, 3, https response error StatusCode: 503, RequestID: ${requestId}, api error ServiceUnavailable: Service Unavailable`;

/**
 * Why a batch is refused after which a hosted zone had more record sets than it may have. The API reference gives the
 * error, not its words; these are formed after those of the limit on a request.
 */
export function zoneIsFull(countMax: number): string {
  return invalidChangeBatch([`Number of resource record sets limit of ${countMax} exceeded.`]);
}

function invalidChangeBatch(problems: readonly string[]): string {
  return requestError(
    'ChangeResourceRecordSets',
    `https response error StatusCode: 400, RequestID: ${requestId}, InvalidChangeBatch: [${problems.join(', ')}]`,
  );
}

function conflictsOf(
  record: StoredRecord,
  { all, zone }: { readonly all: readonly StoredRecord[]; readonly zone: string },
): readonly string[] {
  const { name, type, setIdentifier } = record;
  const sameName = all.filter((other) => zoneKey(other.name) === zoneKey(name));
  const problems: string[] = [];
  if (type === 'CNAME' && zoneKey(name) === zone) {
    problems.push(`RRSet of type CNAME with DNS name ${dotted(name)} is not permitted at apex in zone ${dotted(zone)}`);
  }
  if (sameName.some((other) => (other.type === 'CNAME') !== (type === 'CNAME'))) {
    problems.push(
      `RRSet of type ${type} with DNS name ${dotted(name)} is not permitted as it conflicts with other records with the same DNS name in zone ${dotted(zone)}`,
    );
  }
  const sameType = sameName.filter((other) => other.type === type);
  if (sameType.some((other) => (other.setIdentifier === undefined) !== (setIdentifier === undefined))) {
    problems.push(
      `RRSet with DNS name ${dotted(name)}, type ${type}, SetIdentifier ${setIdentifier ?? 'null'} cannot be created as other RRSets exist with the same name and type.`,
    );
  }
  if (type === 'CNAME' && record.values.length > 1) {
    problems.push(`RRSet of type CNAME with DNS name ${dotted(name)} has more than one value`);
  }
  return problems;
}

function keyOf({ name, type, setIdentifier = '' }: StoredRecord): string {
  return `${zoneKey(name)}\u0000${type}\u0000${setIdentifier}`;
}

function label({ name, type, setIdentifier }: StoredRecord): string {
  const set = setIdentifier === undefined ? '' : `, set-identifier='${setIdentifier}'`;
  return `resource record set [name='${dotted(name)}', type='${type}'${set}]`;
}

/** Values in any order, TTL and every property. */
function isSame(left: StoredRecord, right: StoredRecord): boolean {
  const text = ({ ttl, values, properties = {} }: StoredRecord) =>
    JSON.stringify([
      ttl,
      [...values].sort(byCodeUnit),
      Object.entries(properties).sort(([a], [b]) => byCodeUnit(a, b)),
    ]);
  return text(left) === text(right);
}

function dotted(name: string): string {
  return `${zoneKey(name)}.`;
}
