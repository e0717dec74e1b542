import type { Endpoint, ProviderProperty } from '../endpoint.ts';

/**
 * Provider-specific properties: an ordered list that lives for one run of the loop only.
 *
 * *Source:* endpoint/endpoint.go: GetProviderSpecificProperty and its neighbours.
 */

type WithProperties = Pick<Endpoint, 'providerSpecific'>;

/** The value of the first property of that name. */
export function propertyOf(endpoint: WithProperties, name: string): string | undefined {
  return endpoint.providerSpecific?.find((property) => property.name === name)?.value;
}

/** `true` for `"true"`, `false` for any other value, `undefined` if the property is absent. */
export function booleanPropertyOf(endpoint: WithProperties, name: string): boolean | undefined {
  const value = propertyOf(endpoint, name);
  return value === undefined ? undefined : value === 'true';
}

/** What the property `alias` asks for; other values count as none (GetAliasProperty). */
export function aliasOf(endpoint: WithProperties): 'true' | 'false' | 'A' | 'AAAA' | undefined {
  const value = propertyOf(endpoint, 'alias');
  return value === 'true' || value === 'false' || value === 'A' || value === 'AAAA' ? value : undefined;
}

/** Replaces the first property of that name, or appends one. */
export function withProperty(endpoint: Endpoint, property: ProviderProperty): Endpoint {
  const properties = endpoint.providerSpecific ?? [];
  const index = properties.findIndex(({ name }) => name === property.name);
  return { ...endpoint, providerSpecific: index === -1 ? [...properties, property] : properties.with(index, property) };
}

/** Removes the first property of that name. */
export function withoutProperty(endpoint: Endpoint, name: string): Endpoint {
  const { providerSpecific } = endpoint;
  const index = providerSpecific?.findIndex((property) => property.name === name) ?? -1;
  return index === -1 || providerSpecific === null
    ? endpoint
    : { ...endpoint, providerSpecific: providerSpecific.toSpliced(index, 1) };
}

/** Gives an endpoint without a configured TTL this one, if it is above 0 seconds (WithMinTTL). */
export function withMinimumTTL(endpoint: Endpoint, recordTTL: number): Endpoint {
  return endpoint.recordTTL > 0 || recordTTL <= 0 ? endpoint : { ...endpoint, recordTTL };
}
