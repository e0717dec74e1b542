import fc from 'fast-check';
import type { DomainFilterFlags } from '../configuration.ts';

const domain = fc.constantFrom(
  'ex.org',
  '.ex.org',
  'Ex.Org.',
  ' ex.org ',
  'foo.ex.org',
  '.sub.ex.org',
  'org',
  'other.net',
  '',
  '.',
  'xn--bcher-kva.ex.org',
  'bücher.ex.org',
  'ß.ex.org',
  '*.ex.org',
  'x.org..',
);

const pattern = fc.constantFrom(
  '',
  '',
  'ex',
  '^foo',
  '\\.org$',
  '^(foo|bar)\\.ex\\.org$',
  '(?i)FOO',
  '.*',
  '[',
  'a{2}',
);

/** Mostly open, often lists, sometimes regular expressions, one of which is none. */
export const domainFilterFlags: fc.Arbitrary<DomainFilterFlags> = fc.oneof(
  { weight: 4, arbitrary: flags(fc.constant([]), fc.constant([]), fc.constant('')) },
  { weight: 3, arbitrary: flags(lists(), lists(), fc.constant('')) },
  { weight: 1, arbitrary: flags(lists(), lists(), pattern) },
);

/** A filter that never lets a case end early: no broken pattern. */
export const soundDomainFilterFlags: fc.Arbitrary<DomainFilterFlags> = domainFilterFlags.filter(
  ({ regexInclude, regexExclude }) => regexInclude !== '[' && regexExclude !== '[',
);

function lists(): fc.Arbitrary<readonly string[]> {
  return fc.array(domain, { maxLength: 2 });
}

function flags(
  include: fc.Arbitrary<readonly string[]>,
  exclude: fc.Arbitrary<readonly string[]>,
  regex: fc.Arbitrary<string>,
): fc.Arbitrary<DomainFilterFlags> {
  return fc.record({ include, exclude, regexInclude: regex, regexExclude: regex });
}
