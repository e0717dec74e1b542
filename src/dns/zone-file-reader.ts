import type { StoredRecord } from './stored-record.ts';
import { zoneKey } from './zone.ts';
import { type ZoneFileProblem, ZoneFileRecords } from './zone-file-records.ts';

export interface ZoneFile {
  /** The first origin that was in force: the argument, or the first `$ORIGIN`. Lower case, without the final dot. */
  readonly origin: string | undefined;
  /** One stored record per name, type and set identifier, in the order of first mention. A SOA is one of them. */
  readonly records: readonly StoredRecord[];
  /** All of them, by line and column. */
  readonly problems: readonly ZoneFileProblem[];
}

/**
 * Reads a zone file. Lines with problems are left out of `records`.
 *
 * As {@link ZoneFileRecords} has it, with the values of a record set together.
 */
export function readZoneFile(text: string, options: { readonly origin?: string } = {}): ZoneFile {
  const records = new Map<string, StoredRecord>();
  const problems: ZoneFileProblem[] = [];
  const reader = new ZoneFileRecords(
    {
      record: (record, place) => {
        const problem = addRecord(records, record);
        if (problem !== undefined) problems.push({ ...problem, ...place });
      },
      problem: (problem) => problems.push(problem),
    },
    options,
  );
  for (const line of text.split(/\r\n|\n|\r/)) reader.take(line);
  reader.end();
  return {
    origin: reader.firstOrigin,
    records: [...records.values()],
    problems: problems.sort((left, right) => left.line - right.line || left.column - right.column),
  };
}

type TtlsDiffer = Omit<Extract<ZoneFileProblem, { readonly code: 'ZONE_FILE_TTLS_DIFFER' }>, 'line' | 'column'>;

function addRecord(records: Map<string, StoredRecord>, record: StoredRecord): TtlsDiffer | undefined {
  const key = [zoneKey(record.name), record.type, record.setIdentifier ?? ''].join('\n');
  const known = records.get(key);
  if (known === undefined) {
    records.set(key, record);
    return undefined;
  }
  const { name, type } = known;
  if (known.ttl !== record.ttl) return { code: 'ZONE_FILE_TTLS_DIFFER', name, type, ttls: [known.ttl, record.ttl] };
  const values = [...new Set([...known.values, ...record.values])];
  const properties = { ...known.properties, ...record.properties };
  records.set(key, { ...known, values, ...(Object.keys(properties).length === 0 ? {} : { properties }) });
  return undefined;
}
