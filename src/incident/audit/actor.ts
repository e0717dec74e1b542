import type { StoredRecord } from '../../dns/stored-record.ts';
import type { Endpoint } from '../../externaldns/endpoint.ts';
import { byCodeUnit } from '../../kernel/json.ts';
import type { AuditController } from './audit-input.ts';
import type { PlannedRecord, PlannedSync } from './audit-result.ts';
import { NextSync, type Sync } from './next-sync.ts';
import type { OwnershipIndex } from './ownership-index.ts';

/** A controller in an audit: what it wants, what it does next, and what it cannot get. */
export class Actor {
  readonly name: string;
  readonly cluster: string;
  readonly next: NextSync;
  /** Whether it is known what its cluster wants. */
  readonly isKnown: boolean;
  readonly #index: OwnershipIndex;
  readonly #sync: Sync | undefined;
  readonly #wanted: ReadonlySet<string>;
  readonly #wantedNames: ReadonlySet<string>;
  readonly #deleted: ReadonlySet<string>;
  readonly #updated: ReadonlySet<string>;
  readonly #touched: ReadonlySet<string>;

  constructor(controller: AuditController, index: OwnershipIndex, zoneName: string) {
    const { name, cluster, configuration, objects } = controller;
    this.name = name;
    this.cluster = cluster;
    this.isKnown = objects !== null;
    this.next = new NextSync({ configuration, objects: objects ?? [], zoneName });
    this.#index = index;
    this.#sync = this.isKnown ? this.next.over(this.#relevantRecords()) : undefined;
    const keys = (endpoints: readonly Endpoint[]) => new Set(endpoints.map((endpoint) => this.next.keyOf(endpoint)));
    const { planned, changes } = this.#sync ?? {};
    this.#wanted = keys(this.next.wishes);
    this.#wantedNames = new Set(this.next.wishes.map(({ dnsName }) => this.next.zoneKeyOf(dnsName)));
    this.#deleted = keys(planned?.delete ?? []);
    this.#updated = keys(planned?.updateNew ?? []);
    this.#touched = keys(Object.values(changes ?? {}).flat());
  }

  get ownerId(): string {
    return this.next.ownerId;
  }

  wants(record: number): boolean {
    return this.#wanted.size > 0 && this.#wanted.has(this.#keyOf(record));
  }

  /** Whether it wants anything under a name, whatever the type. */
  wantsName(name: string): boolean {
    return this.#wantedNames.has(name);
  }

  deletes(record: number): boolean {
    return this.#deleted.size > 0 && this.#deleted.has(this.#keyOf(record));
  }

  updates(record: number): boolean {
    return this.#updated.size > 0 && this.#updated.has(this.#keyOf(record));
  }

  /** Whether the next sync creates, changes or deletes it, ownership records included. */
  touches(record: number): boolean {
    return this.#touched.size > 0 && this.#touched.has(this.#keyOf(record));
  }

  /** What its next sync asks the provider for; `null` if that is not known. */
  get plannedSync(): PlannedSync | null {
    if (this.#sync === undefined) return null;
    const { create, updateNew, delete: deleted } = this.#sync.changes;
    return { create: create.map(planned), update: updateNew.map(planned), delete: deleted.map(planned) };
  }

  /** The wishes that it neither has nor creates next: somebody else's record is in the way. */
  unmetWishes(): readonly Endpoint[] {
    if (this.#sync === undefined || this.ownerId === '') return [];
    const { listing, planned } = this.#sync;
    const owned = listing.filter(({ labels }) => labels.owner === this.ownerId);
    const met = new Set([...owned, ...planned.create, ...planned.updateNew].map((each) => this.next.keyOf(each)));
    return this.next.wishes.filter((wish) => !met.has(this.next.keyOf(wish)));
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

  #keyOf(record: number): string {
    const { records } = this.#index;
    const setIdentifier = records.setIdentifierOf(record) ?? '';
    return this.next.keyOf({ dnsName: records.nameOf(record), recordType: records.typeOf(record), setIdentifier });
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
    // Marks in bytes: sets of numbers took five times as long.
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

function planned({ dnsName, recordType, targets }: Endpoint): PlannedRecord {
  return { name: dnsName, type: recordType, targets };
}
