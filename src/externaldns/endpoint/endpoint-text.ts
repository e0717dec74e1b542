import type { Endpoint } from '../endpoint.ts';

/**
 * An endpoint as external-dns's log lines print it: `foo.example.org 300 IN A  192.0.2.1 []`, with two blanks where
 * there is no set identifier.
 *
 * *Source:* endpoint/endpoint.go:Endpoint.String.
 */
export function endpointText(endpoint: Endpoint): string {
  const { dnsName, recordTTL, recordType, setIdentifier, targets } = endpoint;
  const properties = (endpoint.providerSpecific ?? []).map(({ name, value }) => `{${name} ${value}}`);
  return `${dnsName} ${recordTTL} IN ${recordType} ${setIdentifier} ${targets.join(';')} [${properties.join(' ')}]`;
}

/** What tells endpoints apart: the name as it is spelled, the type, the set identifier (Endpoint.Key). */
export function endpointKey(endpoint: Pick<Endpoint, 'dnsName' | 'recordType' | 'setIdentifier'>): string {
  return keyOf(endpoint.dnsName, endpoint.recordType, endpoint.setIdentifier);
}

/** The key of {@link endpointKey} from its three parts. */
export function keyOf(...parts: readonly [dnsName: string, recordType: string, setIdentifier: string]): string {
  return parts.join('\u0000');
}
