import { hashText, hashToHex } from '../kernel/hash.ts';
import { canonicalJson } from '../kernel/json.ts';
import type { Model } from '../kernel/model.ts';
import type { ExploreOptions } from './explore.ts';

/** By name: what decides the course of a search, as canonical JSON. */
export type SearchIdentity = Readonly<Record<string, string>>;

/**
 * What decides the course of a search apart from code: a journal is only for a search that agrees in all of it. What
 * code decides (`isFaultAllowed`, what actions and properties do) is for the caller to add.
 *
 * Limits of states, memory and time are not part of it, nor are threads: they say where a search stops, not how it goes.
 */
export function identityOf(model: Model, options: ExploreOptions): SearchIdentity {
  const world = {
    components: model.components.map(({ id, scope, initial }) => [id, scope, initial]),
    actions: model.actions.map(({ id }) => id),
  };
  return {
    model: canonicalJson(hashToHex(hashText(canonicalJson(world)))),
    properties: canonicalJson((options.properties ?? []).map(({ kind, name }) => [kind, name])),
    faults: canonicalJson(options.faultBudget ?? 0),
    depth: canonicalJson(options.limits?.depth ?? null),
    edges: canonicalJson(options.isKeepingEdges ?? false),
    reduction: canonicalJson(options.reduction ?? 'none'),
    until: canonicalJson(options.until ?? 'exhausted'),
    [shardMember]: canonicalJson(options.shard ?? null),
  };
}

/** The member of an identity in which the parts of one exploration differ. */
export const shardMember = '--shard';
