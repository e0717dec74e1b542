import type { StoredRecord } from '../../../dns/stored-record.ts';
import { zoneKey } from '../../../dns/zone.ts';
import { hashText, hashToHex } from '../../../kernel/hash.ts';
import type { Answer, Call, RecordChange, Stored } from '../call.ts';
import type { ProviderZone } from '../profile.ts';
import { oneByOne } from './listing.ts';

/**
 * Cloudflare's side: one record per value, names in lower case. A name takes either one CNAME or any number of
 * addresses, and no record twice; TXT and other types may stand beside a CNAME. A record is changed or deleted by its
 * id, which external-dns looks up by name, type and exact content just before; what it does not find it leaves out. In
 * a retry it uses the ids it found before.
 *
 * Conflicts with NS records below the apex are not modelled.
 *
 * *Source:* Cloudflare's API documentation, "Records with same name"; provider/cloudflare/cloudflare_batch.go.
 */
export function perform(call: Call, stored: Stored): Answer {
  const records = new Map([...stored].map(([key, list]) => [key, [...oneByOne(list)]]));
  const listOf = ({ record }: RecordChange) => {
    const key = zoneKey(record.name);
    const list = records.get(key) ?? [];
    records.set(key, list);
    return list;
  };
  const indexOf = (change: RecordChange) => listOf(change).findIndex((record) => isSameRecord(record, change.record));
  const isLookedUp = call.kind !== 'retry';
  const missing = call.changes.flatMap((change, index) =>
    isLookedUp && change.action !== 'CREATE' && indexOf(change) === -1 ? [index] : [],
  );
  const touched = new Set<string>();
  for (const [index, change] of call.changes.entries()) {
    if (missing.includes(index)) continue;
    const list = listOf(change);
    const at = indexOf(change);
    const conflict = change.action === 'CREATE' ? conflictOf(change.record, list) : at === -1 ? gone : undefined;
    if (conflict !== undefined) return { result: 'refused', error: errorText(call, conflict), missing };
    if (change.action === 'CREATE') list.push(asKept(change.record));
    else if (change.action === 'DELETE') list.splice(at, 1);
    else list[at] = asKept(change.record);
    touched.add(zoneKey(change.record.name));
  }
  return { result: 'applied', records: new Map([...records].filter(([key]) => touched.has(key))), missing };
}

/** The error that the client library makes of an API error (its apierror.Error). Record ids are invented. */
export function errorText(call: Call, { status, body }: ApiError): string {
  const [change] = call.changes as readonly [RecordChange, ...RecordChange[]];
  return `${requestText(call, change)}: ${status} ${body}`;
}

/** The error of the client library when no answer arrives. */
export function lostAnswerText(call: Call): string {
  const [change] = call.changes as readonly [RecordChange, ...RecordChange[]];
  const request = requestText(call, change);
  return `${request.charAt(0)}${request.slice(1).replace(/^[A-Z]*/, (rest) => rest.toLowerCase())}: context deadline exceeded`;
}

function requestText(call: Call, change: RecordChange): string {
  const path = `${apiAddress}/zones/${call.zoneId}/dns_records`;
  if (call.kind === 'batch') return `POST "${path}/batch"`;
  if (change.action === 'CREATE') return `POST "${path}"`;
  const { name, type, values } = change.record;
  const id = hashToHex(hashText(`${name} ${type}`)) + hashToHex(hashText(values.join(' ')));
  return `${change.action === 'DELETE' ? 'DELETE' : 'PUT'} "${path}/${id}"`;
}

/** The text of the error of a listing. */
export function listingErrorText({ id }: ProviderZone, { status, body }: ApiError): string {
  return `GET "${apiAddress}/zones/${id}/dns_records": ${status} ${body}`;
}

/** An HTTP status line less the version, and the body. */
export interface ApiError {
  readonly status: string;
  readonly body: string;
}

/** An error body as the API writes it. */
export function apiError(status: string, code: number, message: string): ApiError {
  const body = { result: null, success: false, errors: [{ code, message }], messages: [] };
  return { status, body: JSON.stringify(body) };
}

const apiAddress = 'https://api.cloudflare.com/client/v4';

const gone = apiError('404 Not Found', 81044, 'Record does not exist.');

function conflictOf(record: StoredRecord, existing: readonly StoredRecord[]): ApiError | undefined {
  const has = (...types: readonly string[]) => existing.some(({ type }) => types.includes(type));
  if (record.type === 'CNAME' && has('A', 'AAAA', 'CNAME')) {
    return apiError('400 Bad Request', 81053, 'An A, AAAA, or CNAME record with that host already exists.');
  }
  if ((record.type === 'A' || record.type === 'AAAA') && has('CNAME')) {
    return apiError('400 Bad Request', 81054, 'A CNAME record with that host already exists.');
  }
  const isTwin = existing.some(({ type, values }) => type === record.type && values[0] === record.values[0]);
  return isTwin ? apiError('400 Bad Request', 81058, 'An identical record already exists.') : undefined;
}

/** external-dns knows an MX record by its host alone: the priority is a field of its own (newDNSRecordIndex). */
function isSameRecord(kept: StoredRecord, sought: StoredRecord): boolean {
  const content = ({ type, values: [value = ''] }: StoredRecord) =>
    type === 'MX' ? value.slice(value.indexOf(' ') + 1) : value;
  return kept.name === sought.name && kept.type === sought.type && content(kept) === content(sought);
}

/** Names are kept in lower case; a proxied record has no TTL of its own. */
function asKept(record: StoredRecord): StoredRecord {
  return { ...record, name: zoneKey(record.name), ttl: record.properties?.proxied === 'true' ? 0 : record.ttl };
}
