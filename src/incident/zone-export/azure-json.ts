import { txtValueOf } from '../../dns/character-string.ts';
import {
  countOf,
  type JsonFormat,
  type JsonObject,
  objectOf,
  objectsOf,
  type RecordRead,
  storedRecord,
  textOf,
  textsOf,
  wrongMember,
} from './json-record.ts';

/**
 * The record sets of `az network dns record-set list`, of `az network private-dns record-set list`, and of the API behind
 * them: `{ "value": [ { …, "properties": {…} } ] }`.
 *
 * Releases of the tool spell members differently (`arecords`, `ARecords`, `aRecords`; `ttl`, `TTL`), so they are compared
 * without regard to letter case. Names are relative to the zone, `@` is the zone itself.
 *
 * *Source:* Azure DNS REST API, Record Sets, List By DNS Zone; azure-cli, network dns record-set.
 */
export const azureJson: JsonFormat = {
  name: 'azure',
  isRecord: ({ type }) => typeof type === 'string' && /^microsoft\.network\/(?:private)?dnszones\//i.test(type),
  recordOf,
  frameMistakes(frame, { foundCount }) {
    const isIncomplete = typeof frame.nextLink === 'string';
    return isIncomplete ? [{ code: 'EXPORT_INCOMPLETE', foundCount, totalCount: null }] : [];
  },
};

function recordOf(object: JsonObject, context: { readonly zoneName: string | undefined }): RecordRead {
  const members = lowerCased({ ...object, ...objectOf(object, 'properties') });
  const type = (textOf(object, 'type') ?? '').split('/').at(-1)?.toUpperCase() ?? '';
  const relative = textOf(members, 'name');
  if (relative === undefined) return wrongMember('name', 'a text');
  const zoneName = zoneOf(textOf(members, 'id')) ?? context.zoneName;
  const name = textOf(members, 'fqdn') ?? (zoneName === undefined ? undefined : absolute(relative, zoneName));
  if (name === undefined) return wrongMember('fqdn', 'a text');
  const ttl = countOf(members, 'ttl');
  if (ttl === undefined) return wrongMember('ttl', 'seconds');
  const target = textOf(objectOf(members, 'targetresource'), 'id');
  const values = valuesOf(type, members);
  if (values === undefined) return wrongMember(`${type}Records`, 'a list of records');
  const read = storedRecord({
    name,
    type,
    ttl,
    values,
    ...(target === undefined ? {} : { properties: { alias: 'true', 'target-resource': target } }),
  });
  return 'code' in read || zoneName === undefined ? read : { ...read, zoneName };
}

function lowerCased(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([member, value]) => [member.toLowerCase(), value]));
}

/** `/subscriptions/…/dnszones/example.org/A/app`. */
function zoneOf(id: string | undefined): string | undefined {
  return /\/(?:private)?dnszones\/([^/]+)\//i.exec(id ?? '')?.[1]?.toLowerCase();
}

function absolute(name: string, zone: string): string {
  return name === '@' ? zone : `${name}.${zone}`;
}

/** The values of a set: `undefined` if something in it is not as it has to be. An alias has none. */
function valuesOf(type: string, members: JsonObject): readonly string[] | undefined {
  const fields = FIELDS[type];
  const single = objectOf(members, `${type.toLowerCase()}record`);
  const list = objectsOf(members, `${type.toLowerCase()}records`);
  const records = Object.keys(single).length > 0 ? [single] : list;
  if (type === 'TXT') {
    const texts = records.map((record) => textsOf(record, 'value'));
    return texts.includes(undefined) ? undefined : texts.map((pieces) => txtValueOf((pieces ?? []).join('')));
  }
  if (fields === undefined) return [];
  const values = records.map((record) => rdataOf(lowerCased(record), fields));
  return values.includes(undefined) ? undefined : (values as string[]);
}

function rdataOf(record: JsonObject, fields: readonly string[]): string | undefined {
  const parts = fields.map((field) => {
    const value = record[field];
    if (typeof value === 'number') return String(value);
    return field === 'value' && typeof value === 'string' ? JSON.stringify(value) : value;
  });
  return parts.every((part) => typeof part === 'string' && part !== '') ? parts.join(' ') : undefined;
}

/** The members of a record, in the order of the fields of its RDATA. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  A: ['ipv4address'],
  AAAA: ['ipv6address'],
  CAA: ['flags', 'tag', 'value'],
  CNAME: ['cname'],
  MX: ['preference', 'exchange'],
  NS: ['nsdname'],
  PTR: ['ptrdname'],
  SOA: ['host', 'email', 'serialnumber', 'refreshtime', 'retrytime', 'expiretime', 'minimumttl'],
  SRV: ['priority', 'weight', 'port', 'target'],
};
