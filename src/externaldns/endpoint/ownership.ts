import type { Configuration } from '../configuration.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Log } from '../log.ts';
import { rulesOf } from '../version.ts';
import { endpointKey, endpointText } from './endpoint-text.ts';

/**
 * Who owns an endpoint, and what is left of a list when only one owner's endpoints count.
 *
 * *Source:* endpoint/endpoint.go: IsOwnedBy, GetOwner, GetNakedDomain, FilterEndpointsByOwnerID, RemoveDuplicates.
 */

/** Whether the label `owner` is there and is exactly this id. */
export function isOwnedBy(endpoint: Pick<Endpoint, 'labels'>, ownerId: string): boolean {
  return endpoint.labels.owner === ownerId;
}

/** The label `owner`, even if empty; without the label, the set identifier. Metrics call this the owner. */
export function ownerOf(endpoint: Pick<Endpoint, 'labels' | 'setIdentifier'>): string {
  return endpoint.labels.owner ?? endpoint.setIdentifier;
}

/** A name less its first label; a name of two labels or fewer stays as it is. */
export function nakedDomainOf(dnsName: string): string {
  const dot = dnsName.indexOf('.');
  const parent = dnsName.slice(dot + 1);
  return dot === -1 || !parent.includes('.') ? dnsName : parent;
}

/** The endpoints that this owner owns, in order; every other one leaves a debug line, whose words depend on the release. */
export function filterByOwner(
  ownerId: string,
  endpoints: readonly Endpoint[],
  log: Log,
  release: Pick<Configuration, 'version'>,
): readonly Endpoint[] {
  const { tellsMissingOwners } = rulesOf(release);
  return endpoints.filter((endpoint) => {
    const { owner } = endpoint.labels;
    if (owner === ownerId) return true;
    log.debug(() =>
      !tellsMissingOwners
        ? `Skipping endpoint ${endpointText(endpoint)} because owner id does not match, found: "${owner ?? ''}", required: "${ownerId}"`
        : owner === undefined
          ? `Skipping endpoint ${endpointText(endpoint)} because of missing owner label (required: "${ownerId}")`
          : `Skipping endpoint ${endpointText(endpoint)} because owner id does not match (found: "${owner}", required: "${ownerId}")`,
    );
    return false;
  });
}

/** The first endpoint of every key, in order; targets do not count. */
export function withoutDuplicates(endpoints: readonly Endpoint[], log: Log): readonly Endpoint[] {
  const seen = new Set<string>();
  return endpoints.filter((endpoint) => {
    const key = endpointKey(endpoint);
    if (!seen.has(key)) {
      seen.add(key);
      return true;
    }
    log.debug(() => `Skipping duplicated endpoint: ${endpointText(endpoint)}`);
    return false;
  });
}
