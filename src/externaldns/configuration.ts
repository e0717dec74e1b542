/**
 * How one external-dns process is configured: its command-line flags, parsed.
 *
 * Mirrors pkg/apis/externaldns/types.go of v0.22.0 for the flags that bear on ownership, sources and the modelled
 * providers. Durations are virtual milliseconds.
 */
export interface Configuration {
  /** The release that runs, one of version.ts:knownVersions. */
  readonly version: string;
  readonly provider: 'inmemory' | 'cloudflare' | 'aws' | 'azure' | 'google' | 'webhook';
  readonly sources: readonly string[];
  readonly registry: 'txt' | 'noop' | 'dynamodb' | 'aws-sd' | 'crd';
  readonly txtOwnerId: string;
  readonly migrateFromTxtOwner: string;
  readonly txtPrefix: string;
  readonly txtSuffix: string;
  readonly txtWildcardReplacement: string;
  readonly txtCacheIntervalMs: number;
  /** `--txt-new-format-only`, which v0.16 and v0.17 have. */
  readonly txtNewFormatOnly: boolean;
  readonly txtEncryptEnabled: boolean;
  /** As given: 32 octets or base64 of them; empty for none. */
  readonly txtEncryptAesKey: string;
  readonly dynamodbTable: string;
  readonly policy: 'sync' | 'upsert-only' | 'create-only';
  readonly managedRecordTypes: readonly string[];
  readonly excludeRecordTypes: readonly string[];
  readonly domainFilter: readonly string[];
  readonly excludeDomains: readonly string[];
  readonly regexDomainFilter: string;
  readonly regexDomainExclusion: string;
  readonly zoneIdFilter: readonly string[];
  readonly zoneNameFilter: readonly string[];
  readonly intervalMs: number;
  readonly minEventSyncIntervalMs: number;
  readonly events: boolean;
  readonly once: boolean;
  readonly dryRun: boolean;
  readonly providerCacheTimeMs: number;
  readonly minTTLSeconds: number;
  readonly annotationPrefix: string;
  readonly annotationFilter: string;
  readonly labelFilter: string;
  readonly ingressClassNames: readonly string[];
  readonly namespace: string;
  readonly fqdnTemplate: string;
  readonly combineFqdnAnnotation: boolean;
  readonly ignoreHostnameAnnotation: boolean;
  readonly ignoreIngressRulesSpec: boolean;
  readonly ignoreIngressTLSSpec: boolean;
  readonly defaultTargets: readonly string[];
  readonly forceDefaultTargets: boolean;
  readonly publishInternalServices: boolean;
  readonly targetNetFilter: readonly string[];
  readonly excludeTargetNets: readonly string[];
  readonly preferAlias: boolean;
  readonly inmemoryZones: readonly string[];
  readonly cloudflareProxied: boolean;
  readonly cloudflareRecordComment: string;
  readonly batchChangeSize: number;
  readonly awsBatchChangeSize: number;
  readonly googleBatchChangeSize: number;
  readonly webhookProviderUrl: string;
  readonly awsPreferCNAME: boolean;
  readonly logLevel: 'debug' | 'info' | 'warning' | 'error' | 'fatal' | 'panic';
}
