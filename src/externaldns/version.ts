import type { VersionRules } from './version-rules.ts';

/** The release that everything describes unless a version is given. */
export const newestVersion = 'v0.22.0';

/** The releases that can be simulated, oldest first. */
export const knownVersions: readonly string[] = (
  '0.11.0 0.11.1 0.12.0 0.12.1 0.12.2 0.13.1 0.13.2 0.13.3 0.13.4 0.13.5 0.13.6 ' +
  '0.14.0 0.14.1 0.14.2 0.15.0 0.15.1 0.16.0 0.16.1 0.17.0 0.18.0 0.19.0 0.20.0 0.21.0 0.22.0'
)
  .split(' ')
  .map((version) => `v${version}`);

/** The release of a text such as `v0.18.0`, `0.18.0` or `v0.18`, which is the first of its kind; `undefined` if there is none. */
export function knownVersion(text: string): string | undefined {
  const version = text.startsWith('v') ? text : `v${text}`;
  return (
    knownVersions.find((known) => known === version) ?? knownVersions.find((known) => known.startsWith(`${version}.`))
  );
}

/** Whether a release is `since` or a later one, and not yet `until`. Both are releases that are known. */
export function isBetween(version: string, since: string, until?: string): boolean {
  const at = (known: string) => knownVersions.indexOf(`v${known.replace(/^v/, '')}`);
  return at(version) >= at(since) && (until === undefined || at(version) < at(until));
}

const byVersion = new Map<string, VersionRules>();

/** The rules of a release that {@link knownVersions} has. */
export function rulesOf({ version }: { readonly version: string }): VersionRules {
  let rules = byVersion.get(version);
  if (rules === undefined) {
    rules = readRules(version);
    byVersion.set(version, rules);
  }
  return rules;
}

function readRules(version: string): VersionRules {
  const since = (first: string) => isBetween(version, first);
  return {
    writesTypedTxt: since('0.12.0'),
    writesLegacyTxt: !since('0.18.0'),
    writesLegacyTxtUnderTemplate: !since('0.13.6'),
    writesLegacyTxtEncrypted: !since('0.14.0'),
    writesTxtForTxt: !since('0.12.1') || since('0.14.1'),
    marksOwnedRecord: since('0.13.3'),
    mappedTypes: [
      ...(since('0.12.0') ? ['A'] : []),
      ...(since('0.13.3') ? ['AAAA'] : []),
      ...(since('0.12.0') ? ['CNAME', 'NS'] : []),
      ...(since('0.18.0') ? ['MX'] : []),
      ...(since('0.21.0') ? ['PTR', 'SRV', 'NAPTR'] : []),
      ...(since('0.22.0') ? ['TXT', 'DNAME'] : []),
    ],
    txtNameReading: since('0.14.0')
      ? 'typed'
      : since('0.13.6')
        ? 'lower-case-template'
        : since('0.12.0')
          ? 'type-first'
          : 'untyped',
    logsShortTxtNames: since('0.22.0'),
    readsAaaaApart: since('0.13.3'),
    namesAliasTxtAfterCname: since('0.14.0') && !since('0.22.0'),
    readsAliasTxtOfCname: since('0.22.0'),
    missingTxts: since('0.13.6') ? 'forced' : since('0.12.1') ? 'created' : 'ignored',
    skipsSeenTxts: since('0.19.0'),
    forgetsSeenTxtsAtListing: since('0.20.0'),
    readsEqualsInLabels: since('0.22.0'),
    refusesLongTxtNames: since('0.13.1'),
    keepsNonces: since('0.14.0'),
    planRows: since('0.14.0') ? 'whole-name' : since('0.13.3') ? 'one-per-type' : 'one-per-name',
    plansWithinOwnership: since('0.14.0'),
    dropsDuplicateDeletes: since('0.14.2'),
    comparesAddedProperties: since('0.13.6'),
    comparesNamesAsIdna: since('0.18.0'),
    ranksAddressesFirst: since('0.12.1'),
    equatesAddressSpellings: since('0.14.2'),
    logsDroppedCreates: since('0.21.0') ? 'in-the-way' : since('0.15.1') ? 'all-of-name' : 'never',
    cnameConflictLevel: since('0.21.0') ? 'warning' : 'info',
    tellsMissingOwners: since('0.20.0'),
    countedTypes: since('0.18.0') ? 'all' : since('0.13.3') ? ['A', 'AAAA'] : ['A'],
    countsOwnerMismatches: since('0.21.0'),
    mergesIngressTargets: since('0.21.0'),
    cachesDnsEndpoints: since('0.21.0'),
    cacheFailure: since('0.21.0') ? 'timeout-first' : since('0.18.0') ? 'timeout-last' : 'bare',
    keepsTargetsOverDefaults: since('0.18.0'),
    dropsForeignProperties: since('0.21.0'),
    eventRuns: since('0.15.0') ? 'spaced' : since('0.13.1') ? 'brought-forward' : 'put-off',
    exitsOn: since('0.14.1') ? 'hard-errors' : since('0.13.3') ? 'any-error' : 'no-error',
    countsSoftErrors: since('0.18.0'),
    lastWords: since('0.22.0') ? 'failed to do run once' : since('0.14.1') ? 'Failed to do run once' : 'error',
    ...providerRules(since),
  };
}

type ProviderRules = Pick<
  VersionRules,
  | 'splitsRefusedBatches'
  | 'listsAliasesAsA'
  | 'batchesAtCloudflare'
  | 'createsNewTargetsFirst'
  | 'refusalsAtCloudflare'
  | 'softensRateLimitsAtCloudflare'
  | 'softensOutagesAtCloudflare'
  | 'deletesBeforeUpdatingAtAzure'
  | 'softensErrorsAtGoogle'
  | 'softensErrorsOfWebhooks'
>;

function providerRules(since: (version: string) => boolean): ProviderRules {
  return {
    splitsRefusedBatches: since('0.13.3'),
    listsAliasesAsA: since('0.14.0'),
    batchesAtCloudflare: since('0.21.0'),
    createsNewTargetsFirst: !since('0.13.2'),
    refusalsAtCloudflare: since('0.20.0') ? 'soft' : since('0.14.1') ? 'hard' : 'logged',
    softensRateLimitsAtCloudflare: since('0.14.2'),
    softensOutagesAtCloudflare: since('0.16.0'),
    deletesBeforeUpdatingAtAzure: !since('0.13.3'),
    softensErrorsAtGoogle: since('0.15.1'),
    softensErrorsOfWebhooks: since('0.14.2'),
  };
}
