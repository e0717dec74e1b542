import type {
  AuditClass,
  AuditedRecordSet,
  AuditReason,
  ManualItem,
  Victim,
} from '../../incident/audit/audit-result.ts';
import type { WhyKept } from '../../incident/audit/next-sync.ts';
import { assertNever } from '../assert-never.ts';
import { listed, recordName } from '../phrase.ts';

/** What a class means, in the words of a heading. */
export const classWords: Readonly<Record<AuditClass, string>> = {
  shadowed: 'one cluster wants the name, another owns it',
  contested: 'more than one controller takes it for its own',
  unwanted: 'owned, no longer wanted',
  orphaned: 'an ownership TXT that speaks for nothing',
  unreadable: 'an ownership TXT that nobody here can read, and its record',
  legacy: 'an ownership TXT with the name of old releases',
  foreign: 'owned by an id that no controller here has',
  unowned: 'no TXT names an owner',
  owned: 'owned and wanted',
};

/** Why a record set is of its class, in one sentence. An ownership TXT first says what it speaks for. */
export function reasonText({
  reason,
  speaksFor,
  owner,
}: Pick<AuditedRecordSet, 'reason' | 'speaksFor' | 'owner'>): string {
  return subjectText({ reason, speaksFor }) + sentence(reason, owner);
}

/** What an ownership TXT speaks for, as its reason begins; empty for all else. */
export function subjectText({ reason, speaksFor }: Pick<AuditedRecordSet, 'reason' | 'speaksFor'>): string {
  return speaksFor === null || reason.code === 'OLD_TXT_NAME' ? '' : `TXT of ${recordName(speaksFor)}: `;
}

function sentence(reason: AuditReason, owner: string | null): string {
  switch (reason.code) {
    case 'WANTED':
      return reason.change === 'none'
        ? 'its owner wants it'
        : 'its owner wants it otherwise and changes it at its next sync';
    case 'WISHES_UNKNOWN':
      return 'its owner is known, what the cluster wants is not';
    case 'DELETED_NEXT_SYNC':
      return `${reason.cluster} wants it no longer and deletes it at its next sync`;
    case 'NEVER_DELETED':
      return `${reason.cluster} wants it no longer and never deletes it: ${whyKept[reason.why]}`;
    case 'NO_SUCH_OWNER':
      return `no controller here has the owner id ${reason.owner}`;
    case 'NO_OWNER':
      return noOwner(reason);
    case 'NOTHING_TO_SPEAK_FOR':
      return orphan(reason);
    case 'SHADOWS':
      return shadow(reason, owner);
    case 'ONE_OWNER_ID':
      return `${listed(reason.clusters)} run with one owner id: each deletes or changes what the other wants`;
    case 'SEVERAL_OWNERS':
      return `its TXT records name ${listed(reason.owners)}: whose it is depends on the order of the listing`;
    case 'OLD_TXT_NAME':
      return `speaks for ${recordName(reason.subject)} under a name without its type, which new releases no longer write`;
    case 'UNREADABLE':
      return reason.isTxt
        ? 'looks like an ownership record and cannot be read'
        : 'the TXT that says whose it is cannot be read';
    default:
      return assertNever(reason);
  }
}

function noOwner({ matches, victims }: Extract<AuditReason, { readonly code: 'NO_OWNER' }>): string {
  const parts = [
    ...(matches.length === 0
      ? []
      : [`${listed(matches)} wants exactly this and will not touch it: its TXT may be lost`]),
    ...victims.map(victimText),
  ];
  return parts.length === 0
    ? 'made by hand or by another tool, or its TXT is lost'
    : `no TXT names an owner; ${parts.join('; ')}`;
}

function orphan({
  subject,
  reclaimed,
  wantedBy,
}: Extract<AuditReason, { readonly code: 'NOTHING_TO_SPEAK_FOR' }>): string {
  const type = subject.type === '' ? 'record' : `${subject.type} record`;
  const wish = wantedBy.length === 0 ? '' : `; ${listed(wantedBy)} wants that name`;
  const fate = reclaimed === null ? '' : `; the next sync of ${reclaimed} sees to it`;
  return `there is no ${type} ${subject.name} for it to speak for${wish}${fate}`;
}

function shadow(
  { by, fate, victims }: Extract<AuditReason, { readonly code: 'SHADOWS' }>,
  owner: string | null,
): string {
  const holder = by ?? `the owner id ${owner ?? ''}, which no controller here has,`;
  const end = {
    wanted: `${holder} owns the name and wants it, too`,
    deleted: `${holder} owns the name and deletes it at its next sync`,
    stays: `${holder} owns the name, wants it no longer and never deletes it`,
    unknown: `${holder} owns the name`,
  }[fate];
  return `${end}; ${victims.map(victimText).join('; ')}`;
}

function victimText({ cluster, wanted, served }: Victim): string {
  const where = served.length === 0 ? 'go to an address that is nobody’s here' : `go to ${listed(served)}`;
  return `${cluster} wants ${listed(wanted)} there, its clients ${where}`;
}

const whyKept: Readonly<Record<WhyKept, string>> = {
  'zone-not-selected': 'its filters leave the zone out',
  'domain-filter': 'its domain filter leaves the name out',
  'record-type': 'it does not manage this type',
  'upsert-only': 'its policy is upsert-only',
  'create-only': 'its policy is create-only',
  'dry-run': 'it is in a dry run',
  'not-seen': 'its release does not take it for its own',
};

/** What to do, what is so about it, and what to make sure of first: an item of the list, without its box. */
export interface ManualWords {
  readonly what: string;
  readonly why: string;
  readonly check: string;
}

/** The words for something to do by hand. */
export function manualWords(item: ManualItem): ManualWords {
  switch (item.action) {
    case 'delete': {
      const { reason, owner, then } = item;
      return {
        what: `delete ${recordName(item)} ${item.type === 'TXT' ? '' : item.values.join(' ')}`.trimEnd(),
        why: reasonText({ reason, owner, speaksFor: null }),
        check: [checkBefore(item), afterwards(then)].filter((part) => part !== '').join('; '),
      };
    }
    case 'decide':
      return {
        what: `decide about ${recordName(item)}`,
        why: reasonText({ ...item, speaksFor: null }),
        check: remedy(item.reason),
      };
    case 'separate':
      return {
        what: `give ${listed(item.clusters)} an owner id each`,
        why: `all of them run with ${item.owner}`,
        check: 'until then, keep all but one of them scaled to zero',
      };
    default:
      return assertNever(item);
  }
}

function checkBefore({ reason: { code }, owner, cluster }: Extract<ManualItem, { readonly action: 'delete' }>): string {
  // A create that has got half way leaves the TXT behind for a moment.
  if (code === 'NOTHING_TO_SPEAK_FOR' && cluster !== null) return `make sure that no sync of ${cluster} is under way`;
  if (code === 'NO_SUCH_OWNER' || code === 'SHADOWS' || code === 'NOTHING_TO_SPEAK_FOR') {
    return `make sure that no external-dns anywhere runs with --txt-owner-id=${owner ?? ''}`;
  }
  return 'make sure that nobody uses the name';
}

function afterwards(then: readonly string[]): string {
  return then.length === 0 ? '' : `the next sync of ${listed(then)} creates the name`;
}

function remedy(reason: AuditReason): string {
  switch (reason.code) {
    case 'SHADOWS':
      return 'give all but one of the clusters another host name';
    case 'NO_OWNER':
      return reason.victims.length === 0
        ? 'write the TXT by hand, or delete the record so that it is made again'
        : 'if nobody uses the record, delete it; else give the cluster another host name';
    case 'SEVERAL_OWNERS':
      return 'keep the TXT value of the one whose it is';
    default:
      return 'find the key or the release that wrote it (give --deployment with its flags)';
  }
}
