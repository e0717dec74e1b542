import { Buffer } from 'node:buffer';
import { type DecodedPacket, decode, encode, type Packet } from 'dns-packet';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ServedZone } from '../../src/dns/authority.ts';
import { foldName } from '../../src/dns/name.ts';
import { type NameServer, respond } from '../../src/dns/name-server.ts';
import { restOfTheWorld } from '../../src/dns/resolve.ts';
import type { StoredRecord } from '../../src/dns/stored-record.ts';

const records: readonly StoredRecord[] = [
  { name: 'app.example.org', type: 'A', ttl: 60, values: ['192.0.2.1', '192.0.2.2'] },
  { name: 'app.example.org', type: 'TXT', ttl: 60, values: ['"one" "two"'] },
  { name: 'www.example.org', type: 'CNAME', ttl: 60, values: ['app.example.org'] },
  { name: 'moved.example.org', type: 'CNAME', ttl: 60, values: ['gone.example.org'] },
  { name: 'away.example.org', type: 'CNAME', ttl: 60, values: ['host.example.net'] },
  { name: 'ring.example.org', type: 'CNAME', ttl: 60, values: ['ring.example.org'] },
  { name: '*.wild.example.org', type: 'A', ttl: 60, values: ['192.0.2.3'] },
  { name: 'deep.empty.example.org', type: 'A', ttl: 60, values: ['192.0.2.4'] },
  { name: 'child.example.org', type: 'NS', ttl: 60, values: ['ns.child.example.org'] },
  { name: 'ns.child.example.org', type: 'A', ttl: 60, values: ['192.0.2.5'] },
  { name: 'alias.example.org', type: 'A', ttl: 60, values: ['lb.example.net'], properties: { alias: 'true' } },
  {
    name: 'big.example.org',
    type: 'TXT',
    ttl: 60,
    values: Array.from({ length: 40 }, (_, n) => `"${'x'.repeat(60)}${n}"`),
  },
  { name: 'odd.example.org', type: 'SSHFP', ttl: 60, values: ['4 2 AB'] },
];
const elsewhere: readonly StoredRecord[] = [{ name: 'lb.example.net', type: 'A', ttl: 30, values: ['198.51.100.1'] }];

function zoneOf(stored: readonly StoredRecord[]): ServedZone {
  return { ...restOfTheWorld(stored), name: 'example.org', negativeTtlSeconds: 900, allRecords: () => stored };
}

const server: NameServer = (name) =>
  name === 'never.example.org'
    ? { refusal: 'there is no such moment' }
    : { authority: { zones: [zoneOf(records)], elsewhere }, name, serial: 7, note: 'at 12m' };

const EDNS = { type: 'OPT', name: '.', udpPayloadSize: 1232, extendedRcode: 0, ednsVersion: 0, flags: 0, options: [] };

function question(name: string, type = 'A', more: Partial<Packet> = {}): Buffer {
  return encode({ type: 'query', id: 4711, flags: 0x0100, questions: [{ name, type: type as 'A' }], ...more });
}

function ask(message: Uint8Array, transport: 'udp' | 'tcp' = 'udp'): DecodedPacket & { rcode: string } {
  const [response] = respond(server, { message, transport });
  return decode(Buffer.from(response as Uint8Array)) as DecodedPacket & { rcode: string };
}

/** The answer section as `dig +noall +answer` has it. */
function shown(packet: Packet): readonly string[] {
  return (packet.answers ?? []).map((answer) => {
    const { name, type, data } = answer as { name: string; type: string; data: unknown };
    return `${name} ${type} ${[data].flat().join(' ')}`;
  });
}

describe('an authoritative answer', () => {
  test.each([
    ['an address', 'app.example.org', 'A', 'NOERROR', ['app.example.org A 192.0.2.1', 'app.example.org A 192.0.2.2']],
    [
      'a CNAME is followed inside the zone',
      'www.example.org',
      'A',
      'NOERROR',
      ['www.example.org CNAME app.example.org', 'app.example.org A 192.0.2.1', 'app.example.org A 192.0.2.2'],
    ],
    ['a CNAME itself', 'www.example.org', 'CNAME', 'NOERROR', ['www.example.org CNAME app.example.org']],
    [
      'a CNAME to a missing name has the code of its end',
      'moved.example.org',
      'A',
      'NXDOMAIN',
      ['moved.example.org CNAME gone.example.org'],
    ],
    [
      'a CNAME out of the zone ends there',
      'away.example.org',
      'A',
      'NOERROR',
      ['away.example.org CNAME host.example.net'],
    ],
    ['a circle of CNAMEs ends', 'ring.example.org', 'A', 'NOERROR', ['ring.example.org CNAME ring.example.org']],
    [
      'a wildcard answers under the asked name',
      'any.wild.example.org',
      'A',
      'NOERROR',
      ['any.wild.example.org A 192.0.2.3'],
    ],
    ["an alias has its target's addresses", 'alias.example.org', 'A', 'NOERROR', ['alias.example.org A 198.51.100.1']],
    ['a name without the type', 'app.example.org', 'AAAA', 'NOERROR', []],
    ['an empty non-terminal', 'empty.example.org', 'A', 'NOERROR', []],
    ['a missing name', 'gone.example.org', 'A', 'NXDOMAIN', []],
    ['letters come back as they were asked', 'aPP.Example.ORG', 'TXT', 'NOERROR', ['aPP.Example.ORG TXT one two']],
  ])('%s', (_, name, type, rcode, answers) => {
    const packet = ask(question(name, type));
    expect(packet).toMatchObject({ id: 4711, rcode, flag_aa: true, flag_rd: true, flag_ra: false, flag_tc: false });
    expect(packet.questions).toMatchObject([{ name, type }]);
    expect(shown(packet)).toEqual(answers);
  });

  test('where there is nothing, the SOA says for how long that may be remembered', () => {
    for (const [name, type] of [
      ['gone.example.org', 'A'],
      ['app.example.org', 'AAAA'],
    ] as const) {
      const { authorities } = ask(question(name, type));
      expect(authorities).toMatchObject([
        { name: 'example.org', type: 'SOA', ttl: 900, data: { serial: 7, minimum: 900 } },
      ]);
    }
    expect(ask(question('app.example.org')).authorities).toEqual([]);
  });

  test('a SOA record that the zone stores is the one that is served', () => {
    const soa = { name: 'example.org', type: 'SOA', ttl: 60, values: ['ns.example.org admin.example.org 42 1 1 1 30'] };
    const own: NameServer = (name) => ({ authority: { zones: [zoneOf([soa])], elsewhere }, name, serial: 7, note: '' });
    const [response] = respond(own, { message: question('gone.example.org'), transport: 'udp' });
    const { authorities } = decode(Buffer.from(response as Uint8Array));
    expect(authorities).toMatchObject([{ type: 'SOA', ttl: 30, data: { serial: 42 } }]);
  });

  test('a delegation is a referral with glue and no authority', () => {
    const packet = ask(question('host.child.example.org'));
    expect(packet).toMatchObject({ rcode: 'NOERROR', flag_aa: false, answers: [] });
    expect(packet.authorities).toMatchObject([{ name: 'child.example.org', type: 'NS', data: 'ns.child.example.org' }]);
    expect(packet.additionals).toMatchObject([{ name: 'ns.child.example.org', type: 'A', data: '192.0.2.5' }]);
  });

  test('ANY gives every set of a name', () => {
    expect(shown(ask(question('app.example.org', 'ANY')))).toEqual([
      'app.example.org A 192.0.2.1',
      'app.example.org A 192.0.2.2',
      'app.example.org TXT one two',
    ]);
    expect(ask(question('gone.example.org', 'ANY')).rcode).toBe('NXDOMAIN');
  });

  test('what is in no zone is refused', () => {
    expect(ask(question('example.com'))).toMatchObject({ rcode: 'REFUSED', flag_aa: false, answers: [] });
  });

  test('what has no wire format here is said, not served wrongly', () => {
    expect(ask(question('odd.example.org', 'SSHFP')).rcode).toBe('SERVFAIL');
  });
});

describe('EDNS', () => {
  const asking = (more: object) => question('big.example.org', 'TXT', { additionals: [{ ...EDNS, ...more }] as never });

  test('an answer too large for the client is cut over UDP and whole over TCP', () => {
    for (const message of [question('big.example.org', 'TXT'), asking({ udpPayloadSize: 512 })]) {
      expect(ask(message)).toMatchObject({ flag_tc: true, rcode: 'NOERROR', answers: [] });
      expect(respond(server, { message, transport: 'udp' })[0]?.length).toBeLessThanOrEqual(512);
      expect(ask(message, 'tcp').answers).toHaveLength(40);
    }
  });

  test('a client without EDNS gets none back, one with it the moment', () => {
    expect(ask(question('app.example.org')).additionals).toEqual([]);
    const { additionals } = ask(question('app.example.org', 'A', { additionals: [EDNS] as never }));
    const [opt] = additionals as unknown as { options: { code: number; data: Buffer }[] }[];
    expect(opt?.options.map(({ code, data }) => [code, data.subarray(2).toString()])).toEqual([[15, 'at 12m']]);
  });

  test('a later version is refused as BADVERS, two OPT records as malformed', () => {
    expect(ask(asking({ ednsVersion: 1 })).additionals).toMatchObject([
      { type: 'OPT', extendedRcode: 1, ednsVersion: 0 },
    ]);
    const twice = question('app.example.org', 'A', { additionals: [EDNS, EDNS] as never });
    expect(ask(twice).rcode).toBe('FORMERR');
  });

  test('a moment that there is not is refused with a reason', () => {
    const packet = ask(question('never.example.org', 'A', { additionals: [EDNS] as never }));
    expect(packet.rcode).toBe('REFUSED');
    expect(JSON.stringify(packet.additionals?.[0])).toContain(
      JSON.stringify([...Buffer.from('there is no such')]).slice(1, -1),
    );
  });
});

describe('a transfer', () => {
  test('gives the whole zone between two SOA records over TCP', () => {
    const servable = records.filter(({ type }) => type !== 'SSHFP');
    const whole: NameServer = (name) => ({
      authority: { zones: [zoneOf(servable)], elsewhere },
      name,
      serial: 7,
      note: '',
    });
    const messages = respond(whole, { message: question('example.org', 'AXFR'), transport: 'tcp' });
    const answers = messages.flatMap((message) => decode(Buffer.from(message)).answers ?? []);
    expect(answers.map(({ type }) => type).filter((type) => type === 'SOA')).toHaveLength(2);
    expect([answers[0]?.type, answers.at(-1)?.type]).toEqual(['SOA', 'SOA']);
    expect(answers).toHaveLength(2 + servable.reduce((sum, { values }) => sum + values.length, 0));
    expect(shown({ answers })).toContain('*.wild.example.org A 192.0.2.3');
    expect(shown({ answers })).toContain('alias.example.org A 198.51.100.1');
  });

  test('comes in several messages if it is large', () => {
    const many = Array.from({ length: 3000 }, (_, n) => ({
      name: `n${n}.example.org`,
      type: 'A',
      ttl: 60,
      values: ['192.0.2.1'],
    }));
    const large: NameServer = (name) => ({
      authority: { zones: [zoneOf(many)], elsewhere },
      name,
      serial: 7,
      note: '',
    });
    const messages = respond(large, { message: question('example.org', 'AXFR'), transport: 'tcp' });
    expect(messages.length).toBeGreaterThan(1);
    for (const message of messages) expect(message.length).toBeLessThan(65_536);
    expect(messages.flatMap((message) => decode(Buffer.from(message)).answers ?? [])).toHaveLength(3002);
  });

  test('is for whole zones and for TCP only', () => {
    expect(ask(question('app.example.org', 'AXFR'), 'tcp').rcode).toBe('NOTAUTH');
    expect(ask(question('example.org', 'AXFR'), 'udp').rcode).toBe('FORMERR');
    expect(ask(question('example.org', 'IXFR'), 'tcp').rcode).toBe('NOTIMP');
  });
});

describe('what is no question', () => {
  const good = question('app.example.org');
  const changed = (offset: number, ...octets: readonly number[]) => {
    const message = Buffer.from(good);
    message.set(octets, offset);
    return message;
  };

  test.each([
    [
      'two questions',
      encode({
        type: 'query',
        id: 4711,
        questions: [
          { name: 'a.example.org', type: 'A' },
          { name: 'b.example.org', type: 'A' },
        ],
      }),
      'FORMERR',
    ],
    ['no question', encode({ type: 'query', id: 4711 }), 'FORMERR'],
    ['a question cut short', good.subarray(0, 20), 'FORMERR'],
    ['a name without an end', good.subarray(0, good.length - 5), 'FORMERR'],
    ['a name that points at itself', changed(12, 0xc0, 0x0c), 'FORMERR'],
    ['a label of 64 octets', changed(12, 0x40), 'FORMERR'],
    ['records promised that are not there', changed(10, 0xff, 0xff), 'FORMERR'],
    ['UPDATE', changed(2, 0x28, 0), 'NOTIMP'],
    ['NOTIFY', changed(2, 0x20, 0), 'NOTIMP'],
    ['class CH', changed(good.length - 1, 3), 'REFUSED'],
  ])('%s: %#', (_, message, rcode) => {
    expect(ask(message)).toMatchObject({ id: 4711, rcode, flag_qr: true, answers: [] });
  });

  test.each([
    ['a response', changed(2, 0x81)],
    ['eleven octets', good.subarray(0, 11)],
    ['nothing', Buffer.alloc(0)],
  ])('%s is not answered', (_, message) => {
    expect(respond(server, { message, transport: 'udp' })).toEqual([]);
  });

  test('a label with a dot, a blank or a zero octet in it comes back as it was asked', () => {
    const message = Buffer.concat([good.subarray(0, 12), Buffer.from([3, 0x2e, 0x20, 0x00]), good.subarray(16)]);
    const [response] = respond(server, { message, transport: 'udp' });
    expect(Buffer.from(response as Uint8Array).subarray(12, good.length)).toEqual(message.subarray(12));
    expect(ask(message).rcode).toBe('NXDOMAIN');
  });

  test('no octets whatever break the server, and what is answered can be read', () => {
    const seeds = [
      good,
      question('big.example.org', 'TXT', { additionals: [EDNS] as never }),
      question('example.org', 'AXFR'),
    ];
    const broken = fc
      .tuple(fc.constantFrom(...seeds), fc.array(fc.tuple(fc.nat(80), fc.nat(255)), { maxLength: 6 }), fc.nat(80))
      .map(([seed, changes, length]) => {
        const message = Buffer.from(seed);
        for (const [offset, octet] of changes) if (offset < message.length) message[offset] = octet;
        return message.subarray(0, Math.max(length, message.length - length));
      });
    fc.assert(
      fc.property(
        fc.oneof(broken, fc.uint8Array({ maxLength: 64 })),
        fc.constantFrom('udp', 'tcp'),
        (message, transport) => {
          for (const response of respond(server, { message, transport: transport as 'udp' })) {
            const header = Buffer.from(response);
            expect(header.readUInt16BE(0)).toBe(Buffer.from(message).readUInt16BE(0));
            expect(header.readUInt16BE(2) & 0x8000).toBe(0x8000);
            expect(response.length).toBeLessThanOrEqual(transport === 'udp' ? 1232 : 65_535);
          }
        },
      ),
      { seed: 2026, numRuns: 3000 },
    );
  });

  test('a name is folded before it is looked up', () => {
    const asked: string[] = [];
    const listening: NameServer = (name) => {
      asked.push(name);
      return server(name);
    };
    respond(listening, { message: question('APP.example.org'), transport: 'udp' });
    expect(asked).toEqual([foldName('APP.example.org')]);
  });
});
