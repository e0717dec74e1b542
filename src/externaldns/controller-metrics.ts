import type { Event } from '../kernel/action.ts';
import { assert } from '../kernel/assert.ts';
import { byCodeUnit } from '../kernel/json.ts';
import type { Endpoint } from './endpoint.ts';
import { labelsByMetric } from './metric-names.ts';
import type { OwnerMismatch } from './plan/owner-mismatch.ts';
import type { VersionRules } from './version-rules.ts';

/** Facts about what a process shows under `/metrics`. A process that starts anew shows none, and counts from 0. */

/** One sample of a gauge. Label values are in lower case, as external-dns writes them. */
export interface MetricSample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What a metric's fact says: all samples of a gauge from now on, or by how much a counter grew. */
export type MetricFact = { readonly type: 'metric'; readonly actor: string; readonly name: string } & (
  | { readonly samples: readonly MetricSample[] }
  | { readonly increment: number }
);

/** A gauge without labels. `name` is without the prefix `external_dns_`. */
export function gauge(actor: string, name: string, value: number): Event {
  return metric({ actor, name, samples: [{ labels: {}, value }] });
}

/** A counter without labels went up by one. */
export function increment(actor: string, name: string): Event {
  return metric({ actor, name, increment: 1 });
}

/** What a gauge of endpoints counts. */
export type CountedRecords = 'registry_records' | 'source_records' | 'controller_verified_records';

/**
 * Endpoints by record type (controller/metrics.go:countAddressRecords): one gauge with a sample for each type that there
 * is, or in older releases a gauge for each type that is counted at all.
 */
export function countByType(
  name: CountedRecords,
  endpoints: readonly Endpoint[],
  { actor, rules }: { readonly actor: string; readonly rules: Pick<VersionRules, 'countedTypes'> },
): readonly Event[] {
  const { countedTypes } = rules;
  const counts = new Map<string, number>();
  for (const { recordType } of endpoints) counts.set(recordType, (counts.get(recordType) ?? 0) + 1);
  if (countedTypes !== 'all') {
    return countedTypes.map((type) =>
      gauge(actor, name.replace(/records$/, `${type.toLowerCase()}_records`), counts.get(type) ?? 0),
    );
  }
  const samples = [...counts]
    .sort(([left], [right]) => byCodeUnit(left, right))
    .map(([type, value]) => ({ labels: { record_type: type.toLowerCase() }, value }));
  return [metric({ actor, name, samples })];
}

/** The gauge of records that another owner's kept from being created; `null`: it keeps what it shows. */
export function mismatchFacts(actor: string, mismatches: readonly OwnerMismatch[] | null): readonly Event[] {
  if (mismatches === null) return [];
  const samples = mismatches.map(({ recordType, owner, foreignOwner, domain, count }) => ({
    labels: { record_type: recordType, owner, foreign_owner: foreignOwner, domain },
    value: count,
  }));
  return [metric({ actor, name: 'registry_skipped_records_owner_mismatch_per_sync', samples })];
}

function metric({
  actor,
  name,
  ...rest
}: { readonly actor: string; readonly name: string } & (
  | { readonly samples: readonly MetricSample[] }
  | { readonly increment: number }
)): Event {
  const fullName = `external_dns_${name}`;
  assert(Object.hasOwn(labelsByMetric, fullName), `${fullName} is not among the metrics that are observed`);
  const fact: MetricFact = { type: 'metric', actor, name: fullName, ...rest };
  return fact;
}
