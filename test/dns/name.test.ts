import { describe, expect, test } from 'vitest';
import { isWithin, labelsOf, nameOrder, namesBetween, parentOf, parseName, wildcardBelow } from '../../src/dns/name.ts';
import { zoneKey } from '../../src/dns/zone.ts';

describe('the canonical spelling of a name', () => {
  test.each([
    ['App.Example.org.', 'App.Example.org', 'loses its final dot and keeps its letters'],
    ['app.example.org', 'app.example.org', 'is what it was without a final dot'],
    ['.', '', 'is empty for the root'],
    ['*.example.org', '*.example.org', 'has a plain asterisk'],
    ['\\042.example.org', '*.example.org', 'has a plain asterisk for one given by its number'],
    ['_sip._tcp.example.org', '_sip._tcp.example.org', 'keeps underscores'],
    ['a\\.b.example.org', 'a\\.b.example.org', 'keeps a dot inside a label escaped'],
    ['a\\046b.example.org', 'a\\.b.example.org', 'spells that dot one way'],
    ['a\\032b.example.org', 'a\\032b.example.org', 'writes a blank as its number'],
    ['\\x.example.org', 'x.example.org', 'drops an escape that escapes nothing'],
    ['é.example.org', '\\195\\169.example.org', 'writes other letters as their octets'],
  ])('%s becomes %s: it %s', (text, name) => {
    expect(parseName(text)).toBe(name);
  });

  test.each([
    ['a..example.org', { code: 'DNS_NAME_EMPTY_LABEL' }],
    ['', { code: 'DNS_NAME_EMPTY_LABEL' }],
    ['a\\300.example.org', { code: 'DNS_NAME_BAD_ESCAPE', escape: '\\300' }],
    ['a\\12.example.org', { code: 'DNS_NAME_BAD_ESCAPE', escape: '\\12' }],
    ['example.org\\', { code: 'DNS_NAME_BAD_ESCAPE', escape: '\\' }],
    [`${'a'.repeat(64)}.org`, { code: 'DNS_NAME_LABEL_TOO_LONG', octetCount: 64 }],
    [`${'é'.repeat(32)}.org`, { code: 'DNS_NAME_LABEL_TOO_LONG', octetCount: 64 }],
  ])('%s is no name', (text, problem) => {
    expect(parseName(text)).toMatchObject({ name: text, ...problem });
  });

  test('a label may have 63 octets and a name 255 on the wire, and not one more', () => {
    const label = 'a'.repeat(63);
    const longest = `${label}.${label}.${label}.${'a'.repeat(61)}`;
    expect(parseName(longest)).toBe(longest);
    expect(parseName(`${longest}a`)).toMatchObject({ code: 'DNS_NAME_TOO_LONG', octetCount: 256 });
  });
});

describe('where a name stands', () => {
  test('labels, parents and wildcards respect escaped dots', () => {
    expect(labelsOf('a\\.b.example.org')).toEqual(['a\\.b', 'example', 'org']);
    expect(parentOf('a\\.b.example.org')).toBe('example.org');
    expect(parentOf('org')).toBe('');
    expect(parentOf('')).toBeUndefined();
    expect(wildcardBelow('example.org')).toBe('*.example.org');
  });

  test('a name is within its own zone and the zones above it, not within one that merely ends alike', () => {
    expect(isWithin('example.org', 'example.org')).toBe(true);
    expect(isWithin('app.example.org', 'example.org')).toBe(true);
    expect(isWithin('app.example.org', '')).toBe(true);
    expect(isWithin('badexample.org', 'example.org')).toBe(false);
    expect(isWithin('bad\\.example.org', 'example.org')).toBe(false);
    expect(isWithin('org', 'example.org')).toBe(false);
  });

  test('between a name and its zone are the names where a delegation could stand', () => {
    expect(namesBetween('a.b.c.example.org', 'example.org')).toEqual(['c.example.org', 'b.c.example.org']);
    expect(namesBetween('app.example.org', 'example.org')).toEqual([]);
  });

  test('names sort by their labels from the right, parents first', () => {
    const names = ['b.example.org', 'example.org', 'a.b.example.org', 'c.example.org', 'A.example.org'];
    names.sort((left, right) => (nameOrder(left) < nameOrder(right) ? -1 : 1));
    expect(names).toEqual(['example.org', 'A.example.org', 'b.example.org', 'a.b.example.org', 'c.example.org']);
  });

  test('a zone key is the same for every spelling of a name', () => {
    expect(zoneKey('App.Example.ORG.')).toBe('app.example.org');
    expect(zoneKey('\\042.Example.org')).toBe('*.example.org');
    expect(zoneKey('ÄB.example.org')).toBe('Äb.example.org');
  });
});
