import type { Configuration } from '../configuration.ts';
import { defaultConfigurationOf } from './default-configuration.ts';
import { durationMs } from './go-duration.ts';
import type { GivenFlag } from './read-flags.ts';

/**
 * The configuration that well-formed flags amount to in a release, with its default for every flag that is not given.
 *
 * *Source:* pkg/apis/externaldns/types.go:bindFlags.
 */
export function configurationOfFlags(given: ReadonlyMap<string, GivenFlag>, version: string): Configuration {
  const configuration: Record<string, unknown> = { ...defaultConfigurationOf(version) };
  for (const [flag, { key, read }] of Object.entries(bindings)) {
    const values = given.get(flag)?.values.map(({ value }) => value);
    if (values !== undefined && values.length > 0) configuration[key] = read(values);
  }
  return configuration as unknown as Configuration;
}

/** Whether a flag ends up in the configuration. */
export function isModelled(flag: string): boolean {
  return Object.hasOwn(bindings, flag);
}

interface Binding {
  readonly key: keyof Configuration;
  readonly read: (values: readonly [string, ...string[]] | readonly string[]) => unknown;
}

function bind<K extends keyof Configuration>(key: K, read: (values: readonly string[]) => Configuration[K]): Binding {
  return { key, read };
}

const first = (values: readonly string[]): string => values[0] ?? '';
const list = (values: readonly string[]): readonly string[] => values;
/** Filters and zones drop empty elements wherever they are used. */
const fullList = (values: readonly string[]): readonly string[] => values.filter((value) => value !== '');
const flagged = (values: readonly string[]): boolean => first(values) === 'true';
const count = (values: readonly string[]): number => Math.trunc(Number(first(values)));
const duration = (values: readonly string[]): number => durationMs(first(values)) ?? 0;

const bindings: Readonly<Record<string, Binding>> = {
  // Two names of one provider (provider/factory/provider.go).
  provider: bind('provider', (values) => (first(values) === 'azure-dns' ? 'azure' : first(values)) as 'azure'),
  source: bind('sources', list),
  registry: bind('registry', (values) => first(values) as Configuration['registry']),
  'txt-owner-id': bind('txtOwnerId', first),
  'migrate-from-txt-owner': bind('migrateFromTxtOwner', first),
  'txt-prefix': bind('txtPrefix', first),
  'txt-suffix': bind('txtSuffix', first),
  'txt-wildcard-replacement': bind('txtWildcardReplacement', first),
  'txt-cache-interval': bind('txtCacheIntervalMs', duration),
  'txt-new-format-only': bind('txtNewFormatOnly', flagged),
  'txt-encrypt-enabled': bind('txtEncryptEnabled', flagged),
  'txt-encrypt-aes-key': bind('txtEncryptAesKey', first),
  'dynamodb-table': bind('dynamodbTable', first),
  policy: bind('policy', (values) => first(values) as Configuration['policy']),
  'managed-record-types': bind('managedRecordTypes', list),
  'exclude-record-types': bind('excludeRecordTypes', list),
  'domain-filter': bind('domainFilter', fullList),
  'exclude-domains': bind('excludeDomains', fullList),
  'regex-domain-filter': bind('regexDomainFilter', first),
  'regex-domain-exclusion': bind('regexDomainExclusion', first),
  'zone-id-filter': bind('zoneIdFilter', fullList),
  'zone-name-filter': bind('zoneNameFilter', fullList),
  interval: bind('intervalMs', duration),
  'min-event-sync-interval': bind('minEventSyncIntervalMs', duration),
  events: bind('events', flagged),
  once: bind('once', flagged),
  'dry-run': bind('dryRun', flagged),
  'provider-cache-time': bind('providerCacheTimeMs', duration),
  'min-ttl': bind('minTTLSeconds', (values) => Math.trunc(duration(values) / 1000)),
  'annotation-prefix': bind('annotationPrefix', first),
  'annotation-filter': bind('annotationFilter', first),
  'label-filter': bind('labelFilter', first),
  'ingress-class': bind('ingressClassNames', list),
  namespace: bind('namespace', first),
  // Several templates are one with commas between them (source/template/engine.go:validateAndParse).
  'fqdn-template': bind('fqdnTemplate', (values) => values.join(',')),
  'combine-fqdn-annotation': bind('combineFqdnAnnotation', flagged),
  'ignore-hostname-annotation': bind('ignoreHostnameAnnotation', flagged),
  'ignore-ingress-rules-spec': bind('ignoreIngressRulesSpec', flagged),
  'ignore-ingress-tls-spec': bind('ignoreIngressTLSSpec', flagged),
  'default-targets': bind('defaultTargets', list),
  'force-default-targets': bind('forceDefaultTargets', flagged),
  'publish-internal-services': bind('publishInternalServices', flagged),
  'target-net-filter': bind('targetNetFilter', list),
  'exclude-target-net': bind('excludeTargetNets', list),
  'prefer-alias': bind('preferAlias', flagged),
  'inmemory-zone': bind('inmemoryZones', fullList),
  'cloudflare-proxied': bind('cloudflareProxied', flagged),
  'cloudflare-record-comment': bind('cloudflareRecordComment', first),
  'batch-change-size': bind('batchChangeSize', count),
  'aws-batch-change-size': bind('awsBatchChangeSize', count),
  'google-batch-change-size': bind('googleBatchChangeSize', count),
  'webhook-provider-url': bind('webhookProviderUrl', first),
  'aws-prefer-cname': bind('awsPreferCNAME', flagged),
  // external-dns logs nothing at the level trace, so that it is the same as debug.
  'log-level': bind('logLevel', (values) => (first(values) === 'trace' ? 'debug' : first(values)) as 'debug'),
};
