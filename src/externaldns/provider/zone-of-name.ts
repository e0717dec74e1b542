import { unicodeDomain } from '../domain-filter/unicode-domain.ts';
import type { ProviderZone } from './profile.ts';

/**
 * The zone with the longest name that is the name itself or ends it at a label boundary; `undefined` if there is none.
 * Labels without an underscore are compared in Unicode, in lower case. A final dot on the name matches nothing.
 *
 * *Source:* provider/zonefinder.go:ZoneIDName.FindZone.
 */
export function zoneByLabels(zones: readonly ProviderZone[], name: string): ProviderZone | undefined {
  const sought = name
    .split('.')
    .map((label) => (label.includes('_') ? label : unicodeDomain(label)))
    .join('.');
  return longest(zones, (zone) => {
    const zoneName = unicodeDomain(zone);
    return sought === zoneName || sought.endsWith(`.${zoneName}`);
  });
}

/**
 * The zone with the longest name that ends the name, at a label boundary or in the middle of a label: with the zone
 * `example.org`, `a-example.org` is in it.
 *
 * *Source:* provider/inmemory/inmemory.go:filter.EndpointZoneID.
 */
export function zoneBySuffix(zones: readonly ProviderZone[], name: string): ProviderZone | undefined {
  return longest(zones, (zone) => name.endsWith(zone));
}

/**
 * The zone with the longest name that is the name or ends it at a label boundary, compared as spelled. A final dot on
 * the name is no difference.
 *
 * *Source:* provider/aws/aws.go:suitableZones, for public zones.
 */
export function zoneByExactLabels(zones: readonly ProviderZone[], name: string): ProviderZone | undefined {
  const undotted = name.endsWith('.') ? name.slice(0, -1) : name;
  return longest(zones, (zone) => undotted === zone || undotted.endsWith(`.${zone}`));
}

function longest(zones: readonly ProviderZone[], matches: (zoneName: string) => boolean): ProviderZone | undefined {
  let found: ProviderZone | undefined;
  for (const zone of zones) {
    if (matches(zone.name) && (found === undefined || zone.name.length > found.name.length)) found = zone;
  }
  return found;
}
