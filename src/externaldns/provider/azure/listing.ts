import type { StoredRecord } from '../../../dns/stored-record.ts';
import { newEndpoint } from '../../endpoint/new-endpoint.ts';
import type { Endpoint } from '../../endpoint.ts';
import { configuredNameTest } from '../configured-names.ts';
import type { ProviderContext } from '../profile.ts';
import { supportedTypes } from '../supported-types.ts';
import { targetOfValue } from '../target-value.ts';

/**
 * How external-dns reads an Azure zone: one endpoint per record set that has values of its own. Of a TXT record set it
 * sees the first value only. Alias record sets, SRV and DNAME have none that it looks for: for external-dns they do not
 * exist.
 *
 * *Source:* provider/azure/azure.go: Records, extractAzureTargets.
 */
export function list(records: readonly StoredRecord[], { configuration, log }: ProviderContext): readonly Endpoint[] {
  const isListed = configuration.zoneNameFilter.length === 0 ? () => true : configuredNameTest(configuration);
  return records.flatMap((record) => {
    const { name, type, ttl } = record;
    if (!supportedTypes.has(type) && type !== 'MX') return [];
    if (!isListed(name)) {
      log.debug(() => `Skipping return of record ${name} because it was filtered out by the specified --domain-filter`);
      return [];
    }
    const targets = targetsOf(record);
    if (targets.length === 0) {
      log.debug(() => `Failed to extract targets for '${name}' with type '${type}'.`);
      return [];
    }
    const endpoint = newEndpoint({ dnsName: name, recordType: type, recordTTL: ttl, targets }, log);
    if (endpoint === undefined) return [];
    log.debug(() => `Found ${type} record for '${name}' with target '${endpoint.targets.join(';')}'.`);
    return [endpoint];
  });
}

function targetsOf({ type, values, properties = {} }: StoredRecord): readonly string[] {
  if (properties.alias === 'true' || type === 'SRV' || type === 'DNAME') return [];
  const seen = type === 'TXT' || type === 'CNAME' ? values.slice(0, 1) : values;
  return seen.map((value) => targetOfValue(type, value));
}
