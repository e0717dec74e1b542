import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelsOfText, labelText } from '../../../src/externaldns/labels/label-text.ts';

describe('the text of labels', () => {
  it.each([
    [{ owner: 'default' }, '"heritage=external-dns,external-dns/owner=default"'],
    [
      { resource: 'ingress/default/my-ingress', owner: 'default' },
      '"heritage=external-dns,external-dns/owner=default,external-dns/resource=ingress/default/my-ingress"',
    ],
    [{ owner: '' }, '"heritage=external-dns,external-dns/owner="'],
    [{ owner: 'o', Zed: 'z' }, '"heritage=external-dns,external-dns/Zed=z,external-dns/owner=o"'],
    [{ owner: 'o', 'txt-encryption-nonce': 'n' }, '"heritage=external-dns,external-dns/owner=o"'],
    [{}, '"heritage=external-dns"'],
  ])('of %j is %s', (labels, text) => {
    expect(labelText(labels)).toBe(text);
  });

  it.each<[string, string, object | undefined]>([
    ['is read without its quotes, however many', '""heritage=external-dns,external-dns/owner=o"', { owner: 'o' }],
    [
      'may have anything else in it (LabelsSuite)',
      'heritage=external-dns,,external-dns/owner=o,random=stuff,no-equal-sign,,',
      { owner: 'o' },
    ],
    [
      'is none with a foreign heritage first (LabelsSuite)',
      'heritage=mate,heritage=external-dns,external-dns/owner=o',
      undefined,
    ],
    ['is none with a foreign heritage last', 'heritage=external-dns,external-dns/owner=o,heritage=mate', undefined],
    ['is none without heritage', 'external-dns/owner=o', undefined],
    ['is none with a blank before heritage', ' heritage=external-dns,external-dns/owner=o', undefined],
    ['loses a label behind a blank', 'heritage=external-dns, external-dns/owner=o', {}],
    ['may have heritage last', 'external-dns/owner=o,heritage=external-dns', { owner: 'o' }],
    [
      'keeps equals signs in values (TestParseLabels)',
      'heritage=external-dns,external-dns/owner=x=y',
      { owner: 'x=y' },
    ],
    ['lets later duplicates win', 'heritage=external-dns,external-dns/owner=x,external-dns/owner=y', { owner: 'y' }],
    ['takes a key without slash as it is', 'heritage=external-dns,external-dnsowner=o', { 'external-dnsowner': 'o' }],
    ['of heritage alone has no labels', '"heritage=external-dns"', {}],
    [
      'garbles the label across which a host split it',
      '"heritage=external-dns,external-dns/ow" "ner=o"',
      { 'ow" "ner': 'o' },
    ],
  ])('%s', (_, text, labels) => {
    expect(labelsOfText(text)).toEqual(labels);
  });

  it('of an owner id with a comma is read back short', () => {
    expect(labelsOfText(labelText({ owner: 'x,y' }))).toEqual({ owner: 'x' });
  });

  it('of an owner id that ends in a quote is read back without it', () => {
    expect(labelsOfText(labelText({ owner: 'x"' }))).toEqual({ owner: 'x' });
  });

  it('of labels without commas and quotes is read back as they were', () => {
    const word = fc.stringMatching(/^[a-z][a-z/=.-]*$/);
    const labels = fc.dictionary(fc.stringMatching(/^[a-z][a-z-]*$/), word, { noNullPrototype: true });
    fc.assert(
      fc.property(labels, (given) => {
        expect(labelsOfText(labelText(given))).toEqual(given);
      }),
      { seed: 20260101 },
    );
  });
});
