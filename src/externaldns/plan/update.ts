import { sameTargets } from '../endpoint/targets.ts';
import type { Endpoint } from '../endpoint.ts';
import { type Contender, type ContestContext, endpointOf } from './conflict-resolver.ts';

/** An existing endpoint and what it is to become. */
export interface Update {
  readonly old: Endpoint;
  readonly new: Endpoint;
}

/**
 * The update that makes an existing endpoint into the wanted one; `undefined` if nothing of note differs. The owner is
 * the existing endpoint's, as the empty text if it has none; all other labels are the wanted one's.
 *
 * Where the migration of an old owner is on, every record is updated whose owner is not the old one: the registry has
 * given the old owner's records the new owner before.
 *
 * *Source:* plan/plan.go: appendEndpointUpdates, inheritOwner.
 */
export function updateOf(options: {
  readonly existing: Contender;
  readonly wanted: Contender;
  readonly oldOwnerId: string;
  readonly context: ContestContext;
}): Update | undefined {
  const { existing, wanted, oldOwnerId } = options;
  const { log, rules } = options.context;
  const current = existing.endpoint;
  // In this order: targets are compared, and by that sorted, only if the TTLs are no reason yet.
  const isChanged =
    isTTLChanged(wanted.endpoint, current) ||
    !sameTargets(wanted.targets, existing.targets, log, rules) ||
    arePropertiesChanged(wanted.endpoint, current, rules) ||
    (oldOwnerId !== '' && current.labels.owner !== oldOwnerId);
  if (!isChanged) return undefined;
  const desired = endpointOf(wanted);
  const labels = { ...desired.labels, owner: current.labels.owner ?? '' };
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
