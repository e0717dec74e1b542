import type { StoredRecord } from '../dns/stored-record.ts';

/**
 * Why something expected does not hold, as facts. Words for people are made of them in `report/`.
 *
 * Names of record sets are as zone keys (lower case, no final dot); lists are in code-unit order.
 */
export type Finding =
  | RecordFinding
  | InvariantFinding
  | {
      readonly code: 'ZONE_DIFFERS';
      readonly zone: string;
      /** Expected and not stored. */
      readonly missing: readonly StoredRecord[];
      /** Stored and not expected. */
      readonly unexpected: readonly StoredRecord[];
    }
  | {
      readonly code: 'ANSWER_DIFFERS';
      readonly resolver: string | null;
      readonly name: string;
      readonly type: string;
      readonly expected: string | readonly string[];
      readonly found: string | readonly string[];
    }
  | {
      readonly code: 'LOG_COUNT_DIFFERS';
      readonly actor: string;
      readonly contains: string;
      readonly level: string | null;
      readonly atLeast: number;
      readonly atMost: number | null;
      readonly found: number;
    }
  | { readonly code: 'SERVED_BY_OTHER'; readonly client: string; readonly expected: string; readonly found: string }
  | {
      readonly code: 'ENDPOINTS_DIFFER';
      readonly environment: string;
      readonly account: string;
      readonly expected: readonly string[];
      readonly found: readonly string[];
    }
  | {
      readonly code: 'SERVER_DIFFERS';
      readonly environment: string;
      readonly account: string;
      readonly region: string;
      readonly column: string;
      readonly expected: string | null;
      /** `undefined`: there is no such server. */
      readonly found: string | null | undefined;
    }
  | {
      readonly code: 'OBJECT_DIFFERS';
      readonly cluster: string;
      readonly key: string;
      /** Dotted path of the member; empty: whether the object exists at all. */
      readonly member: string;
      readonly expected: unknown;
      readonly found: unknown;
    }
  | {
      readonly code: 'UP_DIFFERS';
      readonly url: string;
      readonly resolver: string | null;
      readonly expected: string;
      readonly expectedBy: string | null;
      readonly found: string;
      readonly foundBy: string | null;
    }
  | {
      readonly code: 'CALL_COUNT_DIFFERS';
      readonly controller: string;
      readonly operation: string | null;
      readonly atLeast: number;
      readonly atMost: number | null;
      readonly found: number;
    }
  | {
      readonly code: 'METRIC_DIFFERS';
      readonly controller: string;
      readonly metric: string;
      readonly labels: Readonly<Record<string, string>>;
      readonly atLeast: number;
      readonly atMost: number | null;
      readonly found: number;
    }
  /** Expected to settle and did not: `changed` is what changed last, and when. */
  | { readonly code: 'NOT_SETTLED'; readonly changed: string; readonly lastChangeMs: number }
  /** Expected to keep changing, and settled. */
  | { readonly code: 'SETTLED' }
  /** A violation was expected and none was seen. */
  | { readonly code: 'INVARIANT_HELD'; readonly invariant: string }
  /** An expectation with `never` came true, or one with `within` or `eventually` did not in time. */
  | { readonly code: 'CAME_TRUE' }
  | { readonly code: 'NEVER_CAME_TRUE'; readonly untilMs: number; readonly last: readonly Finding[] }
  /** A step asked for an action that could not happen then. */
  | { readonly code: 'ACTION_NOT_ENABLED'; readonly action: string }
  /** A fault was ordered and the chance for it never came. */
  | { readonly code: 'FAULT_NEVER_HAPPENED'; readonly action: string; readonly outcome: string };

export type RecordFinding =
  | {
      readonly code: 'RECORD_DIFFERS';
      readonly name: string;
      readonly type: string;
      readonly setIdentifier: string;
      readonly expected: 'present' | 'absent' | readonly string[];
      readonly expectedTtl?: number;
      /** What is stored; `null`: nothing. */
      readonly found: StoredRecord | null;
    }
  | {
      readonly code: 'OWNER_DIFFERS';
      readonly name: string;
      readonly type: string;
      readonly setIdentifier: string;
      /** `null`: no owner. */
      readonly expected: string | null;
      /** `undefined`: there is no such record set. */
      readonly found: string | null | undefined;
    };

/** What breaks an invariant. `invariant` is its name. */
export type InvariantFinding =
  | {
      readonly code: 'CHANGED_BY_ANOTHER';
      readonly invariant: 'record-changed-by-owner-only';
      readonly name: string;
      readonly type: string;
      readonly actor: string;
      /** The owner id that the actor writes with; `null`: it has none (registry noop). */
      readonly actorOwner: string | null;
      /** The owner that the record's TXT named before; `null`: nobody. */
      readonly recordOwner: string | null;
    }
  | {
      readonly code: 'ORPHANED_OWNERSHIP';
      readonly invariant: 'no-orphaned-ownership';
      /** The TXT record's name. */
      readonly name: string;
      readonly owner: string;
      /** The record set that it speaks of and that does not exist. */
      readonly ownedName: string;
      readonly ownedType: string;
    }
  | {
      readonly code: 'ORPHANED_NOTE';
      readonly invariant: 'no-orphaned-ownership';
      /** The record set that does not exist. */
      readonly name: string;
      readonly type: string;
      readonly owner: string;
      /** The table whose row, or the cluster whose DNSRecord object, speaks of it. */
      readonly keptIn: { readonly table: string } | { readonly cluster: string };
    }
  | {
      readonly code: 'OWNERLESS_RECORD';
      readonly invariant: 'no-orphaned-ownership';
      readonly name: string;
      readonly type: string;
      /** Who made it. */
      readonly actor: string;
    }
  | {
      readonly code: 'SHADOWED';
      readonly invariant: 'no-shadowing';
      readonly name: string;
      readonly type: string;
      /** The cluster whose wish is not met, and what it wishes. */
      readonly cluster: string;
      readonly wanted: readonly string[];
      /** What the name resolves to. */
      readonly found: readonly string[];
      /** The owner that holds the name; `null`: nobody does. */
      readonly owner: string | null;
    }
  | {
      readonly code: 'CROSSED_ENVIRONMENTS';
      readonly invariant: 'no-cross-environment-path';
      readonly client: string;
      readonly host: string;
      /** The environment or cluster that the client belongs to. */
      readonly home: string;
      readonly servedBy: string;
    }
  | {
      readonly code: 'ENDPOINT_COUNT';
      readonly invariant: 'one-endpoint-per-account-and-region';
      readonly environment: string;
      readonly account: string;
      readonly region: string;
      /** The server's URL. */
      readonly expected: string;
      /** The rows of the region that there are. */
      readonly found: readonly string[];
    }
  | {
      readonly code: 'STRAY_ENDPOINT';
      readonly invariant: 'no-stray-endpoint';
      readonly environment: string;
      readonly account: string;
      /** The row's, which no server of the account has. */
      readonly url: string;
    }
  | {
      readonly code: 'PRODUCTION_TOUCHED';
      readonly invariant: 'production-untouched';
      /** What changed: a record set, a table row, by whom. */
      readonly what: string;
      readonly actor: string;
    }
  | {
      readonly code: 'KEEPS_CHANGING';
      readonly invariant: 'zone-settles';
      readonly zone: string;
      /** The record sets that changed more than once while nobody changed anything else. */
      readonly names: readonly string[];
      readonly actors: readonly string[];
    }
  | {
      readonly code: 'UNSERVED';
      readonly invariant: 'nobody-unserved';
      readonly client: string;
      readonly fromMs: number;
      /** `null`: still unserved at the end. */
      readonly toMs: number | null;
      readonly toleratedMs: number;
    };
