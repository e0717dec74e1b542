import type { StoredRecord } from '../dns/stored-record.ts';
import { recordsOf, type Zone } from '../dns/zone.ts';
import type { Reader } from '../kernel/component.ts';
import type { InvariantFinding } from './finding.ts';
import type { Invariant, StepView } from './invariant.ts';
import type { Landscape } from './landscape.ts';
import { Ownership } from './ownership.ts';
import { changesOf } from './zone-change.ts';

/**
 * What external-dns promises with its TXT registry: a controller changes and deletes only what its own owner id is
 * written on. A record that no TXT speaks for is nobody's, so no controller may touch it either.
 */
export const recordChangedByOwnerOnly: Invariant = {
  name: 'record-changed-by-owner-only',
  sentence: 'a record set is changed or deleted only by the owner that its TXT names',
  judge: { over: 'step', check: foreignChanges },
};

function foreignChanges({ landscape, action, events, before }: StepView): readonly InvariantFinding[] {
  if (action.kind !== 'controller') return [];
  return events.flatMap(changesOf).flatMap((change): readonly InvariantFinding[] => {
    const { before: record, owner: actorOwner } = change;
    if (record === null || isSame(record, change.after)) return [];
    const recordOwner = ownerBefore(landscape, before, record);
    if (recordOwner === actorOwner && actorOwner !== null) return [];
    const { name, type } = record;
    return [
      {
        code: 'CHANGED_BY_ANOTHER',
        invariant: 'record-changed-by-owner-only',
        name,
        type,
        actor: action.actor,
        actorOwner,
        recordOwner,
      },
    ];
  });
}

/** The owner named by the record set's TXT; of a TXT record of the registry, the owner that it names itself. */
function ownerBefore(landscape: Landscape, reader: Reader, record: StoredRecord): string | null {
  const ownership = new Ownership(landscape.controllers.map(({ configuration }) => configuration(reader)));
  const [own] = ownership.claims([record]);
  if (own !== undefined) return own.owner;
  const zone = landscape.zones.find((candidate) => isIn(candidate, record.name));
  return zone === undefined ? null : ownership.ownersIn(recordsOf(zone, reader)).ownerOf(record);
}

function isIn(zone: Zone, name: string): boolean {
  const lower = name.toLowerCase();
  return lower === zone.name || lower.endsWith(`.${zone.name}`);
}

function isSame(left: StoredRecord, right: StoredRecord | null): boolean {
  return right !== null && left.ttl === right.ttl && left.values.join('\n') === right.values.join('\n');
}
