import { expect, test } from 'vitest';
import { toAsciiName } from '../../src/dns/ascii-name.ts';

test.each([
  ['bücher.example.org', 'xn--bcher-kva.example.org'],
  ['straße.example.org', 'xn--strae-oqa.example.org'],
  ['例え。example.org', 'xn--r8jz45g.example.org'],
  ['App.example.org.', 'App.example.org'],
  ['_sip.*.example.org', '_sip.*.example.org'],
])('%s goes to a DNS host as %s', (name, ascii) => {
  expect(toAsciiName(name)).toBe(ascii);
});

test('a name with a character that no domain name may have is a problem', () => {
  expect(toAsciiName('a\u0080.example.org')).toEqual({
    code: 'DNS_NAME_NOT_INTERNATIONAL',
    name: 'a\u0080.example.org',
  });
});

test('a name too long in its ASCII form is a problem', () => {
  expect(toAsciiName(`${'ü'.repeat(60)}.org`)).toMatchObject({ code: 'DNS_NAME_LABEL_TOO_LONG' });
});
