import type { Endpoint } from '../endpoint.ts';
import type { Log } from '../log.ts';
import { byNameTypeSet } from './canonical-order.ts';
import { endpointKey } from './endpoint-text.ts';
import { quote } from './quote.ts';
import { distinctTargets } from './targets.ts';

/**
 * Joins endpoints of one name, type, set identifier and TTL: targets united, distinct and sorted; labels and properties
 * of the first one stay. CNAME and DNAME endpoints are kept apart by their first target, dropped without one, and
 * leave a warning where two differ.
 *
 * Upstream's order is random; here it is by name, type and set identifier, then as first seen.
 *
 * *Source:* endpoint/utils.go:MergeEndpoints.
 */
export function mergeEndpoints(endpoints: readonly Endpoint[], log: Log): readonly Endpoint[] {
  const merged = new Map<string, { first: Endpoint; targets: string[] }>();
  const lastTarget = new Map<string, string>();
  for (const endpoint of endpoints) {
    let key = `${endpointKey(endpoint)}\u0000${endpoint.recordTTL}`;
    if (endpoint.recordType === 'CNAME' || endpoint.recordType === 'DNAME') {
      const [target] = endpoint.targets;
      if (target === undefined) {
        log.debug(() => `Skipping ${endpoint.recordType} endpoint ${quote(endpoint.dnsName)} with no targets`);
        continue;
      }
      key += `\u0000${target}`;
      warnOfRivals(endpoint, { target, known: lastTarget.get(endpointKey(endpoint)), log });
      lastTarget.set(endpointKey(endpoint), target);
    }
    const known = merged.get(key);
    if (known === undefined) merged.set(key, { first: endpoint, targets: [...endpoint.targets] });
    else known.targets.push(...endpoint.targets);
  }
  return [...merged.values()]
    .map(({ first, targets }) => ({ ...first, targets: distinctTargets(targets) }))
    .sort(byNameTypeSet);
}

function warnOfRivals(
  { dnsName, recordType }: Endpoint,
  rival: { readonly target: string; readonly known: string | undefined; readonly log: Log },
): void {
  if (rival.known === undefined || rival.known === rival.target) return;
  const [first, second] = [rival.known, rival.target].map((target) => `${dnsName} ${recordType} ${target}`);
  rival.log.warning(
    `Only one ${recordType} per name — ${first} and ${second} is invalid DNS. A resolver wouldn't know which canonical name to follow.`,
  );
}
