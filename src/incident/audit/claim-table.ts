/** What an ownership TXT record says. */
export interface ClaimColumns {
  /** The TXT record: its number. */
  readonly txt: number;
  /** The number of the name that it speaks for. */
  readonly nameId: number;
  /** Empty for the old, untyped names. */
  readonly type: string;
  /** Empty if the TXT names no owner. */
  readonly owner: string;
  readonly setIdentifier: string;
  /** Which way of reading names and texts found it, as a number: it speaks for what is found in the same way. */
  readonly reading: number;
}

/**
 * The claims of a zone's ownership TXT records by number, in the order in which they were added, and the record sets that
 * each of them speaks for.
 *
 * In columns, as the records are: hundreds of thousands of objects took the garbage collector longer than everything else
 * that is done with them.
 */
export class ClaimTable {
  readonly #txts: number[] = [];
  readonly #nameIds: number[] = [];
  readonly #types: string[] = [];
  readonly #owners: string[] = [];
  readonly #setIdentifiers: string[] = [];
  readonly #readings: number[] = [];
  /** The first record set that a claim speaks for, -1 for none; the few that speak for several have all of them below. */
  readonly #subjects: number[] = [];
  readonly #severalSubjects = new Map<number, number[]>();
  /** One text for each owner, instead of a part of each TXT. */
  readonly #ownerTexts = new Map<string, string>();

  get count(): number {
    return this.#txts.length;
  }

  /** Returns the claim's number. */
  add({ txt, nameId, type, owner, setIdentifier, reading }: ClaimColumns): number {
    let known = this.#ownerTexts.get(owner);
    if (known === undefined) {
      known = owner;
      this.#ownerTexts.set(owner, owner);
    }
    this.#txts.push(txt);
    this.#nameIds.push(nameId);
    this.#types.push(type);
    this.#owners.push(known);
    this.#setIdentifiers.push(setIdentifier);
    this.#readings.push(reading);
    this.#subjects.push(NONE);
    return this.#txts.length - 1;
  }

  txtOf(claim: number): number {
    return this.#txts[claim] as number;
  }

  nameIdOf(claim: number): number {
    return this.#nameIds[claim] as number;
  }

  typeOf(claim: number): string {
    return this.#types[claim] as string;
  }

  ownerOf(claim: number): string {
    return this.#owners[claim] as string;
  }

  setIdentifierOf(claim: number): string {
    return this.#setIdentifiers[claim] as string;
  }

  readingOf(claim: number): number {
    return this.#readings[claim] as number;
  }

  /** The first record set that a claim speaks for; `undefined` for an orphan. */
  subjectOf(claim: number): number | undefined {
    const subject = this.#subjects[claim] as number;
    return subject === NONE ? undefined : subject;
  }

  subjectsOf(claim: number): readonly number[] {
    const subject = this.subjectOf(claim);
    return this.#severalSubjects.get(claim) ?? (subject === undefined ? [] : [subject]);
  }

  speaksFor(claim: number, record: number): boolean {
    return this.#subjects[claim] === record || this.#severalSubjects.get(claim)?.includes(record) === true;
  }

  addSubject(claim: number, record: number): void {
    const first = this.subjectOf(claim);
    if (first === undefined) {
      this.#subjects[claim] = record;
      return;
    }
    const several = this.#severalSubjects.get(claim);
    if (several === undefined) this.#severalSubjects.set(claim, [first, record]);
    else several.push(record);
  }
}

const NONE = -1;
