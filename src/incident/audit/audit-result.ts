import type { WhyKept } from './next-sync.ts';

/**
 * What an audit says about a record set:
 *
 * - `owned`: owned and wanted.
 * - `unwanted`: owned, no longer wanted: its owner deletes it at the next sync, or never will.
 * - `foreign`: owned by an id that no controller here has.
 * - `unowned`: no TXT names an owner: made by hand, or the TXT is lost.
 * - `orphaned`: an ownership TXT that speaks for nothing.
 * - `shadowed`: one cluster wants the name, another owns it.
 * - `contested`: two clusters with one owner id, or two owner ids in the TXT.
 * - `legacy`: an ownership TXT with the name of old releases.
 * - `unreadable`: an ownership TXT that nobody here can read, and what it speaks for.
 *
 * An ownership TXT is of the class of the record set that it speaks for, unless one of the last ones fits.
 */
export const auditClasses = [
  'shadowed',
  'contested',
  'unwanted',
  'orphaned',
  'unreadable',
  'legacy',
  'foreign',
  'unowned',
  'owned',
] as const;
export type AuditClass = (typeof auditClasses)[number];

/** A record set and what is to be said about it. */
export interface AuditedRecordSet {
  readonly name: string;
  readonly type: string;
  readonly setIdentifier: string;
  readonly values: readonly string[];
  readonly class: AuditClass;
  /** The owner id that its TXT names. */
  readonly owner: string | null;
  /** The controller that has this id: its cluster. Several: the first. */
  readonly cluster: string | null;
  readonly reason: AuditReason;
  /** If it is an ownership TXT of something that exists: what that is. */
  readonly speaksFor: RecordSetKey | null;
}

export interface RecordSetKey {
  readonly name: string;
  readonly type: string;
}

/** A cluster that wants a name and does not get it: what it wants there, and where its clients go instead. */
export interface Victim {
  readonly cluster: string;
  readonly wanted: readonly string[];
  /** The clusters whose addresses the record has; empty if it has nobody's. */
  readonly served: readonly string[];
}

/** Why a record set is of its class, as facts. */
export type AuditReason =
  | { readonly code: 'WANTED'; readonly change: 'none' | 'update' }
  /** Nothing is known about what the owner's cluster wants. */
  | { readonly code: 'WISHES_UNKNOWN' }
  | { readonly code: 'DELETED_NEXT_SYNC'; readonly cluster: string }
  | { readonly code: 'NEVER_DELETED'; readonly cluster: string; readonly why: WhyKept }
  | { readonly code: 'NO_SUCH_OWNER'; readonly owner: string }
  /** `matches`: the clusters that want exactly this; `victims`: those that want something else under the name. */
  | { readonly code: 'NO_OWNER'; readonly matches: readonly string[]; readonly victims: readonly Victim[] }
  /** `reclaimed`: the controller whose next sync uses, changes or deletes it. `wantedBy` want the name it speaks for. */
  | {
      readonly code: 'NOTHING_TO_SPEAK_FOR';
      readonly subject: RecordSetKey;
      readonly reclaimed: string | null;
      readonly wantedBy: readonly string[];
    }
  /** `fate`: what becomes of the record if nothing is done. `by`: the owner's cluster, if it is one of those given. */
  | {
      readonly code: 'SHADOWS';
      readonly by: string | null;
      readonly fate: 'wanted' | 'deleted' | 'stays' | 'unknown';
      readonly victims: readonly Victim[];
    }
  | { readonly code: 'ONE_OWNER_ID'; readonly clusters: readonly string[] }
  | { readonly code: 'SEVERAL_OWNERS'; readonly owners: readonly string[] }
  | { readonly code: 'OLD_TXT_NAME'; readonly subject: RecordSetKey }
  | { readonly code: 'UNREADABLE'; readonly isTxt: boolean };

/** Something to do by hand. */
export type ManualItem =
  /** Neither legitimate nor reclaimed by anybody. `then`: the clusters whose next sync creates the name afterwards. */
  | {
      readonly action: 'delete';
      readonly name: string;
      readonly type: string;
      readonly setIdentifier: string;
      readonly values: readonly string[];
      readonly reason: AuditReason;
      readonly owner: string | null;
      /** The controller that has this owner id: its cluster. */
      readonly cluster: string | null;
      readonly then: readonly string[];
    }
  /** Nothing that can be decided from files. */
  | {
      readonly action: 'decide';
      readonly name: string;
      readonly type: string;
      readonly reason: AuditReason;
      readonly owner: string | null;
    }
  /** Two clusters run with one owner id. */
  | { readonly action: 'separate'; readonly owner: string; readonly clusters: readonly string[] };

/** What the next sync of one controller will ask its provider for. */
export interface PlannedSync {
  readonly create: readonly PlannedRecord[];
  readonly update: readonly PlannedRecord[];
  readonly delete: readonly PlannedRecord[];
}

export interface PlannedRecord {
  readonly name: string;
  readonly type: string;
  readonly targets: readonly string[];
}

/** All of it. The lists of record sets and of what to do are made while they are read: they can be very long. */
export interface AuditResult {
  readonly zoneName: string;
  readonly summary: Readonly<Record<AuditClass, number>>;
  recordSets(): Iterable<AuditedRecordSet>;
  manual(): Iterable<ManualItem>;
  /** By the controller's name, `null` where nothing is known about what its cluster wants. */
  readonly nextSync: Readonly<Record<string, PlannedSync | null>>;
}
