import type { Configuration } from './configuration.ts';
import { rulesOf } from './version.ts';

/**
 * The metrics of a process that are observed, as they stand under `/metrics`, with the names of their labels. A metric
 * that a release does not have has no samples there.
 *
 * `…_records` with a type in their name are those of releases before v0.18.0, which know no label for it.
 *
 * *Source:* controller/metrics.go and plan/metrics.go of v0.22.0, controller/controller.go of releases before v0.18.0.
 */
export const labelsByMetric: Readonly<Record<string, readonly string[]>> = {
  external_dns_controller_consecutive_soft_errors: [],
  external_dns_controller_no_op_runs_total: [],
  external_dns_controller_verified_a_records: [],
  external_dns_controller_verified_aaaa_records: [],
  external_dns_controller_verified_records: ['record_type'],
  external_dns_registry_a_records: [],
  external_dns_registry_aaaa_records: [],
  external_dns_registry_endpoints_total: [],
  external_dns_registry_errors_total: [],
  external_dns_registry_records: ['record_type'],
  external_dns_registry_skipped_records_owner_mismatch_per_sync: ['record_type', 'owner', 'foreign_owner', 'domain'],
  external_dns_source_a_records: [],
  external_dns_source_aaaa_records: [],
  external_dns_source_endpoints_total: [],
  external_dns_source_errors_total: [],
  external_dns_source_records: ['record_type'],
};

/** The names of those metrics that a release has, in order. *Source:* as of {@link labelsByMetric}, release by release. */
export function metricsOf(configuration: Pick<Configuration, 'version'>): readonly string[] {
  const { countedTypes, countsSoftErrors, countsOwnerMismatches } = rulesOf(configuration);
  const isThere = (metric: string): boolean => {
    const type = /_(a|aaaa)_records$/.exec(metric)?.[1];
    if (type !== undefined) return countedTypes !== 'all' && countedTypes.includes(type.toUpperCase());
    if (metric.endsWith('_records')) return countedTypes === 'all';
    if (metric.endsWith('_owner_mismatch_per_sync')) return countsOwnerMismatches;
    return countsSoftErrors || !metric.endsWith('_consecutive_soft_errors');
  };
  return Object.keys(labelsByMetric).filter(isThere);
}
