import type { StoredRecord } from '../../dns/stored-record.ts';
import { zoneKey } from '../../dns/zone.ts';
import { rulesOf } from '../../externaldns/version.ts';
import type { Actor } from './actor.ts';
import type { AuditClass, AuditedRecordSet, AuditReason, RecordSetKey } from './audit-result.ts';
import type { IndexedClaim, OwnershipIndex } from './ownership-index.ts';
import type { Shadows } from './shadows.ts';

interface Verdict {
  readonly class: AuditClass;
  readonly reason: AuditReason;
}

/** Gives every record set its class and the reason. Nothing is kept: the same question has the same answer. */
export class Classifier {
  readonly #index: OwnershipIndex;
  readonly #actors: readonly Actor[];
  readonly #shadows: Shadows;
  readonly #byOwner: ReadonlyMap<string, readonly Actor[]>;
  /** Whether some controller here still writes TXT records with the names of old releases. */
  readonly #writesOldNames: boolean;

  constructor(parts: { readonly index: OwnershipIndex; readonly actors: readonly Actor[]; readonly shadows: Shadows }) {
    this.#index = parts.index;
    this.#actors = parts.actors;
    this.#shadows = parts.shadows;
    const byOwner = new Map<string, Actor[]>();
    for (const actor of parts.actors) {
      if (actor.ownerId !== '') byOwner.set(actor.ownerId, [...(byOwner.get(actor.ownerId) ?? []), actor]);
    }
    this.#byOwner = byOwner;
    this.#writesOldNames = parts.actors.some(({ next }) => rulesOf(next.configuration).writesLegacyTxt);
  }

  /** What is to be said about a record set, by its number. */
  audited(number: number): AuditedRecordSet {
    const record = this.#record(number);
    const claim = this.#index.claimBy(number);
    const owner = (claim === undefined ? this.#index.ownerOf(number) : claim.owner) || null;
    const verdict = claim === undefined ? this.#verdictOn(number) : this.#verdictOnClaim(number, claim);
    const subject = claim?.speaksFor[0];
    return {
      name: zoneKey(record.name),
      type: record.type,
      setIdentifier: record.setIdentifier ?? '',
      values: record.values,
      class: verdict.class,
      reason: verdict.reason,
      owner,
      cluster: (owner === null ? undefined : this.#byOwner.get(owner)?.[0]?.cluster) ?? null,
      speaksFor: subject === undefined ? null : keyOf(this.#record(subject)),
    };
  }

  #verdictOnClaim(number: number, claim: IndexedClaim): Verdict {
    const [subject] = claim.speaksFor;
    if (claim.owner === '') return { class: 'unreadable', reason: { code: 'UNREADABLE', isTxt: true } };
    if (subject === undefined) return this.#verdictOnOrphan(number, claim);
    if (claim.type === '' && !this.#writesOldNames) {
      return { class: 'legacy', reason: { code: 'OLD_TXT_NAME', subject: keyOf(this.#record(subject)) } };
    }
    // A TXT of another owner than the one that counts speaks for nothing of its own.
    return this.#index.claimOn(subject)?.owner === claim.owner
      ? this.#verdictOn(subject)
      : severalOwners(this.#index.ownersOn(subject));
  }

  #verdictOnOrphan(number: number, { name, type }: IndexedClaim): Verdict {
    const record = this.#record(number);
    const wantedBy = this.#actors.filter((actor) => actor.wantsName(name));
    const reclaimer = this.#actors.find((actor) => actor.touches(record));
    const reason = {
      code: 'NOTHING_TO_SPEAK_FOR',
      subject: { name, type },
      reclaimed: reclaimer?.name ?? null,
      wantedBy: wantedBy.map(({ cluster }) => cluster),
    } as const;
    return { class: 'orphaned', reason };
  }

  #verdictOn(number: number): Verdict {
    if (this.#index.isUnreadable(number)) {
      const isTxt = this.#record(number).type === 'TXT';
      return { class: 'unreadable', reason: { code: 'UNREADABLE', isTxt } };
    }
    const owner = this.#index.ownerOf(number);
    const victims = this.#shadows.victims.get(number) ?? [];
    if (owner === null) {
      const matches = this.#shadows.matches.get(number) ?? [];
      return { class: 'unowned', reason: { code: 'NO_OWNER', matches, victims } };
    }
    const owners = this.#index.ownersOn(number);
    if (owners.length > 1) return severalOwners(owners);
    const actors = this.#byOwner.get(owner) ?? [];
    if (actors.length > 1) {
      return { class: 'contested', reason: { code: 'ONE_OWNER_ID', clusters: actors.map(({ name }) => name) } };
    }
    const [actor] = actors;
    if (victims.length > 0) {
      const by = actor?.cluster ?? null;
      return { class: 'shadowed', reason: { code: 'SHADOWS', by, fate: this.#fateOf(number, actor), victims } };
    }
    return actor === undefined
      ? { class: 'foreign', reason: { code: 'NO_SUCH_OWNER', owner } }
      : this.#verdictOfOwner(number, actor);
  }

  #verdictOfOwner(number: number, actor: Actor): Verdict {
    const record = this.#record(number);
    const { cluster } = actor;
    switch (this.#fateOf(number, actor)) {
      case 'unknown':
        return { class: 'owned', reason: { code: 'WISHES_UNKNOWN' } };
      case 'wanted':
        return { class: 'owned', reason: { code: 'WANTED', change: actor.updates(record) ? 'update' : 'none' } };
      case 'deleted':
        return { class: 'unwanted', reason: { code: 'DELETED_NEXT_SYNC', cluster } };
      case 'stays':
        return { class: 'unwanted', reason: { code: 'NEVER_DELETED', cluster, why: actor.next.whyKept(record) } };
    }
  }

  #fateOf(number: number, actor: Actor | undefined): 'wanted' | 'deleted' | 'stays' | 'unknown' {
    if (actor === undefined || !actor.isKnown) return 'unknown';
    const record = this.#record(number);
    if (actor.deletes(record)) return 'deleted';
    return actor.wants(record) ? 'wanted' : 'stays';
  }

  #record(number: number): StoredRecord {
    return this.#index.records[number] as StoredRecord;
  }
}

function severalOwners(owners: readonly string[]): Verdict {
  return { class: 'contested', reason: { code: 'SEVERAL_OWNERS', owners } };
}

function keyOf({ name, type }: StoredRecord): RecordSetKey {
  return { name: zoneKey(name), type };
}
