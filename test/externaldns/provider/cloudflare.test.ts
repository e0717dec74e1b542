import { describe, expect, it } from 'vitest';
import { defaultConfiguration } from '../../../src/externaldns/flags/default-configuration.ts';
import { cloudflareBatch, cloudflarePerRecord } from '../../../src/externaldns/provider/cloudflare.ts';
import { endpoint } from '../instance.ts';
import { Host, record, words } from './host.ts';

const prefix = 'external-dns.kubernetes.io/';

describe('Cloudflare lists a zone', () => {
  it('groups records by name and type and says whether they are proxied', () => {
    const host = new Host(cloudflarePerRecord).holds(
      record('app.example.org A 192.0.2.1'),
      record('app.example.org A 192.0.2.2'),
      record('www.example.org CNAME app.example.org', { properties: { proxied: 'true', comment: 'web' } }),
      record('example.org CAA 0'),
    );

    expect(host.list()).toEqual([
      endpoint('app.example.org A 192.0.2.1 192.0.2.2', {
        recordTTL: 1,
        providerSpecific: [{ name: `${prefix}cloudflare-proxied`, value: 'false' }],
      }),
      endpoint('www.example.org CNAME app.example.org', {
        recordTTL: 1,
        providerSpecific: [
          { name: `${prefix}cloudflare-proxied`, value: 'true' },
          { name: `${prefix}cloudflare-record-comment`, value: 'web' },
        ],
      }),
    ]);
  });

  it('may list the values of a TXT record in any order, which decides who owns a name', () => {
    const records = [record('a-app.example.org TXT "one"'), record('a-app.example.org TXT "two"')];
    const host = new Host(cloudflarePerRecord).holds(...records);

    expect(cloudflarePerRecord.listingCount(records)).toBe(2);
    expect([host.list(0)[0]?.targets, host.list(1)[0]?.targets]).toEqual([
      ['"one"', '"two"'],
      ['"two"', '"one"'],
    ]);
    expect(cloudflarePerRecord.listingCount([record('a.example.org A 192.0.2.1 192.0.2.2')])).toBe(1);
  });

  it('works in the zones whose own name passes the domain filter, or in those with the ids given', () => {
    const zones = [
      { name: 'example.org', id: 'Z1' },
      { name: 'example.net', id: 'Z2' },
    ];
    const select = (zoneIdFilter: readonly string[], matches: (name: string) => boolean) =>
      cloudflarePerRecord.selectZones(zones, {
        configuration: { ...{ zoneIdFilter } } as never,
        matches,
      });
    expect(select([], (name) => name === 'example.net').map(({ id }) => id)).toEqual(['Z2']);
    expect(select(['Z1'], () => false).map(({ id }) => id)).toEqual(['Z1']);
  });
});

describe('Cloudflare wants', () => {
  it.each([
    ['A', 'true', 'true', 0],
    ['A', 'maybe', 'false', 300],
    ['TXT', 'true', 'false', 300],
  ])('%s with proxied=%s as proxied=%s, TTL %i', (type, asked, proxied, ttl) => {
    const host = new Host(cloudflarePerRecord);
    const [adjusted] = host.adjust(
      endpoint(`app.example.org ${type} 192.0.2.1`, {
        recordTTL: 300,
        providerSpecific: [{ name: `${prefix}cloudflare-proxied`, value: asked }],
      }),
    );
    expect(adjusted).toMatchObject({
      recordTTL: ttl,
      providerSpecific: [{ name: `${prefix}cloudflare-proxied`, value: proxied }],
    });
    expect(host.lines()).toEqual(
      asked === 'maybe'
        ? [
            'error Failed to parse annotation ["external-dns.kubernetes.io/cloudflare-proxied"]: strconv.ParseBool: parsing "maybe": invalid syntax',
          ]
        : [],
    );
  });
});

describe('Cloudflare, one call per record', () => {
  it('makes its changes in the order of the plan, which it logs one by one', () => {
    const host = new Host(cloudflarePerRecord).holds(
      record('app.example.org A 192.0.2.1'),
      record('app.example.org A 192.0.2.2'),
    );

    host.apply({
      create: [endpoint('new.example.org A 192.0.2.9')],
      updateOld: [endpoint('app.example.org A 192.0.2.1 192.0.2.2')],
      updateNew: [endpoint('app.example.org A 192.0.2.2 192.0.2.3', { recordTTL: 60 })],
    });

    expect(host.lines('info')).toEqual([
      'info Changing record. action=CREATE record=new.example.org ttl=1 type=A zone=Z1',
      'info Changing record. action=DELETE record=app.example.org ttl=1 type=A zone=Z1',
      'info Changing record. action=CREATE record=app.example.org ttl=60 type=A zone=Z1',
      'info Changing record. action=UPDATE record=app.example.org ttl=60 type=A zone=Z1',
    ]);
    expect(words(host.records())).toEqual([
      'app.example.org A 192.0.2.2',
      'app.example.org A 192.0.2.3',
      'new.example.org A 192.0.2.9',
    ]);
    expect(host.answers).toHaveLength(4);
  });

  it('does not find a TXT whose content is not what it would write, and does not count that as a failure', () => {
    const host = new Host(cloudflarePerRecord).holds(record('a-app.example.org TXT "old"'));

    const end = host.apply({ delete: [endpoint('a-app.example.org TXT "new"')] });

    expect(end.failedZones).toEqual([]);
    expect(host.lines('error')).toEqual([
      expect.stringMatching(/^error failed to find previous record: \{ {2}0001-01-01 .* "new" .*action=DELETE/),
    ]);
    expect(words(host.records())).toEqual(['a-app.example.org TXT "old"']);
  });

  it.each([
    ['app.example.org A 192.0.2.1', 'app.example.org CNAME lb.example.net', 81053],
    ['app.example.org CNAME lb.example.org', 'app.example.org CNAME lb.example.net', 81053],
    ['app.example.org CNAME lb.example.org', 'app.example.org AAAA 2001:db8::1', 81054],
    ['app.example.org A 192.0.2.1', 'app.example.org A 192.0.2.1', 81058],
  ])('is refused beside %s: %s (%i)', (existing, created, code) => {
    const host = new Host(cloudflarePerRecord).holds(record(existing));

    const end = host.apply({ create: [endpoint(created), endpoint('cname-app.example.org TXT "x"')] });

    expect(end.failedZones).toEqual(['example.org']);
    expect(host.lines('error')).toEqual([
      expect.stringContaining(
        `error failed to create record: POST "https://api.cloudflare.com/client/v4/zones/Z1/dns_records": 400 Bad Request {"result":null,"success":false,"errors":[{"code":${code},`,
      ),
    ]);
    // The TXT of what could not be created is created all the same.
    expect(words(host.records())).toEqual([existing, 'cname-app.example.org TXT "x"'].sort());
  });

  it('keeps a TXT beside a CNAME, and names in lower case', () => {
    const host = new Host(cloudflarePerRecord).holds(record('app.example.org CNAME lb.example.net'));
    host.apply({ create: [endpoint('App.example.org TXT "x"')] });
    expect(words(host.records())).toEqual(['app.example.org CNAME lb.example.net', 'app.example.org TXT "x"']);
  });

  it('cannot build a change from a malformed MX target', () => {
    const host = new Host(cloudflarePerRecord);
    host.apply({ create: [endpoint('example.org MX', { targets: ['mail.example.org'] })] });
    expect(host.lines('error')).toEqual([
      `error failed to create cloudflare change: failed to parse MX record target "mail.example.org": invalid MX record target: mail.example.org. MX records must have a preference value and a host, e.g. '10 example.com'`,
    ]);
  });

  it('only logs in a dry run', () => {
    const host = new Host(cloudflarePerRecord, { dryRun: true });
    host.apply({ create: [endpoint('app.example.org A 192.0.2.1')] });
    expect(host.records()).toEqual([]);
    expect(host.lines()).toEqual(['info Changing record. action=CREATE record=app.example.org ttl=1 type=A zone=Z1']);
  });

  it('skips the TXT of an apex record: its name is outside the zone', () => {
    const host = new Host(cloudflarePerRecord);
    host.apply({ create: [endpoint('example.org A 192.0.2.1'), endpoint('a-example.org TXT "x"')] });
    expect(words(host.records())).toEqual(['example.org A 192.0.2.1']);
    expect(host.lines('debug')).toEqual([
      'debug Skipping record "a-example.org" because no hosted zone matching record DNS Name was detected',
    ]);
  });
});

describe('Cloudflare, release by release', () => {
  it.each([
    ['v0.13.1', ['CREATE', 'UPDATE', 'DELETE']],
    ['v0.13.2', ['DELETE', 'CREATE', 'UPDATE']],
    ['v0.20.0', ['DELETE', 'CREATE', 'UPDATE']],
  ])('%s takes an update apart in this order: %j', (version, actions) => {
    const calls = new Host(cloudflarePerRecord, { version }).calls({
      updateOld: [endpoint('app.example.org A 192.0.2.1 192.0.2.2')],
      updateNew: [endpoint('app.example.org A 192.0.2.2 192.0.2.3')],
    });
    expect(calls.flatMap(({ changes }) => changes).map(({ action }) => action)).toEqual(actions);
  });

  it.each([
    ['v0.14.0', [], null],
    ['v0.14.1', ['example.org'], false],
    ['v0.19.0', ['example.org'], false],
    ['v0.20.0', ['example.org'], true],
  ])('%s calls a refused change no error, a hard or a soft one', (version, failedZones, isSoft) => {
    const host = new Host(cloudflarePerRecord, { version }).holds(record('app.example.org A 192.0.2.1'));
    expect(host.apply({ create: [endpoint('app.example.org CNAME lb.example.net')] }).failedZones).toEqual(failedZones);
    if (isSoft === null) return;
    const configuration = { ...defaultConfiguration, version };
    expect(cloudflarePerRecord.failure([{ name: 'example.org', id: 'Z1' }], configuration).isSoft).toBe(isSoft);
  });

  it.each([
    ['v0.14.1', [false, false, false]],
    ['v0.14.2', [false, true, false]],
    ['v0.16.0', [true, true, false]],
  ])('%s lives with an outage, too many requests, missing rights: %j', (version, isSoft) => {
    const configuration = { ...defaultConfiguration, version };
    const errors = cloudflarePerRecord.listingFaults.map(({ errorOf }) =>
      errorOf({ name: 'example.org', id: 'Z1' }, configuration),
    );
    expect(errors.map((error) => error.isSoft)).toEqual(isSoft);
    expect(errors[1]?.message).toContain('429 Too Many Requests');
  });
});

describe('Cloudflare, in batches', () => {
  it('does everything in one call', () => {
    const host = new Host(cloudflareBatch).holds(record('app.example.org A 192.0.2.1'));

    host.apply({
      delete: [endpoint('app.example.org A 192.0.2.1')],
      create: [endpoint('app.example.org CNAME lb.example.net')],
    });

    expect(host.answers).toHaveLength(1);
    expect(words(host.records())).toEqual(['app.example.org CNAME lb.example.net']);
    expect(host.lines('debug')).toEqual([
      'debug Submitting batch DNS records for zone Z1 (chunk 1/1): 1 deletes, 1 creates, 0 updates',
      'debug Successfully submitted batch DNS records for zone Z1 (chunk 1/1)',
    ]);
  });

  it('tries a refused batch again change by change, less what was not found to begin with', () => {
    const host = new Host(cloudflareBatch).holds(record('taken.example.org CNAME lb.example.net'));

    const end = host.apply({
      delete: [endpoint('gone.example.org A 192.0.2.1')],
      create: [endpoint('taken.example.org A 192.0.2.1'), endpoint('free.example.org A 192.0.2.1')],
    });

    expect(end.failedZones).toEqual(['example.org']);
    expect(host.answers).toHaveLength(3);
    expect(words(host.records())).toEqual(['free.example.org A 192.0.2.1', 'taken.example.org CNAME lb.example.net']);
    expect(host.lines('warning')).toEqual([
      expect.stringMatching(
        /^warning Batch DNS operation failed for zone Z1 \(chunk 1\/1\): .*81054.* — falling back to individual operations$/,
      ),
    ]);
    expect(host.lines('error')).toEqual([
      expect.stringMatching(/^error failed to find previous record: .*gone\.example\.org/),
      expect.stringMatching(/^error fallback: individual CREATE failed: .*81054.*content=192\.0\.2\.1 record=taken/),
    ]);
  });

  it.each([
    [200, ['200 1/3', '200 2/3', '1 3/3']],
    [10, ['200 1/3', '200 2/3', '1 3/3']],
    [300, ['300 1/2', '101 2/2']],
  ])('puts at most so many changes into a batch: --batch-change-size=%i, but no less than 200', (size, parts) => {
    const names = Array.from({ length: 401 }, (_, index) => `n${index}.example.org`);
    const host = new Host(cloudflareBatch, { batchChangeSize: size });
    const calls = host.calls({ create: names.map((name) => endpoint(`${name} A 192.0.2.1`)) });
    expect(calls.map(({ changes, part }) => `${changes.length} ${part}`)).toEqual(parts);
  });

  it('deletes before it updates and creates', () => {
    const calls = new Host(cloudflareBatch).calls({
      create: [endpoint('new.example.org A 192.0.2.9')],
      updateOld: [endpoint('app.example.org A 192.0.2.1 192.0.2.2')],
      updateNew: [endpoint('app.example.org A 192.0.2.2 192.0.2.3')],
      delete: [endpoint('old.example.org A 192.0.2.9')],
    });
    expect(calls.flatMap(({ changes }) => changes).map(({ action, record }) => `${action} ${record.name}`)).toEqual([
      'DELETE app.example.org',
      'DELETE old.example.org',
      'UPDATE app.example.org',
      'CREATE new.example.org',
      'CREATE app.example.org',
    ]);
  });
});
