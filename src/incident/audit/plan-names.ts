import type { RecordTable } from '../zone-export/record-table.ts';

/** A record set as plans tell them apart. */
export interface PlannedSet {
  readonly planName: string;
  readonly type: string;
  readonly setIdentifier: string;
}

/**
 * Finds the records of a zone by the names under which plans compare them.
 *
 * That is the zone key for all but a few: names that are no proper IDNA, or that are written in another script. These are
 * looked for once; all others are found by their numbers, without a text made for each question.
 */
export class PlanNames {
  readonly #records: RecordTable;
  /** The records whose plan's name is another text than their zone key, by that name; and all of them. */
  readonly #others = new Map<string, number[]>();
  readonly #isOther = new Set<number>();

  /** `planNameOf` is how a plan normalises a name, without the final dot. */
  constructor(records: RecordTable, planNameOf: (name: string) => string) {
    this.#records = records;
    for (let record = 0; record < records.count; record += 1) {
      const planName = planNameOf(records.nameOf(record));
      if (planName === records.keyOf(record)) continue;
      this.#isOther.add(record);
      this.#others.set(planName, [...(this.#others.get(planName) ?? []), record]);
    }
  }

  /** The numbers of the records that a plan would take for this one. */
  matching({ planName, type, setIdentifier }: PlannedSet): readonly number[] {
    const records = this.#records;
    const found: number[] = [];
    const matches = (record: number) =>
      records.typeOf(record) === type && (records.setIdentifierOf(record) ?? '') === setIdentifier;
    let at = records.firstOf(records.names.find(planName));
    for (; at !== undefined; at = records.nextOf(at)) {
      if (matches(at) && !this.#isOther.has(at)) found.push(at);
    }
    if (this.#isOther.size > 0) found.push(...(this.#others.get(planName) ?? []).filter(matches));
    return found;
  }
}
