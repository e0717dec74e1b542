import type { StoredRecord } from '../../dns/stored-record.ts';
import { zoneKey } from '../../dns/zone.ts';
import { NameTable } from '../name-table.ts';
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
  readonly #records: Growing[] = [];
  readonly #names = new NameTable();
  /** By the name's number: most names have one or two sets, so that a list of them is as fast as a map. */
  readonly #byName: (Growing | Growing[])[] = [];
  /** What is known of the sets of names with many, and of the values of sets with many. */
  readonly #bySet = new Map<string, Growing>();
  readonly #largeSets = new Map<Growing, Set<string>>();
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
    readonly records: readonly StoredRecord[];
    readonly problems: readonly ZoneExportProblem[];
    readonly problemCount: number;
  } {
    const problems = this.#problems.sort((left, right) => left.line - right.line || left.column - right.column);
    return { records: this.#records, problems, problemCount: this.#problemCount };
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
    const known = this.#find(record);
    if (known === undefined) {
      this.#valueCount += record.values.length;
      return;
    }
    const { name, type, ttl } = known;
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

  /** The record that this one belongs to; nothing if it is the first of its kind, which is then kept. */
  #find(record: StoredRecord): Growing | undefined {
    const growing = record as Growing;
    const name = this.#names.idOf(zoneKey(record.name));
    const at = this.#byName[name];
    if (at === undefined) {
      this.#byName.push(growing);
    } else if (!Array.isArray(at)) {
      if (this.#belongsTo(at, record)) return at;
      this.#byName[name] = [at, growing];
    } else if (at.length < LARGE) {
      const known = at.find((each) => this.#belongsTo(each, record));
      if (known !== undefined) return known;
      at.push(growing);
      if (at.length === LARGE) for (const each of at) this.#bySet.set(this.#keyOf(each), each);
    } else {
      const known = this.#bySet.get(this.#keyOf(record));
      if (known !== undefined) return known;
      this.#bySet.set(this.#keyOf(record), growing);
    }
    this.#records.push(growing);
    return undefined;
  }

  /** Whether a record of the same name is part of the same set. */
  #belongsTo(known: StoredRecord, record: StoredRecord): boolean {
    if (known.type !== record.type) return false;
    if (known.properties === undefined && record.properties === undefined && known.ttl === record.ttl) {
      return known.setIdentifier === record.setIdentifier;
    }
    return this.#keyOf(known) === this.#keyOf(record);
  }

  #keyOf({ name, type, ttl, setIdentifier, properties }: StoredRecord): string {
    return JSON.stringify([zoneKey(name), type, ...(this.isCloudflare ? [ttl, properties ?? {}] : [setIdentifier])]);
  }

  /** Whether the value is new. */
  #addValue(known: Growing, value: string): boolean {
    const { values } = known;
    if (values.length < LARGE) {
      if (values.includes(value)) return false;
    } else {
      const all = this.#largeSets.get(known) ?? new Set(values);
      this.#largeSets.set(known, all);
      if (all.has(value)) return false;
      all.add(value);
    }
    values.push(value);
    this.#valueCount += 1;
    return true;
  }
}

/** A record whose values are still being collected. */
type Growing = StoredRecord & { readonly values: string[] };

/** From here on, looking through a list would take too long. */
const LARGE = 32;
