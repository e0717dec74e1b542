import { rulesOf } from '../../externaldns/version.ts';
import type { RecordTable } from '../zone-export/record-table.ts';
import type { Actor } from './actor.ts';
import type { AuditClass, AuditedRecordSet, AuditReason, RecordSetKey } from './audit-result.ts';
import type { OwnershipIndex } from './ownership-index.ts';
import type { Shadows } from './shadows.ts';

/** What is to be said about a record set. */
export interface Verdict {
  readonly class: AuditClass;
  readonly reason: AuditReason;
}

/**
 * Gives every record set its class and the reason.
 *
 * What has been found out about a record set is kept, one verdict for all that are alike: a report asks two or three
 * times, and so does each TXT that speaks for it. What is so about a single TXT is worked out whenever it is asked for.
 */
export class Classifier {
  readonly #index: OwnershipIndex;
  readonly #records: RecordTable;
  readonly #actors: readonly Actor[];
  readonly #shadows: Shadows;
  readonly #byOwner: ReadonlyMap<string, readonly Actor[]>;
  /** Whether some controller here still writes TXT records with the names of old releases. */
  readonly #writesOldNames: boolean;
  readonly #verdicts: (Verdict | undefined)[];
  readonly #alike = new Map<string, Verdict>();

  constructor(parts: { readonly index: OwnershipIndex; readonly actors: readonly Actor[]; readonly shadows: Shadows }) {
    this.#index = parts.index;
    this.#records = parts.index.records;
    this.#actors = parts.actors;
    this.#shadows = parts.shadows;
    this.#verdicts = new Array(this.#records.count);
    const byOwner = new Map<string, Actor[]>();
    for (const actor of parts.actors) {
      if (actor.ownerId !== '') byOwner.set(actor.ownerId, [...(byOwner.get(actor.ownerId) ?? []), actor]);
    }
    this.#byOwner = byOwner;
    this.#writesOldNames = parts.actors.some(({ next }) => rulesOf(next.configuration).writesLegacyTxt);
  }

  /** What is to be said about a record set, by its number. */
  audited(number: number): AuditedRecordSet {
    const verdict = this.verdictOn(number);
    const claim = this.#index.claimBy(number);
    const owner = (claim === undefined ? this.#index.ownerOf(number) : this.#index.claims.ownerOf(claim)) || null;
    const subject = this.subjectOf(number);
    return {
      name: this.#records.keyOf(number),
      type: this.#records.typeOf(number),
      setIdentifier: this.#records.setIdentifierOf(number) ?? '',
      values: this.#records.valuesOf(number),
      class: verdict.class,
      reason: verdict.reason,
      owner,
      cluster: (owner === null ? undefined : this.#byOwner.get(owner)?.[0]?.cluster) ?? null,
      speaksFor: subject === undefined ? null : this.#keyOf(subject),
    };
  }

  /** The number of the record set that a TXT speaks for; `undefined` for all other records and for orphans. */
  subjectOf(number: number): number | undefined {
    const claim = this.#index.claimBy(number);
    return claim === undefined ? undefined : this.#index.claims.subjectOf(claim);
  }

  /** The class of a record set and the reason, by its number. */
  verdictOn(number: number): Verdict {
    const claim = this.#index.claimBy(number);
    return claim === undefined ? this.#verdictOnRecord(number) : this.#verdictOnClaim(number, claim);
  }

  #verdictOnClaim(number: number, claim: number): Verdict {
    const { claims } = this.#index;
    const owner = claims.ownerOf(claim);
    const subject = claims.subjectOf(claim);
    if (owner === '') return unreadableTxt;
    if (subject === undefined) return this.#verdictOnOrphan(number, claim);
    if (claims.typeOf(claim) === '' && !this.#writesOldNames) {
      return { class: 'legacy', reason: { code: 'OLD_TXT_NAME', subject: this.#keyOf(subject) } };
    }
    // A TXT of another owner than the one that counts speaks for nothing of its own.
    const counting = this.#index.claimOn(subject);
    return counting !== undefined && claims.ownerOf(counting) === owner
      ? this.#verdictOnRecord(subject)
      : severalOwners(this.#index.ownersOn(subject));
  }

  #verdictOnOrphan(number: number, claim: number): Verdict {
    const name = this.#index.nameClaimed(claim);
    const wantedBy = this.#actors.filter((actor) => actor.wantsName(name));
    const reclaimer = this.#actors.find((actor) => actor.touches(number));
    const reason = {
      code: 'NOTHING_TO_SPEAK_FOR',
      subject: { name, type: this.#index.claims.typeOf(claim) },
      reclaimed: reclaimer?.name ?? null,
      wantedBy: wantedBy.map(({ cluster }) => cluster),
    } as const;
    return { class: 'orphaned', reason };
  }

  #verdictOnRecord(number: number): Verdict {
    let verdict = this.#verdicts[number];
    if (verdict === undefined) {
      verdict = this.#judge(number);
      this.#verdicts[number] = verdict;
    }
    return verdict;
  }

  #judge(number: number): Verdict {
    if (this.#index.isUnreadable(number)) {
      return this.#records.typeOf(number) === 'TXT' ? unreadableTxt : unreadableRecord;
    }
    const owner = this.#index.ownerOf(number);
    const victims = this.#shadows.victims.get(number) ?? [];
    if (owner === null) {
      const matches = this.#shadows.matches.get(number) ?? [];
      if (victims.length + matches.length === 0) return madeByHand;
      return { class: 'unowned', reason: { code: 'NO_OWNER', matches, victims } };
    }
    const owners = this.#index.ownersOn(number);
    if (owners.length > 1) return severalOwners(owners);
    const actors = this.#byOwner.get(owner) ?? [];
    if (actors.length > 1) {
      return this.#likeOthers(owner, () => ({
        class: 'contested',
        reason: { code: 'ONE_OWNER_ID', clusters: actors.map(({ name }) => name) },
      }));
    }
    const [actor] = actors;
    if (victims.length > 0) {
      const by = actor?.cluster ?? null;
      return { class: 'shadowed', reason: { code: 'SHADOWS', by, fate: this.#fateOf(number, actor), victims } };
    }
    return actor === undefined
      ? this.#likeOthers(owner, () => ({ class: 'foreign', reason: { code: 'NO_SUCH_OWNER', owner } }))
      : this.#verdictOfOwner(number, actor);
  }

  #verdictOfOwner(number: number, actor: Actor): Verdict {
    const { cluster } = actor;
    switch (this.#fateOf(number, actor)) {
      case 'unknown':
        return wishesUnknown;
      case 'wanted':
        return actor.updates(number) ? wantedOtherwise : wanted;
      case 'deleted':
        return this.#likeOthers(actor.ownerId, () => ({
          class: 'unwanted',
          reason: { code: 'DELETED_NEXT_SYNC', cluster },
        }));
      case 'stays': {
        const why = actor.next.whyKept({ name: this.#records.nameOf(number), type: this.#records.typeOf(number) });
        return { class: 'unwanted', reason: { code: 'NEVER_DELETED', cluster, why } };
      }
    }
  }

  /** The verdict on all record sets of an owner that have the one which is made here: no owner has two kinds of these. */
  #likeOthers(owner: string, make: () => Verdict): Verdict {
    let verdict = this.#alike.get(owner);
    if (verdict === undefined) {
      verdict = make();
      this.#alike.set(owner, verdict);
    }
    return verdict;
  }

  #fateOf(number: number, actor: Actor | undefined): 'wanted' | 'deleted' | 'stays' | 'unknown' {
    if (actor === undefined || !actor.isKnown) return 'unknown';
    if (actor.deletes(number)) return 'deleted';
    return actor.wants(number) ? 'wanted' : 'stays';
  }

  #keyOf(number: number): RecordSetKey {
    return { name: this.#records.keyOf(number), type: this.#records.typeOf(number) };
  }
}

const unreadableTxt: Verdict = { class: 'unreadable', reason: { code: 'UNREADABLE', isTxt: true } };
const unreadableRecord: Verdict = { class: 'unreadable', reason: { code: 'UNREADABLE', isTxt: false } };
const madeByHand: Verdict = { class: 'unowned', reason: { code: 'NO_OWNER', matches: [], victims: [] } };
const wishesUnknown: Verdict = { class: 'owned', reason: { code: 'WISHES_UNKNOWN' } };
const wanted: Verdict = { class: 'owned', reason: { code: 'WANTED', change: 'none' } };
const wantedOtherwise: Verdict = { class: 'owned', reason: { code: 'WANTED', change: 'update' } };

function severalOwners(owners: readonly string[]): Verdict {
  return { class: 'contested', reason: { code: 'SEVERAL_OWNERS', owners } };
}
