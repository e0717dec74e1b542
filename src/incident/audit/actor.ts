import type { Changes, Endpoint } from '../../externaldns/endpoint.ts';
import type { AuditController } from './audit-input.ts';
import type { PlannedRecord, PlannedSync } from './audit-result.ts';
import { NextSync } from './next-sync.ts';
import type { OwnershipIndex } from './ownership-index.ts';
import type { PlanNames } from './plan-names.ts';
import { SyncInParts } from './sync-in-parts.ts';

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
  readonly #sync: SyncInParts;
  /** What is so about each record, by its number: one bit each. */
  readonly #marks: Uint8Array;

  constructor(
    controller: AuditController,
    zone: {
      readonly name: string;
      readonly index: OwnershipIndex;
      readonly planNames: PlanNamesOf;
      readonly partSize: number;
    },
  ) {
    const { name, cluster, configuration, objects } = controller;
    this.name = name;
    this.cluster = cluster;
    this.isKnown = objects !== null;
    this.next = new NextSync({ configuration, objects: objects ?? [], zoneName: zone.name });
    this.#marks = new Uint8Array(zone.index.records.count);
    const planNames = zone.planNames(this.next);
    const mark = this.#marker(planNames);
    mark(this.next.wishes, WANTED);
    this.#sync = new SyncInParts(this.next, { ...zone, planNames });
    const sync = this.isKnown ? this.#sync.all() : undefined;
    this.plannedSync = sync === undefined ? null : plannedSyncOf(sync.changes);
    this.unmetWishes = sync?.unmet ?? [];
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
    return this.#sync.wantsName(name);
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
  createsWithout(removed: Uint8Array, names: ReadonlySet<string>): ReadonlySet<string> {
    // What nobody wants is not created.
    const wanted = [...names].filter((name) => this.isKnown && this.wantsName(name));
    const { planned } = this.#sync.without(removed, wanted);
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
