import fc from 'fast-check';
import type { RegistrySettings } from '../configuration.ts';
import { aesKeys } from '../sealed.ts';

/** Affixes of ownership TXT records, with and without the type's template. A prefix and a suffix exclude each other. */
export const affixes: fc.Arbitrary<{ readonly prefix: string; readonly suffix: string }> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ prefix: '', suffix: '' }) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('txt.', 'p-', '%{record_type}.', '%{record_type}-', 'P-%{record_type}.', '%{record_type}', 'a-')
      .map((prefix) => ({ prefix, suffix: '' })),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('-txt', '.txt', '-%{record_type}', '-.%{record_type}', '.a.b', '-Own')
      .map((suffix) => ({ prefix: '', suffix })),
  },
);

export const wildcardReplacement: fc.Arbitrary<string> = fc.constantFrom('', '', 'any', 'ANY', 'foo');

/** Which types a plan and a registry look at. */
export const recordTypes: fc.Arbitrary<{
  readonly managedRecords: readonly string[];
  readonly excludeRecords: readonly string[];
}> = fc.record({
  managedRecords: fc.oneof(
    { weight: 4, arbitrary: fc.constant(['A', 'AAAA', 'CNAME']) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(['A'], ['A', 'AAAA', 'CNAME', 'MX', 'TXT', 'NS'], ['CNAME', 'A', 'a', 'CAA'], []),
    },
  ),
  excludeRecords: fc.oneof(
    { weight: 5, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.constantFrom(['AAAA'], ['TXT', 'CNAME']) },
  ),
});

/** The registry flags of a process that starts: an owner id, not both affixes. */
export const registrySettings: fc.Arbitrary<RegistrySettings> = fc
  .record({
    registry: fc.oneof(
      { weight: 9, arbitrary: fc.constant<'txt' | 'noop'>('txt') },
      { weight: 1, arbitrary: fc.constant<'txt' | 'noop'>('noop') },
    ),
    ownerId: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('east', 'west') },
      { weight: 1, arbitrary: fc.constantFrom('East', 'a,b', 'x=y', 'q"') },
    ),
    oldOwnerId: fc.oneof(
      { weight: 5, arbitrary: fc.constant('') },
      { weight: 1, arbitrary: fc.constantFrom('old', 'west') },
    ),
    affixes,
    wildcardReplacement,
    cacheIntervalMs: fc.constantFrom(0, 0, 3_600_000),
    encryption: fc.oneof(
      { weight: 4, arbitrary: fc.constant({ encrypts: false, aesKey: '' }) },
      { weight: 1, arbitrary: fc.record({ encrypts: fc.boolean(), aesKey: fc.constantFrom(...aesKeys) }) },
    ),
    recordTypes,
  })
  .map(({ affixes: affix, recordTypes: types, encryption, ...rest }) => ({
    ...rest,
    ...affix,
    ...types,
    ...encryption,
  }));
