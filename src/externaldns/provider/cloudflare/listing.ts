import type { StoredRecord } from '../../../dns/stored-record.ts';
import { newEndpoint } from '../../endpoint/new-endpoint.ts';
import type { Endpoint, ProviderProperty } from '../../endpoint.ts';
import type { ProviderContext } from '../profile.ts';
import { supportedTypes } from '../supported-types.ts';
import { targetOfValue } from '../target-value.ts';
import { propertyNames } from './properties.ts';

/**
 * How external-dns reads a Cloudflare zone: the API lists one record per value, which are grouped by name and type.
 *
 * The groups come out of Go maps, so which member lends a group its TTL and properties, and which value of a TXT group
 * comes first, is a matter of chance. All groups are turned together, so that there are as many listings as the largest
 * group that can show a difference has members.
 *
 * *Source:* provider/cloudflare/cloudflare.go: getDNSRecordsMap, groupByNameAndTypeWithCustomHostnames.
 */
export function list(records: readonly StoredRecord[], context: ProviderContext, turn: number): readonly Endpoint[] {
  const names = propertyNames(context.configuration);
  return groups(records).flatMap((group) => {
    const turned =
      group.length === 1 ? group : group.map((_, index) => group[(index + turn) % group.length] as StoredRecord);
    const [first] = turned as [StoredRecord, ...StoredRecord[]];
    const endpoint = newEndpoint(
      {
        dnsName: first.name,
        recordType: first.type,
        recordTTL: listedTTL(first),
        targets: turned.map((record) => targetOfValue(record.type, record.values[0] as string)),
      },
      context.log,
    );
    if (endpoint === undefined) return [];
    const { proxied = 'false', comment = '', tags = '' } = first.properties ?? {};
    const providerSpecific: ProviderProperty[] = [{ name: names.proxied, value: proxied }];
    if (comment !== '') providerSpecific.push({ name: names.comment, value: comment });
    if (tags !== '') providerSpecific.push({ name: names.tags, value: tags });
    return [{ ...endpoint, providerSpecific }];
  });
}

/** In how many ways these records can be listed such that external-dns may decide differently. */
export function listingCount(records: readonly StoredRecord[]): number {
  return groups(records).reduce((most, group) => Math.max(most, isOrderVisible(group) ? group.length : 1), 1);
}

/** The records one by one, as the API has them: a stored record with several values counts as several. */
export function oneByOne(records: readonly StoredRecord[]): readonly StoredRecord[] {
  if (records.every(({ values }) => values.length === 1)) return records;
  return records.flatMap((record) => record.values.map((value) => ({ ...record, values: [value] })));
}

/** The API gives 1 for "automatic", which every proxied record has. */
export function listedTTL({ ttl }: StoredRecord): number {
  return ttl === 0 ? 1 : ttl;
}

/** A zone's records are in the order of name and type, so that a group's members are neighbours. */
function groups(records: readonly StoredRecord[]): readonly StoredRecord[][] {
  const found: StoredRecord[][] = [];
  let group: StoredRecord[] = [];
  for (const record of oneByOne(records)) {
    if (!supportedTypes.has(record.type) && record.type !== 'MX') continue;
    const [first] = group;
    if (first?.name === record.name && first.type === record.type) {
      group.push(record);
    } else {
      group = [record];
      found.push(group);
    }
  }
  return found;
}

function isOrderVisible(group: readonly StoredRecord[]): boolean {
  const [first] = group;
  if (first === undefined || group.length === 1) return false;
  const heading = ({ ttl, properties = {} }: StoredRecord) =>
    JSON.stringify([ttl, properties.proxied, properties.comment, properties.tags]);
  return first.type === 'TXT' || group.some((record) => heading(record) !== heading(first));
}
