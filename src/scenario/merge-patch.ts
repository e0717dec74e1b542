import type { LocatedMap, LocatedMember, LocatedNode } from './located-tree.ts';
import type { Problem } from './problem.ts';

/** A document after a patch. Every member stays at the place where it is written. */
export interface Patched {
  readonly node: LocatedNode;
  readonly problems: readonly Problem[];
}

/**
 * JSON Merge Patch (RFC 7386) on located trees: maps are merged member by member, `null` removes a member, anything
 * else replaces what was there, lists as a whole. A `null` for a member that is not there is reported, as it can only
 * be a mistake.
 */
export function mergePatch(target: LocatedNode | undefined, patch: LocatedNode): Patched {
  if (patch.kind !== 'map') return { node: patch, problems: [] };
  const problems: Problem[] = [];
  const merged = target?.kind === 'map' ? target : undefined;
  const members = new Map<string, LocatedMember>(merged?.members);
  for (const [key, { keyAt, node }] of patch.members) {
    const previous = members.get(key);
    if (node.kind === 'scalar' && node.value === null) {
      if (previous === undefined) {
        problems.push({ code: 'SCENARIO_PATCH_REMOVES_NOTHING', at: keyAt, key, known: [...members.keys()] });
      }
      members.delete(key);
      continue;
    }
    const patched = mergePatch(previous?.node, node);
    problems.push(...patched.problems);
    const isMerged = previous !== undefined && patched.node.at === previous.node.at;
    members.set(key, { keyAt: isMerged ? previous.keyAt : keyAt, node: patched.node });
  }
  // A map stays where it was written first, unless the patch takes something out: what is missing, is missing here.
  const at = merged === undefined || removesFrom(patch) ? patch.at : merged.at;
  return { node: { kind: 'map', at, members }, problems };
}

function removesFrom(patch: LocatedMap): boolean {
  return [...patch.members.values()].some(({ node }) => node.kind === 'scalar' && node.value === null);
}
