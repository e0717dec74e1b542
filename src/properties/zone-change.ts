import type { StoredRecord } from '../dns/stored-record.ts';
import type { Event } from '../kernel/action.ts';

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
