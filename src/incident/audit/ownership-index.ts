import { zoneKey } from '../../dns/zone.ts';
import type { Configuration } from '../../externaldns/configuration.ts';
import { labelsOfText } from '../../externaldns/labels/label-text.ts';
import { rulesOf } from '../../externaldns/version.ts';
import { OwnershipReading } from '../../properties/ownership.ts';
import type { RecordTable } from '../zone-export/record-table.ts';
import { Chains } from './chains.ts';
import { ClaimTable } from './claim-table.ts';

/**
 * Who owns what in a zone of any size: everything is a number, names included, so that a million record sets take some
 * tens of megabytes beside themselves.
 *
 * Ownership is read as all controllers together would read it, see properties/ownership.ts.
 */
export class OwnershipIndex {
  readonly records: RecordTable;
  readonly claims = new ClaimTable();
  readonly #claimsAt: Chains;
  /** The claim that a record set is owned by, and the one that a TXT record makes; -1 for none. */
  readonly #claimOn: Int32Array;
  readonly #claimBy: Int32Array;
  readonly #unreadableTxts = new Set<number>();
  readonly #unreadable = new Set<number>();

  constructor(records: RecordTable, configurations: readonly Configuration[]) {
    this.records = records;
    const readings = distinctReadings(configurations);
    this.#claimOn = new Int32Array(records.count).fill(NONE);
    this.#claimBy = new Int32Array(records.count).fill(NONE);
    this.#readClaims(readings);
    this.#claimsAt = new Chains({ keyCount: records.names.count, itemCount: this.claims.count });
    for (let claim = this.claims.count - 1; claim >= 0; claim -= 1) {
      this.#claimsAt.add(this.claims.nameIdOf(claim), claim);
    }
    this.#answerClaims(readings);
    this.#findUnreadable(readings);
  }

  /** The numbers of the record sets stored under a name, in the order of the export. */
  recordsAt(name: string): readonly number[] {
    return this.records.under(this.nameNumber(name));
  }

  /** The number of a name under which there is something, or which something speaks for. */
  nameNumber(name: string): number | undefined {
    return this.records.names.find(zoneKey(name));
  }

  /** The numbers of the names that records with this owner are under. */
  nameNumbersOwnedBy(owners: readonly string[]): readonly number[] {
    const numbers: number[] = [];
    for (let claim = 0; claim < this.claims.count; claim += 1) {
      if (!owners.includes(this.claims.ownerOf(claim))) continue;
      for (const record of this.claims.subjectsOf(claim)) numbers.push(this.records.nameIdOf(record));
    }
    return numbers;
  }

  /** What is stored under a name, by its number, and the TXT records that speak for it. */
  recordsUnder(name: number): readonly number[] {
    const numbers: number[] = [];
    for (let record = this.records.firstOf(name); record !== undefined; record = this.records.nextOf(record)) {
      numbers.push(record);
      // A wildcard's may have another name in it.
      const claim = this.claimOn(record);
      if (claim !== undefined && this.claims.nameIdOf(claim) !== name) numbers.push(this.claims.txtOf(claim));
    }
    for (const claim of this.#claimsAt.of(name)) numbers.push(this.claims.txtOf(claim));
    return numbers;
  }

  /** Whether the TXT records that speak for a record set, or the values of one, name several owners; which ones. */
  ownersOn(record: number): readonly string[] {
    const claim = this.claimOn(record);
    if (claim === undefined) return [];
    const owners = [this.claims.ownerOf(claim)];
    const values = this.records.valuesOf(this.claims.txtOf(claim));
    const at = this.#claimsAt.of(this.claims.nameIdOf(claim));
    if (values.length === 1 && at.length === 1) return owners;
    for (const value of values.slice(1)) owners.push(labelsOfText(value)?.owner ?? '');
    for (const other of at) if (this.claims.speaksFor(other, record)) owners.push(this.claims.ownerOf(other));
    return [...new Set(owners)].filter((owner) => owner !== '');
  }

  /** The claim that a record set is owned by. */
  claimOn(record: number): number | undefined {
    return numberOrNone(this.#claimOn[record]);
  }

  /** The claim that a TXT record makes. */
  claimBy(record: number): number | undefined {
    return numberOrNone(this.#claimBy[record]);
  }

  /** The name that a claim is about; a wildcard as its TXT spells it. */
  nameClaimed(claim: number): string {
    return this.records.names.nameOf(this.claims.nameIdOf(claim));
  }

  /** The owner id of a record set, `null` where no TXT names one. */
  ownerOf(record: number): string | null {
    const claim = this.claimOn(record);
    return claim === undefined ? null : this.claims.ownerOf(claim) || null;
  }

  /** Whether a TXT record looks like one that says who owns what, and nobody here can read it; or is about such a TXT. */
  isUnreadable(record: number): boolean {
    return this.#unreadable.has(record) || this.#unreadableTxts.has(record);
  }

  #readClaims(readings: readonly OwnershipReading[]): void {
    for (let txt = 0; txt < this.records.count; txt += 1) {
      if (this.records.typeOf(txt) !== 'TXT') continue;
      const record = this.records.at(txt);
      for (const [reading, each] of readings.entries()) {
        const claim = each.claimOf(record);
        if (claim === undefined) continue;
        const { type, owner, setIdentifier } = claim;
        const nameId = this.records.names.idOf(claim.name);
        const known = this.claimBy(txt);
        const added = this.claims.add({ txt, nameId, type, owner, setIdentifier, reading });
        // Of several ways to read a name, the one that finds a type in it is the likely one.
        if (known === undefined || (this.claims.typeOf(known) === '' && type !== '')) this.#claimBy[txt] = added;
      }
    }
  }

  #answerClaims(readings: readonly OwnershipReading[]): void {
    for (let record = 0; record < this.records.count; record += 1) {
      // Only a wildcard can be spoken for under another name than its own.
      const isSpokenFor =
        this.#claimsAt.has(this.records.nameIdOf(record)) || this.records.keyOf(record).startsWith('*');
      if (this.#claimBy[record] !== NONE || !isSpokenFor) continue;
      const stored = this.records.at(record);
      for (const [reading, each] of readings.entries()) this.#answer(record, reading, each.answeredBy(stored));
    }
    // Read one way it may be an orphan, read the other way not.
    for (let claim = 0; claim < this.claims.count; claim += 1) {
      const txt = this.claims.txtOf(claim);
      const chosen = this.claimBy(txt);
      const isOrphan = chosen !== undefined && this.claims.subjectOf(chosen) === undefined;
      if (isOrphan && this.claims.subjectOf(claim) !== undefined) this.#claimBy[txt] = claim;
    }
  }

  #answer(record: number, reading: number, asked: ReturnType<OwnershipReading['answeredBy']>): void {
    const { name, types } = asked;
    const { names } = this.records;
    const setIdentifier = this.records.setIdentifierOf(record) ?? '';
    const own = this.records.nameIdOf(record);
    const at = this.#claimsAt.of(name === names.nameOf(own) ? own : names.find(name));
    for (const type of types) {
      for (const claim of at) {
        if (this.claims.typeOf(claim) !== type || this.claims.setIdentifierOf(claim) !== setIdentifier) continue;
        if (this.claims.readingOf(claim) !== reading || this.claims.speaksFor(claim, record)) continue;
        this.claims.addSubject(claim, record);
        if (this.#claimOn[record] === NONE) this.#claimOn[record] = claim;
      }
    }
  }

  /** Texts that nobody reads under names that say of a record here who owns it, and those that are almost readable. */
  #findUnreadable(readings: readonly OwnershipReading[]): void {
    for (let txt = 0; txt < this.records.count; txt += 1) {
      if (this.records.typeOf(txt) !== 'TXT' || this.#claimBy[txt] !== NONE) continue;
      const [value = ''] = this.records.valuesOf(txt);
      const isBroken = value.includes('heritage=external-dns') || value.includes('external-dns/owner=');
      if (!isBroken && !LOOKS_ENCRYPTED.test(value)) continue;
      const name = this.records.nameOf(txt);
      const named = readings.map((reading) => reading.spokenForBy(name)).filter(({ type }) => type !== '');
      const subjects = named.flatMap((subject) =>
        this.recordsAt(subject.name).filter((each) => this.records.typeOf(each) === subject.type),
      );
      if (isBroken || subjects.length > 0) this.#unreadableTxts.add(txt);
      for (const subject of subjects) if (this.#claimOn[subject] === NONE) this.#unreadable.add(subject);
    }
  }
}

const NONE = -1;

function numberOrNone(found: number | undefined): number | undefined {
  return found === NONE ? undefined : found;
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
