import type { StoredRecord } from '../dns/stored-record.ts';
import { recordsUnder, zoneKey } from '../dns/zone.ts';
import type { Endpoint } from '../externaldns/endpoint.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import type { InvariantFinding } from './finding.ts';
import type { Invariant, StateView } from './invariant.ts';
import { ownershipIn, ownersOfSets } from './ownership.ts';
import { areSameValues, setKey, storedSets } from './stored-sets.ts';

/** At rest, whoever wants a name has it; otherwise the name is shadowed by whoever does. */
export const noShadowing: Invariant = {
  name: 'no-shadowing',
  sentence: 'every name that a cluster wants resolves to that cluster',
  premise: {
    absence: 'no cluster wants a name',
    over: 'state',
    isMet: ({ landscape, reader }) =>
      landscape.controllers.some((controller) => wishesOf(controller.desired(reader)).length > 0),
  },
  judge: {
    over: 'state',
    check: shadowed,
    parts: ({ clusters }) => clusters.map((cluster) => (view) => shadowedIn(cluster, view).length === 0),
  },
};

function shadowed(view: StateView): readonly InvariantFinding[] {
  return view.landscape.clusters.flatMap((cluster) => shadowedIn(cluster, view));
}

function shadowedIn({ name: cluster }: Cluster, view: StateView): readonly InvariantFinding[] {
  const { landscape, reader } = view;
  const controllers = landscape.controllers.filter((controller) => controller.cluster === cluster);
  const wishes = wishesOf(controllers.flatMap((controller) => controller.desired(reader)));
  const keys = new Set(wishes.map(({ name }) => zoneKey(name)));
  const records = landscape.zones.flatMap((zone) => recordsUnder(zone, reader, (key) => keys.has(key)));
  const byName = groupedBy(storedSets(records).filter(isAddress), ({ name }) => zoneKey(name));
  return wishes.flatMap((wish) => {
    const held = byName.get(zoneKey(wish.name)) ?? [];
    const found = held.find((record) => setKey(record) === setKey(wish))?.values ?? [];
    if (wish.alternatives.some((targets) => areSameValues(found, targets))) return [];
    return [shadowedBy(held, { cluster, wish, view })];
  });
}

/** What a cluster wants of one record set. */
interface Wish {
  readonly name: string;
  readonly type: string;
  readonly setIdentifier: string;
  /** Several, if several resources want the name: whichever is granted, it resolves to their cluster. */
  readonly alternatives: readonly (readonly string[])[];
}

function wishesOf(desired: readonly Endpoint[]): readonly Wish[] {
  const wanted = desired.map((endpoint) => ({ ...endpoint, name: endpoint.dnsName, type: endpoint.recordType }));
  const addresses = wanted.filter((one) => isAddress(one) && !(one.type === 'CNAME' && isOutranked(one, wanted)));
  return [...groupedBy(addresses, setKey).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { name, type, setIdentifier } = first;
    return [{ name, type, setIdentifier, alternatives: group.map(({ targets }) => targets) }];
  });
}

type Key = Pick<Wish, 'name' | 'type' | 'setIdentifier'>;

/** Beside a record of another type that the same cluster wants, external-dns drops the CNAME (plan/conflict.go). */
function isOutranked(cname: Key, wanted: readonly Key[]): boolean {
  return wanted.some((other) => other.type !== 'CNAME' && setKey({ ...other, type: 'CNAME' }) === setKey(cname));
}

function isAddress({ type }: { readonly type: string }): boolean {
  return type === 'A' || type === 'AAAA' || type === 'CNAME';
}

function shadowedBy(
  held: readonly StoredRecord[],
  { cluster, wish, view }: { readonly cluster: string; readonly wish: Wish; readonly view: StateView },
): InvariantFinding {
  const holder = held.find((record) => setKey(record) === setKey(wish)) ?? held[0];
  return {
    code: 'SHADOWED',
    invariant: 'no-shadowing',
    name: zoneKey(wish.name),
    type: wish.type,
    cluster,
    wanted: [...(wish.alternatives[0] ?? [])].sort(),
    found: held.flatMap(({ values }) => values).sort(),
    owner: holder === undefined ? null : ownerOf(holder, view),
  };
}

function ownerOf(record: StoredRecord, { landscape, reader }: StateView): string | null {
  return ownersOfSets(landscape, ownershipIn(landscape, reader), { sets: [record], reader }).ownerOf(record);
}

function groupedBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
