import type { StoredRecord } from '../../dns/stored-record.ts';
import type { Changes, Endpoint } from '../../externaldns/endpoint.ts';
import { byCodeUnit } from '../../kernel/json.ts';
import type { AuditController } from './audit-input.ts';
import type { PlannedRecord, PlannedSync } from './audit-result.ts';
import { NextSync, type Sync } from './next-sync.ts';
import type { OwnershipIndex } from './ownership-index.ts';
import type { PlanNames } from './plan-names.ts';

/** The names as the plans of a controller compare them. */
export type PlanNamesOf = (next: NextSync) => PlanNames;

/** A controller in an audit: what it wants, what it does next, and what it cannot get. */
export class Actor {
  readonly name: string;
  readonly cluster: string;
  readonly next: NextSync;
  /** Whether it is known what its cluster wants. */
  readonly isKnown: boolean;
  /** What its next sync asks the provider for; `null` if that is not known. */
  readonly plannedSync: PlannedSync | null;
  /** The wishes that it neither has nor creates next: somebody else's record is in the way. */
  readonly unmetWishes: readonly Endpoint[];
  readonly #index: OwnershipIndex;
  readonly #wantedNames: ReadonlySet<string>;
  /** What is so about each record, by its number: one bit each. */
  readonly #marks: Uint8Array;

  constructor(
    controller: AuditController,
    zone: { readonly name: string; readonly index: OwnershipIndex; readonly planNames: PlanNamesOf },
  ) {
    const { name, cluster, configuration, objects } = controller;
    this.name = name;
    this.cluster = cluster;
    this.isKnown = objects !== null;
    this.next = new NextSync({ configuration, objects: objects ?? [], zoneName: zone.name });
    this.#index = zone.index;
    this.#wantedNames = new Set(this.next.wishes.map(({ dnsName }) => this.next.zoneKeyOf(dnsName)));
    this.#marks = new Uint8Array(zone.index.records.count);
    const mark = this.#marker(zone.planNames(this.next));
    mark(this.next.wishes, WANTED);
    // The sync itself is not kept: with all endpoints that it listed, it is larger than the zone.
    const sync = this.isKnown ? this.next.over(this.#relevantRecords()) : undefined;
    this.plannedSync = sync === undefined ? null : plannedSyncOf(sync.changes);
    this.unmetWishes = sync === undefined ? [] : this.#unmetBy(sync);
    mark(sync?.planned.delete ?? [], DELETED);
    mark(sync?.planned.updateNew ?? [], UPDATED);
    for (const changed of Object.values(sync?.changes ?? {})) mark(changed, TOUCHED);
  }

  get ownerId(): string {
    return this.next.ownerId;
  }

  /** Records are asked about by their numbers. */
  wants(record: number): boolean {
    return this.#isMarked(record, WANTED);
  }

  /** Whether it wants anything under a name, whatever the type. */
  wantsName(name: string): boolean {
    return this.#wantedNames.has(name);
  }

  deletes(record: number): boolean {
    return this.#isMarked(record, DELETED);
  }

  updates(record: number): boolean {
    return this.#isMarked(record, UPDATED);
  }

  /** Whether the next sync creates, changes or deletes it, ownership records included. */
  touches(record: number): boolean {
    return this.#isMarked(record, TOUCHED);
  }

  /** The names that it creates next if the marked records are taken away, of these names. */
  createsWithout(removed: Uint8Array, candidates: ReadonlySet<string>): ReadonlySet<string> {
    // What nobody wants is not created.
    const wanted = new Set([...candidates].filter((name) => this.isKnown && this.wantsName(name)));
    if (wanted.size === 0) return wanted;
    const names = [...wanted].map((name) => this.#index.nameNumber(name));
    const { planned } = this.next.over(this.#stored(this.#recordsUnder(names, removed)), wanted);
    return new Set(planned.create.map(({ dnsName }) => this.next.zoneKeyOf(dnsName)));
  }

  #isMarked(record: number, bit: number): boolean {
    return ((this.#marks[record] as number) & bit) !== 0;
  }

  #marker(planNames: PlanNames): (endpoints: readonly Endpoint[], bit: number) => void {
    return (endpoints, bit) => {
      for (const { dnsName, recordType: type, setIdentifier } of endpoints) {
        const planName = this.next.zoneKeyOf(dnsName);
        for (const record of planNames.matching({ planName, type, setIdentifier })) {
          this.#marks[record] = (this.#marks[record] as number) | bit;
        }
      }
    };
  }

  #unmetBy({ listing, planned }: Sync): readonly Endpoint[] {
    if (this.ownerId === '') return [];
    const owned = listing.filter(({ labels }) => labels.owner === this.ownerId);
    const met = new Set([...owned, ...planned.create, ...planned.updateNew].map((each) => this.next.keyOf(each)));
    return this.next.wishes.filter((wish) => !met.has(this.next.keyOf(wish)));
  }

  /** Everything under the names that it owns or wants something at, and their ownership records. */
  #relevantRecords(): readonly StoredRecord[] {
    const { ownerId, wishes, configuration } = this.next;
    if (ownerId === '') return [...this.#index.records];
    const wanted = [...wishes.map(({ dnsName }) => this.next.zoneKeyOf(dnsName)), ...this.next.txtNamesWanted];
    const owners = [ownerId, configuration.migrateFromTxtOwner].filter((owner) => owner !== '');
    const names = [...wanted.map((name) => this.#index.nameNumber(name)), ...this.#index.nameNumbersOwnedBy(owners)];
    return this.#stored(this.#recordsUnder(names));
  }

  /** The numbers of what is under these names, each once, less those that are marked as left out. */
  #recordsUnder(names: readonly (number | undefined)[], leftOut?: Uint8Array): readonly number[] {
    const { records } = this.#index;
    const found: number[] = [];
    // Bytes and no sets: there may be a million numbers.
    const seenNames = new Uint8Array(records.names.count);
    const seen = leftOut === undefined ? new Uint8Array(records.count) : leftOut.slice();
    for (const name of names) {
      if (name === undefined || seenNames[name] === 1) continue;
      seenNames[name] = 1;
      for (const record of this.#index.recordsUnder(name)) {
        if (seen[record] === 1) continue;
        seen[record] = 1;
        found.push(record);
      }
    }
    return found;
  }

  /** In the order of name and type within a name: hosts list them so, and external-dns groups neighbours. */
  #stored(numbers: readonly number[]): readonly StoredRecord[] {
    const byName = new Map<string, StoredRecord[]>();
    for (const number of numbers) {
      const record = this.#index.records.at(number);
      const list = byName.get(record.name);
      if (list === undefined) byName.set(record.name, [record]);
      else list.push(record);
    }
    return [...byName.values()].flatMap((records) =>
      records.length === 1 ? records : records.sort((left, right) => byCodeUnit(left.type, right.type)),
    );
  }
}

function plannedSyncOf({ create, updateNew, delete: deleted }: Changes): PlannedSync {
  return { create: create.map(planned), update: updateNew.map(planned), delete: deleted.map(planned) };
}

function planned({ dnsName, recordType, targets }: Endpoint): PlannedRecord {
  return { name: dnsName, type: recordType, targets };
}

const WANTED = 1;
const DELETED = 2;
const UPDATED = 4;
const TOUCHED = 8;
