import type { StoredRecord } from '../../dns/stored-record.ts';
import { zoneKey } from '../../dns/zone.ts';
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
  readonly #sets = new Map<string, StoredRecord & { readonly values: string[] }>();
  /** The values of large sets, for which looking through the list would take too long. */
  readonly #largeSets = new Map<string, Set<string>>();
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
    return { records: [...this.#sets.values()], problems, problemCount: this.#problemCount };
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
    const key = this.#keyOf(record);
    const known = this.#sets.get(key);
    if (known === undefined) {
      this.#sets.set(key, record as StoredRecord & { values: string[] });
      this.#valueCount += record.values.length;
      return;
    }
    const { name, type, ttl } = known;
    if (ttl !== record.ttl) {
      this.report({ code: 'ZONE_FILE_TTLS_DIFFER', name, type, ttls: [ttl, record.ttl] }, place);
      return;
    }
    for (const value of record.values) {
      if (this.#addValue(known.values, value, key)) continue;
      // A transfer (`dig axfr`) begins and ends with the SOA record.
      if (type !== 'SOA') this.report({ code: 'EXPORT_DUPLICATE', name, type, value }, place);
    }
  }

  #keyOf({ name, type, ttl, setIdentifier, properties }: StoredRecord): string {
    const key = `${zoneKey(name)} ${type}`;
    if (this.#isPlain(setIdentifier, properties)) return this.isCloudflare ? `${key} ${ttl}` : key;
    const rest = this.isCloudflare ? [ttl, properties] : [setIdentifier];
    return `${key} ${JSON.stringify(rest)}`;
  }

  #isPlain(setIdentifier: string | undefined, properties: StoredRecord['properties']): boolean {
    return setIdentifier === undefined && (properties === undefined || !this.isCloudflare);
  }

  /** Whether the value is new. */
  #addValue(values: string[], value: string, key: string): boolean {
    if (values.length < LARGE) {
      if (values.includes(value)) return false;
    } else {
      const known = this.#largeSets.get(key) ?? new Set(values);
      this.#largeSets.set(key, known);
      if (known.has(value)) return false;
      known.add(value);
    }
    values.push(value);
    this.#valueCount += 1;
    return true;
  }
}

const LARGE = 32;
