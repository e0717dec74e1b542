import { zoneKey } from '../../dns/zone.ts';
import { isManagedType } from '../../externaldns/plan/managed-type.ts';
import { areSameValues } from '../../properties/stored-sets.ts';
import type { Actor } from './actor.ts';
import type { Victim } from './audit-result.ts';
import type { OwnershipIndex } from './ownership-index.ts';

/** What stands in the way of clusters: by the number of the record set. */
export interface Shadows {
  /** The clusters that do not get the name because of it. */
  readonly victims: ReadonlyMap<number, readonly Victim[]>;
  /** The clusters that want exactly this, though it is not theirs. */
  readonly matches: ReadonlyMap<number, readonly string[]>;
}

/**
 * The record sets because of which wishes are not met: those under the wanted name that are not the cluster's own. Of
 * types that the controller does not manage it takes no notice.
 */
export function shadowsIn(index: OwnershipIndex, actors: readonly Actor[]): Shadows {
  const { records } = index;
  const clustersByTarget = targetsOf(actors);
  const victims = new Map<number, Victim[]>();
  const matches = new Map<number, string[]>();
  for (const actor of actors) {
    for (const wish of actor.unmetWishes) {
      for (const number of index.recordsAt(actor.next.zoneKeyOf(wish.dnsName))) {
        if ((records.setIdentifierOf(number) ?? '') !== wish.setIdentifier) continue;
        const isOwn = index.ownerOf(number) === actor.ownerId;
        const type = records.typeOf(number);
        if (isOwn || !isManagedType(type, actor.next.configuration)) continue;
        const values = records.valuesOf(number);
        if (type === wish.recordType && areSameValues(values, wish.targets)) {
          push(matches, number, actor.cluster);
          continue;
        }
        const served = [...new Set(values.flatMap((value) => clustersByTarget.get(zoneKey(value)) ?? []))];
        const known = victims.get(number)?.find(({ cluster }) => cluster === actor.cluster);
        if (known === undefined) push(victims, number, { cluster: actor.cluster, wanted: wish.targets, served });
      }
    }
  }
  return { victims, matches };
}

/** Whose load balancers the addresses are. */
function targetsOf(actors: readonly Actor[]): ReadonlyMap<string, readonly string[]> {
  const clusters = new Map<string, string[]>();
  for (const { cluster, next } of actors) {
    for (const target of new Set(next.wishes.flatMap(({ targets }) => targets.map(zoneKey)))) {
      if (clusters.get(target)?.includes(cluster) !== true) push(clusters, target, cluster);
    }
  }
  return clusters;
}

function push<Key, Item>(lists: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
