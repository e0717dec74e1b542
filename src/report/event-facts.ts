import type { StoredRecord } from '../dns/stored-record.ts';
import type { Event } from '../kernel/action.ts';

/** Reads a detail of an event as text; numbers and booleans are written out, anything else is no text. */
export function textOf(event: Event, detail: string): string | undefined {
  const value = event[detail];
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** Reads a detail as a list of texts; a single text is a list of one. */
export function textsOf(event: Event, detail: string): readonly string[] {
  const value = event[detail];
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Reads a detail as a list of objects; what is none is left out. */
export function membersOf(event: Event, detail: string): readonly Readonly<Record<string, unknown>>[] {
  const value = event[detail];
  if (!Array.isArray(value)) return [];
  return value.filter((item) => item !== null && typeof item === 'object');
}

/** Reads a value as a record set. */
export function recordOf(value: unknown): StoredRecord | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  return 'name' in value && 'type' in value && 'values' in value ? (value as StoredRecord) : undefined;
}

/** Every text in a value, however deep, member names aside. */
export function textsWithin(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(textsWithin);
}
