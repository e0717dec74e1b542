import { describe, expect, test } from 'vitest';
import { normalizeDnsName } from '../../src/dns/normalize-dns-name.ts';

/** Inputs and outputs of external-dns v0.22.0's NormalizeDNSName, run with Go 1.26 over x/net v0.58.0. */
describe('external-dns keys a plan by', () => {
  test.each([
    ['Foo.Ex.org', 'foo.ex.org.'],
    ['foo.ex.org.', 'foo.ex.org.'],
    [' foo.ex.org ', 'foo.ex.org.'],
    ['\u00a0foo.ex.org\u2028', 'foo.ex.org.'],
    ['*.ex.org', '*.ex.org.'],
    ['_sip._tcp.ex.org', '_sip._tcp.ex.org.'],
    ['ß.ex.org', 'ss.ex.org.'],
    ['ẞ.org', 'ss.org.'],
    ['ς.org', 'xn--4xa.org.'],
    ['😍.org', 'xn--r28h.org.'],
    ['xn--r28h.org', 'xn--r28h.org.'],
    ['XN--R28H.org', 'xn--r28h.org.'],
    ['xn--zca.ex.org', 'xn--zca.ex.org.'],
    ['foo。ex.org', 'foo.ex.org.'],
    ['ＦＯＯ.ex.org', 'foo.ex.org.'],
    ['a\u200cb.org', 'ab.org.'],
    ['u\u0308.org', 'xn--tda.org.'],
    ['a b.org', 'a b.org.'],
    ['a..b', 'a..b.'],
    ['xn--.org', '.org.'],
    ['', '.'],
  ])('%j as %j', (name, key) => {
    expect(normalizeDnsName(name)).toEqual({ key });
  });

  test.each([
    ['ab--cd.ex.org', 'ab--cd.ex.org.', 'idna: invalid label "ab--cd"'],
    ['-foo.ex.org', '-foo.ex.org.', 'idna: invalid label "-foo"'],
    ['foo-.ex.org', 'foo-.ex.org.', 'idna: invalid label "foo-"'],
    ['xn--a.org', 'xn--a.org.', 'idna: invalid label "\\u0080"'],
    ['xn--ab--cd.org', 'xn--ab--cd.org.', 'idna: invalid label "ab--cd"'],
    ['xn--a-.org', 'a.org.', 'idna: invalid label "a-"'],
    ['-😍.org', 'xn----9v3s.org.', 'idna: invalid label "-😍"'],
    ['\u0301a.org', 'xn--a-wbb.org.', 'idna: invalid label "\u0301a"'],
    ['a\u0080.org', 'xn--a-ba.org.', 'idna: disallowed rune U+0080'],
    ['xn--zcaxn--bcher-kva', 'xn--zcaxn--bcher-kva.', 'idna: invalid label "zcax¹n--bcher"'],
  ])('%j as %j, with a warning', (name, key, error) => {
    expect(normalizeDnsName(name)).toEqual({ key, warning: `Got error while parsing DNSName ${name}: ${error}` });
  });
});
