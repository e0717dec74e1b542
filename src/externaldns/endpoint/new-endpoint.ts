import type { Endpoint } from '../endpoint.ts';
import type { Log } from '../log.ts';

/**
 * An endpoint as sources and registries build it: no final dot on the name nor (but for TXT, NAPTR and SRV) on targets;
 * no labels, no properties, no set identifier. Case is kept.
 *
 * `undefined`, with an error in the log, if a label of the name is longer than 63 octets.
 *
 * *Source:* endpoint/endpoint.go:NewEndpointWithTTL.
 */
export function newEndpoint(
  parts: Pick<Endpoint, 'dnsName' | 'recordType' | 'targets'> & Partial<Pick<Endpoint, 'recordTTL'>>,
  log: Log,
): Endpoint | undefined {
  const { dnsName, recordType, recordTTL = 0 } = parts;
  const tooLong = overlongLabelOf(dnsName);
  if (tooLong !== undefined) {
    log.error(`label ${tooLong} in ${dnsName} is longer than 63 characters. Cannot create endpoint`);
    return undefined;
  }
  const areTargetsKept = recordType === 'TXT' || recordType === 'NAPTR' || recordType === 'SRV';
  const targets = areTargetsKept ? parts.targets : parts.targets.map(withoutFinalDot);
  return {
    dnsName: withoutFinalDot(dnsName),
    targets,
    recordType,
    setIdentifier: '',
    recordTTL,
    labels: {},
    providerSpecific: null,
  };
}

/** The first label of a name with more than 63 octets of UTF-8, if any. */
function overlongLabelOf(dnsName: string): string | undefined {
  if (dnsName.length <= 15) return undefined; // 63 octets need at least 16 code units
  return dnsName.split('.').find((label) => label.length > 15 && Buffer.byteLength(label) > 63);
}

/** A text less one final dot. */
export function withoutFinalDot(text: string): string {
  return text.endsWith('.') ? text.slice(0, -1) : text;
}
