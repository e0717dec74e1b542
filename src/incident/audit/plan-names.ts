import type { RecordTable } from '../zone-export/record-table.ts';

/** A record set as plans tell them apart. */
export interface PlannedSet {
  readonly planName: string;
  readonly type: string;
  readonly setIdentifier: string;
}

/**
 * The names of a zone as plans compare them.
 *
 * That is the zone key for all but a few: names that are no proper IDNA, or that are written in another script. These are
 * looked for once; all others are found by their numbers, without a text made for each question.
 */
export class PlanNames {
  readonly #records: RecordTable;
  /** The names that plans know under another text: that text by their numbers, and their numbers by that text. */
  readonly #otherTexts = new Map<number, string>();
  readonly #others = new Map<string, number[]>();

  /** `planNameOf` is how a plan normalises a name, without the final dot. */
  constructor(records: RecordTable, planNameOf: (name: string) => string) {
    this.#records = records;
    for (let nameId = 0; nameId < records.names.count; nameId += 1) {
      const name = records.names.nameOf(nameId);
      const planName = planNameOf(name);
      if (planName === name) continue;
      this.#otherTexts.set(nameId, planName);
      this.#others.set(planName, [...(this.#others.get(planName) ?? []), nameId]);
    }
  }

  /** What plans call a name of the zone, by its number. */
  planNameOf(nameId: number): string {
    return this.#otherTexts.get(nameId) ?? this.#records.names.nameOf(nameId);
  }

  /** The numbers of the zone's names that are one name to plans. */
  nameIdsOf(planName: string): readonly number[] {
    const nameId = this.#records.names.find(planName);
    const own = nameId === undefined || this.#otherTexts.has(nameId) ? [] : [nameId];
    return this.#others.size === 0 ? own : [...own, ...(this.#others.get(planName) ?? [])];
  }

  /** The numbers of the records that a plan takes for this one. */
  matching({ planName, type, setIdentifier }: PlannedSet): readonly number[] {
    const records = this.#records;
    const found: number[] = [];
    for (const nameId of this.nameIdsOf(planName)) {
      for (let at = records.firstOf(nameId); at !== undefined; at = records.nextOf(at)) {
        const isSame = records.typeOf(at) === type && (records.setIdentifierOf(at) ?? '') === setIdentifier;
        if (isSame) found.push(at);
      }
    }
    return found;
  }
}
