import type { StoredRecord } from '../../dns/stored-record.ts';
import { zoneKey } from '../../dns/zone.ts';
import type { Configuration } from '../../externaldns/configuration.ts';
import { labelsOfText } from '../../externaldns/labels/label-text.ts';
import { rulesOf } from '../../externaldns/version.ts';
import { type Claim, OwnershipReading } from '../../properties/ownership.ts';
import { NameTable } from '../name-table.ts';
import { Chains } from './chains.ts';

/** What an ownership TXT record says, and where it leads. */
export interface IndexedClaim extends Claim {
  /** The number of the name that it speaks for. */
  readonly nameId: number;
  /** The TXT record: its number. */
  readonly txt: number;
  /** The record sets it speaks for: their numbers. Empty for an orphan. */
  readonly speaksFor: readonly number[];
}

/**
 * Who owns what in a zone of any size: everything is a number, names included, so that a million record sets take some
 * tens of megabytes beside themselves.
 *
 * Ownership is read as all controllers together would read it, see properties/ownership.ts.
 */
export class OwnershipIndex {
  readonly records: readonly StoredRecord[];
  readonly #names = new NameTable();
  readonly #nameOf: Int32Array;
  readonly #recordsAt: Chains;
  readonly #claims: (IndexedClaim & { readonly speaksFor: number[] })[] = [];
  readonly #claimsAt: Chains;
  /** The claim that a record set is owned by, and the one that a TXT record makes; -1 for none. */
  readonly #claimOn: Int32Array;
  readonly #claimBy: Int32Array;
  readonly #unreadableTxts = new Set<number>();
  readonly #unreadable = new Set<number>();

  constructor(records: readonly StoredRecord[], configurations: readonly Configuration[]) {
    this.records = records;
    const readings = distinctReadings(configurations);
    this.#nameOf = new Int32Array(records.length);
    for (let record = 0; record < records.length; record += 1) {
      this.#nameOf[record] = this.#names.idOf(zoneKey((records[record] as StoredRecord).name));
    }
    this.#claimOn = new Int32Array(records.length).fill(-1);
    this.#claimBy = new Int32Array(records.length).fill(-1);
    this.#readClaims(readings);
    const keyCount = this.#names.count;
    this.#recordsAt = new Chains({ keyCount, itemCount: records.length });
    for (let record = records.length - 1; record >= 0; record -= 1) {
      this.#recordsAt.add(this.#nameOf[record] as number, record);
    }
    this.#claimsAt = new Chains({ keyCount, itemCount: this.#claims.length });
    for (let claim = this.#claims.length - 1; claim >= 0; claim -= 1) {
      this.#claimsAt.add(this.#claims[claim]?.nameId as number, claim);
    }
    this.#answerClaims(readings);
    this.#findUnreadable(readings);
  }

  /** The numbers of the record sets stored under a name, in the order of the export. */
  recordsAt(name: string): readonly number[] {
    return this.#recordsAt.of(this.#names.find(zoneKey(name)));
  }

  /** The number of a name under which there is something, or which something speaks for. */
  nameNumber(name: string): number | undefined {
    return this.#names.find(zoneKey(name));
  }

  /** The numbers of the names that records with this owner are under. */
  *nameNumbersOwnedBy(owners: readonly string[]): Generator<number> {
    for (const { owner, speaksFor } of this.#claims) {
      if (!owners.includes(owner)) continue;
      for (const record of speaksFor) yield this.#nameOf[record] as number;
    }
  }

  /** What is stored under a name, by its number, and the TXT records that speak for it. */
  *recordsUnder(name: number): Generator<number> {
    for (const record of this.#recordsAt.of(name)) {
      yield record;
      // A wildcard's may have another name in it.
      const claim = this.claimOn(record);
      if (claim !== undefined && claim.nameId !== name) yield claim.txt;
    }
    for (const claim of this.#claimsAt.of(name)) yield this.#claims[claim]?.txt as number;
  }

  /** Whether the TXT records that speak for a record set, or the values of one, name several owners; which ones. */
  ownersOn(record: number): readonly string[] {
    const claim = this.#claims[this.#claimOn[record] ?? -1];
    if (claim === undefined) return [];
    const owners = [claim.owner];
    const { values } = this.records[claim.txt] as StoredRecord;
    const at = this.#claimsAt.of(claim.nameId);
    if (values.length === 1 && at.length === 1) return owners;
    for (const value of values.slice(1)) owners.push(labelsOfText(value)?.owner ?? '');
    for (const other of at) {
      const { owner = '', speaksFor = [] } = this.#claims[other] ?? {};
      if (speaksFor.includes(record)) owners.push(owner);
    }
    return [...new Set(owners)].filter((owner) => owner !== '');
  }

  /** The claim that a record set is owned by. */
  claimOn(record: number): IndexedClaim | undefined {
    return this.#claims[this.#claimOn[record] ?? -1];
  }

  /** The claim that a TXT record makes. */
  claimBy(record: number): IndexedClaim | undefined {
    return this.#claims[this.#claimBy[record] ?? -1];
  }

  /** The owner id of a record set, `null` where no TXT names one. */
  ownerOf(record: number): string | null {
    return this.claimOn(record)?.owner || null;
  }

  /** Whether a TXT record looks like one that says who owns what, and nobody here can read it; or is about such a TXT. */
  isUnreadable(record: number): boolean {
    return this.#unreadable.has(record) || this.#unreadableTxts.has(record);
  }

  #readClaims(readings: readonly OwnershipReading[]): void {
    for (let txt = 0; txt < this.records.length; txt += 1) {
      const record = this.records[txt] as StoredRecord;
      if (record.type !== 'TXT') continue;
      for (const reading of readings) {
        const claim = reading.claimOf(record);
        if (claim === undefined) continue;
        const nameId = this.#names.idOf(claim.name);
        const known = this.#claims[this.#claimBy[txt] ?? -1];
        // Of several ways to read a name, the one that finds a type in it is the likely one.
        if (known === undefined || (known.type === '' && claim.type !== '')) this.#claimBy[txt] = this.#claims.length;
        this.#claims.push({ ...claim, txt, nameId, speaksFor: [] });
      }
    }
  }

  #answerClaims(readings: readonly OwnershipReading[]): void {
    for (let record = 0; record < this.records.length; record += 1) {
      const stored = this.records[record] as StoredRecord;
      // Only a wildcard can be spoken for under another name than its own.
      const isSpokenFor = this.#claimsAt.has(this.#nameOf[record] as number) || stored.name.startsWith('*');
      if (this.#claimBy[record] !== -1 || !isSpokenFor) continue;
      const { setIdentifier = '' } = stored;
      for (const reading of readings) {
        const { name, types } = reading.answeredBy(stored);
        const at = this.#claimsAt.of(this.#names.find(name));
        const matching = at.filter((claim) => this.#claims[claim]?.setIdentifier === setIdentifier);
        for (const type of types) {
          for (const claim of matching) {
            const found = this.#claims[claim];
            if (found?.type !== type || found.speaksFor.includes(record)) continue;
            found.speaksFor.push(record);
            if (this.#claimOn[record] === -1) this.#claimOn[record] = claim;
          }
        }
      }
    }
    // Read one way it may be an orphan, read the other way not.
    for (const [index, claim] of this.#claims.entries()) {
      const chosen = this.#claims[this.#claimBy[claim.txt] ?? -1];
      if (chosen?.speaksFor.length === 0 && claim.speaksFor.length > 0) this.#claimBy[claim.txt] = index;
    }
  }

  /** Texts that nobody reads under names that say of a record here who owns it, and those that are almost readable. */
  #findUnreadable(readings: readonly OwnershipReading[]): void {
    for (let txt = 0; txt < this.records.length; txt += 1) {
      const record = this.records[txt] as StoredRecord;
      if (record.type !== 'TXT' || this.#claimBy[txt] !== -1) continue;
      const [value = ''] = record.values;
      const isBroken = value.includes('heritage=external-dns') || value.includes('external-dns/owner=');
      if (!isBroken && !LOOKS_ENCRYPTED.test(value)) continue;
      const named = readings.map((reading) => reading.spokenForBy(record.name)).filter(({ type }) => type !== '');
      const subjects = named.flatMap(({ name, type }) =>
        this.recordsAt(name).filter((each) => this.records[each]?.type === type),
      );
      if (isBroken || subjects.length > 0) this.#unreadableTxts.add(txt);
      for (const subject of subjects) if (this.#claimOn[subject] === -1) this.#unreadable.add(subject);
    }
  }
}

/** One reading for all controllers that read alike; the usual one if there are none. */
function distinctReadings(configurations: readonly Configuration[]): readonly OwnershipReading[] {
  const distinct = new Map(
    configurations.map((configuration) => {
      const { version, txtPrefix, txtSuffix, txtWildcardReplacement, txtEncryptAesKey } = configuration;
      const rules = rulesOf({ version });
      const { txtNameReading, mappedTypes, readsAaaaApart, readsEqualsInLabels } = rules;
      const affixes = [txtPrefix.toLowerCase(), txtSuffix.toLowerCase(), txtWildcardReplacement, txtEncryptAesKey];
      const key = [txtNameReading, mappedTypes, readsAaaaApart, readsEqualsInLabels, affixes];
      return [JSON.stringify(key), configuration];
    }),
  );
  return [...distinct.values()].map((configuration) => new OwnershipReading(configuration));
}

/** AES-GCM's nonce, text and tag in base64. */
const LOOKS_ENCRYPTED = /^"[A-Za-z0-9+/]{40,}={0,2}"$/;
