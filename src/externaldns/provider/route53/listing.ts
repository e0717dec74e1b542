import type { StoredRecord } from '../../../dns/stored-record.ts';
import { newEndpoint } from '../../endpoint/new-endpoint.ts';
import type { Endpoint, ProviderProperty } from '../../endpoint.ts';
import type { Log } from '../../log.ts';
import { supportedTypes } from '../supported-types.ts';
import { targetOfValue } from '../target-value.ts';
import { defaultTTL, evaluateTargetHealth } from './adjust-endpoints.ts';
import { listedRouting } from './routing-properties.ts';

/**
 * How external-dns reads a hosted zone: one endpoint per record set, which says whether it is an alias (if it may be
 * one) and how it is routed. An alias has no TTL and is given the default one.
 *
 * *Source:* provider/aws/aws.go:records.
 */
export function list(records: readonly StoredRecord[], log: Log): readonly Endpoint[] {
  return records.flatMap((record) => {
    const { name, type, ttl, setIdentifier, properties = {} } = record;
    if (!supportedTypes.has(type) && type !== 'MX' && type !== 'NAPTR') return [];
    const isAlias = properties.alias === 'true';
    const endpoint = newEndpoint(
      {
        dnsName: name,
        recordType: type,
        recordTTL: isAlias && ttl === 0 ? defaultTTL : ttl,
        targets: record.values.map((value) => targetOfValue(type, value)),
      },
      log,
    );
    if (endpoint === undefined) return [];
    const health = properties['evaluate-target-health'] ?? 'true';
    const alias: readonly ProviderProperty[] = isAlias
      ? [
          { name: evaluateTargetHealth, value: health },
          { name: 'alias', value: 'true' },
        ]
      : type === 'CNAME'
        ? [{ name: 'alias', value: 'false' }]
        : [];
    const all = [...alias, ...listedRouting(properties, setIdentifier)];
    return [{ ...endpoint, setIdentifier: setIdentifier ?? '', providerSpecific: all.length === 0 ? null : all }];
  });
}
