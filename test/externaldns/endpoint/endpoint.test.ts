import { describe, expect, it } from 'vitest';
import { isValidEndpoint } from '../../../src/externaldns/endpoint/check-endpoint.ts';
import { endpointText } from '../../../src/externaldns/endpoint/endpoint-text.ts';
import { endpointsForHostname } from '../../../src/externaldns/endpoint/endpoints-for-hostname.ts';
import { mergeEndpoints } from '../../../src/externaldns/endpoint/merge-endpoints.ts';
import { newEndpoint } from '../../../src/externaldns/endpoint/new-endpoint.ts';
import { filterByOwner, nakedDomainOf, ownerOf } from '../../../src/externaldns/endpoint/ownership.ts';
import {
  aliasOf,
  booleanPropertyOf,
  withMinimumTTL,
  withoutProperty,
  withProperty,
} from '../../../src/externaldns/endpoint/provider-specific.ts';
import type { Endpoint } from '../../../src/externaldns/endpoint.ts';
import { Log } from '../../../src/externaldns/log.ts';
import { newestVersion } from '../../../src/externaldns/version.ts';
import { endpoint, messages } from '../instance.ts';

const log = () => new Log('debug');
const alias = (value: string) => ({ providerSpecific: [{ name: 'alias', value }] });

describe('building an endpoint', () => {
  it.each([
    ['A', 'a.b..', 'a.b.'],
    ['CNAME', 'lb.example.net.', 'lb.example.net'],
    ['MX', '10 a.b.', '10 a.b'],
    ['TXT', 'text.', 'text.'],
    ['SRV', '10 5 80 a.b.', '10 5 80 a.b.'],
    ['NAPTR', 'x.', 'x.'],
  ])('takes one final dot off an %s target %j where it should: %j', (recordType, target, kept) => {
    expect(newEndpoint({ dnsName: 'Foo.example.org.', recordType, targets: [target] }, log())).toEqual(
      endpoint(`Foo.example.org ${recordType}`, { targets: [kept] }),
    );
  });

  it('is refused with a label of more than 63 octets', () => {
    const lines = log();
    const long = 'ä'.repeat(32);
    expect(newEndpoint({ dnsName: `${long}.example.org`, recordType: 'A', targets: [] }, lines)).toBeUndefined();
    expect(messages(lines.lines)).toEqual([
      `label ${long} in ${long}.example.org is longer than 63 characters. Cannot create endpoint`,
    ]);
  });

  it('for a host makes one endpoint per family of targets, in fixed order', () => {
    const host = {
      dnsName: 'foo.example.org',
      targets: ['lb.example.net', '2001:db8::1', '192.0.2.2', '192.0.2.1'],
      recordTTL: 60,
      setIdentifier: 's',
      providerSpecific: [],
      resource: 'ingress/d/foo',
    };
    const endpoints = endpointsForHostname(host, log());
    expect(endpoints.map(({ recordType, targets }) => [recordType, ...targets])).toEqual([
      ['A', '192.0.2.2', '192.0.2.1'],
      ['AAAA', '2001:db8::1'],
      ['CNAME', 'lb.example.net'],
    ]);
    expect(endpoints[0]).toMatchObject({ recordTTL: 60, setIdentifier: 's', labels: { resource: 'ingress/d/foo' } });
    expect(endpointsForHostname({ ...host, targets: [] }, log())).toEqual([]);
  });
});

describe('merging endpoints (TestMergeEndpoints)', () => {
  it("unites the targets of one key and keeps the first one's labels", () => {
    const first = endpoint('foo.example.org A 192.0.2.2', { labels: { resource: 'ingress/d/a' } });
    const second = endpoint('foo.example.org A 192.0.2.1 192.0.2.2', { labels: { resource: 'ingress/d/b' } });
    expect(mergeEndpoints([first, second], log())).toEqual([{ ...first, targets: ['192.0.2.1', '192.0.2.2'] }]);
  });

  it('keeps different TTLs apart', () => {
    const endpoints = [60, 300].map((recordTTL) => endpoint('foo.example.org A 192.0.2.1', { recordTTL }));
    expect(mergeEndpoints(endpoints, log())).toHaveLength(2);
  });

  it('keeps CNAMEs apart, drops empty ones, joins the same ones, and warns', () => {
    const lines = log();
    const endpoints = ['CNAME a.net', 'CNAME b.net', 'CNAME a.net', 'CNAME'].map((text) =>
      endpoint(`foo.example.org ${text}`),
    );
    expect(mergeEndpoints(endpoints, lines).map(({ targets }) => targets)).toEqual([['a.net'], ['b.net']]);
    expect(messages(lines.lines)).toEqual([
      "Only one CNAME per name — foo.example.org CNAME a.net and foo.example.org CNAME b.net is invalid DNS. A resolver wouldn't know which canonical name to follow.",
      "Only one CNAME per name — foo.example.org CNAME b.net and foo.example.org CNAME a.net is invalid DNS. A resolver wouldn't know which canonical name to follow.",
      'Skipping CNAME endpoint "foo.example.org" with no targets',
    ]);
  });
});

describe('an endpoint in words', () => {
  it('has two blanks where there is no set identifier', () => {
    expect(endpointText(endpoint('foo.example.org A 192.0.2.1 192.0.2.2'))).toBe(
      'foo.example.org 0 IN A  192.0.2.1;192.0.2.2 []',
    );
  });

  it('lists its properties', () => {
    const providerSpecific = [
      { name: 'a', value: '1' },
      { name: 'b', value: '2' },
    ];
    expect(endpointText(endpoint('foo.example.org A', { recordTTL: 60, setIdentifier: 's', providerSpecific }))).toBe(
      'foo.example.org 60 IN A s  [{a 1} {b 2}]',
    );
  });
});

describe('who owns an endpoint, for metrics', () => {
  it.each<[Partial<Endpoint>, string]>([
    [{ labels: { owner: 'east' }, setIdentifier: 's' }, 'east'],
    [{ labels: { owner: '' }, setIdentifier: 's' }, ''],
    [{ setIdentifier: 's' }, 's'],
  ])('%j is of %j', (parts, owner) => {
    expect(ownerOf(endpoint('foo.example.org A', parts))).toBe(owner);
  });

  it.each([
    ['www.example.com', 'example.com'],
    ['a.www.example.com', 'www.example.com'],
    ['example.com', 'example.com'],
    ['com', 'com'],
    ['', ''],
  ])('%j is counted under %j', (name, domain) => {
    expect(nakedDomainOf(name)).toBe(domain);
  });
});

describe('what is left when only one owner counts', () => {
  const listed = [{}, { owner: '' }, { owner: 'east' }, { owner: 'East' }].map((labels) =>
    endpoint('foo.example.org A', { labels }),
  );

  it.each(['', 'east', 'west'])('of owner %j what has exactly this label', (ownerId) => {
    const left = filterByOwner(ownerId, listed, log(), { version: newestVersion });
    expect(left).toEqual(listed.filter(({ labels }) => 'owner' in labels && labels.owner === ownerId));
    expect(left).toHaveLength(ownerId === 'west' ? 0 : 1);
  });
});

describe('properties', () => {
  const two = endpoint('foo.example.org A', {
    providerSpecific: [
      { name: 'x', value: '1' },
      { name: 'x', value: '2' },
    ],
  });

  it('setting one replaces the first of its name or appends', () => {
    expect(withProperty(two, { name: 'x', value: '3' }).providerSpecific).toEqual([
      { name: 'x', value: '3' },
      { name: 'x', value: '2' },
    ]);
    expect(withProperty(endpoint('foo.example.org A'), { name: 'y', value: '1' }).providerSpecific).toEqual([
      { name: 'y', value: '1' },
    ]);
  });

  it('removing one removes the first of its name', () => {
    expect(withoutProperty(two, 'x').providerSpecific).toEqual([{ name: 'x', value: '2' }]);
    expect(withoutProperty(two, 'y')).toBe(two);
  });

  it('anything but "true" is false, and absent is neither', () => {
    expect(['true', 'yes'].map((value) => booleanPropertyOf(alias(value), 'alias'))).toEqual([true, false]);
    expect(booleanPropertyOf(endpoint('foo.example.org A'), 'alias')).toBeUndefined();
    expect(['AAAA', 'yes'].map((value) => aliasOf(alias(value)))).toEqual(['AAAA', undefined]);
  });

  it('a least TTL is taken where none is configured', () => {
    expect(
      [0, 30].map((recordTTL) => withMinimumTTL(endpoint('foo.example.org A', { recordTTL }), 60).recordTTL),
    ).toEqual([60, 30]);
  });
});

describe('whether an endpoint is well-formed', () => {
  it.each<[string, Endpoint, boolean]>([
    ['an A with an IPv4 address', endpoint('foo.example.org A 192.0.2.1'), true],
    ['an A with an IPv6 address', endpoint('foo.example.org A 2001:db8::1'), false],
    ['an AAAA with an IPv4 address', endpoint('foo.example.org AAAA 192.0.2.1'), false],
    ['an A with a name', endpoint('foo.example.org A lb.example.net'), false],
    ['an A alias with a name', endpoint('foo.example.org A lb.example.net', alias('true')), true],
    ['an A without targets', endpoint('foo.example.org A'), true],
    ['an MX alias', endpoint('foo.example.org MX', alias('false')), false],
    ['an MX', endpoint('foo.example.org MX', { targets: ['10 mail.example.org'] }), true],
    ['an MX without preference', endpoint('foo.example.org MX mail.example.org'), false],
    [
      'an MX with too high a preference',
      endpoint('foo.example.org MX', { targets: ['65536 mail.example.org'] }),
      false,
    ],
    ['an SRV', endpoint('foo.example.org SRV', { targets: ['10 5 80 a.example.org.'] }), true],
    ['an SRV without final dot', endpoint('foo.example.org SRV', { targets: ['10 5 80 a.example.org'] }), false],
    ['a PTR', endpoint('1.2.0.192.in-addr.arpa PTR foo.example.org'), true],
    ['a PTR elsewhere', endpoint('foo.example.org PTR foo.example.org'), false],
    ['a PTR to an address', endpoint('1.2.0.192.in-addr.arpa PTR 192.0.2.1'), false],
    ['a PTR without targets', endpoint('1.2.0.192.in-addr.arpa PTR'), false],
    ['anything else', endpoint('foo.example.org CAA whatever'), true],
  ])('%s', (_, given, isValid) => {
    expect(isValidEndpoint(given, log())).toBe(isValid);
  });

  it('an alias of a type that has none is warned of', () => {
    const lines = log();
    isValidEndpoint(endpoint('foo.example.org TXT x', alias('true')), lines);
    expect(messages(lines.lines, 'warning')).toEqual([
      'Endpoint foo.example.org of type TXT does not support alias records',
    ]);
  });
});
