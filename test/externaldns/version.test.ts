import { describe, expect, it } from 'vitest';
import { metricsOf } from '../../src/externaldns/metric-names.ts';
import { knownVersion, knownVersions, newestVersion, rulesOf } from '../../src/externaldns/version.ts';
import type { VersionRules } from '../../src/externaldns/version-rules.ts';

describe('a release', () => {
  it.each([
    ['v0.18.0', 'v0.18.0'],
    ['0.18.0', 'v0.18.0'],
    ['v0.14', 'v0.14.0'],
    ['v0.13', 'v0.13.1'],
    ['v0.1', undefined],
    ['v0.10.2', undefined],
    ['v0.23.0', undefined],
    ['latest', undefined],
  ])('is meant by %s', (text, version) => {
    expect(knownVersion(text)).toBe(version);
  });

  it('is the newest unless said otherwise', () => {
    expect(newestVersion).toBe(knownVersions.at(-1));
  });
});

describe('what changed when', () => {
  const changes: readonly (readonly [keyof VersionRules, string, unknown, unknown])[] = [
    ['writesTypedTxt', 'v0.12.0', false, true],
    ['missingTxts', 'v0.12.1', 'ignored', 'created'],
    ['readsAaaaApart', 'v0.13.3', false, true],
    ['splitsRefusedBatches', 'v0.13.3', false, true],
    ['planRows', 'v0.13.3', 'one-per-name', 'one-per-type'],
    ['writesLegacyTxtUnderTemplate', 'v0.13.6', true, false],
    ['missingTxts', 'v0.13.6', 'created', 'forced'],
    ['eventRuns', 'v0.13.1', 'put-off', 'brought-forward'],
    ['eventRuns', 'v0.15.0', 'brought-forward', 'spaced'],
    ['planRows', 'v0.14.0', 'one-per-type', 'whole-name'],
    ['plansWithinOwnership', 'v0.14.0', false, true],
    ['keepsNonces', 'v0.14.0', false, true],
    ['namesAliasTxtAfterCname', 'v0.14.0', false, true],
    ['exitsOn', 'v0.14.1', 'any-error', 'hard-errors'],
    ['dropsDuplicateDeletes', 'v0.14.2', false, true],
    ['writesLegacyTxt', 'v0.18.0', true, false],
    ['comparesNamesAsIdna', 'v0.18.0', false, true],
    ['skipsSeenTxts', 'v0.19.0', false, true],
    ['forgetsSeenTxtsAtListing', 'v0.20.0', false, true],
    ['mergesIngressTargets', 'v0.21.0', false, true],
    ['cacheFailure', 'v0.18.0', 'bare', 'timeout-last'],
    ['cacheFailure', 'v0.21.0', 'timeout-last', 'timeout-first'],
    ['cachesDnsEndpoints', 'v0.21.0', false, true],
    ['cnameConflictLevel', 'v0.21.0', 'info', 'warning'],
    ['namesAliasTxtAfterCname', 'v0.22.0', true, false],
    ['readsEqualsInLabels', 'v0.22.0', false, true],
  ];

  it.each(changes)('%s at %s: from %j to %j', (rule, version, before, after) => {
    const previous = knownVersions[knownVersions.indexOf(version) - 1] as string;
    expect(rulesOf({ version: previous })[rule]).toEqual(before);
    expect(rulesOf({ version })[rule]).toEqual(after);
  });

  it('metrics came and were renamed', () => {
    const since = (version: string, name: string) => {
      const previous = knownVersions[knownVersions.indexOf(version) - 1] as string;
      return [previous, version].map((each) => metricsOf({ version: each }).includes(`external_dns_${name}`));
    };
    expect(since('v0.13.3', 'registry_aaaa_records')).toEqual([false, true]);
    expect(since('v0.18.0', 'registry_aaaa_records')).toEqual([true, false]);
    expect(since('v0.18.0', 'controller_verified_records')).toEqual([false, true]);
    expect(since('v0.18.0', 'controller_consecutive_soft_errors')).toEqual([false, true]);
    expect(since('v0.21.0', 'registry_skipped_records_owner_mismatch_per_sync')).toEqual([false, true]);
    expect(since('v0.12.0', 'source_errors_total')).toEqual([true, true]);
  });

  it('the types that a TXT name may carry became more and more', () => {
    const types = (version: string) => rulesOf({ version }).mappedTypes.join(' ');
    expect(types('v0.11.0')).toBe('');
    expect(types('v0.12.0')).toBe('A CNAME NS');
    expect(types('v0.14.0')).toBe('A AAAA CNAME NS');
    expect(types('v0.18.0')).toBe('A AAAA CNAME NS MX');
    expect(types('v0.21.0')).toBe('A AAAA CNAME NS MX PTR SRV NAPTR');
    expect(types('v0.22.0')).toBe('A AAAA CNAME NS MX PTR SRV NAPTR TXT DNAME');
  });
});
