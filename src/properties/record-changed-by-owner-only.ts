import { registryOwnerId } from '../externaldns/registry/registry.ts';
import type { InvariantFinding } from './finding.ts';
import type { Invariant, StepView } from './invariant.ts';
import { ownershipIn, ownersOfSets } from './ownership.ts';
import { changedSets, changesOf } from './zone-change.ts';

/**
 * What external-dns promises with a registry of owners: a controller changes and deletes only what its own owner id is
 * written on (in a TXT record, a table row, a DNSRecord object), or the id that it was told to take over
 * (`--migrate-from-txt-owner`) and nobody else writes with. A record that nothing speaks for is nobody's, so no controller
 * may touch it either.
 */
export const recordChangedByOwnerOnly: Invariant = {
  name: 'record-changed-by-owner-only',
  sentence: 'a record set is changed or deleted only by its owner',
  premise: {
    absence: 'no controller ever changed or deleted a record set',
    over: 'step',
    isMet: ({ action, events }) =>
      action.kind === 'controller' && events.flatMap(changesOf).some(({ before }) => before !== null),
  },
  judge: { over: 'step', check: foreignChanges },
};

function foreignChanges(view: StepView): readonly InvariantFinding[] {
  const { landscape, action, before } = view;
  const changed = action.kind === 'controller' ? changedSets(view) : [];
  if (changed.length === 0) return [];
  const ownership = ownershipIn(landscape, before);
  const owners = ownersOfSets(landscape, ownership, { sets: changed.map(({ set }) => set), reader: before });
  const predecessor = predecessorOf(action.actor, view);
  return changed.flatMap(({ owner: actorOwner, set, isAddition }): readonly InvariantFinding[] => {
    const named = ownership.ownerNamedBy(set);
    const recordOwners = named === undefined ? owners.ownersOf(set) : [named];
    // Where records are made one by one, a set is nobody's until its TXT is made, also for who makes it.
    if (isAddition && recordOwners.length === 0) return [];
    if (recordOwners.some((owner) => owner === actorOwner && owner !== null)) return [];
    if (predecessor !== undefined && recordOwners.includes(predecessor)) return [];
    const { name, type } = set;
    const recordOwner = recordOwners[0] ?? null;
    const facts = { name, type, actor: action.actor, actorOwner, recordOwner };
    return [{ code: 'CHANGED_BY_ANOTHER', invariant: 'record-changed-by-owner-only', ...facts }];
  });
}

/** The owner id that a controller takes over from nobody but its own past. */
function predecessorOf(actor: string, { landscape, before }: StepView): string | undefined {
  const own = landscape.controllers.find(({ name }) => name === actor)?.configuration(before).migrateFromTxtOwner;
  const others = landscape.controllers.filter(({ name }) => name !== actor);
  const isInUse = others.some(({ configuration }) => registryOwnerId(configuration(before)) === own);
  return own === undefined || own === '' || isInUse ? undefined : own;
}
