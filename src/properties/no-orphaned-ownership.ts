import type { StoredRecord } from '../dns/stored-record.ts';
import { recordsOf, zoneKey } from '../dns/zone.ts';
import type { InvariantFinding } from './finding.ts';
import type { Invariant, StateView } from './invariant.ts';
import { type Claim, isOwnershipRecord, Ownership } from './ownership.ts';

/** At rest, records and the TXT that speak for them come in pairs. */
export const noOrphanedOwnership: Invariant = {
  name: 'no-orphaned-ownership',
  sentence: 'every ownership TXT speaks for a record set that exists, and every record a controller made has one',
  judge: { over: 'state', check: (view) => [...orphans(view), ...ownerless(view)] },
};

function orphans({ landscape, reader }: StateView): readonly InvariantFinding[] {
  const ownership = new Ownership(landscape.controllers.map(({ configuration }) => configuration(reader)));
  return landscape.zones.flatMap((zone) => {
    const records = recordsOf(zone, reader);
    const existing = new Set(records.filter((record) => !isOwnershipRecord(record)).flatMap(keysOf));
    const claimsByTxt = new Map<string, Claim[]>();
    for (const claim of ownership.claims(records)) {
      const key = JSON.stringify([claim.txtName, claim.setIdentifier]);
      claimsByTxt.set(key, [...(claimsByTxt.get(key) ?? []), claim]);
    }
    return [...claimsByTxt.values()].flatMap((claims): readonly InvariantFinding[] => {
      const [first] = claims;
      if (first === undefined || claims.some((claim) => existing.has(keyOf(claim)))) return [];
      const { txtName: name, owner, name: ownedName, type: ownedType } = first;
      return [{ code: 'ORPHANED_OWNERSHIP', invariant: 'no-orphaned-ownership', name, owner, ownedName, ownedType }];
    });
  });
}

/** Records just as a controller wants them, and so made by one, that no TXT speaks for. */
function ownerless({ landscape, reader }: StateView): readonly InvariantFinding[] {
  const ownership = new Ownership(landscape.controllers.map(({ configuration }) => configuration(reader)));
  const records = landscape.zones.flatMap((zone) => recordsOf(zone, reader));
  const owners = ownership.ownersIn(records);
  const byKey = new Map(records.map((record) => [setKey(record.name, record.type, record.setIdentifier), record]));
  return landscape.controllers.flatMap((controller) => {
    if (controller.configuration(reader).registry === 'noop') return [];
    return controller.desired(reader).flatMap((endpoint): readonly InvariantFinding[] => {
      const record = byKey.get(setKey(endpoint.dnsName, endpoint.recordType, endpoint.setIdentifier));
      if (record === undefined || owners.ownerOf(record) !== null) return [];
      if ([...record.values].sort().join('\n') !== [...endpoint.targets].sort().join('\n')) return [];
      const { name, type } = record;
      return [{ code: 'OWNERLESS_RECORD', invariant: 'no-orphaned-ownership', name, type, actor: controller.name }];
    });
  });
}

/** The claims that a record set answers: its own type's and, but for AAAA, the untyped one. */
function keysOf({ name, type, setIdentifier = '' }: StoredRecord): readonly string[] {
  const typed = setKey(name, type, setIdentifier);
  return type === 'AAAA' ? [typed] : [typed, setKey(name, '', setIdentifier)];
}

function keyOf({ name, type, setIdentifier }: Claim): string {
  return setKey(name, type, setIdentifier);
}

function setKey(name: string, type: string, setIdentifier = ''): string {
  return JSON.stringify([zoneKey(name), type, setIdentifier]);
}
