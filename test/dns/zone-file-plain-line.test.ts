import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StoredRecord } from '../../src/dns/stored-record.ts';
import { readPlainLine } from '../../src/dns/zone-file-plain-line.ts';
import { ZoneFileRecords } from '../../src/dns/zone-file-records.ts';

/** What the reader makes of a line, and of the same line where only its full grammar takes it: with `( )` behind it. */
function bothWays(line: string) {
  return ['', ' ( )'].map((behind) => {
    const found: unknown[] = [];
    const reader = new ZoneFileRecords({
      record: (record: StoredRecord, { column }) => found.push({ record, column }),
      problem: ({ code }) => found.push(code),
    });
    reader.take(line + behind);
    reader.end();
    return found;
  });
}

describe('a plain line', () => {
  test.each([
    ['app.example.org.\t300\tIN\tA\t192.0.2.1', 'A', '192.0.2.1'],
    ['*.App.example.org. A 192.0.2.1', 'A', '192.0.2.1'],
    ['app.example.org. 300 IN AAAA 2001:db8::1', 'AAAA', '2001:db8::1'],
    ['app.example.org. 300 IN AAAA 2001:db8::', 'AAAA', '2001:db8::'],
    ['app.example.org. 300 IN AAAA 1:2:3:4:5:6:7:8', 'AAAA', '1:2:3:4:5:6:7:8'],
    ['www.example.org. 60 CNAME app.example.org.', 'CNAME', 'app.example.org'],
    ['a-app.example.org. 60 IN TXT "heritage=external-dns,external-dns/owner=east"', 'TXT', undefined],
  ])('%s is read at one glance', (line, type, value) => {
    expect(readPlainLine(line)).toMatchObject({ type, ...(value === undefined ? {} : { value }) });
  });

  test.each([
    'app.example.org. 300 IN A 192.0.2.256',
    'app.example.org. 300 IN A 192.0.2.01',
    'app.example.org. 300 IN AAAA 2001:DB8::1',
    'app.example.org. 300 IN AAAA 2001:0db8::1',
    'app.example.org. 300 IN AAAA ::1',
    'app.example.org. 300 IN AAAA 1:2:3:4:5:6:7',
    'app.example.org. 300 IN AAAA 1:2:3::4:5:6:7',
    'app.example.org. 300 IN AAAA 1::2::3',
    'app 300 IN A 192.0.2.1',
    ' 300 IN A 192.0.2.1',
    'app..example.org. 300 IN A 192.0.2.1',
    'app.example.org. 300 IN TXT "a\\"b"',
    'app.example.org. 300 IN TXT unquoted',
    'app.example.org. 300 IN TXT "a" "b"',
    'app.example.org. 300 IN CNAME App.example.org.',
    'app.example.org. 300 IN CNAME relative',
    `${'a'.repeat(64)}.example.org. 300 IN A 192.0.2.1`,
    `${'a.'.repeat(128)} 300 IN A 192.0.2.1`,
  ])('%s is left to the full reader', (line) => {
    expect(readPlainLine(line)).toBeUndefined();
  });

  test('means what it means to the full reader', () => {
    const label = fc.constantFrom('app', 'App', '*', '_x', 'a-b', '9', 'a'.repeat(63), 'a'.repeat(64), '', 'x y');
    const name = fc.array(label, { minLength: 1, maxLength: 6 }).map((labels) => `${labels.join('.')}.`);
    const value = fc.oneof(
      fc.ipV4().map((address) => `A ${address}`),
      fc.ipV6().map((address) => `AAAA ${address}`),
      fc
        .array(fc.constantFrom('0', '1', 'db8', '0db8', 'FFFF', '', '10'), { minLength: 1, maxLength: 9 })
        .map((groups) => `AAAA ${groups.join(':')}`),
      name.map((target) => `CNAME ${target}`),
      fc.string({ maxLength: 300 }).map((text) => `TXT "${text}"`),
      fc.constantFrom('A 1.2.3', 'A 01.2.3.4', 'A 1.2.3.4 5', 'TXT ""', 'TXT', 'MX 10 mail.example.org.'),
    );
    const head = fc.constantFrom(' ', '\t60\tIN\t', ' 60 ', ' IN ', ' IN 60 ', ' 9999999999 ');
    fc.assert(
      fc.property(name, head, value, (owner, middle, rest) => {
        const [plain, full] = bothWays(`${owner}${middle}${rest}`);
        expect(plain).toEqual(full);
      }),
      { seed: 20, numRuns: 2000 },
    );
  });
});
