import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StoredRecord } from '../../../src/dns/stored-record.ts';
import { readZoneExport } from '../../../src/incident/zone-export/read-zone-export.ts';
import { cloudflareFile, cloudflarePages } from '../host-exports.ts';

const read = (content: string | Uint8Array | readonly (string | Uint8Array)[], zoneName?: string) =>
  readZoneExport({ content, path: 'zone', ...(zoneName === undefined ? {} : { zoneName }) });

const octets = (text: string) => new TextEncoder().encode(text);

const A: StoredRecord = { name: 'app.example.org', type: 'A', ttl: 300, values: ['192.0.2.1'] };

describe('an export of Cloudflare', () => {
  const records: readonly StoredRecord[] = [
    { ...A, ttl: 0 },
    { name: 'www.example.org', type: 'CNAME', ttl: 0, values: ['app.example.org'], properties: { proxied: 'true' } },
    { name: 'example.org', type: 'MX', ttl: 300, values: ['10 mail.example.net'] },
    { name: 'a-app.example.org', type: 'TXT', ttl: 0, values: ['"heritage=external-dns,external-dns/owner=east"'] },
  ];

  test('is read from its file', () => {
    const found = read(cloudflareFile('example.org', records));
    expect(found).toMatchObject({ format: 'bind', isCloudflare: true, zoneName: 'example.org', problems: [] });
    expect(found.records.filter(({ type }) => type !== 'SOA' && type !== 'NS')).toEqual(records);
  });

  test('is read from the pages of its API', () => {
    const found = read(cloudflarePages(records, 2), 'example.org');
    expect(found).toEqual({
      format: 'cloudflare',
      isCloudflare: true,
      zoneName: 'example.org',
      records,
      problems: [],
      problemCount: 0,
    });
  });

  test('is read from one list of all pages, or of all records', () => {
    const pages = cloudflarePages(records, 2).trim().replaceAll('}\n{', '},\n{');
    expect(read(`[${pages}]`).records).toEqual(records);
    const all = JSON.parse(`[${pages}]`).flatMap((page: { result: unknown[] }) => page.result);
    expect(read(JSON.stringify(all)).records).toEqual(records);
  });

  test('says which pages are missing, and what was refused', () => {
    expect(read(cloudflarePages(records, 2).split('}\n{')[0]?.concat('}') ?? '').problems).toMatchObject([
      { code: 'EXPORT_INCOMPLETE', foundCount: 2, totalCount: 4, line: 1, column: 1 },
    ]);
    const refusal = { success: false, errors: [{ code: 10000, message: 'Authentication error' }], result: null };
    expect(read(JSON.stringify(refusal)).problems).toMatchObject([
      { code: 'EXPORT_REFUSED', message: 'Authentication error' },
    ]);
  });

  test('keeps comments and tags, and values apart whose TTLs differ', () => {
    const { records: found } = read(
      ';; Domain: example.org.\napp.example.org. 60 IN A 192.0.2.1 ; moved cf_tags=cf-proxied:true,team:"a, b"\napp.example.org. 90 IN A 192.0.2.2\n',
    );
    expect(found).toEqual([
      { ...A, ttl: 60, properties: { proxied: 'true', comment: 'moved', tags: 'team:a, b' } },
      { ...A, ttl: 90, values: ['192.0.2.2'] },
    ]);
  });
});

describe('an export of Route 53', () => {
  const sets = [
    {
      Name: 'example.org.',
      Type: 'SOA',
      TTL: 900,
      ResourceRecords: [{ Value: 'ns.example.net. root.example.net. 1 7200 900 1209600 86400' }],
    },
    {
      Name: '\\052.example.org.',
      Type: 'A',
      TTL: 60,
      ResourceRecords: [{ Value: '192.0.2.1' }, { Value: '192.0.2.2' }],
    },
    {
      Name: 'app.example.org.',
      Type: 'A',
      AliasTarget: { HostedZoneId: 'Z2', DNSName: 'lb.eu-west-1.elb.amazonaws.com.', EvaluateTargetHealth: true },
    },
    {
      Name: 'w.example.org.',
      Type: 'CNAME',
      SetIdentifier: 'blue',
      Weight: 10,
      TTL: 60,
      ResourceRecords: [{ Value: 'a.example.net' }],
    },
    {
      Name: 'w.example.org.',
      Type: 'CNAME',
      SetIdentifier: 'green',
      Weight: 90,
      TTL: 60,
      ResourceRecords: [{ Value: 'b.example.net' }],
    },
  ];

  test('has wildcards, aliases and weights', () => {
    const found = read(JSON.stringify({ ResourceRecordSets: sets }, null, 4));
    expect(found).toMatchObject({ format: 'route53', isCloudflare: false, zoneName: 'example.org', problems: [] });
    expect(found.records.slice(1)).toEqual([
      { name: '*.example.org', type: 'A', ttl: 60, values: ['192.0.2.1', '192.0.2.2'] },
      {
        name: 'app.example.org',
        type: 'A',
        ttl: 0,
        values: ['lb.eu-west-1.elb.amazonaws.com'],
        properties: { alias: 'true', 'evaluate-target-health': 'true' },
      },
      {
        name: 'w.example.org',
        type: 'CNAME',
        ttl: 60,
        values: ['a.example.net'],
        setIdentifier: 'blue',
        properties: { weight: '10' },
      },
      {
        name: 'w.example.org',
        type: 'CNAME',
        ttl: 60,
        values: ['b.example.net'],
        setIdentifier: 'green',
        properties: { weight: '90' },
      },
    ]);
  });

  test('says that it was cut off', () => {
    const found = read(JSON.stringify({ ResourceRecordSets: sets, IsTruncated: true, MaxItems: '5' }));
    expect(found.problems).toMatchObject([{ code: 'EXPORT_INCOMPLETE', totalCount: null }]);
  });
});

test('an export of Google has texts and routing policies', () => {
  const found = read(
    JSON.stringify([
      {
        kind: 'dns#resourceRecordSet',
        name: 'app.example.org.',
        rrdatas: ['192.0.2.1'],
        signatureRrdatas: [],
        ttl: 300,
        type: 'A',
      },
      {
        kind: 'dns#resourceRecordSet',
        name: 'a-app.example.org.',
        rrdatas: ['"heritage=external-dns" "x"'],
        ttl: 300,
        type: 'TXT',
      },
      {
        kind: 'dns#resourceRecordSet',
        name: 'w.example.org.',
        ttl: 60,
        type: 'A',
        routingPolicy: {
          wrr: {
            items: [
              { weight: 1, rrdatas: ['192.0.2.1'] },
              { weight: 2, rrdatas: ['192.0.2.2'] },
            ],
          },
        },
      },
    ]),
  );
  expect(found).toMatchObject({ format: 'google', zoneName: undefined, problems: [] });
  expect(found.records).toEqual([
    A,
    { name: 'a-app.example.org', type: 'TXT', ttl: 300, values: ['"heritage=external-dns" "x"'] },
    {
      name: 'w.example.org',
      type: 'A',
      ttl: 60,
      values: ['192.0.2.1', '192.0.2.2'],
      properties: { 'routing-policy': 'wrr' },
    },
  ]);
});

test.each([
  ['as new releases spell it', { ARecords: [{ ipv4Address: '192.0.2.1' }], TTL: 300 }],
  ['as old ones do', { arecords: [{ ipv4Address: '192.0.2.1' }], aaaaRecords: null, ttl: 300, metadata: null }],
  ['as the API does', { properties: { TTL: 300, ARecords: [{ ipv4Address: '192.0.2.1' }] } }],
])('an export of Azure is read %s', (_, members) => {
  const id = '/subscriptions/1/resourceGroups/dns/providers/Microsoft.Network/dnszones/example.org';
  const sets = [
    { id: `${id}/A/app`, name: 'app', type: 'Microsoft.Network/dnszones/A', ...members },
    {
      id: `${id}/TXT/@`,
      name: '@',
      type: 'Microsoft.Network/dnszones/TXT',
      TTL: 60,
      TXTRecords: [{ value: ['v=spf1 ', '-all'] }],
    },
    {
      id: `${id}/CNAME/w`,
      name: 'w',
      type: 'Microsoft.Network/dnszones/CNAME',
      TTL: 60,
      cnameRecord: { cname: 'a.example.net' },
    },
  ];
  const found = read(JSON.stringify(sets));
  expect(found).toMatchObject({ format: 'azure', zoneName: 'example.org', problems: [] });
  expect(found.records).toEqual([
    A,
    { name: 'example.org', type: 'TXT', ttl: 60, values: ['"v=spf1 -all"'] },
    { name: 'w.example.org', type: 'CNAME', ttl: 60, values: ['a.example.net'] },
  ]);
});

describe('a broken export', () => {
  const line = 'app.example.org. 300 IN A 192.0.2.1\n';
  const object = JSON.stringify({ name: 'app.example.org', type: 'A', content: '192.0.2.1', ttl: 300 });

  test.each([
    ['nothing', '', { code: 'EXPORT_EMPTY', line: 1, column: 1 }],
    ['a header and no records', ';; Domain: example.org.\n', { code: 'EXPORT_EMPTY' }],
    ['something compressed', Uint8Array.of(0x1f, 0x8b, 8, 0), { code: 'EXPORT_NOT_TEXT', looksLike: 'gzip' }],
    [
      'Latin-1',
      new Uint8Array([...octets('a.example.org. A 192.0.2.1\n\xe9'.slice(0, -1)), 0xe9, 0x0a]),
      { code: 'EXPORT_NOT_TEXT', looksLike: 'broken-utf-8', line: 2, column: 1 },
    ],
    ['no record of any host', '[{"foo": 1}]', { code: 'EXPORT_UNKNOWN_RECORD', members: ['foo'], line: 1, column: 2 }],
    [
      'a record without its content',
      '[\n {"name": "a", "type": "A", "ttl": 1, "content": null}]',
      { code: 'EXPORT_WRONG_MEMBER', member: 'content', line: 2, column: 2 },
    ],
    [
      'a name that is none',
      `[${object.replace('app.', 'app..')}]`,
      { code: 'EXPORT_BAD_NAME', name: 'app..example.org' },
    ],
    ['JSON with a comma too many', '[\n{"name": "a",}]', { code: 'JSON_SYNTAX', line: 2, column: 1 }],
    [
      'something between the records',
      `[${object}, oops]`,
      { code: 'JSON_SYNTAX', detail: 'unexpected "oops"', line: 1 },
    ],
    ['a list that does not end', `[${object},`, { code: 'JSON_TRUNCATED', line: 1 }],
    ['a record that does not end', `[${object},\n{"name": "b.exa`, { code: 'JSON_TRUNCATED', line: 2 }],
    ['a line twice', line + line, { code: 'EXPORT_DUPLICATE', name: 'app.example.org', value: '192.0.2.1', line: 2 }],
    ['a record twice', `[${object},\n${object}]`, { code: 'EXPORT_DUPLICATE', line: 2, column: 1 }],
  ])('with %s says so', (_, content, problem) => {
    expect(read(content).problems[0]).toMatchObject({ file: 'zone', ...problem });
  });

  test.each([
    ['CRLF', line.replace('\n', '\r\n') + line.replace('app', 'www').replace('\n', '\r\n')],
    ['CR', line.replace('\n', '\r') + line.replace('app', 'www').replace('\n', '\r')],
    ['a byte order mark', octets(`\ufeff${line}${line.replace('app', 'www')}`)],
    ['UTF-16, as PowerShell writes it', Buffer.from(`\ufeff${line}${line.replace('app', 'www')}`, 'utf16le')],
  ])('with %s is none', (_, content) => {
    const { records, problems } = read(content);
    expect(problems).toEqual([]);
    expect(records.map(({ name }) => name)).toEqual(['app.example.org', 'www.example.org']);
  });

  test('with a line of 10 MB loses that line', () => {
    const { records, problems } = read([line, `x TXT "${'y'.repeat(10_000_000)}"\n`, line.replace('app', 'www')]);
    expect(problems).toMatchObject([{ code: 'EXPORT_LINE_TOO_LONG', line: 2 }]);
    expect(records).toHaveLength(2);
  });

  test('on one line of 10 MB is fine if it is JSON', () => {
    const objects = Array.from({ length: 100_000 }, (_, index) => object.replace('app', `app-${index}`));
    const { records, problemCount } = read(octets(`[${objects.join(',')}]`));
    expect([records.length, problemCount]).toEqual([100_000, 0]);
  });

  test('with a quotation mark missing loses that record', () => {
    const objects = ['a', 'b', 'c', 'd'].map((name) => object.replace('app', name));
    const broken = objects.map((each, index) => (index === 1 ? each.replace('b.example', '"b.example') : each));
    const { records, problems } = read(`[${broken.join(',\n')}]`);
    expect(records.map(({ name }) => name)).toEqual(['a.example.org', 'c.example.org', 'd.example.org']);
    expect(problems[0]).toMatchObject({ code: 'JSON_SYNTAX', line: 2 });
  });

  test('keeps a thousand problems and counts the others', () => {
    const { problems, problemCount } = read('oops A 192.0.2.1\n'.repeat(1500));
    expect([problems.length, problemCount]).toEqual([1000, 1500]);
  });

  test('never crashes, whatever is cut out of it or put into it', () => {
    const texts = [
      cloudflareFile('example.org', [A]),
      cloudflarePages([A, { ...A, name: 'www.example.org' }], 1),
      JSON.stringify({
        ResourceRecordSets: [{ Name: 'a.example.org.', Type: 'A', TTL: 1, ResourceRecords: [{ Value: '192.0.2.1' }] }],
      }),
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.nat(400),
        fc.nat(40),
        fc.uint8Array({ maxLength: 6 }),
        (text, from, length, noise) => {
          const all = octets(text);
          const at = from % all.length;
          const broken = new Uint8Array([...all.subarray(0, at), ...noise, ...all.subarray(at + length)]);
          const { problems } = read(broken);
          for (const { line: found, column } of problems) expect(Math.min(found, column)).toBeGreaterThan(0);
        },
      ),
      { seed: 7, numRuns: 1500 },
    );
  });
});

test('an export is the same in whatever pieces it comes', () => {
  const texts = [
    cloudflareFile('example.org', [A, { ...A, name: 'é.example.org' }]),
    cloudflarePages([A, { ...A, name: 'www.example.org' }], 1),
  ];
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.integer({ min: 1, max: 60 }), (text, size) => {
      const all = octets(text);
      const pieces = Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
        all.subarray(index * size, (index + 1) * size),
      );
      expect(read(pieces)).toEqual(read(text));
    }),
    { seed: 11, numRuns: 60 },
  );
});
