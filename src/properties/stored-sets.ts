import { byNameTypeSet, type StoredRecord } from '../dns/stored-record.ts';
import { zoneKey } from '../dns/zone.ts';

/**
 * Stored records as record sets, by name, type and set identifier: hosts that keep each record of a set apart are seen as
 * all others. What else a set has, it has from its first record.
 */
export function storedSets(records: readonly StoredRecord[]): readonly StoredRecord[] {
  const sets = new Map<string, StoredRecord>();
  for (const record of records) {
    const key = setKey(record);
    const set = sets.get(key);
    sets.set(key, set === undefined ? record : { ...set, values: [...set.values, ...record.values] });
  }
  return [...sets.values()].sort(byNameTypeSet);
}

/** What tells record sets apart. */
export function setKey({
  name,
  type,
  setIdentifier = '',
}: Pick<StoredRecord, 'name' | 'type' | 'setIdentifier'>): string {
  return JSON.stringify([zoneKey(name), type, setIdentifier]);
}

/** Whether two lists hold the same values of address records or names, in any order. */
export function areSameValues(left: readonly string[], right: readonly string[]): boolean {
  const normal = (values: readonly string[]) => [...new Set(values.map(zoneKey))].sort().join('\n');
  return normal(left) === normal(right);
}
