import { describe, expect, it } from 'vitest';
import {
  type DomainFilter,
  domainFilterJson,
  domainFilterOf,
  domainFilterOfJson,
  domainListFilter,
  domainTest,
  matchesParent,
} from '../../../src/externaldns/domain-filter/domain-filter.ts';
import { Log } from '../../../src/externaldns/log.ts';
import { configured } from '../instance.ts';

const regex = (include: string, exclude = ''): DomainFilter => ({ kind: 'regex', include, exclude });

describe('which names a domain filter lets through (TestDomainFilterMatch)', () => {
  it.each<[string, DomainFilter, string, boolean]>([
    ['no filter lets everything through', domainListFilter([]), 'foo.example.org', true],
    ['the domain itself', domainListFilter(['example.org']), 'example.org', true],
    ['a name below it', domainListFilter(['example.org']), 'a.b.example.org', true],
    ['not a name that only ends alike', domainListFilter(['example.org']), 'myexample.org', false],
    ['with a leading dot, not the domain itself', domainListFilter(['.example.org']), 'example.org', false],
    ['with a leading dot, a name below it', domainListFilter(['.example.org']), 'foo.example.org', true],
    ['blanks, a final dot and case make no difference', domainListFilter([' Example.org. ']), 'FOO.example.org.', true],
    ['ß and ss are two letters here, though one in a plan', domainListFilter(['ss.org']), 'ß.org', false],
    ['A-labels and Unicode are one', domainListFilter(['xn--r28h.org']), 'foo.😍.org', true],
    [
      'what is excluded is out (TestDomainFilterWithExclusions)',
      domainListFilter(['example.org'], ['api.example.org']),
      'v1.api.example.org',
      false,
    ],
    ['excludes alone let the rest through', domainListFilter([], ['api.example.org']), 'other.net', true],
    ['empty entries are none', domainListFilter(['', ' ']), 'foo.example.org', true],
    ['a regular expression is not anchored (TestMatchRegex)', regex('example'), 'foo.example.org', true],
    ['a regular expression sees the name in lower case without final dot', regex('org$'), 'Foo.Example.ORG.', true],
    ['an excluding regular expression goes first', regex('example.org$', '^api\\.'), 'api.example.org', false],
    ['an excluding regular expression sees the name in lower case', regex('', '^api\\.'), 'API.foo.net', false],
    ['an excluding regular expression alone lets the rest through', regex('', '^api\\.'), 'foo.net', true],
  ])('%s', (_, filter, name, isThrough) => {
    expect(domainTest([filter])(name)).toBe(isThrough);
  });

  it('every filter has to let a name through', () => {
    const test = domainTest([domainListFilter(['example.org']), regex('^foo')]);
    expect(['foo.example.org', 'bar.example.org', 'foo.net'].map(test)).toEqual([true, false, false]);
  });

  it('one regular expression switches both lists off', () => {
    const filter = domainFilterOf(configured({ domainFilter: ['example.org'], regexDomainExclusion: '^api\\.' }));
    expect(domainTest([filter])('other.com')).toBe(true);
  });

  it('an entry of the flags may have two final dots', () => {
    const filter = domainFilterOf(configured({ domainFilter: ['example.org..'] }));
    expect(['foo.example.org', 'foo.net'].map(domainTest([filter]))).toEqual([true, false]);
  });

  it('a name that is no proper IDNA is warned of', () => {
    const log = new Log('warning');
    expect(domainTest([domainListFilter(['example.org'])], log)('-foo.example.org')).toBe(true);
    expect(log.lines.map(({ message }) => message)).toEqual([
      'Got error while parsing domain -foo.example.org: idna: invalid label "-foo"',
    ]);
  });
});

describe('which zones lie above what is included (TestDomainFilterMatchParent)', () => {
  it.each<[string, DomainFilter, string, boolean]>([
    ['a zone above an included domain', domainListFilter(['sub.example.org']), 'example.org', true],
    ['not the included domain itself', domainListFilter(['example.org']), 'example.org', false],
    ['not for entries with a leading dot', domainListFilter(['.sub.example.org']), 'example.org', false],
    ['every zone without includes', domainListFilter([]), 'example.org', true],
    ['no excluded zone', domainListFilter(['a.example.org'], ['example.org']), 'example.org', false],
    ['no zone below an excluded one', domainListFilter(['a.b.example.org'], ['example.org']), 'b.example.org', false],
    ['every zone under regular expressions', regex('^never$'), 'example.org', true],
  ])('%s', (_, filter, zone, isParent) => {
    expect(matchesParent(filter, zone)).toBe(isParent);
  });
});

describe('a domain filter as JSON', () => {
  it.each<[DomainFilter, object]>([
    [domainListFilter([]), {}],
    [domainListFilter(['b.org', 'a.org'], ['c.org']), { include: ['a.org', 'b.org'], exclude: ['c.org'] }],
    [regex('a'), { regexInclude: 'a' }],
    [regex('', 'b'), { regexExclude: 'b' }],
  ])('%j is %j', (filter, json) => {
    expect(domainFilterJson(filter)).toEqual(json);
    expect(domainFilterJson(domainFilterOfJson(json) as DomainFilter)).toEqual(json);
  });

  it('lists and regular expressions together are refused', () => {
    expect(domainFilterOfJson({ include: ['a.org'], regexExclude: 'b' })).toEqual({
      problem: 'cannot have both domain list and regex',
    });
  });

  it('a broken regular expression is refused', () => {
    expect(domainFilterOfJson({ regexInclude: '(' })).toHaveProperty('problem');
  });
});
