import { describe, expect, test } from 'vitest';
import { txtTextOf, txtValueOf } from '../../src/dns/character-string.ts';
import { canonicalOrAsIs, canonicalRdata, withDottedNames } from '../../src/dns/rdata.ts';

describe('two spellings of one value are the same RDATA', () => {
  test.each([
    ['A', '192.0.2.1', '192.0.2.1'],
    ['AAAA', '2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['AAAA', '::FFFF:192.0.2.1', '::ffff:192.0.2.1'],
    ['AAAA', '2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['CNAME', 'LB.Example.net.', 'lb.example.net'],
    ['NS', 'ns1.example.net', 'ns1.example.net'],
    ['PTR', 'App.example.org', 'app.example.org'],
    ['DNAME', 'other.example.', 'other.example'],
    ['MX', '010  MAIL.example.org.', '10 mail.example.org'],
    ['MX', '0 .', '0 .'],
    ['SRV', '1 2 443 App.example.org', '1 2 443 app.example.org'],
    ['CAA', '0 Issue "letsencrypt.org"', '0 issue "letsencrypt.org"'],
    ['CAA', '128 iodef mailto:a@example.org', '128 iodef "mailto:a@example.org"'],
    [
      'SOA',
      'ns.example.net. dns.example.org. 1 2h 15m 2w 1800',
      'ns.example.net dns.example.org 1 7200 900 1209600 1800',
    ],
    ['NAPTR', '100 10 "u" "E2U+sip" "!^.*$!sip:a@example.org!" .', '100 10 "u" "E2U+sip" "!^.*$!sip:a@example.org!" .'],
    ['TXT', '"v=spf1 -all"', '"v=spf1 -all"'],
    ['TXT', 'v=spf1 -all', '"v=spf1" "-all"'],
    ['TXT', '"a\\065\\"\\\\\\255"', '"aA\\"\\\\\\255"'],
    ['TXT', '""', '""'],
    ['TXT', `"${'x'.repeat(300)}"`, `"${'x'.repeat(255)}" "${'x'.repeat(45)}"`],
    ['SSHFP', '4  2  ABCDEF', '4 2 ABCDEF'],
  ])('%s %s', (type, value, canonical) => {
    expect(canonicalRdata(type, value)).toBe(canonical);
    expect(canonicalRdata(type, canonical)).toBe(canonical);
  });
});

describe('what is no value of its type', () => {
  test.each([
    ['A', '192.0.2', { code: 'RDATA_FIELD_INVALID', field: 'address', text: '192.0.2' }],
    ['A', '192.0.2.01', { code: 'RDATA_FIELD_INVALID' }],
    ['A', '0x7f.1', { code: 'RDATA_FIELD_INVALID' }],
    ['A', '2001:db8::1', { code: 'RDATA_FIELD_INVALID' }],
    ['AAAA', '192.0.2.1', { code: 'RDATA_FIELD_INVALID' }],
    ['AAAA', 'fe80::1%eth0', { code: 'RDATA_FIELD_INVALID' }],
    ['A', '', { code: 'RDATA_UNREADABLE' }],
    ['TXT', '"open', { code: 'RDATA_UNREADABLE' }],
    ['TXT', 'v=DKIM1; k=rsa', { code: 'RDATA_UNREADABLE' }],
    ['CNAME', 'a..b', { code: 'RDATA_FIELD_INVALID', name: { code: 'DNS_NAME_EMPTY_LABEL' } }],
    ['CNAME', '"a.example.org"', { code: 'RDATA_FIELD_INVALID' }],
    ['MX', 'mail.example.org', { code: 'RDATA_FIELD_INVALID', field: 'preference' }],
    ['MX', '10', { code: 'RDATA_FIELD_MISSING', field: 'exchange', fields: ['preference', 'exchange'] }],
    ['MX', '65536 mail.example.org', { code: 'RDATA_FIELD_INVALID', kind: 'uint16' }],
    ['CNAME', 'a.example.org b.example.org', { code: 'RDATA_TOO_MANY_FIELDS', text: 'b.example.org' }],
    ['CAA', '0 iss-ue "x"', { code: 'RDATA_FIELD_INVALID', field: 'tag' }],
    ['TXT', '"\\999"', { code: 'RDATA_FIELD_INVALID' }],
  ])('%s %j', (type, value, problem) => {
    expect(canonicalRdata(type, value)).toMatchObject(problem);
  });
});

test('a TXT record without quotes says what it says', () => {
  expect(canonicalOrAsIs('TXT', 'v=DKIM1; k=rsa')).toBe('"v=DKIM1; k=rsa"');
  expect(canonicalOrAsIs('A', 'lb.example.net')).toBe('lb.example.net');
});

test('a zone file has the final dot behind every name of a value', () => {
  expect(withDottedNames('SRV', '1 2 443 App.example.org')).toBe('1 2 443 app.example.org.');
  expect(withDottedNames('MX', '0 .')).toBe('0 .');
  expect(withDottedNames('TXT', '"a.b"')).toBe('"a.b"');
});

test('a text in a TXT value comes back from it whole', () => {
  const text = `heritage=external-dns,"owner"=\\east ${'é'.repeat(200)}`;
  expect(txtTextOf(txtValueOf(text))).toBe(text);
  expect(txtValueOf('')).toBe('""');
  expect(txtTextOf('"open')).toBeUndefined();
});
