import type { StoredRecord } from '../../../dns/stored-record.ts';
import type { Configuration } from '../../configuration.ts';
import { newEndpoint } from '../../endpoint/new-endpoint.ts';
import type { Endpoint, ProviderProperty } from '../../endpoint.ts';
import type { Log } from '../../log.ts';
import { rulesOf } from '../../version.ts';
import { supportedTypes } from '../supported-types.ts';
import { targetOfValue } from '../target-value.ts';
import { defaultTTL, evaluateTargetHealth } from './adjust-endpoints.ts';
import { listedRouting } from './routing-properties.ts';

/**
 * How external-dns reads a hosted zone: one endpoint per record set, which says whether it is an alias (if it may be
 * one) and how it is routed. An alias has no TTL and is given the default one. Before v0.14.0 aliases were taken for
 * CNAME records.
 *
 * *Source:* provider/aws/aws.go:records.
 */
export function list(
  records: readonly StoredRecord[],
  configuration: Pick<Configuration, 'version'>,
  log: Log,
): readonly Endpoint[] {
  const { listsAliasesAsA } = rulesOf(configuration);
  return records.flatMap((record) => {
    const { name, type, ttl, setIdentifier, properties = {} } = record;
    if (!supportedTypes.has(type) && type !== 'MX' && type !== 'NAPTR') return [];
    const isAlias = properties.alias === 'true';
    const endpoint = newEndpoint(
      {
        dnsName: name,
        recordType: isAlias && !listsAliasesAsA ? 'CNAME' : type,
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
      : type === 'CNAME' && listsAliasesAsA
        ? [{ name: 'alias', value: 'false' }]
        : [];
    const all = [...alias, ...listedRouting(properties, setIdentifier)];
    return [{ ...endpoint, setIdentifier: setIdentifier ?? '', providerSpecific: all.length === 0 ? null : all }];
  });
}
