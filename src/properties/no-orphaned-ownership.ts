import { isWithin } from '../dns/name.ts';
import { recordsOf, recordsUnder, type Zone, zoneKey } from '../dns/zone.ts';
import type { InvariantFinding } from './finding.ts';
import type { Invariant, StateView } from './invariant.ts';
import type { ControllerView, Landscape } from './landscape.ts';
import { notedOwnersIn } from './noted-owners.ts';
import { type Claim, ownershipIn, ownersOfSets } from './ownership.ts';
import { areSameValues, setKey, storedSets } from './stored-sets.ts';

/** At rest, records and what speaks for them, TXT, rows or objects, come in pairs. */
export const noOrphanedOwnership: Invariant = {
  name: 'no-orphaned-ownership',
  sentence: 'every ownership TXT speaks for a record set that exists, and every record a controller made has an owner',
  premise: {
    absence: 'no owner is written down',
    over: 'state',
    isMet: ({ landscape, reader }) => {
      const records = landscape.zones.flatMap((zone) => recordsOf(zone, reader));
      return ownershipIn(landscape, reader).claims(records).length > 0 || notedOwnersIn(landscape, reader).length > 0;
    },
  },
  judge: {
    over: 'state',
    check: (view) => [...orphans(view), ...orphanedNotes(view), ...ownerless(view)],
    parts: partsOf,
  },
};

function orphans({ landscape, reader }: StateView): readonly InvariantFinding[] {
  const ownership = ownershipIn(landscape, reader);
  return landscape.zones.flatMap((zone) => ownership.orphansIn(recordsOf(zone, reader)).map(orphaned));
}

function orphaned({ txtName, owner, name, type }: Claim): InvariantFinding {
  return {
    code: 'ORPHANED_OWNERSHIP',
    invariant: 'no-orphaned-ownership',
    name: txtName,
    owner,
    ownedName: name,
    ownedType: type,
  };
}

/**
 * Rows and objects that speak for a record set of a zone here that does not exist. Those that were written ahead of a
 * record that the host has never confirmed are no orphans: every sync tries it again.
 */
function orphanedNotes({ landscape, reader }: StateView): readonly InvariantFinding[] {
  return notedOwnersIn(landscape, reader).flatMap(({ key, name, type, owner, keptIn, isConfirmed }) => {
    const nameKey = zoneKey(name);
    const zones = landscape.zones.filter((zone) => isWithin(nameKey, zone.name));
    if (!isConfirmed || zones.length === 0) return [];
    const stored = zones.flatMap((zone) => recordsUnder(zone, reader, (candidate) => candidate === nameKey));
    if (stored.some((record) => setKey(record) === key)) return [];
    return [{ code: 'ORPHANED_NOTE', invariant: 'no-orphaned-ownership', name, type, owner, keptIn }];
  });
}

/** Records just as a controller wants them, and so made by one, that no TXT, row or object speaks for. */
function ownerless(view: StateView): readonly InvariantFinding[] {
  return view.landscape.controllers.flatMap((controller) => ownerlessOf(controller, view));
}

function ownerlessOf(controller: ControllerView, { landscape, reader }: StateView): readonly InvariantFinding[] {
  if (controller.configuration(reader).registry === 'noop') return [];
  const desired = controller.desired(reader);
  const keys = new Set(desired.map(({ dnsName }) => zoneKey(dnsName)));
  const records = landscape.zones.flatMap((zone) => recordsUnder(zone, reader, (key) => keys.has(key)));
  const byKey = new Map(storedSets(records).map((record) => [setKey(record), record]));
  const made = desired.flatMap(({ dnsName, recordType, setIdentifier, targets }) => {
    const record = byKey.get(setKey({ name: dnsName, type: recordType, setIdentifier }));
    return record !== undefined && areSameValues(record.values, targets) ? [record] : [];
  });
  const owners = ownersOfSets(landscape, ownershipIn(landscape, reader), { sets: made, reader });
  return made
    .filter((record) => owners.ownerOf(record) === null)
    .map(({ name, type }) => {
      return { code: 'OWNERLESS_RECORD', invariant: 'no-orphaned-ownership', name, type, actor: controller.name };
    });
}

/** What may speak for one name, for each name, and what one controller has made, for each controller. */
function partsOf({ zones, controllers }: Landscape): readonly ((view: StateView) => boolean)[] {
  const claims = zones.flatMap((zone) => {
    const groups = groupsOfKeys(zone);
    const grouped = new Set(groups.flat());
    const others = (key: string) => !grouped.has(key);
    const isOfGroup = [...groups.map((group) => (key: string) => group.includes(key)), others];
    return isOfGroup.map((isAsked) => (view: StateView) => areAllAnswered(isAsked, zone, view));
  });
  const notes = (view: StateView) => orphanedNotes(view).length === 0;
  return [...claims, notes, ...controllers.map((one) => (view: StateView) => ownerlessOf(one, view).length === 0)];
}

/** Whether no record under the keys asked about is an orphan. Read are these, and what may be spoken for by them. */
function areAllAnswered(isAsked: (key: string) => boolean, zone: Zone, { landscape, reader }: StateView): boolean {
  const ownership = ownershipIn(landscape, reader);
  const asked = zone.records.foreseenKeys.filter(isAsked);
  const isRead = (key: string) => isAsked(key) || asked.some((txtKey) => ownership.mayAnswer(key, txtKey));
  return ownership.orphansIn(recordsUnder(zone, reader, isRead)).every(({ txtName }) => !isAsked(txtName));
}

/** Names with those of the keys of their zone that look like TXT names for them: with something put before the name. */
function groupsOfKeys({ records: { foreseenKeys } }: Zone): readonly (readonly string[])[] {
  const byName = new Map<string, string[]>();
  for (const key of foreseenKeys) {
    const ends = foreseenKeys.filter((name) => key.endsWith(name) && !key.slice(0, -name.length).includes('.'));
    const name = ends.sort((left, right) => left.length - right.length)[0] ?? key;
    byName.set(name, [...(byName.get(name) ?? []), key]);
  }
  return [...byName.values()].filter((keys) => keys.length > 1);
}
