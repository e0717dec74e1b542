import type { StoredRecord } from '../../dns/stored-record.ts';
import type { ZoneFileProblem } from '../../dns/zone-file-records.ts';
import type { RecordTable } from './record-table.ts';

/**
 * Zone exports: what the tools of DNS hosts print when asked for all records of a zone.
 */

/**
 * `bind`: a master file, as Cloudflare, `dig axfr` and most others export it. The others are JSON: the answers of
 * Cloudflare's `dns_records` API, `aws route53 list-resource-record-sets`, `gcloud dns record-sets list`,
 * `az network dns record-set list`.
 */
export const zoneExportFormats = ['bind', 'cloudflare', 'route53', 'google', 'azure'] as const;
export type ZoneExportFormat = (typeof zoneExportFormats)[number];

/** What an export says. */
export interface ZoneExport {
  /** As found or as told; `undefined` if there was nothing to tell it by. */
  readonly format: ZoneExportFormat | undefined;
  /** Whether the export comes from Cloudflare, whatever its format. */
  readonly isCloudflare: boolean;
  /** Lower case, without the final dot; `undefined` if the export does not say. */
  readonly zoneName: string | undefined;
  /**
   * One for each record set, in the order of the export; of Cloudflare's, where TTL and properties belong to a record,
   * one for each group of records that share them.
   */
  readonly records: readonly StoredRecord[];
  /** The first ones, in the order of the export; what they are about is not among the records. */
  readonly problems: readonly ZoneExportProblem[];
  /** All of them. */
  readonly problemCount: number;
}

/** What an export says, of which there may be a million records. */
export interface ZoneExportTable extends Omit<ZoneExport, 'records'> {
  readonly table: RecordTable;
}

/** Where something stands. Line and column count from 1, columns in characters. */
export interface FilePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What is wrong with an export, and where. */
export type ZoneExportProblem = FilePlace & ZoneExportMistake;

export type ZoneExportMistake =
  | WithoutPlace<ZoneFileProblem>
  | JsonMistake
  /** Octets that are no UTF-8, or no text at all. */
  | { readonly code: 'EXPORT_NOT_TEXT'; readonly looksLike: 'gzip' | 'zip' | 'binary' | 'broken-utf-8' }
  /** No record can be that long. Lengths in characters. */
  | { readonly code: 'EXPORT_LINE_TOO_LONG'; readonly length: number; readonly lengthMax: number }
  | { readonly code: 'EXPORT_EMPTY' }
  /** JSON that is none of the formats' records. `members` are those that it has. */
  | { readonly code: 'EXPORT_UNKNOWN_RECORD'; readonly members: readonly string[] }
  | { readonly code: 'EXPORT_WRONG_MEMBER'; readonly member: string; readonly expected: string }
  | { readonly code: 'EXPORT_BAD_NAME'; readonly name: string }
  | { readonly code: 'EXPORT_DUPLICATE'; readonly name: string; readonly type: string; readonly value: string }
  /** The export says that there is more: pages are missing. `totalCount` is `null` where it does not say how many. */
  | { readonly code: 'EXPORT_INCOMPLETE'; readonly foundCount: number; readonly totalCount: number | null }
  /** The answer of an API that refused. */
  | { readonly code: 'EXPORT_REFUSED'; readonly message: string };

/** What is wrong with a text that should be JSON. */
export type JsonMistake =
  | { readonly code: 'JSON_SYNTAX'; readonly detail: string }
  | { readonly code: 'JSON_TRUNCATED' }
  /** An object longer than any that is expected: most likely a quotation mark is missing. Lengths in characters. */
  | { readonly code: 'JSON_OBJECT_TOO_LONG'; readonly lengthMax: number };

type WithoutPlace<P> = P extends unknown ? Omit<P, 'line' | 'column'> : never;
