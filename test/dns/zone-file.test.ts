import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StoredRecord } from '../../src/dns/stored-record.ts';
import { readZoneFile } from '../../src/dns/zone-file-reader.ts';
import { writeZoneFile, zoneFileLines } from '../../src/dns/zone-file-writer.ts';

function read(text: string, origin?: string): readonly StoredRecord[] {
  const { records, problems } = readZoneFile(text, origin === undefined ? {} : { origin });
  expect(problems).toEqual([]);
  return records;
}

describe('a zone file as BIND has it', () => {
  const text = `
$ORIGIN example.org. ; the zone
$TTL 1h
@       IN SOA ns1.example.net. dns (
            2024010101 ; serial
            2h 15m     ; refresh, retry
            2w 30m )
        IN NS ns1.example.net.
        3600 IN NS ns2.example.net.
App     300 IN A 192.0.2.1
        IN 300 A 192.0.2.2   ; class and TTL in the other order
www     CNAME App
txt     IN TXT "semi;colon (in quotes)" "a \\"quote\\"" plain
$ORIGIN sub.example.org.
a\\.b   A 192.0.2.3
x.example.net. 1d a 192.0.2.4
_x._tcp SRV 0 5 443 @
`;

  test('is read with all its short forms', () => {
    expect(read(text)).toEqual([
      {
        name: 'example.org',
        type: 'SOA',
        ttl: 3600,
        values: ['ns1.example.net dns.example.org 2024010101 7200 900 1209600 1800'],
      },
      { name: 'example.org', type: 'NS', ttl: 3600, values: ['ns1.example.net', 'ns2.example.net'] },
      { name: 'App.example.org', type: 'A', ttl: 300, values: ['192.0.2.1', '192.0.2.2'] },
      { name: 'www.example.org', type: 'CNAME', ttl: 3600, values: ['app.example.org'] },
      { name: 'txt.example.org', type: 'TXT', ttl: 3600, values: ['"semi;colon (in quotes)" "a \\"quote\\"" "plain"'] },
      { name: 'a\\.b.sub.example.org', type: 'A', ttl: 3600, values: ['192.0.2.3'] },
      { name: 'x.example.net', type: 'A', ttl: 86_400, values: ['192.0.2.4'] },
      { name: '_x._tcp.sub.example.org', type: 'SRV', ttl: 3600, values: ['0 5 443 sub.example.org'] },
    ]);
    expect(readZoneFile(text).origin).toBe('example.org');
  });

  test('is read alike with the line ends of Windows', () => {
    expect(read(text.replaceAll('\n', '\r\n'))).toEqual(read(text));
  });

  test('is written one line a value, in an order that does not depend on the file', () => {
    expect(zoneFileLines([...read(text)].reverse())).toEqual([
      'x.example.net. 86400 IN A 192.0.2.4',
      'example.org. 3600 IN SOA ns1.example.net. dns.example.org. 2024010101 7200 900 1209600 1800',
      'example.org. 3600 IN NS ns1.example.net.',
      'example.org. 3600 IN NS ns2.example.net.',
      'App.example.org. 300 IN A 192.0.2.1',
      'App.example.org. 300 IN A 192.0.2.2',
      '_x._tcp.sub.example.org. 3600 IN SRV 0 5 443 sub.example.org.',
      'a\\.b.sub.example.org. 3600 IN A 192.0.2.3',
      'txt.example.org. 3600 IN TXT "semi;colon (in quotes)" "a \\"quote\\"" "plain"',
      'www.example.org. 3600 IN CNAME app.example.org.',
    ]);
  });
});

test('a record without a TTL has the host’s default, and is written without one', () => {
  const line = 'app.example.org. IN A 192.0.2.1';
  expect(read(`x.example.org. 60 A 192.0.2.9\n${line}`)[1]).toEqual({
    name: 'app.example.org',
    type: 'A',
    ttl: 0,
    values: ['192.0.2.1'],
  });
  expect(zoneFileLines(read(line))).toEqual([line]);
});

test('an owner may be called like a type or a class', () => {
  expect(read('in A 192.0.2.1\na TXT a\n', 'example.org').map(({ name, type }) => `${name} ${type}`)).toEqual([
    'in.example.org A',
    'a.example.org TXT',
  ]);
});

test('what a zone file has no place for travels in a note', () => {
  const records: readonly StoredRecord[] = [
    {
      name: 'app.example.org',
      type: 'A',
      ttl: 60,
      values: ['192.0.2.1'],
      setIdentifier: 'eu west',
      properties: { proxied: 'true', comment: 'say "hi"; (bye)' },
    },
    { name: 'www.example.org', type: 'A', ttl: 0, values: ['app.example.org'], properties: { alias: 'true' } },
  ];
  expect(writeZoneFile(records)).toBe(
    'app.example.org. 60 IN A 192.0.2.1 ;! set-identifier="eu west" comment="say \\"hi\\"; (bye)" proxied=true\n' +
      'www.example.org. IN A app.example.org. ;! alias=true\n',
  );
  expect(read(writeZoneFile(records))).toEqual(records);
});

test('what is no RDATA does not break the lines', () => {
  const records = [{ name: 'a b.example.org', type: 'A', ttl: 0, values: ['x\ny'] }];
  expect(zoneFileLines(records)).toEqual(['a\\032b.example.org. IN A x\\010y']);
});

describe('a mistake in a zone file is told with its place', () => {
  test.each([
    ['  A 192.0.2.1', { code: 'ZONE_FILE_NO_OWNER', line: 1, column: 3 }],
    [
      'app A 192.0.2.300',
      { code: 'ZONE_FILE_BAD_RDATA', line: 1, column: 7, problem: { code: 'RDATA_FIELD_INVALID' } },
    ],
    ['app MX 10', { code: 'ZONE_FILE_BAD_RDATA', line: 1, column: 8, problem: { code: 'RDATA_FIELD_MISSING' } }],
    ['app A', { code: 'ZONE_FILE_BAD_RDATA', line: 1, column: 5 }],
    ['app A 192.0.2.1 x', { code: 'ZONE_FILE_BAD_RDATA', column: 17, problem: { code: 'RDATA_TOO_MANY_FIELDS' } }],
    ['app 300', { code: 'ZONE_FILE_NO_TYPE', line: 1, column: 5 }],
    ['app ADDRESS 192.0.2.1', { code: 'ZONE_FILE_UNKNOWN_TYPE', text: 'ADDRESS', column: 5 }],
    ['app CH A 192.0.2.1', { code: 'ZONE_FILE_BAD_CLASS', text: 'CH', column: 5 }],
    ['app 1y A 192.0.2.1', { code: 'ZONE_FILE_BAD_TTL', text: '1y', column: 5 }],
    ['$TTL soon', { code: 'ZONE_FILE_BAD_TTL', text: 'soon', column: 6 }],
    ['a..b A 192.0.2.1', { code: 'ZONE_FILE_BAD_NAME', name: 'a..b', column: 1 }],
    ['app TXT "open', { code: 'ZONE_FILE_OPEN_QUOTE', line: 1, column: 9 }],
    ['app TXT ( "a"\n', { code: 'ZONE_FILE_OPEN_PARENTHESIS', line: 1, column: 9 }],
    ['app TXT "a" )', { code: 'ZONE_FILE_STRAY_PARENTHESIS', line: 1, column: 13 }],
    ['$INCLUDE other.zone', { code: 'ZONE_FILE_DIRECTIVE', directive: '$INCLUDE', column: 1 }],
    ['app A 192.0.2.1 ;! proxied', { code: 'ZONE_FILE_BAD_NOTE', column: 17 }],
    ['app 60 A 192.0.2.1\napp 30 A 192.0.2.2', { code: 'ZONE_FILE_TTLS_DIFFER', ttls: [60, 30], line: 2, column: 8 }],
    ['é TXT "é" "open', { code: 'ZONE_FILE_OPEN_QUOTE', line: 1, column: 11 }],
  ])('%j', (text, problem) => {
    expect(readZoneFile(text, { origin: 'example.org' }).problems).toMatchObject([problem]);
  });

  test('a parenthesis that is never closed costs its own line only', () => {
    const text = ['app TXT ( "a"', 'www A 192.0.2.1', 'api.example.org. 60 IN A 192.0.2.2'].join('\n');
    const { records, problems } = readZoneFile(text, { origin: 'example.org' });
    expect(problems).toEqual([{ code: 'ZONE_FILE_OPEN_PARENTHESIS', line: 1, column: 9 }]);
    expect(records.map(({ name }) => name)).toEqual(['www.example.org', 'api.example.org']);
  });

  test('a relative name without an origin, as owner and in a value', () => {
    expect(readZoneFile('app A 192.0.2.1\nwww.example.org. CNAME app').problems).toEqual([
      { code: 'ZONE_FILE_NO_ORIGIN', name: 'app', line: 1, column: 1 },
      { code: 'ZONE_FILE_NO_ORIGIN', name: 'app', line: 2, column: 24 },
    ]);
  });

  test('all mistakes are told at once, and the sound lines are read all the same', () => {
    const text = 'a A 192.0.2.1\nb A x\n  TXT "kept"\nc..c A y\n  A 192.0.2.2\nd WHAT\ne A 192.0.2.5';
    const { records, problems } = readZoneFile(text, { origin: 'example.org' });
    expect(problems.map(({ code, line }) => `${line} ${code}`)).toEqual([
      '2 ZONE_FILE_BAD_RDATA',
      '4 ZONE_FILE_BAD_NAME',
      '4 ZONE_FILE_BAD_RDATA',
      '6 ZONE_FILE_UNKNOWN_TYPE',
    ]);
    expect(records.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'a.example.org A',
      'b.example.org TXT',
      'e.example.org A',
    ]);
  });
});

describe('any zone', () => {
  /** To replay a failure: the counterexample's path and this seed, in fc.assert. */
  const SEED = 4592;
  const octetText = fc.string({
    unit: fc.integer({ min: 0, max: 255 }).map((octet) => `\\${String(octet).padStart(3, '0')}`),
    maxLength: 300,
  });
  const label = fc.oneof(
    fc.stringMatching(/^[a-zA-Z0-9_$@*-]{1,12}$/),
    fc.constantFrom('*', 'a\\.b', 'x\\032y', '\\195\\169', 'q\\"'),
  );
  const name = fc.array(label, { maxLength: 3 }).map((labels) => [...labels, 'example', 'org'].join('.'));
  const lowerName = name.map((text) => text.toLowerCase());
  const value = fc.oneof(
    fc.ipV4().map((address) => ['A', address] as const),
    fc.ipV6().map((address) => ['AAAA', address] as const),
    lowerName.map((target) => ['CNAME', target] as const),
    fc.tuple(fc.nat(65535), lowerName).map(([preference, host]) => ['MX', `${preference} ${host}`] as const),
    octetText.map((text) => ['TXT', `"${text}"`] as const),
  );
  const word = fc.oneof(fc.stringMatching(/^[a-z/.]{1,8}$/), fc.string({ unit: 'binary', maxLength: 8 }));
  const note = fc.record(
    {
      setIdentifier: word,
      properties: fc.dictionary(
        word.filter((key) => key !== 'alias' && key !== '__proto__'),
        word,
        { minKeys: 1, maxKeys: 2 },
      ),
    },
    { requiredKeys: [] },
  );
  const record = fc.tuple(name, fc.nat(2_147_483_647), value, note).map(([owner, ttl, [type, text], rest]) => ({
    name: owner,
    type,
    ttl,
    values: [text],
    ...rest,
  }));
  const records = fc.uniqueArray(record, {
    maxLength: 8,
    selector: (one) => [one.name.toLowerCase(), one.type, one.setIdentifier ?? ''].join('\n'),
  });

  test('that was written is read back without a problem, and written the same again', () => {
    fc.assert(
      fc.property(records, (zone) => {
        const text = writeZoneFile(zone);
        const { records: back, problems } = readZoneFile(text);
        expect(problems).toEqual([]);
        expect(back).toHaveLength(zone.length);
        expect(writeZoneFile(back)).toBe(text);
        const noteOf = ({ name: owner, ttl, type, setIdentifier, properties }: StoredRecord) =>
          JSON.stringify([owner, ttl, type, setIdentifier, Object.entries(properties ?? {}).sort()]);
        expect(back.map(noteOf).sort()).toEqual(zone.map(noteOf).sort());
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  test('is written the same in whatever order its records are listed', () => {
    fc.assert(
      fc.property(records, (zone) => {
        expect(zoneFileLines([...zone].reverse())).toEqual(zoneFileLines(zone));
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  test('text whatsoever is read without an exception', () => {
    const anything = fc.string({
      unit: fc.constantFrom(...'aA1 .;"()\\\n\t$@!=*é', ' IN ', ' TXT ', '$TTL '),
      maxLength: 40,
    });
    fc.assert(
      fc.property(anything, (text) => {
        const { records: found } = readZoneFile(text, { origin: 'example.org' });
        expect(readZoneFile(writeZoneFile(found)).problems).toEqual([]);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });
});
