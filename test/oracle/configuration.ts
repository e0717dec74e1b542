import type { Configuration } from '../../src/externaldns/configuration.ts';
import { type DomainFilter, domainFilterOf } from '../../src/externaldns/domain-filter/domain-filter.ts';
import { defaultConfiguration } from '../../src/externaldns/flags/default-configuration.ts';

/** The flags of a registry, as cases carry them. */
export interface RegistrySettings {
  readonly registry: 'txt' | 'noop';
  readonly ownerId: string;
  readonly oldOwnerId: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly wildcardReplacement: string;
  readonly cacheIntervalMs: number;
  readonly encrypts: boolean;
  /** Empty for none. */
  readonly aesKey: string;
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
    txtEncryptEnabled: settings.encrypts,
    txtEncryptAesKey: settings.aesKey,
    managedRecordTypes: settings.managedRecords,
    excludeRecordTypes: settings.excludeRecords,
  };
}

/** The model's domain filter for a case's flags. */
export function filterOf(flags: DomainFilterFlags): DomainFilter {
  return domainFilterOf({
    ...unset,
    domainFilter: flags.include,
    excludeDomains: flags.exclude,
    regexDomainFilter: flags.regexInclude,
    regexDomainExclusion: flags.regexExclude,
  });
}

/** What is asked about: the flags that are not in a case are not given, and everything is logged. */
export const unset: Configuration = { ...defaultConfiguration, logLevel: 'debug' };
