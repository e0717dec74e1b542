import type { StoredRecord } from '../../dns/stored-record.ts';
import { zoneKey } from '../../dns/zone.ts';
import { RecordTable } from './record-table.ts';
import type { FilePlace, ZoneExportMistake, ZoneExportProblem } from './zone-export.ts';

/** More are counted, not kept. */
export const PROBLEMS_KEPT_MAX = 1000;

/** Where something stands in the file that is being read. */
export type Place = Pick<FilePlace, 'line' | 'column'>;

/**
 * Puts together what an export lists one by one: values of one record set, and the problems. Records of Cloudflare's
 * belong together only if they share TTL and properties, since there each has its own.
 */
export class RecordCollector {
  readonly #file: string;
  readonly #table = new RecordTable();
  /** By the name's number, the sets of names with many; and the values of sets with many. */
  readonly #largeNames = new Map<number, Map<string, number>>();
  readonly #largeSets = new Map<number, Set<string>>();
  readonly #problems: ZoneExportProblem[] = [];
  #problemCount = 0;
  #valueCount = 0;

  /** Set as soon as it is known, before the first record. */
  isCloudflare = false;

  constructor(file: string) {
    this.#file = file;
  }

  /** The record sets in the order of first mention, and the problems in the order of the file. */
  result(): {
    readonly table: RecordTable;
    readonly problems: readonly ZoneExportProblem[];
    readonly problemCount: number;
  } {
    const problems = this.#problems.sort((left, right) => left.line - right.line || left.column - right.column);
    return { table: this.#table, problems, problemCount: this.#problemCount };
  }

  /** How many different values there are so far, as hosts count records. */
  get valueCount(): number {
    return this.#valueCount;
  }

  report(mistake: ZoneExportMistake, { line, column }: Place): void {
    this.#problemCount += 1;
    if (this.#problems.length < PROBLEMS_KEPT_MAX) this.#problems.push({ ...mistake, file: this.#file, line, column });
  }

  add(record: StoredRecord, place: Place): void {
    const table = this.#table;
    const nameId = table.names.idOf(zoneKey(record.name));
    const known = this.#find(record, nameId);
    if (known === undefined) {
      const added = table.add(record, nameId);
      this.#largeNames.get(nameId)?.set(this.#keyOf(record), added);
      this.#valueCount += record.values.length;
      return;
    }
    const [name, type, ttl] = [table.nameOf(known), table.typeOf(known), table.ttlOf(known)];
    if (ttl !== record.ttl) {
      this.report({ code: 'ZONE_FILE_TTLS_DIFFER', name, type, ttls: [ttl, record.ttl] }, place);
      return;
    }
    for (const value of record.values) {
      if (this.#addValue(known, value)) continue;
      // A transfer (`dig axfr`) begins and ends with the SOA record.
      if (type !== 'SOA') this.report({ code: 'EXPORT_DUPLICATE', name, type, value }, place);
    }
  }

  /** The record that this one belongs to; nothing if it is the first of its kind. */
  #find(record: StoredRecord, nameId: number): number | undefined {
    const large = this.#largeNames.get(nameId);
    if (large !== undefined) return large.get(this.#keyOf(record));
    let count = 0;
    // Most names have one or two sets, so that a chain of them is faster than a map.
    for (let at = this.#table.firstOf(nameId); at !== undefined; at = this.#table.nextOf(at)) {
      if (this.#belongsTo(at, record)) return at;
      count += 1;
    }
    if (count >= LARGE) this.#indexName(nameId);
    return undefined;
  }

  #indexName(nameId: number): void {
    const sets = this.#table.under(nameId).map((each) => [this.#keyOf(this.#table.at(each)), each] as const);
    this.#largeNames.set(nameId, new Map(sets));
  }

  /** Whether a record of the same name is part of the same set. */
  #belongsTo(known: number, record: StoredRecord): boolean {
    const table = this.#table;
    if (table.typeOf(known) !== record.type) return false;
    const hasNoProperties = table.propertiesOf(known) === undefined && record.properties === undefined;
    if (hasNoProperties && table.ttlOf(known) === record.ttl) {
      return table.setIdentifierOf(known) === record.setIdentifier;
    }
    return this.#keyOf(table.at(known)) === this.#keyOf(record);
  }

  #keyOf({ name, type, ttl, setIdentifier, properties }: StoredRecord): string {
    return JSON.stringify([zoneKey(name), type, ...(this.isCloudflare ? [ttl, properties ?? {}] : [setIdentifier])]);
  }

  /** Whether the value is new. */
  #addValue(known: number, value: string): boolean {
    const values = this.#table.valuesOf(known);
    if (values.length < LARGE) {
      if (values.includes(value)) return false;
    } else {
      const all = this.#largeSets.get(known) ?? new Set(values);
      this.#largeSets.set(known, all);
      if (all.has(value)) return false;
      all.add(value);
    }
    this.#table.addValue(known, value);
    this.#valueCount += 1;
    return true;
  }
}

/** From here on, looking through a list would take too long. */
const LARGE = 32;
