import { byCodeUnit } from '../../kernel/json.ts';
import type { ProviderProperty } from '../endpoint.ts';
import { type Annotations, annotationOf } from './annotation.ts';

/** What an object's annotations say about all of its endpoints. */
export interface ProviderAnnotations {
  /** One list, which all endpoints of the object share; upstream's later steps change it in place. */
  readonly providerSpecific: readonly ProviderProperty[];
  readonly setIdentifier: string;
}

/**
 * Provider-specific properties and the set identifier. `alias` counts only as exactly `true`. Upstream's order is random
 * behind `alias` and `record-type`; here it is by annotation.
 *
 * *Source:* source/annotations/provider_specific.go:ProviderSpecificAnnotations.
 */
export function providerAnnotationsOf(annotations: Annotations, prefix: string): ProviderAnnotations {
  const properties: ProviderProperty[] = [];
  if (annotationOf(annotations, prefix, 'alias') === 'true') properties.push({ name: 'alias', value: 'true' });
  const recordType = annotationOf(annotations, prefix, 'record-type');
  if (recordType !== undefined) properties.push({ name: 'record-type', value: recordType });
  for (const key of Object.keys(annotations).sort(byCodeUnit)) {
    const name = propertyName(key, prefix);
    if (name !== undefined) properties.push({ name, value: annotations[key] as string });
  }
  return { providerSpecific: properties, setIdentifier: annotationOf(annotations, prefix, 'set-identifier') ?? '' };
}

/** Providers whose properties are called `<provider>/<rest>`. */
const prefixedProviders = ['aws', 'scw', 'webhook', 'coredns'];

/** Found anywhere in the annotation's key, in this order; the property is called by the whole key. */
const cloudflareKeys = [
  'cloudflare-custom-hostname',
  'cloudflare-proxied',
  'cloudflare-region-key',
  'cloudflare-record-comment',
  'cloudflare-tags',
];

function propertyName(key: string, prefix: string): string | undefined {
  if (!key.startsWith(prefix)) return undefined;
  const name = key.slice(prefix.length);
  for (const provider of prefixedProviders) {
    if (name.startsWith(`${provider}-`)) return `${provider}/${name.slice(provider.length + 1)}`;
  }
  if (name === 'azure-tags') return 'azure/tags';
  if (!name.startsWith('cloudflare-')) return undefined;
  return cloudflareKeys.map((known) => prefix + known).find((known) => key.includes(known));
}
