import { Buffer } from 'node:buffer';
import { decode } from 'dns-packet';
import { describe, expect, test } from 'vitest';
import { decodeAnswers, encodeAnswer } from '../../src/dns/dns-message.ts';
import type { RecordSet } from '../../src/dns/record-set.ts';

describe('records survive the wire', () => {
  const sets: readonly RecordSet[] = [
    { name: 'app.example.org', type: 'A', ttlSeconds: 300, values: ['192.0.2.1', '192.0.2.2'] },
    { name: 'app.example.org', type: 'AAAA', ttlSeconds: 300, values: ['2001:db8::1', '::ffff:192.0.2.1'] },
    { name: 'www.example.org', type: 'CNAME', ttlSeconds: 60, values: ['app.example.org'] },
    { name: 'example.org', type: 'NS', ttlSeconds: 1, values: ['ns1.example.net'] },
    {
      name: 'example.org',
      type: 'SOA',
      ttlSeconds: 1,
      values: ['ns.example.net dns.example.org 1 7200 900 1209600 1800'],
    },
    { name: 'example.org', type: 'MX', ttlSeconds: 1, values: ['10 mail.example.org', '0 .'] },
    { name: '_x._tcp.example.org', type: 'SRV', ttlSeconds: 1, values: ['1 2 443 app.example.org'] },
    {
      name: 'example.org',
      type: 'CAA',
      ttlSeconds: 1,
      values: ['128 issue "letsencrypt.org"', '0 iodef "mailto:a@b.c"'],
    },
    { name: 'a-app.example.org', type: 'TXT', ttlSeconds: 1, values: ['"heritage=external-dns" "\\000\\255"', '""'] },
    { name: '1.2.0.192.in-addr.arpa', type: 'PTR', ttlSeconds: 1, values: ['app.example.org'] },
    { name: 'example.org', type: 'NAPTR', ttlSeconds: 1, values: ['100 10 "u" "E2U+sip" "!^.*$!x!" .'] },
    { name: 'old.example.org', type: 'DNAME', ttlSeconds: 1, values: ['new.example.org'] },
  ];
  test.each(sets.map((set) => [set.type, set] as const))('%s', (type, set) => {
    const message = encodeAnswer({ name: set.name, type }, { status: 'NOERROR', answers: [set], ttlSeconds: 1 });
    expect(message).toBeInstanceOf(Uint8Array);
    expect(decodeAnswers(message as Uint8Array)).toEqual([set]);
  });
});

test('the response code tells a missing name from a missing type', () => {
  const codeOf = (status: 'NODATA' | 'NXDOMAIN' | 'SERVFAIL') => {
    const message = encodeAnswer({ name: 'gone.example.org', type: 'A' }, { status, answers: [], ttlSeconds: 0 });
    return (decode(Buffer.from(message as Uint8Array)) as unknown as { rcode: string }).rcode;
  };
  expect(codeOf('NODATA')).toBe('NOERROR');
  expect(codeOf('NXDOMAIN')).toBe('NXDOMAIN');
  expect(codeOf('SERVFAIL')).toBe('SERVFAIL');
});

test('what the wire library cannot write is said, not written wrongly', () => {
  const answer = (set: RecordSet) =>
    encodeAnswer({ name: 'example.org', type: set.type }, { status: 'NOERROR', answers: [set], ttlSeconds: 1 });
  const name = 'example.org';
  expect(answer({ name, type: 'SSHFP', ttlSeconds: 1, values: ['4 2 AB'] })).toMatchObject({
    code: 'DNS_MESSAGE_TYPE_UNSUPPORTED',
  });
  expect(answer({ name: 'a\\.b.example.org', type: 'A', ttlSeconds: 1, values: [] })).toMatchObject({
    code: 'DNS_MESSAGE_NAME_UNSUPPORTED',
  });
  expect(answer({ name, type: 'A', ttlSeconds: 1, values: ['x'] })).toMatchObject({
    code: 'DNS_MESSAGE_RDATA_INVALID',
  });
});
