import { describe, expect, it } from 'vitest';
import { createTxtNameMapper } from '../../../src/externaldns/registry/txt-name-mapper.ts';
import { newestVersion } from '../../../src/externaldns/version.ts';

const mapper = (affixes: { prefix?: string; suffix?: string; replacement?: string }) =>
  createTxtNameMapper({
    version: newestVersion,
    txtPrefix: affixes.prefix ?? '',
    txtSuffix: affixes.suffix ?? '',
    txtWildcardReplacement: affixes.replacement ?? '',
  });

describe('the name of an ownership record (TestAffixNameMapper_ToTXTName)', () => {
  it.each([
    [{}, 'foo.example.org', 'A', 'a-foo.example.org'],
    [{}, 'example.org', 'CNAME', 'cname-example.org'],
    [{ prefix: 'txt.' }, 'foo.example.org', 'CNAME', 'txt.cname-foo.example.org'],
    [{ prefix: '%{record_type}-' }, 'foo.example.org', 'AAAA', 'aaaa-foo.example.org'],
    [{ prefix: 'p-%{record_type}.' }, 'example.org', 'A', 'p-a.example.org'],
    [{ prefix: '%{record_type}.' }, 'example.org', 'A', 'a.example.org'],
    [{ suffix: '-txt' }, 'foo.example.org', 'A', 'a-foo-txt.example.org'],
    [{ suffix: '-%{record_type}' }, 'foo.example.org', 'CNAME', 'foo-cname.example.org'],
    [{ suffix: '-.%{record_type}' }, 'example.org', 'CNAME', 'example-.cname.org'],
    [{ replacement: 'any' }, '*.example.org', 'A', 'a-any.example.org'],
    [{ replacement: 'ANY' }, '*.example.org', 'A', 'a-any.example.org'],
    [{}, '*.example.org', 'A', 'a-*.example.org'],
    [{ replacement: 'any' }, '*foo.example.org', 'A', 'a-*foo.example.org'],
    [{ prefix: '%{record_type}-%{record_type}.' }, 'foo.example.org', 'A', 'a-a.foo.example.org'],
    [{ suffix: '-%{record_type}-%{record_type}' }, 'foo.example.org', 'A', 'foo-a-a.example.org'],
    [{ suffix: '-txt' }, 'example', 'CNAME', 'cname-example-txt'],
    [{ prefix: 'TXT.' }, 'Foo.example.org', 'A', 'txt.a-Foo.example.org'],
  ] as const)('with %j, %s %s is spoken for by %s', (affixes, host, recordType, txtName) => {
    expect(mapper(affixes).toTxtName(host, recordType)).toBe(txtName);
  });

  it.each([
    [{}, 'foo.example.org', 'A'],
    [{ prefix: 'txt.' }, 'foo.example.org', 'CNAME'],
    [{ prefix: '%{record_type}-' }, 'foo.example.org', 'AAAA'],
    [{ prefix: 'p-%{record_type}.' }, 'example.org', 'A'],
    [{ suffix: '-txt' }, 'foo.example.org', 'A'],
    [{ suffix: '-%{record_type}' }, 'foo.example.org', 'CNAME'],
    [{ suffix: '-.%{record_type}' }, 'example.org', 'CNAME'],
    [{ suffix: '-txt' }, 'example', 'CNAME'],
    [{ prefix: '%{record_type}-%{record_type}.' }, 'foo.example.org', 'A'],
  ] as const)('with %j, %s %s is found again', (affixes, dnsName, recordType) => {
    const { toTxtName, toEndpointName } = mapper(affixes);
    expect(toEndpointName(toTxtName(dnsName, recordType))).toEqual({ dnsName, recordType });
  });
});

describe('what an ownership record speaks for (TestAffixNameMapper_ToEndpointName)', () => {
  it.each([
    ['an untyped name is of the old form', {}, 'foo.example.org', 'foo.example.org', ''],
    [
      "an old-form name that begins like a type is taken for another host's",
      {},
      'a-foo.example.org',
      'foo.example.org',
      'A',
    ],
    ['a type outside the table is none', {}, 'caa-foo.example.org', 'caa-foo.example.org', ''],
    [
      'a template without a separator takes AAAA for A',
      { prefix: '%{record_type}' },
      'aaaafoo.example.org',
      'aaafoo.example.org',
      'A',
    ],
    [
      'a template that does not fit falls back to the old form',
      { prefix: 'p-%{record_type}.' },
      'p-.foo.example.org',
      'foo.example.org',
      '',
    ],
    ["a name without the prefix is nobody's", { prefix: 'txt.' }, 'a-foo.example.org', '', ''],
    ['a name without the suffix leaves the parent only', { suffix: '-txt' }, 'a-foo.example.org', '.example.org', ''],
    ["too few labels for the suffix are nobody's", { suffix: '.foo.bar' }, 'a.b', '', ''],
    ['prefix and suffix together map nothing', { prefix: 'p', suffix: 's' }, 'pfoos.example.org', '', ''],
    ['everything is lower-cased', {}, 'A-Foo.Example.org', 'foo.example.org', 'A'],
  ] as const)('%s', (_, affixes, txtName, dnsName, recordType) => {
    expect(mapper(affixes).toEndpointName(txtName)).toEqual({ dnsName, recordType });
  });
});
