import { describe, expect, it } from 'vitest';
import { gauge, increment, mismatchFacts } from '../../../src/externaldns/controller-metrics.ts';
import { MetricRows } from '../../../src/report/page/metric-rows.ts';

const mismatch = { recordType: 'a', owner: 'staging', foreignOwner: 'production', domain: 'example.org', count: 2 };

describe('the metrics of a page', () => {
  it('are gauges as they are now, and counters summed up, until the process begins anew', () => {
    const metrics = new MetricRows();
    expect(metrics.tell([{ type: 'sync.started', actor: 'staging' }])).toBe(false);
    metrics.tell([gauge('staging', 'source_endpoints_total', 3), increment('staging', 'controller_no_op_runs_total')]);
    metrics.tell([gauge('staging', 'source_endpoints_total', 4), increment('staging', 'controller_no_op_runs_total')]);
    expect(metrics.rows()).toEqual([
      { controller: 'staging', metric: 'external_dns_source_endpoints_total', labels: '', value: 4 },
      { controller: 'staging', metric: 'external_dns_controller_no_op_runs_total', labels: '', value: 2 },
    ]);
    expect(metrics.tell([{ type: 'process.started', actor: 'staging' }])).toBe(true);
    expect(metrics.rows()).toEqual([]);
  });

  it("show the names that another owner holds, with external-dns's labels", () => {
    const metrics = new MetricRows();
    metrics.tell(mismatchFacts('staging', [mismatch]));
    expect(metrics.rows()).toEqual([
      {
        controller: 'staging',
        metric: 'external_dns_registry_skipped_records_owner_mismatch_per_sync',
        labels: 'domain="example.org",foreign_owner="production",owner="staging",record_type="a"',
        value: 2,
      },
    ]);
    metrics.tell(mismatchFacts('staging', []));
    expect(metrics.rows()).toEqual([]);
  });
});
