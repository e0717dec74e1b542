import type { StoredRecord } from '../../../dns/stored-record.ts';
import { zoneKey } from '../../../dns/zone.ts';
import type { Answer, Call, RecordChange, Stored } from '../call.ts';

/**
 * Azure DNS's side: a PUT writes a record set whether or not there is one, and a DELETE removes whatever there is of a
 * name and type, and is content if there is nothing. The one thing refused is a CNAME beside any other record set.
 * Names keep their spelling and are the same in any letter case. An alias record set that is written becomes a plain one.
 *
 * *Source:* Azure DNS REST API, Record Sets: Create Or Update, Delete (without `If-Match`); error texts as external-dns
 * logs have shown them.
 */
export function perform(call: Call, stored: Stored): Answer {
  const [{ action, record }] = call.changes as readonly [RecordChange];
  const key = zoneKey(record.name);
  const existing = stored.get(key) ?? [];
  const others = existing.filter(({ type }) => type !== record.type);
  if (action === 'DELETE') return { result: 'applied', records: new Map([[key, others]]), missing: [] };
  const hasCname = others.some(({ type }) => type === 'CNAME');
  if (hasCname || (record.type === 'CNAME' && others.length > 0)) {
    const other = hasCname ? 'a CNAME record' : 'another record';
    const error = responseError(call, {
      status: '409 Conflict',
      code: 'Conflict',
      message: `The ${record.type} record could not be created because ${other} with the same name already exists in this zone.`,
    });
    return { result: 'refused', error, missing: [] };
  }
  const spelled = existing.find(({ type }) => type === record.type)?.name ?? record.name;
  const written: StoredRecord = { ...record, name: spelled };
  return { result: 'applied', records: new Map([[key, [...others, written]]]), missing: [] };
}

/** What the API answers when it does not do something. */
export interface Failure {
  /** `429 Too Many Requests`. */
  readonly status: string;
  readonly code: string;
  readonly message: string;
}

/** The client library's error of a call (azcore.ResponseError). Subscription and resource group are invented. */
export function responseError(call: Call, failure: Failure): string {
  return errorText(requestText(call), failure);
}

/** The client library's error of a listing. */
export function listingErrorText(path: string, failure: Failure): string {
  return errorText(`GET ${zonesAddress}${path}`, failure);
}

/** The client library's error when no answer arrives. */
export function lostAnswerText(call: Call): string {
  const [method = '', address = ''] = requestText(call).split(' ');
  return `${method.charAt(0)}${method.slice(1).toLowerCase()} "${address}": context deadline exceeded`;
}

/** The name of a record set within its zone, as the API and the log have it; `@` is the zone itself. */
export function relativeName(name: string, zone: string): string {
  const relative = name.slice(0, Math.max(0, name.length - zone.length));
  const undotted = relative.endsWith('.') ? relative.slice(0, -1) : relative;
  return undotted === '' ? '@' : undotted;
}

function requestText({ zone, changes }: Call): string {
  const [{ action, record }] = changes as readonly [RecordChange];
  const method = action === 'DELETE' ? 'DELETE' : 'PUT';
  return `${method} ${zonesAddress}/${zone}/${record.type}/${relativeName(record.name, zone)}`;
}

function errorText(request: string, { status, code, message }: Failure): string {
  const line = '-'.repeat(80);
  const body = `{\n  "code": "${code}",\n  "message": "${message}"\n}`;
  return `${request}\n${line}\nRESPONSE ${status.slice(0, 3)}: ${status}\nERROR CODE: ${code}\n${line}\n${body}\n${line}\n`;
}

const zonesAddress =
  'https://management.azure.com/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups/dns/providers/Microsoft.Network/dnsZones';
