import { sameTargets } from '../endpoint/targets.ts';
import type { Endpoint } from '../endpoint.ts';
import { type Contender, type ContestContext, endpointOf } from './conflict-resolver.ts';
import type { PlanBranch } from './plan-branches.ts';

/** An existing endpoint and what it is to become. */
export interface Update {
  readonly old: Endpoint;
  readonly new: Endpoint;
}

/** An existing endpoint, and the wanted one that it is compared with. */
interface Compared {
  readonly existing: Contender;
  readonly wanted: Contender;
}

/**
 * Why an existing endpoint is to be made into the wanted one, the first reason there is; `undefined` if nothing of note
 * differs.
 *
 * Where the migration of an old owner is on, every record is updated whose owner is not the old one: the registry has
 * given the old owner's records the new owner before.
 *
 * *Source:* plan/plan.go: appendEndpointUpdates.
 */
export function updateReason(
  options: Compared & { readonly oldOwnerId: string; readonly context: ContestContext },
): Extract<PlanBranch, `update-${string}`> | undefined {
  const { existing, wanted, oldOwnerId } = options;
  const { log, rules } = options.context;
  const current = existing.endpoint;
  // In this order: targets are compared, and by that sorted, only if the TTLs are no reason yet.
  if (isTTLChanged(wanted.endpoint, current)) return 'update-ttl';
  if (!sameTargets(wanted.targets, existing.targets, log, rules)) return 'update-targets';
  if (arePropertiesChanged(wanted.endpoint, current, rules)) return 'update-properties';
  return oldOwnerId !== '' && current.labels.owner !== oldOwnerId ? 'update-migrating-owner' : undefined;
}

/**
 * The update that makes an existing endpoint into the wanted one. The owner is the existing endpoint's, as the empty text
 * if it has none; all other labels are the wanted one's.
 *
 * *Source:* plan/plan.go: inheritOwner.
 */
export function updateOf({ existing, wanted }: Compared): Update {
  const desired = endpointOf(wanted);
  const labels = { ...desired.labels, owner: existing.endpoint.labels.owner ?? '' };
  return { old: endpointOf(existing), new: { ...desired, labels } };
}

/** A wanted TTL that is not configured is no wish. */
function isTTLChanged(wanted: Endpoint, current: Endpoint): boolean {
  return wanted.recordTTL > 0 && wanted.recordTTL !== current.recordTTL;
}

/**
 * Order does not count; of wanted properties of one name the last one does. Present with any value is not absent; before
 * v0.13.6 the empty value was, and what is wanted and not there did not count. (What providers then said about some of
 * their own properties, such as `true` and `1` being equal, is not modelled.)
 */
function arePropertiesChanged(
  wanted: Endpoint,
  current: Endpoint,
  { comparesAddedProperties }: ContestContext['rules'],
): boolean {
  const wantedProperties = wanted.providerSpecific ?? [];
  const currentProperties = current.providerSpecific ?? [];
  if (wantedProperties.length === 0 && currentProperties.length === 0) return false;
  const unseen = new Map(wantedProperties.map(({ name, value }) => [name, value]));
  for (const { name, value } of currentProperties) {
    const wish = unseen.get(name);
    if (comparesAddedProperties ? wish !== value : (wish ?? '') !== value) return true;
    if (comparesAddedProperties) unseen.delete(name);
  }
  return comparesAddedProperties && unseen.size > 0;
}
