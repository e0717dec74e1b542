import type { Endpoint } from '../endpoint.ts';
import { quote } from './quote.ts';

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

/** The short form of some log lines. What it calls the owner is the set identifier (Endpoint.Describe). */
export function endpointSummary(endpoint: Endpoint): string {
  const { dnsName, setIdentifier, recordType, targets } = endpoint;
  return `record:${dnsName}, owner:${setIdentifier}, type:${recordType}, targets:${targets.join(', ')}`;
}

/** What tells endpoints apart: the name as it is spelled, the type, the set identifier (Endpoint.Key). */
export function endpointKey(endpoint: Pick<Endpoint, 'dnsName' | 'recordType' | 'setIdentifier'>): string {
  return keyOf(endpoint.dnsName, endpoint.recordType, endpoint.setIdentifier);
}

/** The key of {@link endpointKey} from its three parts. */
export function keyOf(...parts: readonly [dnsName: string, recordType: string, setIdentifier: string]): string {
  return parts.join('\u0000');
}

/** An endpoint's key as it is printed: `{"foo.example.org" "A" "" "0" ""}` (EndpointKey.String). */
export function endpointKeyText(endpoint: Pick<Endpoint, 'dnsName' | 'recordType' | 'setIdentifier'>): string {
  return `{${quote(endpoint.dnsName)} ${quote(endpoint.recordType)} ${quote(endpoint.setIdentifier)} "0" ""}`;
}
