import { recordsOf } from '../dns/zone.ts';
import type { InvariantFinding } from './finding.ts';
import type { Invariant, StateView } from './invariant.ts';
import { notedOwnersIn } from './noted-owners.ts';
import { ownershipIn } from './ownership.ts';
import { areSameValues, setKey, storedSets } from './stored-sets.ts';

/** At rest, records and the TXT that speak for them come in pairs. */
export const noOrphanedOwnership: Invariant = {
  name: 'no-orphaned-ownership',
  sentence: 'every ownership TXT speaks for a record set that exists, and every record a controller made has an owner',
  premise: {
    absence: 'no owner was ever written down',
    over: 'state',
    isMet: ({ landscape, reader }) => {
      const records = landscape.zones.flatMap((zone) => recordsOf(zone, reader));
      return ownershipIn(landscape, reader).claims(records).length > 0 || notedOwnersIn(landscape, reader).length > 0;
    },
  },
  judge: { over: 'state', check: (view) => [...orphans(view), ...ownerless(view)] },
};

function orphans({ landscape, reader }: StateView): readonly InvariantFinding[] {
  const ownership = ownershipIn(landscape, reader);
  return landscape.zones.flatMap((zone) =>
    ownership.orphansIn(recordsOf(zone, reader)).map(
      ({ txtName, owner, name, type }): InvariantFinding => ({
        code: 'ORPHANED_OWNERSHIP',
        invariant: 'no-orphaned-ownership',
        name: txtName,
        owner,
        ownedName: name,
        ownedType: type,
      }),
    ),
  );
}

/** Records just as a controller wants them, and so made by one, that no TXT, row or object speaks for. */
function ownerless({ landscape, reader }: StateView): readonly InvariantFinding[] {
  const ownership = ownershipIn(landscape, reader);
  const records = landscape.zones.flatMap((zone) => recordsOf(zone, reader));
  const owners = ownership.ownersIn(records);
  const byKey = new Map(storedSets(records).map((record) => [setKey(record), record]));
  return landscape.controllers.flatMap((controller) => {
    if (controller.configuration(reader).registry === 'noop') return [];
    return controller.desired(reader).flatMap((endpoint): readonly InvariantFinding[] => {
      const { dnsName, recordType, setIdentifier, targets } = endpoint;
      const record = byKey.get(setKey({ name: dnsName, type: recordType, setIdentifier }));
      if (record === undefined || owners.ownerOf(record) !== null) return [];
      if (!areSameValues(record.values, targets)) return [];
      const { name, type } = record;
      return [{ code: 'OWNERLESS_RECORD', invariant: 'no-orphaned-ownership', name, type, actor: controller.name }];
    });
  });
}
