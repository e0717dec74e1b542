/**
 * The two spellings of a record's value: what external-dns calls a target, and what a stored record holds. They differ
 * in the final dot of an SRV target, which external-dns insists on and stored records never have.
 *
 * *Source:* endpoint/endpoint.go:NewSRVRecord; provider/cloudflare/cloudflare_batch.go:externalDNSSRVTarget.
 */

/** The stored form of a target. */
export function valueOfTarget(recordType: string, target: string): string {
  return recordType === 'SRV' && target.endsWith('.') && !target.endsWith(' .') ? target.slice(0, -1) : target;
}

/** The target that a stored value stands for. */
export function targetOfValue(recordType: string, value: string): string {
  return recordType === 'SRV' && !value.endsWith('.') ? `${value}.` : value;
}
