import { isValidEndpoint } from '../endpoint/check-endpoint.ts';
import { endpointText } from '../endpoint/endpoint-text.ts';
import { distinctTargets } from '../endpoint/targets.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Log } from '../log.ts';

/**
 * Drops endpoints that are not well-formed, makes targets distinct and sorted where there are several, and drops
 * endpoints that have type, name, set identifier and targets of an earlier one. With other targets both stay: rivals.
 *
 * *Source:* source/wrappers/dedupsource.go.
 */
export function deduplicate(endpoints: readonly Endpoint[], log: Log): readonly Endpoint[] {
  const seen = new Set<string>();
  return endpoints.flatMap((endpoint) => {
    const { recordType, dnsName, setIdentifier, targets } = endpoint;
    if (!isValidEndpoint(endpoint, log)) {
      log.warning(
        `Skipping endpoint [${setIdentifier}:${dnsName}] due to invalid configuration [${recordType}:${targets.join(',')}]`,
      );
      return [];
    }
    const tidy = targets.length > 1 ? { ...endpoint, targets: distinctTargets(targets) } : endpoint;
    const identity = [recordType, dnsName, setIdentifier, tidy.targets.join(';')].join('/');
    if (seen.has(identity)) {
      log.debug(() => `Removing duplicate endpoint ${endpointText(tidy)}`);
      return [];
    }
    seen.add(identity);
    return [tidy];
  });
}
