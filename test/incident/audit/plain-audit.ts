import type { StoredRecord } from '../../../src/dns/stored-record.ts';
import { zoneKey } from '../../../src/dns/zone.ts';
import { hasChanges } from '../../../src/externaldns/plan/has-changes.ts';
import type { AuditController } from '../../../src/incident/audit/audit-input.ts';
import { NextSync, noChanges } from '../../../src/incident/audit/next-sync.ts';
import { Ownership } from '../../../src/properties/ownership.ts';

/** What the next syncs do, by one plan of each controller over the whole zone at once: no index, no parts. */
export function plainNextSyncs(
  zoneName: string,
  records: readonly StoredRecord[],
  controllers: readonly AuditController[],
) {
  const listed = inListingOrder(records);
  return Object.fromEntries(
    controllers.map(({ name, configuration, objects }) => {
      const next = new NextSync({ configuration, objects: objects ?? [], zoneName });
      const { changes, existingTxts } = next.plan(listed, next.endpoints);
      const isIdle = configuration.dryRun || !hasChanges(changes);
      const { create, updateNew, delete: deleted } = isIdle ? noChanges : next.applied(changes, existingTxts);
      const shown = (endpoints: typeof create) =>
        endpoints.map(({ dnsName, recordType, targets }) => ({ name: dnsName, type: recordType, targets }));
      return [name, { create: shown(create), update: shown(updateNew), delete: shown(deleted) }];
    }),
  );
}

/** Whose each record is, as the simulation's own reading of ownership has it. */
export function plainOwners(records: readonly StoredRecord[], controllers: readonly AuditController[]) {
  const ownership = new Ownership(controllers.map(({ configuration }) => configuration));
  const owners = ownership.ownersIn(records);
  const orphans = new Set(ownership.orphansIn(records).map(({ txtName }) => txtName));
  // A TXT with a name that nobody here reads says nothing.
  const claimed = new Map(ownership.claims(records).map(({ txtName, owner }) => [txtName, owner]));
  return records.map((record) => {
    const key = zoneKey(record.name);
    const owner = record.type === 'TXT' ? claimed.get(key) : undefined;
    return {
      owner: owner === undefined ? owners.ownerOf(record) : owner,
      isOrphan: owner !== undefined && orphans.has(key),
    };
  });
}

/** By name, the order of first mention, and type: as hosts list. */
function inListingOrder(records: readonly StoredRecord[]): readonly StoredRecord[] {
  const names = [...new Set(records.map(({ name }) => name))];
  return names.flatMap((name) =>
    records.filter((record) => record.name === name).sort((left, right) => (left.type < right.type ? -1 : 1)),
  );
}
