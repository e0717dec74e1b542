import { describe, expect, it } from 'vitest';
import { readIpAddress } from '../../../src/externaldns/endpoint/ip-address.ts';
import {
  distinctTargets,
  isLessTargets,
  sameTargets,
  suitableType,
} from '../../../src/externaldns/endpoint/targets.ts';
import { Log } from '../../../src/externaldns/log.ts';
import { rulesOf } from '../../../src/externaldns/version.ts';

describe('whether lists of targets say the same (TestSameSuccess, TestSameFailures)', () => {
  it.each([
    ['no targets at all', [], [], true],
    ['another order', ['b.x', 'a.x'], ['a.x', 'b.x'], true],
    ['another case', ['A.x'], ['a.x'], true],
    ['another case that sorts elsewhere', ['A.x', 'b.x'], ['a.x', 'B.x'], false],
    ['a final dot', ['a.example.org.'], ['a.example.org'], false],
    ['one more, though the same', ['192.0.2.1', '192.0.2.1'], ['192.0.2.1'], false],
    ['an address in two spellings', ['2001:db8::1'], ['2001:db8:0::1'], true],
    [
      'what stands behind an address in two spellings',
      ['2001:db8::1', '2001:db8::2'],
      ['2001:db8:0::1', '2001:db8::3'],
      true,
    ],
    ['an address and its name', ['192.0.2.1'], ['a.x'], false],
  ])('%s', (_, left, right, isSame) => {
    expect(sameTargets([...left], [...right])).toBe(isSame);
  });

  it('before v0.14.2 an address in two spellings is two, and texts are sorted by octet', () => {
    const sameBefore = (left: string[], right: string[]) =>
      sameTargets(left, right, undefined, rulesOf({ version: 'v0.14.1' }));
    expect(sameBefore(['2001:db8::1'], ['2001:db8:0::1'])).toBe(false);
    const [upper, lower] = [
      ['2001:DB8::b', '2001:db8::a'],
      ['2001:db8::a', '2001:db8::b'],
    ] as [string[], string[]];
    expect(sameBefore([...upper], [...lower])).toBe(false);
    expect(sameTargets([...upper], [...lower])).toBe(true);
  });

  it('targets that are no addresses are logged, the left one twice', () => {
    const log = new Log('debug');
    sameTargets(['a.x', 'c.x'], ['b.x', 'c.x'], log);
    const fields = { targets: 'a.x;c.x', comparisonTargets: 'b.x;c.x' };
    expect(log.lines).toEqual([
      {
        level: 'debug',
        message: `Couldn't parse a.x as an IP address: ParseAddr("a.x"): unexpected character (at "a.x")`,
        fields,
      },
      {
        level: 'debug',
        message: `Couldn't parse a.x as an IP address: ParseAddr("b.x"): unexpected character (at "b.x")`,
        fields,
      },
    ]);
  });
});

describe('which list of targets wins (TestIsLess)', () => {
  it.each([
    ['none over one', [], ['192.0.2.1'], true],
    ['one over two', ['198.51.100.9'], ['192.0.2.1', '192.0.2.2'], true],
    ['the lesser address by number', ['9.0.0.1'], ['10.0.0.2'], true],
    ['IPv4 over IPv6', ['192.0.2.1'], ['2001:db8::1'], true],
    ['an address over a name that looks like it', ['1.2.3.4'], ['1-2-3-4.example.org'], true],
    ['a name never over an address', ['1-2-3-4.example.org'], ['1.2.3.4'], false],
    ['capitals over small letters', ['B.example.net'], ['a.example.net'], true],
    ['neither of two equal lists', ['b', 'a'], ['a', 'b'], false],
  ])('%s', (_, left, right, isLess) => {
    expect(isLessTargets([...left], [...right])).toBe(isLess);
  });
});

describe('the type that a target calls for', () => {
  it.each([
    ['192.0.2.1', 'A'],
    ['2001:db8::1', 'AAAA'],
    ['::ffff:1.2.3.4', 'AAAA'],
    ['fe80::1%eth0', 'AAAA'],
    ['lb.example.net', 'CNAME'],
    ['', 'CNAME'],
    ['01.2.3.4', 'CNAME'],
    ['1.2.3.4.', 'CNAME'],
    ['1.2.3', 'CNAME'],
    ['256.1.1.1', 'CNAME'],
  ])('of %j is %s', (target, recordType) => {
    expect(suitableType(target)).toBe(recordType);
  });

  it.each([
    ['2001:0DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['::ffff:0102:0304', '::ffff:1.2.3.4'],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3'],
    ['fe80::1%eth0', 'fe80::1%eth0'],
  ])('%s is %s', (text, canonical) => {
    expect(readIpAddress(text)).toMatchObject({ address: { canonical } });
  });

  it.each([
    ['', 'ParseAddr(""): unable to parse IP'],
    ['%eth0', 'ParseAddr("%eth0"): missing IPv6 address'],
    ['01.2.3.4', 'ParseAddr("01.2.3.4"): IPv4 field has octet with leading zero'],
    ['1.2.3.4.', 'ParseAddr("1.2.3.4."): IPv4 field must have at least one digit (at ".")'],
    ['1:2', 'ParseAddr("1:2"): address string too short'],
    ['::1::', 'ParseAddr("::1::"): multiple :: in address (at ":")'],
    ['1:2:3:4:5:6:7:8:9', 'ParseAddr("1:2:3:4:5:6:7:8:9"): trailing garbage after address (at "9")'],
  ])("%j is refused in Go's words", (text, problem) => {
    expect(readIpAddress(text)).toEqual({ problem });
  });
});

it('distinct targets are sorted by octet', () => {
  expect(distinctTargets(['b', 'a', 'B', 'a', '😍', 'ﬀ'])).toEqual(['B', 'a', 'b', 'ﬀ', '😍']);
});
