import { byCodeUnit } from '../kernel/json.ts';

/**
 * What a DNS host's API stores and lists: one record set, or one record of a set where the host keeps them apart.
 *
 * Names here and in `values` are absolute and written without the final dot; the root is the empty string. Values are
 * in presentation form (RFC 1035 section 5.1), so TXT values carry their double quotes. The order of `values` is the
 * host's.
 */
export interface StoredRecord {
  /** As the host spells it: some keep upper-case letters. */
  readonly name: string;
  /** Upper case: `A`, `TXT`. */
  readonly type: string;
  /** Seconds; 0 means the host's default (Cloudflare: automatic, served as 300). */
  readonly ttl: number;
  readonly values: readonly string[];
  /** Routing-policy id (Route 53); absent where there is none. */
  readonly setIdentifier?: string;
  /** What else the host keeps per record: `proxied`, `comment`, `alias`. */
  readonly properties?: Readonly<Record<string, string>>;
  /** Kept by external-dns's in-memory provider only: the labels that the endpoint had when it was stored. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** The order in which record sets are listed wherever order is ours: name, type, set identifier. */
export function byNameTypeSet(left: StoredRecord, right: StoredRecord): number {
  return (
    byCodeUnit(left.name, right.name) ||
    byCodeUnit(left.type, right.type) ||
    byCodeUnit(left.setIdentifier ?? '', right.setIdentifier ?? '')
  );
}
