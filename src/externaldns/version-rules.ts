/**
 * What the releases of external-dns do differently, one named rule each. Code asks for a rule, never for a version.
 *
 * Every rule is about v0.22.0 where it says nothing else. All rules were read in the sources of the releases from
 * v0.11.0 to v0.22.0. v0.12.1, v0.13.3 and v0.13.4 cannot be had from the Go module proxy: they are taken to be like
 * the next release that can (v0.12.2, v0.13.5).
 *
 * *Source:* registry/txt.go, registry/txt/registry.go, registry/mapper/mapper.go, plan/plan.go, plan/conflict.go,
 * endpoint/labels.go, controller/controller.go and the modelled providers of each release.
 */
export interface VersionRules {
  /** The TXT registry writes names that carry the record type (`a-app`). From v0.12.0. */
  readonly writesTypedTxt: boolean;
  /** It writes names without the type (`app`), for all but AAAA records. Until v0.17. */
  readonly writesLegacyTxt: boolean;
  /** It writes them under an affix with `%{record_type}`, too. Until v0.13.5. */
  readonly writesLegacyTxtUnderTemplate: boolean;
  /** It writes them with encryption, too. Until v0.13.6. */
  readonly writesLegacyTxtEncrypted: boolean;
  /** TXT records get ownership records of their own. Not from v0.12.1 to v0.14.0. */
  readonly writesTxtForTxt: boolean;
  /** The ownership record says which record it speaks for (`ownedRecord`), so that batches keep both together. From v0.13.5. */
  readonly marksOwnedRecord: boolean;
  /** The types that a TXT name may carry, in the order in which they are tried. */
  readonly mappedTypes: readonly string[];
  /** How a TXT name is read back; see {@link TxtNameReading}. */
  readonly txtNameReading: TxtNameReading;
  /** A TXT name too short for the suffix leaves a debug line. From v0.22.0. */
  readonly logsShortTxtNames: boolean;
  /** The ownership of an AAAA record is kept apart from that of the other types of its name. From v0.13.5. */
  readonly readsAaaaApart: boolean;
  /** The TXT record of an A alias is named after CNAME (`cname-app`). From v0.14.0 to v0.21. */
  readonly namesAliasTxtAfterCname: boolean;
  /** The TXT record of an A alias that is still named after CNAME is read. From v0.22.0. */
  readonly readsAliasTxtOfCname: boolean;
  /** An owned record without all of its TXT records: nothing (to v0.12.0), they are created, or it is updated (from v0.13.6). */
  readonly missingTxts: 'ignored' | 'created' | 'forced';
  /** A create writes no TXT where an ownership TXT of that name was seen. From v0.19.0. */
  readonly skipsSeenTxts: boolean;
  /** What was seen is forgotten at each listing; in v0.19 only when changes were applied. From v0.20.0. */
  readonly forgetsSeenTxtsAtListing: boolean;
  /** Label values may contain `=`; before, such a label is lost. From v0.22.0. */
  readonly readsEqualsInLabels: boolean;
  /** A TXT name with a label of more than 63 octets is not written; before, the host is asked for it. From v0.13.1. */
  readonly refusesLongTxtNames: boolean;
  /** The nonce with which a text was read is used again to write it. From v0.14.0; before, by the first text made only. */
  readonly keepsNonces: boolean;

  /** What is planned together: everything under a name as one record, each type by itself, or a name with all its types. */
  readonly planRows: 'one-per-name' | 'one-per-type' | 'whole-name';
  /** Plans look at ownership; before, only the registry drops foreign updates and deletes, and creates go everywhere. From v0.14.0. */
  readonly plansWithinOwnership: boolean;
  /** One endpoint is deleted once. From v0.14.2. */
  readonly dropsDuplicateDeletes: boolean;
  /** A property that is wanted and not there is a change. From v0.13.6. */
  readonly comparesAddedProperties: boolean;
  /** Plans compare names in their IDNA form; before, in lower case. From v0.18.0. */
  readonly comparesNamesAsIdna: boolean;
  /** Of two equally long lists of targets, addresses win over names and compare by number; before, texts compare. From v0.12.1. */
  readonly ranksAddressesFirst: boolean;
  /** Two spellings of one IPv6 address are the same target. From v0.14.2. */
  readonly equatesAddressSpellings: boolean;
  /** Dropped creates leave a debug line: for every record of the name, or only for those in the way (v0.21.0). From v0.15.1. */
  readonly logsDroppedCreates: 'never' | 'all-of-name' | 'in-the-way';
  /** The level at which a plan says that it drops a CNAME. Warning from v0.21.0. */
  readonly cnameConflictLevel: 'info' | 'warning';
  /** Foreign and unowned records leave different debug lines. From v0.20.0. */
  readonly tellsMissingOwners: boolean;
  /** The types of records that gauges count: by label from v0.18.0; before, A and (from v0.13.3) AAAA by name. */
  readonly countedTypes: readonly string[] | 'all';
  /** The owner-mismatch gauge exists. From v0.21.0. */
  readonly countsOwnerMismatches: boolean;

  /** Equal names of several Ingresses become one endpoint with all targets. From v0.21.0. */
  readonly mergesIngressTargets: boolean;
  /** DNSEndpoints are read from a cache that is filled at the start; before, from the API server in every run. From v0.21.0. */
  readonly cachesDnsEndpoints: boolean;
  /** How a process says that the cache of a source was not filled in time. */
  readonly cacheFailure: 'bare' | 'timeout-last' | 'timeout-first';
  /** Default targets count for endpoints without targets only, unless forced. From v0.18.0. */
  readonly keepsTargetsOverDefaults: boolean;
  /** Properties of other providers are dropped. From v0.21.0. */
  readonly dropsForeignProperties: boolean;

  /**
   * When an event brings about a run: the minimum interval after it, however soon one was due (to v0.12.2), or by then
   * at the latest (to v0.14.2); since v0.15.0 five seconds after it, and the minimum interval after the last run.
   */
  readonly eventRuns: 'put-off' | 'brought-forward' | 'spaced';

  /** Errors that end the process: none (to v0.13.2), all, or those that are not soft (from v0.14.1). */
  readonly exitsOn: 'no-error' | 'any-error' | 'hard-errors';
  /** Consecutive soft errors are counted. From v0.18.0. */
  readonly countsSoftErrors: boolean;
  /** The line with which a process ends. */
  readonly lastWords: 'error' | 'Failed to do run once' | 'failed to do run once';
  /** Route 53 batches that are refused are tried again name by name. From v0.13.3. */
  readonly splitsRefusedBatches: boolean;
  /** Route 53 aliases are endpoints of type A; before, of type CNAME. From v0.14.0. */
  readonly listsAliasesAsA: boolean;
  /** Cloudflare changes go out in batches; before, one call for each record. From v0.21.0. */
  readonly batchesAtCloudflare: boolean;
  /** At Cloudflare the new targets of a changed record are created before the old ones are deleted. Until v0.13.1. */
  readonly createsNewTargetsFirst: boolean;
  /** A change that Cloudflare refuses is logged and no more (to v0.14.0), a hard error (to v0.19.0) or a soft one. */
  readonly refusalsAtCloudflare: 'logged' | 'hard' | 'soft';
  /** A listing that Cloudflare refuses for too many requests is a soft error. From v0.14.2. */
  readonly softensRateLimitsAtCloudflare: boolean;
  /** A listing that fails on Cloudflare's side is a soft error. From v0.16.0. */
  readonly softensOutagesAtCloudflare: boolean;
  /** At Azure a record set is deleted before it is changed. Until v0.13.2. */
  readonly deletesBeforeUpdatingAtAzure: boolean;
  /** Google's errors are soft. From v0.15.1. */
  readonly softensErrorsAtGoogle: boolean;
  /** The statuses 500 to 510 of a webhook are soft errors. From v0.14.2. */
  readonly softensErrorsOfWebhooks: boolean;
}

/**
 * How a TXT name becomes a host and a type. `untyped`: there are no types (v0.11). `type-first`: a leading type is cut
 * off before the affix is looked at, which then never fits a prefix with `%{record_type}` (v0.12, v0.13.0–5).
 * `lower-case-template`: a type that stands in the affix is read in lower case, so that it fits no record (v0.13.6).
 * `typed`: as now.
 */
export type TxtNameReading = 'untyped' | 'type-first' | 'lower-case-template' | 'typed';
