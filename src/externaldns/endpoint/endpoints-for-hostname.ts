import type { Endpoint } from '../endpoint.ts';
import type { Log } from '../log.ts';
import { newEndpoint } from './new-endpoint.ts';
import { suitableType } from './targets.ts';

/**
 * The endpoints that give a host these targets: one for its IPv4 addresses, one for its IPv6 addresses, one for names,
 * in this order; none without targets. All of them carry the same properties, set identifier, TTL and resource.
 *
 * *Source:* endpoint/utils.go:EndpointsForHostname.
 */
export function endpointsForHostname(
  host: Omit<Endpoint, 'recordType' | 'labels'> & { readonly resource: string },
  log: Log,
): readonly Endpoint[] {
  const { dnsName, recordTTL, setIdentifier, providerSpecific, resource } = host;
  const endpoints: Endpoint[] = [];
  for (const recordType of ['A', 'AAAA', 'CNAME']) {
    const targets = host.targets.filter((target) => suitableType(target) === recordType);
    if (targets.length === 0) continue;
    const endpoint = newEndpoint({ dnsName, recordType, targets, recordTTL }, log);
    if (endpoint === undefined) continue;
    const labels = resource === '' ? {} : { resource };
    endpoints.push({ ...endpoint, setIdentifier, providerSpecific, labels });
  }
  return endpoints;
}
