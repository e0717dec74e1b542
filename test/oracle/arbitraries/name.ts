import fc from 'fast-check';

/** A label as long as a label may be: a TXT name made of it is too long. */
const longest = 'x'.repeat(63);

const firstLabels = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('foo', 'bar') },
  { weight: 3, arbitrary: fc.constantFrom('*', 'any', 'ANY', '*.foo', 'a.*') },
  { weight: 3, arbitrary: fc.constantFrom('a-foo', 'cname-foo', 'aaaa-foo', 'txt-foo', 'mx-a-foo', 'a', 'a-') },
  { weight: 2, arbitrary: fc.constantFrom('Foo', 'FOO', 'bAr') },
  { weight: 2, arbitrary: fc.constantFrom('_sip._tcp', 'foo-txt', 'txt.foo', 'p.foo', 'afoo', 'aaaafoo') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('ß', '😍', 'xn--r28h', 'foo。bar', 'ＦＯＯ', 'bücher', 'xn--bcher-kva', 'ς'),
  },
  { weight: 1, arbitrary: fc.constantFrom('-foo', 'foo-', 'ab--cd', 'xn--', 'xn--a', ' foo', 'foo bar') },
  { weight: 1, arbitrary: fc.constantFrom(longest, 'y'.repeat(61), 'z'.repeat(62)) },
);

const parents = fc.oneof(
  { weight: 8, arbitrary: fc.constant('.ex.org') },
  { weight: 2, arbitrary: fc.constantFrom('.ex.org.', '.EX.org', '.sub.ex.org', '.other.net', '') },
);

/** Names of records: mostly a handful of plain ones, so that they meet, and every odd sort now and then. */
export const dnsName: fc.Arbitrary<string> = fc.oneof(
  { weight: 20, arbitrary: fc.tuple(firstLabels, parents).map(([first, parent]) => first + parent) },
  { weight: 2, arbitrary: fc.constantFrom('ex.org', 'ex.org.', 'org') },
  { weight: 1, arbitrary: fc.constantFrom('', '.', '*', 'a..b') },
);

/** The names of one case: few, so that records meet under them. */
export const namePool: fc.Arbitrary<readonly string[]> = fc.array(dnsName, { minLength: 1, maxLength: 3 });

/** The element of a pool that an index stands for. */
export function pick<T>(pool: readonly T[], index: number): T {
  return pool[index % pool.length] as T;
}
