import type { StoredRecord } from '../dns/stored-record.ts';
import type { At } from './located.ts';

/** Something that is to be true of a run, or of one moment of it. */
export type Expectation = ExpectationFrame & ExpectationForm;

export interface ExpectationFrame {
  /** Where the expectation is written. */
  readonly at: At;
  /** The expectation as written, on one line, without its timing. */
  readonly text: string;
  readonly when: When;
}

/**
 * The moments that count. In `expect:` moments are counted from the beginning of the run, in an `expect` step from
 * that step.
 */
export type When =
  /** After the last step. */
  | { readonly moment: 'end' }
  /** At the step's own moment. */
  | { readonly moment: 'now' }
  | { readonly moment: 'at'; readonly atMs: number }
  /** At some moment, no later than this. */
  | { readonly moment: 'within'; readonly withinMs: number }
  /** At every moment of the run. */
  | { readonly moment: 'always' }
  /** At no moment of the run. */
  | { readonly moment: 'never' }
  /** At some moment of the run. */
  | { readonly moment: 'eventually' }
  /** At some moment in some order of events, or at none in any: no single run can tell. */
  | { readonly moment: 'reachable' | 'unreachable' }
  /** At no moment before something else has been so. `text` is that as written. */
  | { readonly moment: 'not-before'; readonly other: ExpectationForm; readonly text: string };

/** A record set in a zone. */
export interface RecordKey {
  /** Lower case, no final dot. */
  readonly name: string;
  /** Upper case. */
  readonly type: string;
  /** Empty where there is none. */
  readonly setIdentifier: string;
}

export type ExpectationForm =
  /** What is stored in the zones. */
  | { readonly form: 'records'; readonly records: readonly ExpectedRecord[] }
  /** The owner id that a record set's TXT records name. */
  | { readonly form: 'owners'; readonly owners: readonly ExpectedOwner[] }
  /** The zone holds exactly these record sets, SOA and the NS at its apex aside. */
  | { readonly form: 'zone'; readonly zone: string; readonly records: readonly StoredRecord[] }
  /** What a resolver answers; `resolver` null: the authoritative servers. */
  | { readonly form: 'dig'; readonly resolver: string | null; readonly questions: readonly ExpectedAnswer[] }
  | ExpectedLog
  /** Who last served each client: a cluster, an environment, `fallback` or `nobody`. */
  | { readonly form: 'served'; readonly clients: readonly { readonly client: string; readonly by: string }[] }
  /** The rows of the endpoint table that an account has, of any technology: exactly these URLs, in any order. */
  | { readonly form: 'endpoints'; readonly lists: readonly ExpectedEndpoints[] }
  | { readonly form: 'servers'; readonly servers: readonly ExpectedServer[] }
  | { readonly form: 'objects'; readonly objects: readonly ExpectedObject[] }
  | ExpectedUp
  | { readonly form: 'calls'; readonly calls: readonly ExpectedCalls[] }
  | { readonly form: 'metrics'; readonly metrics: readonly ExpectedMetric[] }
  /** The invariants hold. */
  | { readonly form: 'holds'; readonly invariants: readonly ExpectedInvariant[] }
  /** The invariants are violated: the scenario shows a known defect. */
  | { readonly form: 'violates'; readonly invariants: readonly ExpectedInvariant[] }
  /** Nothing shared would change any more; or, with false, something would. */
  | { readonly form: 'settled'; readonly settled: boolean };

export interface ExpectedRecord extends RecordKey {
  /** `present` and `absent` say nothing about the values. Values are in canonical presentation form, in any order. */
  readonly expected: 'present' | 'absent' | readonly string[];
  readonly ttl?: number;
  readonly at: At;
}

export interface ExpectedOwner extends RecordKey {
  /** `null`: the record set exists and no ownership record names an owner. */
  readonly owner: string | null;
  readonly at: At;
}

export interface ExpectedAnswer {
  readonly name: string;
  readonly type: string;
  /** Values in any order; or there is none. */
  readonly answer: 'NXDOMAIN' | 'NODATA' | 'SERVFAIL' | readonly string[];
  readonly at: At;
}

/** Lines of an actor's log. */
export interface ExpectedLog {
  readonly form: 'log';
  readonly actor: string;
  /** Part of the line's message; empty: any message. */
  readonly contains: string;
  /** Only lines of this level; `null`: of any level that the actor prints. */
  readonly level: string | null;
  /** How often: both bounds inclusive, `atMost` null for no bound. */
  readonly count: CountRange;
}

export interface CountRange {
  readonly atLeast: number;
  readonly atMost: number | null;
}

export interface ExpectedEndpoints {
  readonly environment: string;
  readonly account: string;
  readonly urls: readonly string[];
  readonly at: At;
}

export interface ExpectedServer {
  readonly environment: string;
  readonly account: string;
  readonly region: string;
  /** False: there is no such server, or only a destroyed one. */
  readonly exists: boolean;
  /** Only the members given are compared; `null`: the column is empty. */
  readonly status?: string;
  readonly url?: string | null;
  readonly image?: string | null;
  readonly at: At;
}

export interface ExpectedObject {
  readonly cluster: string;
  /** As made by `objectKey`. */
  readonly key: string;
  readonly exists: boolean;
  /** What members hold, by dotted path (`spec.publicHost`, `spec.rules.0.host`); `null`: the member is absent. */
  readonly members: Readonly<Record<string, unknown>>;
  readonly at: At;
}

/** What somebody who opens a URL gets. */
export interface ExpectedUp {
  readonly form: 'up';
  readonly url: string;
  readonly resolver: string | null;
  readonly answer: number | 'not-resolvable' | 'unreachable' | 'certificate-mismatch';
  /** The cluster that answers; `null`: whichever. */
  readonly by: string | null;
}

/** Calls that a controller made to its provider. */
export interface ExpectedCalls {
  readonly controller: string;
  /** `null`: any that changes something. */
  readonly operation: 'create' | 'update' | 'delete' | 'list' | null;
  readonly count: CountRange;
  readonly at: At;
}

/** What a controller shows of a metric. */
export interface ExpectedMetric {
  readonly controller: string;
  /** The whole name, as under `/metrics`. */
  readonly metric: string;
  /** Only samples that have these labels count; their values are summed. */
  readonly labels: Readonly<Record<string, string>>;
  readonly value: CountRange;
  readonly at: At;
}

export interface ExpectedInvariant {
  readonly invariant: string;
  /** For `nobody-unserved`: how long being unserved is tolerated. */
  readonly forMs?: number;
  readonly at: At;
}
