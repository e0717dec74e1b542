import type { Configuration } from '../configuration.ts';
import { isBetween, newestVersion } from '../version.ts';

/**
 * What flags that are not given amount to. `provider`, `sources` and `policy` have no default upstream and must be
 * given; here they are only what tests and callers from code start from.
 *
 * *Source:* pkg/apis/externaldns/types.go:defaultConfig.
 */
export const defaultConfiguration: Configuration = {
  version: newestVersion,
  provider: 'inmemory',
  sources: [],
  registry: 'txt',
  txtOwnerId: 'default',
  migrateFromTxtOwner: '',
  txtPrefix: '',
  txtSuffix: '',
  txtWildcardReplacement: '',
  txtCacheIntervalMs: 0,
  txtNewFormatOnly: false,
  txtEncryptEnabled: false,
  txtEncryptAesKey: '',
  dynamodbTable: 'external-dns',
  policy: 'sync',
  managedRecordTypes: ['A', 'AAAA', 'CNAME'],
  excludeRecordTypes: [],
  domainFilter: [],
  excludeDomains: [],
  regexDomainFilter: '',
  regexDomainExclusion: '',
  zoneIdFilter: [],
  zoneNameFilter: [],
  intervalMs: 60_000,
  minEventSyncIntervalMs: 5000,
  events: false,
  once: false,
  dryRun: false,
  providerCacheTimeMs: 0,
  minTTLSeconds: 0,
  annotationPrefix: 'external-dns.kubernetes.io/',
  annotationFilter: '',
  labelFilter: '',
  ingressClassNames: [],
  namespace: '',
  fqdnTemplate: '',
  combineFqdnAnnotation: false,
  ignoreHostnameAnnotation: false,
  ignoreIngressRulesSpec: false,
  ignoreIngressTLSSpec: false,
  defaultTargets: [],
  forceDefaultTargets: false,
  publishInternalServices: false,
  targetNetFilter: [],
  excludeTargetNets: [],
  preferAlias: false,
  inmemoryZones: [],
  cloudflareProxied: false,
  cloudflareRecordComment: '',
  batchChangeSize: 200,
  awsBatchChangeSize: 1000,
  googleBatchChangeSize: 1000,
  webhookProviderUrl: 'http://localhost:8888',
  awsPreferCNAME: false,
  logLevel: 'info',
};

/** The defaults of a release, where they are others than the newest's. */
export function defaultConfigurationOf(version: string): Configuration {
  const hasAaaa = isBetween(version, '0.13.3');
  return {
    ...defaultConfiguration,
    version,
    managedRecordTypes: hasAaaa ? defaultConfiguration.managedRecordTypes : ['A', 'CNAME'],
    annotationPrefix: isBetween(version, '0.22.0')
      ? defaultConfiguration.annotationPrefix
      : 'external-dns.alpha.kubernetes.io/',
  };
}
