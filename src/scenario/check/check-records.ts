import { canonicalOrAsIs } from '../../dns/rdata.ts';
import type { StoredRecord } from '../../dns/stored-record.ts';
import { recordsOf, zoneKey } from '../../dns/zone.ts';
import type { Finding } from '../../properties/finding.ts';
import { ownershipIn } from '../../properties/ownership.ts';
import { storedSets } from '../../properties/stored-sets.ts';
import type { ExpectedOwner, ExpectedRecord, RecordKey } from '../expectation.ts';
import type { Moment } from './moment.ts';

/** `records`: what is stored under names, in any order of the values. */
export function checkRecords(expected: readonly ExpectedRecord[], moment: Moment): readonly Finding[] {
  const stored = storedRecords(moment);
  return expected.flatMap((record): readonly Finding[] => {
    const found = find(stored, record);
    if (isAsExpected(record, found)) return [];
    const { name, type, setIdentifier, expected, ttl } = record;
    const expectedTtl = ttl === undefined ? {} : { expectedTtl: ttl };
    return [{ code: 'RECORD_DIFFERS', name, type, setIdentifier, expected, ...expectedTtl, found }];
  });
}

/** `owners`: whom the TXT records name. */
export function checkOwners(expected: readonly ExpectedOwner[], moment: Moment): readonly Finding[] {
  const stored = storedRecords(moment);
  const { landscape, reader } = moment;
  const ownership = ownershipIn(landscape, reader);
  const owners = ownership.ownersIn(stored);
  return expected.flatMap((record): readonly Finding[] => {
    const found = find(stored, record) === null ? undefined : owners.ownerOf(record);
    if (found === record.owner) return [];
    const { name, type, setIdentifier, owner } = record;
    return [{ code: 'OWNER_DIFFERS', name, type, setIdentifier, expected: owner, found }];
  });
}

/** `zone`: exactly these record sets, SOA and the NS at the apex aside. A TTL of 0 expects any. */
export function checkZone(
  { zone, records }: { readonly zone: string; readonly records: readonly StoredRecord[] },
  { landscape, reader }: Moment,
): readonly Finding[] {
  const known = landscape.zones.find(({ name }) => name === zone);
  const isCompared = ({ name, type }: StoredRecord) => type !== 'SOA' && !(type === 'NS' && zoneKey(name) === zone);
  const stored = storedSets(known === undefined ? [] : recordsOf(known, reader)).filter(isCompared);
  const expected = storedSets(records).filter(isCompared);
  const missing = expected.filter((record) => !stored.some((other) => isSame(record, other)));
  const unexpected = stored.filter((record) => !expected.some((other) => isSame(other, record)));
  return missing.length + unexpected.length === 0 ? [] : [{ code: 'ZONE_DIFFERS', zone, missing, unexpected }];
}

function storedRecords({ landscape, reader }: Moment): readonly StoredRecord[] {
  return storedSets(landscape.zones.flatMap((zone) => recordsOf(zone, reader)));
}

function find(stored: readonly StoredRecord[], { name, type, setIdentifier }: RecordKey): StoredRecord | null {
  const isWanted = (record: StoredRecord) =>
    zoneKey(record.name) === name && record.type === type && (record.setIdentifier ?? '') === setIdentifier;
  return stored.find(isWanted) ?? null;
}

function isAsExpected({ expected, ttl, type }: ExpectedRecord, found: StoredRecord | null): boolean {
  if (expected === 'absent') return found === null;
  if (found === null || (ttl !== undefined && ttl !== found.ttl)) return false;
  return expected === 'present' || sameValues(type, expected, found.values);
}

function isSame(expected: StoredRecord, found: StoredRecord): boolean {
  return (
    zoneKey(expected.name) === zoneKey(found.name) &&
    expected.type === found.type &&
    (expected.setIdentifier ?? '') === (found.setIdentifier ?? '') &&
    (expected.ttl === 0 || expected.ttl === found.ttl) &&
    sameValues(expected.type, expected.values, found.values)
  );
}

function sameValues(type: string, left: readonly string[], right: readonly string[]): boolean {
  const normal = (values: readonly string[]) => values.map((value) => canonicalOrAsIs(type, value)).sort();
  return JSON.stringify(normal(left)) === JSON.stringify(normal(right));
}
