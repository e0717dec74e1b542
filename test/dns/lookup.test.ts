import { describe, expect, test } from 'vitest';
import { decidingKeys, lookup, type ZoneView } from '../../src/dns/lookup.ts';
import { restOfTheWorld } from '../../src/dns/resolve.ts';
import type { StoredRecord } from '../../src/dns/stored-record.ts';
import { createZone, viewOf } from '../../src/dns/zone.ts';
import { readZoneFile } from '../../src/dns/zone-file-reader.ts';

function zoneOf(origin: string, text: string): ZoneView {
  const { records, problems } = readZoneFile(text, { origin });
  expect(problems).toEqual([]);
  return { ...restOfTheWorld(records), name: origin };
}

function ask(zone: ZoneView, name: string, type = 'A') {
  const { status, answers, ...rest } = lookup(zone, { name, type });
  return { status, answers: answers.map((set) => `${set.name} ${set.type} ${set.values.join(' ')}`), ...rest };
}

/** The zone of RFC 4592 section 2.2.1. */
const example = zoneOf(
  'example',
  `
$TTL 3600
@                 IN SOA  ns.example.com. hostmaster.example. 1 7200 900 1209600 1800
                     NS   ns.example.com.
                     NS   ns.example.net.
*                    TXT  "this is a wildcard"
*                    MX   10 host1
sub.*                TXT  "this is not a wildcard"
host1                A    192.0.2.1
_ssh._tcp.host1      SRV  0 0 22 host1
_ssh._tcp.host2      SRV  0 0 22 host1
subdel               NS   ns.example.com.
subdel               NS   ns.example.net.
`,
);

describe('the zone of RFC 4592 section 2.2.1 answers as the RFC says', () => {
  test.each([
    ['host3.example', 'MX', 'host3.example MX 10 host1.example'],
    ['foo.bar.example', 'TXT', 'foo.bar.example TXT "this is a wildcard"'],
    ['sub.*.example', 'TXT', 'sub.*.example TXT "this is not a wildcard"'],
  ])('%s %s is answered', (name, type, answer) => {
    expect(ask(example, name, type)).toMatchObject({ status: 'found', answers: [answer] });
  });

  test.each([
    ['host3.example', 'A', 'nodata', 'the wildcard exists but has no A'],
    ['host1.example', 'MX', 'nodata', 'host1 exists'],
    ['sub.*.example', 'MX', 'nodata', 'sub.* exists'],
    ['_telnet._tcp.host1.example', 'SRV', 'nxdomain', '_tcp.host1 exists, without data'],
    ['host2.example', 'MX', 'nodata', 'host2 is an empty non-terminal'],
    ['_tcp.host2.example', 'MX', 'nodata', '_tcp.host2 is an empty non-terminal'],
    ['ghost.*.example', 'MX', 'nxdomain', 'the asterisk exists as a name and has no wildcard below it'],
  ])('%s %s is not answered from the wildcard: %s, as %s', (name, type, status) => {
    expect(ask(example, name, type)).toMatchObject({ status, answers: [], negativeTtlSeconds: 1800 });
  });

  test('host.subdel.example MX is a referral to the child zone', () => {
    const result = lookup(example, { name: 'host.subdel.example', type: 'MX' });
    expect(result).toMatchObject({
      status: 'referral',
      referral: { name: 'subdel.example', values: ['ns.example.com', 'ns.example.net'] },
    });
    expect(lookup(example, { name: 'subdel.example', type: 'A' }).status).toBe('referral');
    expect(lookup(example, { name: 'subdel.example', type: 'DS' }).status).toBe('nodata');
  });
});

describe('CNAMEs', () => {
  const zone = zoneOf(
    'example.org',
    `
www 60 CNAME app
app 300 A 192.0.2.1
out CNAME lb.example.net.
one CNAME two
two CNAME one
self CNAME self
dangling CNAME gone
*.wild CNAME app
`,
  );

  test('are followed inside the zone', () => {
    expect(ask(zone, 'www.example.org')).toEqual({
      status: 'found',
      name: 'app.example.org',
      answers: ['www.example.org CNAME app.example.org', 'app.example.org A 192.0.2.1'],
    });
    expect(ask(zone, 'x.wild.example.org').answers[0]).toBe('x.wild.example.org CNAME app.example.org');
  });

  test('are not followed for who asks for the CNAME itself', () => {
    expect(ask(zone, 'out.example.org', 'CNAME')).toMatchObject({ status: 'found', name: 'out.example.org' });
  });

  test('that leave the zone say where to', () => {
    expect(ask(zone, 'out.example.org')).toMatchObject({ status: 'outside', name: 'lb.example.net' });
    expect(ask(zone, 'app.example.net')).toMatchObject({ status: 'outside', answers: [] });
  });

  test('that lead in a circle end', () => {
    expect(ask(zone, 'one.example.org')).toMatchObject({ status: 'loop', name: 'one.example.org' });
    expect(ask(zone, 'self.example.org')).toMatchObject({ status: 'loop', name: 'self.example.org' });
  });

  test('to a name that does not exist make the asked name unusable', () => {
    expect(ask(zone, 'dangling.example.org')).toMatchObject({ status: 'nxdomain', name: 'gone.example.org' });
  });
});

describe('aliases', () => {
  const aliasTo = (name: string, target: string): StoredRecord => ({
    name,
    type: 'A',
    ttl: 0,
    values: [target],
    properties: { alias: 'true' },
  });
  const zone: ZoneView = {
    ...restOfTheWorld([
      aliasTo('example.org', 'app.example.org'),
      aliasTo('out.example.org', 'lb.example.net'),
      aliasTo('a.example.org', 'b.example.org'),
      aliasTo('b.example.org', 'a.example.org'),
      aliasTo('none.example.org', 'gone.example.org'),
      { name: 'app.example.org', type: 'A', ttl: 60, values: ['192.0.2.1'] },
    ]),
    name: 'example.org',
  };

  test('give their target’s addresses under their own name', () => {
    expect(ask(zone, 'example.org')).toMatchObject({ status: 'found', answers: ['example.org A 192.0.2.1'] });
    expect(lookup(zone, { name: 'example.org', type: 'A' }).answers[0]?.ttlSeconds).toBe(60);
  });

  test('that leave the zone say for whom', () => {
    expect(ask(zone, 'out.example.org')).toMatchObject({
      status: 'outside',
      name: 'lb.example.net',
      aliasOwner: 'out.example.org',
    });
  });

  test('in a circle end, and to nothing give nothing', () => {
    expect(ask(zone, 'a.example.org').status).toBe('loop');
    expect(ask(zone, 'none.example.org').status).toBe('nodata');
  });
});

describe('for how long a missing name may be remembered', () => {
  const soa = (ttl: number, minimum: number) =>
    zoneOf(
      'example.org',
      `@ ${ttl} SOA ns.example.net. dns.example.org. 1 7200 900 1209600 ${minimum}\nx 60 A 192.0.2.1`,
    );
  test.each([
    [soa(3600, 1800), 1800, 'the SOA minimum'],
    [soa(60, 1800), 60, 'the SOA’s own TTL if that is less'],
    [zoneOf('example.org', 'x 60 A 192.0.2.1'), 1800, 'Cloudflare’s half hour where the host lists no SOA'],
  ])('%# is %i s', (zone, seconds) => {
    expect(lookup(zone, { name: 'gone.example.org', type: 'A' })).toMatchObject({
      status: 'nxdomain',
      negativeTtlSeconds: seconds,
    });
    expect(lookup(zone, { name: 'x.example.org', type: 'AAAA' })).toMatchObject({
      status: 'nodata',
      negativeTtlSeconds: seconds,
    });
  });
});

test('a zone whose host lists no SOA says itself for how long a missing name may be remembered', () => {
  const zone = createZone({ name: 'example.org', records: [], negativeTtlSeconds: 900 });
  const view = viewOf(zone, { get: (component) => component.initial });
  expect(lookup(view, { name: 'gone.example.org', type: 'A' })).toMatchObject({ negativeTtlSeconds: 900 });
});

describe('what a lookup reads', () => {
  function reading(zone: ZoneView) {
    const keys: string[] = [];
    const view: ZoneView = {
      name: zone.name,
      recordsAt: (key) => {
        keys.push(key);
        return zone.recordsAt(key);
      },
      hasBelow: (key) => {
        keys.push(`below ${key}`);
        return zone.hasBelow(key);
      },
    };
    return { keys, view };
  }

  test('a name that is there is the only one read', () => {
    const { keys, view } = reading(example);
    lookup(view, { name: 'host1.example', type: 'A' });
    expect(keys).toEqual(['host1.example']);
  });

  test('a missing name costs the wildcards above it and the SOA', () => {
    const { keys, view } = reading(zoneOf('example.org', 'app A 192.0.2.1'));
    lookup(view, { name: 'gone.example.org', type: 'A' });
    expect(keys).toEqual(['gone.example.org', '*.example.org', 'below gone.example.org', 'example.org']);
  });

  test('whatever is read is among the keys declared to decide', () => {
    for (const name of ['host1.example', '_telnet._tcp.host1.example', 'a.b.example', 'x.subdel.example', 'example']) {
      const { keys, view } = reading(example);
      lookup(view, { name, type: 'MX' });
      const declared = decidingKeys('example', name);
      expect(keys.filter((key) => !key.startsWith('below ') && !declared.includes(key))).toEqual([]);
    }
  });
});
