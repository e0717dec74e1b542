import type { StoredRecord } from '../dns/stored-record.ts';
import { recordsOf, zoneKey } from '../dns/zone.ts';
import type { Endpoint } from '../externaldns/endpoint.ts';
import type { InvariantFinding } from './finding.ts';
import type { Invariant, StateView } from './invariant.ts';
import { Ownership } from './ownership.ts';

/** At rest, whoever wants a name has it; otherwise the name is shadowed by whoever does. */
export const noShadowing: Invariant = {
  name: 'no-shadowing',
  sentence: 'every name that a cluster wants resolves to that cluster',
  judge: { over: 'state', check: shadowed },
};

function shadowed({ landscape, reader }: StateView): readonly InvariantFinding[] {
  const records = landscape.zones.flatMap((zone) => recordsOf(zone, reader));
  const ownership = new Ownership(landscape.controllers.map(({ configuration }) => configuration(reader)));
  const owners = ownership.ownersIn(records);
  const byName = new Map<string, StoredRecord[]>();
  for (const record of records) {
    const key = zoneKey(record.name);
    byName.set(key, [...(byName.get(key) ?? []), record]);
  }
  return landscape.controllers.flatMap((controller) => {
    const desired = controller.desired(reader);
    return desired.flatMap((endpoint): readonly InvariantFinding[] => {
      if (isOutranked(endpoint, desired)) return [];
      const name = zoneKey(endpoint.dnsName);
      const held = (byName.get(name) ?? []).filter((record) => isAddress(record.type));
      const found = held.filter((record) => isSameSet(record, endpoint)).flatMap(({ values }) => values);
      if (isSameValues(found, endpoint.targets)) return [];
      const [first] = held;
      return [
        {
          code: 'SHADOWED',
          invariant: 'no-shadowing',
          name,
          type: endpoint.recordType,
          cluster: controller.cluster,
          wanted: [...endpoint.targets].sort(),
          found: held.flatMap(({ values }) => values).sort(),
          owner: first === undefined ? null : owners.ownerOf(first),
        },
      ];
    });
  });
}

/** Beside an address record that the same cluster wants, external-dns drops the CNAME (plan/conflict.go). */
function isOutranked(endpoint: Endpoint, desired: readonly Endpoint[]): boolean {
  if (endpoint.recordType !== 'CNAME') return !isAddress(endpoint.recordType);
  const name = zoneKey(endpoint.dnsName);
  return desired.some(({ dnsName, recordType }) => recordType !== 'CNAME' && zoneKey(dnsName) === name);
}

function isAddress(type: string): boolean {
  return type === 'A' || type === 'AAAA' || type === 'CNAME';
}

function isSameSet(record: StoredRecord, endpoint: Endpoint): boolean {
  return record.type === endpoint.recordType && (record.setIdentifier ?? '') === endpoint.setIdentifier;
}

function isSameValues(left: readonly string[], right: readonly string[]): boolean {
  const normal = (values: readonly string[]) => [...new Set(values.map((value) => zoneKey(value)))].sort().join('\n');
  return normal(left) === normal(right);
}
