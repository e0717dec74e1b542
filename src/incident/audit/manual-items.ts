import type { Actor } from './actor.ts';
import type { AuditReason, ManualItem } from './audit-result.ts';
import type { Classifier } from './classify.ts';
import type { OwnershipIndex } from './ownership-index.ts';

/**
 * What is left to do by hand. Deleted is only what is neither legitimate nor reclaimed by its owner; what then happens at
 * the next syncs is worked out over the zone without it, by the controllers' own steps.
 */
export function* manualItems(
  numbers: { readonly removed: readonly number[]; readonly decided: readonly number[] },
  parts: { readonly classifier: Classifier; readonly index: OwnershipIndex; readonly actors: readonly Actor[] },
): Generator<ManualItem> {
  const { classifier, index, actors } = parts;
  const creators = creatorsAfter(numbers.removed, index, actors);
  for (const number of numbers.removed) {
    const { name, type, setIdentifier, values, reason, owner, cluster, speaksFor } = classifier.audited(number);
    // The TXT comes back with what it speaks for.
    const subject = reason.code === 'NOTHING_TO_SPEAK_FOR' ? reason.subject : speaksFor;
    const then = creators.get(subject?.name ?? name) ?? [];
    yield { action: 'delete', name, type, setIdentifier, values, reason, owner, cluster, then };
  }
  const separated = new Set<string>();
  for (const number of numbers.decided) {
    const { name, type, reason, owner } = classifier.audited(number);
    if (reason.code !== 'ONE_OWNER_ID') {
      yield { action: 'decide', name, type, reason, owner };
    } else if (owner !== null && !separated.has(owner)) {
      separated.add(owner);
      yield { action: 'separate', owner, clusters: reason.clusters };
    }
  }
}

/** Whether a record set is neither legitimate nor reclaimed by anybody. */
export function isToBeDeleted(reason: AuditReason): boolean {
  switch (reason.code) {
    case 'NEVER_DELETED':
    case 'NO_SUCH_OWNER':
      return true;
    case 'NOTHING_TO_SPEAK_FOR':
      return reason.reclaimed === null;
    case 'SHADOWS':
      return reason.fate === 'stays' || (reason.fate === 'unknown' && reason.by === null);
    default:
      return false;
  }
}

/** Whether somebody has to decide what is right. TXT records are decided about with what they speak for, not here. */
export function isToBeDecided(reason: AuditReason): boolean {
  switch (reason.code) {
    case 'SHADOWS':
      return reason.fate === 'wanted' || (reason.fate === 'unknown' && reason.by !== null);
    case 'NO_OWNER':
      return reason.matches.length + reason.victims.length > 0;
    case 'SEVERAL_OWNERS':
    case 'ONE_OWNER_ID':
      return true;
    case 'UNREADABLE':
      return reason.isTxt;
    default:
      return false;
  }
}

/** By name, the clusters that create something there once these record sets are gone. */
function creatorsAfter(
  removed: readonly number[],
  index: OwnershipIndex,
  actors: readonly Actor[],
): ReadonlyMap<string, readonly string[]> {
  const gone = new Uint8Array(index.records.count);
  const names = new Set<string>();
  for (const number of removed) {
    gone[number] = 1;
    const claim = index.claimBy(number);
    names.add(claim === undefined ? index.records.keyOf(number) : index.nameClaimed(claim));
  }
  const creators = new Map<string, string[]>();
  for (const actor of names.size === 0 ? [] : actors) {
    for (const name of actor.createsWithout(gone, names)) {
      creators.set(name, [...(creators.get(name) ?? []), actor.cluster]);
    }
  }
  return creators;
}
