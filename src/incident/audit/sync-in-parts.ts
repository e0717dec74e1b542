import type { StoredRecord } from '../../dns/stored-record.ts';
import { byNameTypeSet } from '../../externaldns/endpoint/canonical-order.ts';
import type { Changes, Endpoint } from '../../externaldns/endpoint.ts';
import { hasChanges } from '../../externaldns/plan/has-changes.ts';
import { byCodeUnit } from '../../kernel/json.ts';
import { type NextSync, noChanges, type PlannedPart } from './next-sync.ts';
import type { OwnershipIndex } from './ownership-index.ts';
import type { PlanNames } from './plan-names.ts';

/** What a sync comes to. */
export interface Sync {
  /** What the plan changes. */
  readonly planned: Changes;
  /** What the provider is asked for: with the ownership records. */
  readonly changes: Changes;
  /** The wishes that the controller neither has nor creates: somebody else's record is in the way. */
  readonly unmet: readonly Endpoint[];
}

/** What is wanted under a name: as the sources say it, and as the provider would list it. */
interface Wanted {
  readonly endpoints: Endpoint[];
  readonly wishes: Endpoint[];
}

/**
 * The next sync of a controller over a zone of any size, some names at a time.
 *
 * What a plan does about a name depends on nothing but what exists and is wanted under that name, and on the TXT records
 * that speak for it. So it is enough to plan the names at which the controller owns or wants something, and the plans of
 * a thousand names, one after the other, are the plan of all: of each part counts what it says about its own names. In
 * parts, nothing lives long enough to be copied by the garbage collector, which takes half the time of planning at once.
 */
export class SyncInParts {
  readonly #next: NextSync;
  readonly #index: OwnershipIndex;
  readonly #planNames: PlanNames;
  readonly #partSize: number;
  readonly #wanted = new Map<string, Wanted>();

  constructor(
    next: NextSync,
    zone: { readonly index: OwnershipIndex; readonly planNames: PlanNames; readonly partSize: number },
  ) {
    this.#next = next;
    this.#index = zone.index;
    this.#planNames = zone.planNames;
    this.#partSize = zone.partSize;
    for (const wish of next.wishes) this.#wantedAt(next.zoneKeyOf(wish.dnsName)).wishes.push(wish);
    for (const endpoint of next.endpoints) this.#wanted.get(next.zoneKeyOf(endpoint.dnsName))?.endpoints.push(endpoint);
  }

  /** Whether anything is wanted under a name, whatever the type. */
  wantsName(planName: string): boolean {
    return this.#wanted.has(planName);
  }

  /** The next sync over the zone. */
  all(): Sync {
    const { ownerId, configuration } = this.#next;
    if (ownerId === '') return this.#finished([this.#next.plan([...this.#index.records], this.#next.endpoints)], []);
    const owners = [ownerId, configuration.migrateFromTxtOwner].filter((owner) => owner !== '');
    const names = new Set(this.#wanted.keys());
    for (const nameId of this.#index.nameNumbersOwnedBy(owners)) names.add(this.#planNames.planNameOf(nameId));
    return this.#over([...names]);
  }

  /** The next sync over some names, of which it wants each, as if the marked records were not there. */
  without(leftOut: Uint8Array, planNames: readonly string[]): Sync {
    return this.#over(planNames, leftOut);
  }

  #over(planNames: readonly string[], leftOut?: Uint8Array): Sync {
    const size = this.#next.isDecidedByName ? this.#partSize : planNames.length;
    const parts: PlannedPart[] = [];
    const missing: Endpoint[] = [];
    for (let start = 0; start < planNames.length; start += size) {
      const names = planNames.slice(start, start + size);
      const wanted = names.flatMap((name) => this.#wanted.get(name) ?? []);
      const wishes = wanted.flatMap((each) => each.wishes);
      const records = this.#recordsOf(names, wishes).filter((record) => leftOut?.[record] !== 1);
      const part = this.#next.plan(
        this.#stored(records),
        wanted.flatMap(({ endpoints }) => endpoints),
      );
      missing.push(...this.#missing(wishes, part.listing));
      parts.push({ ...part, listing: [], changes: this.#changesAt(new Set(names), part.changes) });
    }
    return this.#finished(parts, missing);
  }

  /** Of a part's changes those of its own names: others may only be there because a TXT has such a name. */
  #changesAt(names: ReadonlySet<string>, changes: Changes): Changes {
    if (!this.#next.isDecidedByName) return changes;
    const isHere = ({ dnsName }: Endpoint) => names.has(this.#next.zoneKeyOf(dnsName));
    const { create, updateOld, updateNew } = changes;
    return {
      create,
      updateOld: updateOld.filter((_, index) => isHere(updateNew[index] as Endpoint)),
      updateNew: updateNew.filter(isHere),
      delete: changes.delete.filter(isHere),
    };
  }

  #finished(parts: readonly PlannedPart[], missing: readonly Endpoint[]): Sync {
    const merged = parts.length === 1 ? (parts[0] as PlannedPart).changes : mergedChanges(parts);
    const isIdle = !hasChanges(merged) || this.#next.configuration.dryRun;
    if (isIdle) return { planned: noChanges, changes: noChanges, unmet: missing };
    const existingTxts = parts.flatMap((part) => part.existingTxts);
    const met = new Set([...merged.create, ...merged.updateNew].map((each) => this.#next.keyOf(each)));
    return {
      planned: merged,
      changes: this.#next.applied(merged, existingTxts),
      unmet: missing.filter((wish) => !met.has(this.#next.keyOf(wish))),
    };
  }

  /** The wishes that the controller does not own yet. */
  #missing(wishes: readonly Endpoint[], listing: readonly Endpoint[]): readonly Endpoint[] {
    const { ownerId } = this.#next;
    const owned = new Set<string>();
    for (const endpoint of listing) if (endpoint.labels.owner === ownerId) owned.add(this.#next.keyOf(endpoint));
    return wishes.filter((wish) => !owned.has(this.#next.keyOf(wish)));
  }

  /** The numbers of what is under these names and under those of the TXT records that creating wishes asks about. */
  #recordsOf(planNames: readonly string[], wishes: readonly Endpoint[]): readonly number[] {
    const txtNames = this.#next.txtNamesOf(wishes).map((name) => this.#next.zoneKeyOf(name));
    const found = new Set<number>();
    for (const planName of [...planNames, ...txtNames]) {
      for (const nameId of this.#planNames.nameIdsOf(planName)) {
        for (const record of this.#index.recordsUnder(nameId)) found.add(record);
      }
    }
    return [...found];
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

  #wantedAt(planName: string): Wanted {
    let wanted = this.#wanted.get(planName);
    if (wanted === undefined) {
      wanted = { endpoints: [], wishes: [] };
      this.#wanted.set(planName, wanted);
    }
    return wanted;
  }
}

/** In the order in which a plan has them. */
function mergedChanges(parts: readonly PlannedPart[]): Changes {
  const all = (list: keyof Changes) => parts.flatMap(({ changes }) => changes[list]);
  const updateNew = all('updateNew');
  const updates = all('updateOld').map((old, index) => ({ old, new: updateNew[index] as Endpoint }));
  updates.sort((left, right) => byNameTypeSet(left.new, right.new));
  return {
    create: all('create').sort(byNameTypeSet),
    updateOld: updates.map((update) => update.old),
    updateNew: updates.map((update) => update.new),
    delete: all('delete').sort(byNameTypeSet),
  };
}
