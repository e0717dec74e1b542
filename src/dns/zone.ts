import { Collection } from '../kernel/collection.ts';
import type { Component, Reader, Write } from '../kernel/component.ts';
import { byCodeUnit } from '../kernel/json.ts';
import type { ZoneView } from './lookup.ts';
import { foldName, isWithin, parseName, withoutFinalDot } from './name.ts';
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
  /** How long "does not exist" may be remembered while no SOA record is stored, seconds. */
  readonly negativeTtlSeconds?: number;
  /** The host refuses changes after which the zone holds more than this, counted as the host counts. */
  readonly recordCountMax?: number;
}

/** A zone with these records at first. `foreseenNames` are further names that are likely to come up. */
export function createZone(options: {
  readonly name: string;
  readonly records: readonly StoredRecord[];
  readonly foreseenNames?: Iterable<string>;
  /** As of {@link Zone}. */
  readonly negativeTtlSeconds?: number;
  /** As of {@link Zone}. */
  readonly recordCountMax?: number;
}): Zone {
  const initial = new Map<string, readonly StoredRecord[]>();
  for (const record of [...options.records].sort(byNameTypeSet)) {
    const key = zoneKey(record.name);
    initial.set(key, [...(initial.get(key) ?? []), record]);
  }
  const foreseen = [...(options.foreseenNames ?? [])].map(zoneKey);
  const name = zoneKey(options.name);
  const records = new Collection({ id: `zone/${name}`, scope: 'shared', foreseen, initial });
  const { negativeTtlSeconds, recordCountMax } = options;
  return {
    name,
    records,
    ...(negativeTtlSeconds === undefined ? {} : { negativeTtlSeconds }),
    ...(recordCountMax === undefined ? {} : { recordCountMax }),
  };
}

/**
 * The key under which a name's records are kept: ASCII lower case, no final dot (RFC 4343). Of a name's spellings with
 * escapes (`\042.example.org`) it is the canonical one.
 */
export function zoneKey(name: string): string {
  if (!name.includes('\\')) return foldName(name.endsWith('.') ? name.slice(0, -1) : name);
  const canonical = parseName(name);
  return foldName(typeof canonical === 'string' ? canonical : withoutFinalDot(name));
}

/** All stored records, ordered by key and, under one key, as stored. */
export function recordsOf(zone: Zone, reader: Reader): readonly StoredRecord[] {
  return zone.records.entries(reader).flatMap(([, records]) => records);
}

/** The records stored under the keys that are asked for, ordered as by {@link recordsOf}. No other foreseen key is read. */
export function recordsUnder(zone: Zone, reader: Reader, isAsked: (key: string) => boolean): readonly StoredRecord[] {
  const { records } = zone;
  const keys = [...records.foreseenKeys, ...records.unforeseenKeys(reader)].filter(isAsked).sort(byCodeUnit);
  return keys.flatMap((key) => records.get(reader, key) ?? []);
}

/** The zone as a lookup reads it in one world: each name that it asks for is one component read. */
export function viewOf(zone: Zone, reader: Reader): ZoneView {
  const { name, negativeTtlSeconds } = zone;
  return {
    name,
    ...(negativeTtlSeconds === undefined ? {} : { negativeTtlSeconds }),
    recordsAt: (key) => zone.records.get(reader, key),
    hasBelow: (key) =>
      namesBelow(zone, key).some((name) => (zone.records.get(reader, name)?.length ?? 0) > 0) ||
      zone.records.unforeseenKeys(reader).some((name) => name !== key && isWithin(name, key)),
  };
}

/** The components that a view reads to say whether there is something below a name. */
export function componentsBelow(zone: Zone, key: string): readonly Component[] {
  return [...namesBelow(zone, key).map((name) => zone.records.componentOf(name)), zone.records.sharedComponent];
}

function namesBelow(zone: Zone, key: string): readonly string[] {
  return zone.records.foreseenKeys.filter((name) => name !== key && isWithin(name, key));
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
