import { byCodeUnit, canonicalJson } from '../../kernel/json.ts';
import { nakedDomainOf, ownerOf } from '../endpoint/ownership.ts';
import type { Endpoint } from '../endpoint.ts';

/**
 * One sample of the gauge `external_dns_registry_skipped_records_owner_mismatch_per_sync`: how many existing records
 * kept a wanted one of another type from being created. Label values are in lower case.
 *
 * *Source:* plan/metrics.go:recordOwnerMismatch, pkg/metrics: AddWithLabels.
 */
export interface OwnerMismatch {
  readonly recordType: string;
  readonly owner: string;
  /** The owner label; without one, the set identifier. */
  readonly foreignOwner: string;
  /** The record's name less its first label. */
  readonly domain: string;
  readonly count: number;
}

/** The gauge's samples after the plan of `owner` met these records, in code-unit order of their label values. */
export function ownerMismatches(owner: string, blocking: readonly Endpoint[]): readonly OwnerMismatch[] {
  const samples = new Map<string, OwnerMismatch>();
  for (const endpoint of blocking) {
    const labels = {
      recordType: endpoint.recordType.toLowerCase(),
      owner: owner.toLowerCase(),
      foreignOwner: ownerOf(endpoint).toLowerCase(),
      domain: nakedDomainOf(endpoint.dnsName).toLowerCase(),
    };
    const key = canonicalJson(labels);
    samples.set(key, { ...labels, count: (samples.get(key)?.count ?? 0) + 1 });
  }
  return [...samples].sort(([left], [right]) => byCodeUnit(left, right)).map(([, sample]) => sample);
}
