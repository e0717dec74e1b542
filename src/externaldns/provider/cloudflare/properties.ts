import type { Configuration } from '../../configuration.ts';
import { propertyOf, withoutProperty, withProperty } from '../../endpoint/provider-specific.ts';
import { quote } from '../../endpoint/quote.ts';
import type { Endpoint } from '../../endpoint.ts';
import type { Log } from '../../log.ts';

/** The names of the properties that external-dns's Cloudflare code knows; they carry the annotation prefix. */
export function propertyNames({ annotationPrefix }: Pick<Configuration, 'annotationPrefix'>) {
  return {
    proxied: `${annotationPrefix}cloudflare-proxied`,
    comment: `${annotationPrefix}cloudflare-record-comment`,
    tags: `${annotationPrefix}cloudflare-tags`,
    customHostname: `${annotationPrefix}cloudflare-custom-hostname`,
    regionKey: `${annotationPrefix}cloudflare-region-key`,
  };
}

const typesWithoutProxy: ReadonlySet<string> = new Set(['LOC', 'MX', 'NS', 'SPF', 'TXT', 'SRV']);

/**
 * Whether clients are to reach the name through Cloudflare's proxy.
 *
 * *Source:* provider/cloudflare/cloudflare.go:shouldBeProxied.
 */
export function isProxied(endpoint: Endpoint, configuration: Configuration, log: Log): boolean {
  if (typesWithoutProxy.has(endpoint.recordType)) return false;
  const { proxied: name } = propertyNames(configuration);
  const value = propertyOf(endpoint, name);
  if (value === undefined) return configuration.cloudflareProxied;
  const parsed = parseBoolean(value);
  if (parsed === undefined) {
    log.error(
      `Failed to parse annotation [${quote(name)}]: strconv.ParseBool: parsing ${quote(value)}: invalid syntax`,
    );
  }
  return parsed ?? configuration.cloudflareProxied;
}

/** The texts that Go's strconv.ParseBool takes. */
function parseBoolean(text: string): boolean | undefined {
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(text)) return true;
  if (['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(text)) return false;
  return undefined;
}

/** Tags as Cloudflare keeps them: without blanks around them, sorted, empty ones left out (parseTagsAnnotation). */
export function normalTags(text: string): string {
  const tags = text.split(',').map((tag) => tag.trim());
  return tags
    .filter((tag) => tag !== '')
    .sort()
    .join(',');
}

/**
 * A desired endpoint in the form in which its record would be listed: proxied or not, no TTL where the proxy answers,
 * the default comment. Custom hostnames and regional services are not modelled: their properties are removed, as
 * upstream does while those features are off.
 *
 * *Source:* provider/cloudflare/cloudflare.go:AdjustEndpoints.
 */
export function adjustEndpoint(endpoint: Endpoint, configuration: Configuration, log: Log): Endpoint {
  const names = propertyNames(configuration);
  const proxied = isProxied(endpoint, configuration, log);
  let adjusted: Endpoint = proxied ? { ...endpoint, recordTTL: 0 } : endpoint;
  adjusted = withProperty(adjusted, { name: names.proxied, value: String(proxied) });
  adjusted = withoutProperty(adjusted, names.customHostname);
  const tags = propertyOf(adjusted, names.tags);
  if (tags !== undefined) adjusted = withProperty(adjusted, { name: names.tags, value: normalTags(tags) });
  adjusted = withoutProperty(adjusted, names.regionKey);
  const { cloudflareRecordComment: comment } = configuration;
  return comment === '' || propertyOf(adjusted, names.comment) !== undefined
    ? adjusted
    : withProperty(adjusted, { name: names.comment, value: comment });
}
