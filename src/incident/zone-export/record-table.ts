import type { StoredRecord } from '../../dns/stored-record.ts';
import { zoneKey } from '../../dns/zone.ts';
import { NameTable } from '../name-table.ts';

/**
 * The record sets of a zone by number, from 0 upwards in the order in which they were added.
 *
 * A column for each member instead of an object for each record: of a million records, with objects, the garbage
 * collector copied and looked through some hundred megabytes more, which was a quarter of the time of an audit. What few
 * records have (another spelling than the zone key, no value or several) is beside the columns.
 */
export class RecordTable implements Iterable<StoredRecord> {
  /** The zone keys of the records' names, and of whatever else is looked up among them. */
  readonly names = new NameTable();
  readonly #nameIds: number[] = [];
  readonly #types: string[] = [];
  readonly #ttls: number[] = [];
  readonly #values: string[] = [];
  readonly #setIdentifiers: (string | undefined)[] = [];
  readonly #properties: StoredRecord['properties'][] = [];
  readonly #spellings = new Map<number, string>();
  readonly #severalValues = new Map<number, string[]>();
  readonly #labels = new Map<number, NonNullable<StoredRecord['labels']>>();
  /** The records of one name are a chain: the first and the last by the name's number, the next by the record's. */
  readonly #first: number[] = [];
  readonly #last: number[] = [];
  readonly #next: number[] = [];

  static of(records: Iterable<StoredRecord>): RecordTable {
    const table = new RecordTable();
    for (const record of records) table.add(record, table.names.idOf(zoneKey(record.name)));
    return table;
  }

  get count(): number {
    return this.#types.length;
  }

  /** Puts a record at the end, whose name's zone key has this number. Returns the record's number. */
  add(record: StoredRecord, nameId: number): number {
    const { name, type, ttl, values, setIdentifier, properties, labels } = record;
    const number = this.#types.length;
    this.#nameIds.push(nameId);
    this.#types.push(type);
    this.#ttls.push(ttl);
    this.#values.push(values[0] ?? '');
    this.#setIdentifiers.push(setIdentifier);
    this.#properties.push(properties);
    if (values.length !== 1) this.#severalValues.set(number, [...values]);
    if (name !== this.names.nameOf(nameId)) this.#spellings.set(number, name);
    if (labels !== undefined) this.#labels.set(number, labels);
    this.#link(number, nameId);
    return number;
  }

  /** Puts a value behind those that a record has. */
  addValue(number: number, value: string): void {
    const values = this.#severalValues.get(number);
    if (values === undefined) this.#severalValues.set(number, [this.#values[number] as string, value]);
    else values.push(value);
  }

  /** The number of the name's zone key. */
  nameIdOf(number: number): number {
    return this.#nameIds[number] as number;
  }

  keyOf(number: number): string {
    return this.names.nameOf(this.nameIdOf(number));
  }

  /** The name as the host spells it. */
  nameOf(number: number): string {
    return this.#spellings.get(number) ?? this.keyOf(number);
  }

  typeOf(number: number): string {
    return this.#types[number] as string;
  }

  ttlOf(number: number): number {
    return this.#ttls[number] as number;
  }

  valuesOf(number: number): readonly string[] {
    return this.#severalValues.get(number) ?? [this.#values[number] as string];
  }

  setIdentifierOf(number: number): string | undefined {
    return this.#setIdentifiers[number];
  }

  propertiesOf(number: number): StoredRecord['properties'] {
    return this.#properties[number];
  }

  /** The first record of a name, by the name's number; `undefined` if it has none. */
  firstOf(nameId: number | undefined): number | undefined {
    return nameId === undefined ? undefined : this.#first[nameId];
  }

  /** The next record of the same name. */
  nextOf(number: number): number | undefined {
    const next = this.#next[number] as number;
    return next === NONE ? undefined : next;
  }

  /** The numbers of the records of a name, by its number, in the order in which they were added. */
  under(nameId: number | undefined): readonly number[] {
    const numbers: number[] = [];
    for (let at = this.firstOf(nameId); at !== undefined; at = this.nextOf(at)) numbers.push(at);
    return numbers;
  }

  /** A record as a whole. It is made anew every time. */
  at(number: number): StoredRecord {
    const setIdentifier = this.#setIdentifiers[number];
    const properties = this.#properties[number];
    const labels = this.#labels.get(number);
    const record = {
      name: this.nameOf(number),
      type: this.typeOf(number),
      ttl: this.ttlOf(number),
      values: this.valuesOf(number),
    };
    // Most have nothing else, and three spreads take longer than all the rest.
    if (setIdentifier === undefined && properties === undefined && labels === undefined) return record;
    return {
      ...record,
      ...(setIdentifier === undefined ? {} : { setIdentifier }),
      ...(properties === undefined ? {} : { properties }),
      ...(labels === undefined ? {} : { labels }),
    };
  }

  *[Symbol.iterator](): Generator<StoredRecord> {
    for (let number = 0; number < this.count; number += 1) yield this.at(number);
  }

  #link(number: number, nameId: number): void {
    this.#next.push(NONE);
    const last = this.#last[nameId];
    if (last === undefined) this.#first[nameId] = number;
    else this.#next[last] = number;
    this.#last[nameId] = number;
  }
}

const NONE = -1;
