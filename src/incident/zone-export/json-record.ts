import { parseName } from '../../dns/name.ts';
import { canonicalOrAsIs } from '../../dns/rdata.ts';
import type { StoredRecord } from '../../dns/stored-record.ts';
import type { ZoneExportMistake } from './zone-export.ts';

/** What a host says about one record or record set. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What one object of an export comes to. */
export type RecordRead = { readonly record: StoredRecord; readonly zoneName?: string } | ZoneExportMistake;

/** How one host's JSON is read. */
export interface JsonFormat {
  readonly name: 'cloudflare' | 'route53' | 'google' | 'azure';
  /** Whether an object is one of this host's records. */
  isRecord(object: JsonObject): boolean;
  recordOf(object: JsonObject, context: { readonly zoneName: string | undefined }): RecordRead;
  /** What the object around a list of records says that matters, when so many values have been found. */
  frameMistakes(frame: JsonObject, context: { readonly foundCount: number }): readonly ZoneExportMistake[];
}

/** A member that has to be a text. */
export function textOf(object: JsonObject, member: string): string | undefined {
  const value = object[member];
  return typeof value === 'string' ? value : undefined;
}

/** A member that has to be a whole number; some tools print them as texts. */
export function countOf(object: JsonObject, member: string): number | undefined {
  const value = object[member];
  const count = typeof value === 'string' && /^[0-9]{1,10}$/.test(value) ? Number(value) : value;
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

/** A member that is an object; an empty one where it is none. */
export function objectOf(object: JsonObject, member: string): JsonObject {
  const value = object[member];
  return isObject(value) ? value : {};
}

/** The objects of a member that is a list. */
export function objectsOf(object: JsonObject, member: string): readonly JsonObject[] {
  const value = object[member];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The texts of a member that is a list; `undefined` if it is none, or holds something else. */
export function textsOf(object: JsonObject, member: string): readonly string[] | undefined {
  const value = object[member];
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
}

/** The mistake that a member is not what it has to be. */
export function wrongMember(member: string, expected: string): ZoneExportMistake {
  return { code: 'EXPORT_WRONG_MEMBER', member, expected };
}

/** A stored record of a host, with its name and values in canonical spelling. */
export function storedRecord(record: StoredRecord): RecordRead {
  const name = parseName(record.name);
  if (typeof name !== 'string') return { code: 'EXPORT_BAD_NAME', name: record.name };
  const { type, values } = record;
  const valueType = record.properties?.alias === 'true' ? 'CNAME' : type;
  return { record: { ...record, name, values: values.map((value) => canonicalOrAsIs(valueType, value)) } };
}

function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
