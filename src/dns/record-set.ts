import { byCodeUnit } from '../kernel/json.ts';
import { canonicalOrAsIs, canonicalRdata } from './rdata.ts';
import type { StoredRecord } from './stored-record.ts';
import { servedTtlSeconds } from './ttl.ts';
import { zoneKey } from './zone.ts';

/**
 * A record set as DNS serves it: all records of one name and type.
 */
export interface RecordSet {
  /** Lower case, without the final dot. */
  readonly name: string;
  readonly type: string;
  /** As served: never the host's "default". */
  readonly ttlSeconds: number;
  /** Canonical RDATA, in the host's order, each value once. */
  readonly values: readonly string[];
  /** The name whose addresses the host answers with in place of stored ones (a Route 53 alias, a flattened CNAME). */
  readonly aliasTarget?: string;
}

/**
 * What is served of the records stored under one name, one set per type in the order of the types.
 *
 * Stored records of one type are merged, also those with different set identifiers: what a routing policy would choose
 * among is all in the set, ordered by set identifier, so that an answer depends on nothing but the zone. The TTL is the
 * least of the parts (RFC 2181 section 5.2 allows only one). An A or AAAA record with the property `alias` = `true`
 * stands for its target's addresses. Proxying (`proxied`) does not change the answer here: who is served in the end is
 * still the record's target. Values that are no valid RDATA are not served.
 */
export function recordSetsOf(records: readonly StoredRecord[]): readonly RecordSet[] {
  const byType = new Map<string, StoredRecord[]>();
  for (const record of records) byType.set(record.type, [...(byType.get(record.type) ?? []), record]);
  return [...byType]
    .sort(([left], [right]) => byCodeUnit(left, right))
    .flatMap(([type, stored]) => recordSetOf(type, stored) ?? []);
}

function recordSetOf(type: string, stored: readonly StoredRecord[]): RecordSet | undefined {
  const ordered = [...stored].sort((left, right) => byCodeUnit(left.setIdentifier ?? '', right.setIdentifier ?? ''));
  const [first] = ordered;
  if (first === undefined) return undefined;
  const name = zoneKey(first.name);
  const ttlSeconds = Math.min(...ordered.map((record) => servedTtlSeconds(record.ttl)));
  const alias = ordered.find(isAlias)?.values[0];
  if (alias !== undefined) return { name, type, ttlSeconds, values: [], aliasTarget: zoneKey(alias) };
  const values = new Set<string>();
  for (const record of ordered) {
    for (const value of record.values) {
      const canonical = canonicalOrAsIs(type, value);
      if (typeof canonicalRdata(type, canonical) === 'string') values.add(canonical);
    }
  }
  return values.size === 0 ? undefined : { name, type, ttlSeconds, values: [...values] };
}

/** Whether a stored record is an alias: an address record whose value is a name. */
export function isAlias(record: StoredRecord): boolean {
  return (record.type === 'A' || record.type === 'AAAA') && record.properties?.alias === 'true';
}
