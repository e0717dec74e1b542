import { endpointKey } from '../endpoint/endpoint-text.ts';
import { sameTargets, type TargetRules } from '../endpoint/targets.ts';
import type { Changes, Endpoint } from '../endpoint.ts';

/**
 * The cached listing after changes were sent off, as if they had succeeded: the cache is changed before the provider is
 * called and not changed back when the call fails.
 *
 * A removal takes the first endpoint of the same key whose targets are the same. One pass over the cache, however many
 * changes there are.
 *
 * *Source:* registry/txt/registry.go: addToCache, removeFromCache.
 */
export function applyToCache(cached: readonly Endpoint[], changes: Changes, rules: TargetRules): readonly Endpoint[] {
  const slots: (Endpoint | undefined)[] = [...cached, ...changes.create];
  const slotsByKey = new Map<string, number[]>();
  for (const [slot, endpoint] of slots.entries()) {
    const key = endpointKey(endpoint as Endpoint);
    const known = slotsByKey.get(key);
    if (known === undefined) slotsByKey.set(key, [slot]);
    else known.push(slot);
  }
  for (const removed of [...changes.delete, ...changes.updateOld]) {
    const slot = slotsByKey.get(endpointKey(removed))?.find((candidate) => {
      const endpoint = slots[candidate];
      return endpoint !== undefined && sameTargets([...endpoint.targets], [...removed.targets], undefined, rules);
    });
    if (slot !== undefined) slots[slot] = undefined;
  }
  return [...slots.filter((endpoint) => endpoint !== undefined), ...changes.updateNew];
}
