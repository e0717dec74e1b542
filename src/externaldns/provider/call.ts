import type { StoredRecord } from '../../dns/stored-record.ts';
import { zoneKey } from '../../dns/zone.ts';

/** One request to a DNS host's API that changes a zone, as plain JSON: what a controller has still to do. */
export interface Call {
  /** The name of the zone it goes to. */
  readonly zone: string;
  readonly zoneId: string;
  /**
   * `record`: changes one record. `batch`: changes all of its records or none. `retry`: takes up one part of a batch
   * that was refused.
   */
  readonly kind: 'record' | 'batch' | 'retry';
  readonly changes: readonly RecordChange[];
  /** Which of several batches of one run it is, as log lines show it: `1/3`. */
  readonly part?: string;
}

/** One record set, or one record where the host keeps them apart, that a call changes. */
export interface RecordChange {
  /** `EXPECT` changes nothing: the record has to be there as given, or the whole call is refused. */
  readonly action: 'CREATE' | 'UPDATE' | 'UPSERT' | 'DELETE' | 'EXPECT';
  /** The record as it is to be; for `DELETE` and `EXPECT` as it is thought to be. */
  readonly record: StoredRecord;
  /** The name whose ownership the record documents; on TXT records of the registry only. */
  readonly ownedRecord?: string;
}

/** What stands in a zone under the names that a call touches, by zone key. */
export type Stored = ReadonlyMap<string, readonly StoredRecord[]>;

/** How a DNS host's API answers a call. */
export type Answer = {
  /** Changes left out because the record to change was not found beforehand: by their index in the call. */
  readonly missing: readonly number[];
} & (
  | {
      readonly result: 'applied';
      /** What is stored from now on under the names that changed, by zone key. */
      readonly records: Stored;
    }
  | {
      readonly result: 'refused';
      /** In the words of the host's client library. */
      readonly error: string;
    }
);

/** The zone keys that a call reads and may write, each once, in order of first mention. */
export function keysOf(call: Call): readonly string[] {
  return [...new Set(call.changes.map(({ record }) => zoneKey(record.name)))];
}
