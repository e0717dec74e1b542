import type { StoredRecord } from '../dns/stored-record.ts';
import { recordsUnder, zoneKey } from '../dns/zone.ts';
import { decodeLabels, type LabelSettings } from '../externaldns/labels/label-codec.ts';
import { createTxtNameMapper, type TxtNameMapper, type TxtNaming } from '../externaldns/registry/txt-name-mapper.ts';
import { rulesOf } from '../externaldns/version.ts';
import type { Reader } from '../kernel/component.ts';
import type { Landscape } from './landscape.ts';
import { type NotedOwner, notedOwnersIn } from './noted-owners.ts';
import { setKey } from './stored-sets.ts';

/** What one ownership TXT record says: this record set is mine. */
export interface Claim {
  readonly txtName: string;
  /** Empty if the TXT names no owner. */
  readonly owner: string;
  /** As a zone key; a wildcard as its TXT spells it. */
  readonly name: string;
  /** Empty for the old, untyped names: any type, but AAAA only for releases that do not keep it apart. */
  readonly type: string;
  readonly setIdentifier: string;
}

/** A record set, as far as ownership goes: an alias is found by its CNAME's old TXT, too. */
export type OwnedSet = Pick<StoredRecord, 'name' | 'type' | 'setIdentifier' | 'properties' | 'labels'>;

/**
 * Who owns what in a zone, read from its TXT records, and from what is noted outside the zone, as all controllers of the
 * zone together would read them.
 *
 * Controllers with different affixes read different names; a record set is owned if one of them finds an owner for it.
 * Of several values under one TXT name the first counts; encrypted ones are read by whoever has the key.
 *
 * *Source:* registry/txt/registry.go: Records.
 */
export class Ownership {
  readonly #readings: readonly OwnershipReading[];
  readonly #notes = new Map<string, readonly NotedOwner[]>();

  constructor(readers: readonly (TxtNaming & LabelSettings)[], notes: readonly NotedOwner[] = []) {
    for (const note of notes) this.#notes.set(note.key, [...(this.#notes.get(note.key) ?? []), note]);
    const distinct = new Map(readers.map((reader) => [JSON.stringify(keyOf(reader)), reader]));
    this.#readings = [...distinct.values()].map((reader) => new OwnershipReading(reader));
  }

  /** The owner that an ownership record names, `null` if it names none; `undefined` for all other records. */
  ownerNamedBy(record: StoredRecord): string | null | undefined {
    const named = this.#readings.map((reading) => reading.ownerNamedBy(record));
    return named.find((owner) => owner !== undefined);
  }

  /** Every ownership TXT record under these records, once per way to read its name. */
  claims(records: readonly StoredRecord[]): readonly Claim[] {
    return this.#readings.flatMap((reading) => claimsBy(reading, records));
  }

  /** The owners of record sets, ready for look-ups. */
  ownersIn(records: readonly StoredRecord[]): Owners {
    const owners = this.#readings.map((reading) => ({ reading, byKey: ownersBy(reading, records) }));
    const ownersOf = (record: OwnedSet): readonly string[] => {
      const named = owners.flatMap(({ reading, byKey }) => {
        const key = keysOf(reading, record).find((candidate) => byKey.has(candidate));
        const owner = key === undefined ? record.labels?.owner : byKey.get(key);
        return owner === undefined || owner === '' ? [] : [owner];
      });
      const notes = this.#notes.get(setKey(record)) ?? [];
      const sure = [...named, ...notes.flatMap(({ isConfirmed, owner }) => (isConfirmed ? [owner] : []))];
      // What is only noted ahead says something where nothing else does.
      return [...new Set(sure.length > 0 ? sure : notes.map(({ owner }) => owner))];
    };
    return { ownersOf, ownerOf: (record) => ownersOf(record)[0] ?? null };
  }

  /**
   * Whether what is stored under this key may decide who owns a record set. Names that are spelled in a special way are
   * taken to.
   */
  mayDecide(key: string, set: OwnedSet): boolean {
    if (isSpecial(key) || key === zoneKey(set.name)) return true;
    return this.#readings.some((reading) => {
      const { name, type } = reading.spokenForBy(key);
      const answered = reading.answeredBy(set);
      return name === answered.name && answered.types.includes(type);
    });
  }

  /** Whether a record set under this key may be what TXT records under another one speak for. */
  mayAnswer(key: string, txtKey: string): boolean {
    if (isSpecial(key) || isSpecial(txtKey)) return true;
    const set = { name: key, type: 'A' };
    return this.#readings.some((reading) => reading.answeredBy(set).name === reading.spokenForBy(txtKey).name);
  }

  /** The ownership TXT records that no record set is owned by, however their names are read. */
  orphansIn(records: readonly StoredRecord[]): readonly Claim[] {
    const existing = records.filter((record) => this.ownerNamedBy(record) === undefined);
    const orphans = new Map<string, Claim>();
    const answered = new Set<string>();
    for (const reading of this.#readings) {
      const keys = new Set(existing.flatMap((record) => keysOf(reading, record)));
      for (const claim of claimsBy(reading, records)) {
        const txt = JSON.stringify([claim.txtName, claim.setIdentifier]);
        if (keys.has(claimKey(claim))) answered.add(txt);
        const other = orphans.get(txt);
        // Of several ways to read a name, the one that finds a type in it is the likely one.
        if (other === undefined || (other.type === '' && claim.type !== '')) orphans.set(txt, claim);
      }
    }
    return [...orphans].filter(([txt]) => !answered.has(txt)).map(([, claim]) => claim);
  }
}

/** Ownership as all controllers of a world read it, with the configurations that they have in it. */
export function ownershipIn(
  landscape: Pick<Landscape, 'controllers' | 'clusters' | 'tables'>,
  reader: Reader,
): Ownership {
  const configurations = landscape.controllers.map(({ configuration }) => configuration(reader));
  return new Ownership(configurations, notedOwnersIn(landscape, reader));
}

/** A wildcard, or a name with escapes: what it stands for is told by how it is spelled. */
function isSpecial(key: string): boolean {
  return key.includes('*') || key.includes('\\');
}

/** The owners of these record sets. Of the zones only what may decide it is read. */
export function ownersOfSets(
  { zones }: Pick<Landscape, 'zones'>,
  ownership: Ownership,
  { sets, reader }: { readonly sets: readonly OwnedSet[]; readonly reader: Reader },
): Owners {
  const isAsked = (key: string) => sets.some((set) => ownership.mayDecide(key, set));
  return ownership.ownersIn(zones.flatMap((zone) => recordsUnder(zone, reader, isAsked)));
}

/** Look-ups of owners. */
export interface Owners {
  /** The owner id that the record set's TXT, or a note, names; `null`: none speaks for it, or none that names an owner. */
  ownerOf(record: OwnedSet): string | null;
  /** All of them, where controllers with different affixes find different ones. */
  ownersOf(record: OwnedSet): readonly string[];
}

/** One way to name and read TXT records: that of controllers which are configured alike. */
export class OwnershipReading {
  readonly #settings: LabelSettings;
  readonly #mapper: TxtNameMapper;
  /** As typed: external-dns looks it up like this among names in lower case. */
  readonly #wildcard: string;
  /** The old, untyped names do not speak for AAAA records. */
  readonly #isAaaaApart: boolean;

  constructor(reader: TxtNaming & LabelSettings) {
    this.#settings = reader;
    this.#mapper = createTxtNameMapper(reader);
    this.#wildcard = reader.txtWildcardReplacement;
    this.#isAaaaApart = rulesOf(reader).readsAaaaApart;
  }

  /** The owner that an ownership record names, `null` if it names none; `undefined` for all other records. */
  ownerNamedBy({ type, values }: StoredRecord): string | null | undefined {
    const labels = type === 'TXT' ? decodeLabels(values[0] ?? '', this.#settings) : undefined;
    return labels === undefined ? undefined : labels.owner || null;
  }

  /** What an ownership record says; `undefined` for all other records, and for names that stand for nothing here. */
  claimOf(record: StoredRecord): Claim | undefined {
    const owner = this.ownerNamedBy(record);
    if (owner === undefined) return undefined;
    const subject = this.spokenForBy(record.name);
    if (subject.name === '') return undefined;
    const { name, setIdentifier = '' } = record;
    return { txtName: zoneKey(name), owner: owner ?? '', ...subject, setIdentifier };
  }

  /** The record set that an ownership record of this name speaks for; its type is empty for the old, untyped names. */
  spokenForBy(txtName: string): Pick<Claim, 'name' | 'type'> {
    const { dnsName, recordType: type } = this.#mapper.toEndpointName(txtName);
    return { name: zoneKey(dnsName), type };
  }

  /** The claims that a record set answers: those of this name, of one of these types, in the order in which they count. */
  answeredBy(record: OwnedSet): { readonly name: string; readonly types: readonly string[] } {
    const { type } = record;
    const key = zoneKey(record.name);
    const isReplaced = this.#wildcard !== '' && (key === '*' || key.startsWith('*.'));
    const isAlias = type === 'A' && record.properties?.alias === 'true';
    return {
      name: isReplaced ? this.#wildcard + key.slice(1) : key,
      types: [type, ...(isAlias ? ['CNAME'] : []), ...(type === 'AAAA' && this.#isAaaaApart ? [] : [''])],
    };
  }
}

function claimsBy(reading: OwnershipReading, records: readonly StoredRecord[]): readonly Claim[] {
  const claims = new Map<string, Claim>();
  for (const record of records) {
    const claim = reading.claimOf(record);
    if (claim === undefined) continue;
    const key = JSON.stringify([claim.txtName, claim.setIdentifier]);
    // Hosts that keep the values of a set apart list several records under one name.
    if (!claims.has(key)) claims.set(key, claim);
  }
  return [...claims.values()];
}

function ownersBy(reading: OwnershipReading, records: readonly StoredRecord[]): ReadonlyMap<string, string> {
  return new Map(claimsBy(reading, records).map((claim) => [claimKey(claim), claim.owner]));
}

/** The claims that a record set answers, in the order in which they count. */
function keysOf(reading: OwnershipReading, record: OwnedSet): readonly string[] {
  const { name, types } = reading.answeredBy(record);
  return types.map((type) => claimKey({ name, type, setIdentifier: record.setIdentifier ?? '' }));
}

function keyOf(reader: TxtNaming & LabelSettings): readonly string[] {
  const { version, txtPrefix, txtSuffix, txtWildcardReplacement, txtEncryptAesKey } = reader;
  return [version, txtPrefix.toLowerCase(), txtSuffix.toLowerCase(), txtWildcardReplacement, txtEncryptAesKey];
}

function claimKey({ name, type, setIdentifier }: Pick<Claim, 'name' | 'type' | 'setIdentifier'>): string {
  return JSON.stringify([name, type, setIdentifier]);
}
