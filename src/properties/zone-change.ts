import type { StoredRecord } from '../dns/stored-record.ts';
import { recordsUnder, zoneKey } from '../dns/zone.ts';
import type { Event } from '../kernel/action.ts';
import type { StepView } from './invariant.ts';
import { setKey, storedSets } from './stored-sets.ts';

/** One record set that a step changed in a zone. */
export interface ZoneChange {
  readonly actor: string;
  /** The owner id that the actor writes with; `null`: it has none. */
  readonly owner: string | null;
  readonly before: StoredRecord | null;
  readonly after: StoredRecord | null;
}

/** The record sets that an event says were changed; none for other events. */
export function changesOf(event: Event): readonly ZoneChange[] {
  if (event.type !== 'zone.changed') return [];
  const { owner, changes } = event as unknown as {
    readonly owner: string | null;
    readonly changes: readonly Pick<ZoneChange, 'before' | 'after'>[];
  };
  return changes.map(({ before, after }) => ({ actor: event.actor, owner, before, after }));
}

/** A change of a record set that was there before. */
export interface SetChange {
  readonly owner: string | null;
  readonly set: StoredRecord;
  /** A record was added to it, and what it held was left alone. */
  readonly isAddition: boolean;
}

/**
 * The record sets that were there before a step and that it changed or deleted. Where a host keeps each record of a set
 * apart, a record more is a change of the set.
 */
export function changedSets({ landscape, events, before }: StepView): readonly SetChange[] {
  const changes = events.flatMap(changesOf);
  if (changes.length === 0) return [];
  const keys = new Set(changes.map((change) => zoneKey((change.before ?? change.after)?.name ?? '')));
  const records = landscape.zones.flatMap((zone) => recordsUnder(zone, before, (key) => keys.has(key)));
  const sets = new Map(storedSets(records).map((set) => [setKey(set), set]));
  const changed = changes.flatMap((change): readonly SetChange[] => {
    const record = change.before ?? change.after;
    const set = record === null ? undefined : sets.get(setKey(record));
    return set === undefined ? [] : [{ owner: change.owner, set, isAddition: change.before === null }];
  });
  const additionsFirst = [
    ...changed.filter((change) => change.isAddition),
    ...changed.filter((change) => !change.isAddition),
  ];
  return [...new Map(additionsFirst.map((change) => [setKey(change.set), change])).values()];
}
