import type { Configuration } from '../../src/externaldns/configuration.ts';
import { type DomainFilter, domainFilterOf } from '../../src/externaldns/domain-filter/domain-filter.ts';

/** The flags of a registry, as cases carry them. */
export interface RegistrySettings {
  readonly registry: 'txt' | 'noop';
  readonly ownerId: string;
  readonly oldOwnerId: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly wildcardReplacement: string;
  readonly cacheIntervalMs: number;
  readonly managedRecords: readonly string[];
  readonly excludeRecords: readonly string[];
}

/** The four domain filter flags, as cases carry them. */
export interface DomainFilterFlags {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly regexInclude: string;
  readonly regexExclude: string;
}

/** The model's configuration for a case's registry. */
export function configurationOf(settings: RegistrySettings): Configuration {
  return {
    ...unset,
    registry: settings.registry,
    txtOwnerId: settings.ownerId,
    migrateFromTxtOwner: settings.oldOwnerId,
    txtPrefix: settings.prefix,
    txtSuffix: settings.suffix,
    txtWildcardReplacement: settings.wildcardReplacement,
    txtCacheIntervalMs: settings.cacheIntervalMs,
    managedRecordTypes: settings.managedRecords,
    excludeRecordTypes: settings.excludeRecords,
  };
}

/** The model's domain filter for a case's flags. */
export function filterOf(flags: DomainFilterFlags): DomainFilter {
  return domainFilterOf({
    domainFilter: flags.include,
    excludeDomains: flags.exclude,
    regexDomainFilter: flags.regexInclude,
    regexDomainExclusion: flags.regexExclude,
  });
}

/** A configuration in which nothing is switched on, logging everything. */
export const unset: Configuration = {
  provider: 'inmemory',
  sources: [],
  registry: 'txt',
  txtOwnerId: '',
  migrateFromTxtOwner: '',
  txtPrefix: '',
  txtSuffix: '',
  txtWildcardReplacement: '',
  txtCacheIntervalMs: 0,
  policy: 'sync',
  managedRecordTypes: [],
  excludeRecordTypes: [],
  domainFilter: [],
  excludeDomains: [],
  regexDomainFilter: '',
  regexDomainExclusion: '',
  zoneIdFilter: [],
  intervalMs: 60_000,
  minEventSyncIntervalMs: 5_000,
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
  awsBatchChangeSize: 1000,
  awsPreferCNAME: false,
  logLevel: 'debug',
};
