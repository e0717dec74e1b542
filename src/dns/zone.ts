import { Collection } from '../kernel/collection.ts';
import type { Reader, Write } from '../kernel/component.ts';
import { byNameTypeSet, type StoredRecord } from './stored-record.ts';

/**
 * A zone at a DNS host: everything stored under each name, one component per name.
 *
 * Keys are names in lower case without the final dot. A name with nothing stored has no key.
 */
export interface Zone {
  /** Lower case, without the final dot. */
  readonly name: string;
  readonly records: Collection<readonly StoredRecord[]>;
}

/** A zone with these records at first. `foreseenNames` are further names that are likely to come up. */
export function createZone(options: {
  readonly name: string;
  readonly records: readonly StoredRecord[];
  readonly foreseenNames?: Iterable<string>;
}): Zone {
  const initial = new Map<string, readonly StoredRecord[]>();
  for (const record of [...options.records].sort(byNameTypeSet)) {
    const key = zoneKey(record.name);
    initial.set(key, [...(initial.get(key) ?? []), record]);
  }
  const foreseen = [...(options.foreseenNames ?? [])].map(zoneKey);
  const name = zoneKey(options.name);
  return { name, records: new Collection({ id: `zone/${name}`, scope: 'shared', foreseen, initial }) };
}

/** The key under which a name's records are kept: ASCII lower case, no final dot (RFC 4343). */
export function zoneKey(name: string): string {
  const undotted = name.endsWith('.') ? name.slice(0, -1) : name;
  return undotted.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** All stored records, ordered by key and, under one key, as stored. */
export function recordsOf(zone: Zone, reader: Reader): readonly StoredRecord[] {
  return zone.records.entries(reader).flatMap(([, records]) => records);
}

/** The writes that replace what is stored under some keys; an empty list removes the key. */
export function writeRecords(
  zone: Zone,
  reader: Reader,
  changes: ReadonlyMap<string, readonly StoredRecord[]>,
): readonly Write[] {
  const sorted = new Map<string, readonly StoredRecord[] | undefined>();
  for (const [key, records] of changes) {
    sorted.set(key, records.length === 0 ? undefined : [...records].sort(byNameTypeSet));
  }
  return zone.records.write(reader, sorted);
}
