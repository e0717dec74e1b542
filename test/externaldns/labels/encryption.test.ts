import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decryptText, encryptText, readAesKey } from '../../../src/externaldns/labels/encryption.ts';
import { decodeLabels, encodeLabels } from '../../../src/externaldns/labels/label-codec.ts';
import { Log } from '../../../src/externaldns/log.ts';
import { configured, endpoint } from '../instance.ts';

const text = '0123456789abcdef0123456789abcdef';
const key = Buffer.from(text);
const nonce = 'bm9uY2Vub25jZTAx';
const labels = { owner: 'east', resource: 'ingress/default/app' };
const plain = 'heritage=external-dns,external-dns/owner=east,external-dns/resource=ingress/default/app';

/** Made by external-dns v0.22.0 of these labels with this key and nonce. */
const theirs =
  'bm9uY2Vub25jZTAxdpNP8v0QbpLykkGirx0PTdDy6D7BohnwUtz4IVAgi6bu429ipIBFhBiwuW4oEAiJLrgloiwQbLazz9KWIeXLC0xzTZfmQgj1nhYwoIyIv8PZzcNLi677Zz3BkLAlQi1b8VXPeZ9rF4+ppQ==';

describe('an encrypted text', () => {
  it('of external-dns can be read', () => {
    expect(decryptText(theirs, key)).toEqual({ text: plain, nonce });
  });

  it('says the same as that of external-dns, and begins with the nonce', () => {
    const ours = encryptText(plain, { key, nonce });
    expect(ours.startsWith(nonce)).toBe(true);
    expect(decryptText(ours, key)).toEqual({ text: plain, nonce });
  });

  it('comes back whatever it is, and is the same every time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.uint8Array({ minLength: 12, maxLength: 12 }), (any, octets) => {
        const made = { key, nonce: Buffer.from(octets).toString('base64') };
        expect(encryptText(any, made)).toBe(encryptText(any, made));
        expect(decryptText(encryptText(any, made), key)).toEqual({ text: any, nonce: made.nonce });
      }),
      { seed: 20261124, numRuns: 200 },
    );
  });

  it('is no text where anything of it was changed, or the key is another', () => {
    const octets = Buffer.from(theirs, 'base64');
    for (let index = 0; index < octets.length; index += 1) {
      const changed = Buffer.from(octets);
      changed[index] = (changed[index] as number) ^ 1;
      expect(decryptText(changed.toString('base64'), key)).toBeUndefined();
    }
    expect(decryptText(theirs, Buffer.from(text.replace('0', '1')))).toBeUndefined();
    for (const broken of ['', 'AAAA', theirs.slice(0, -1), theirs.replaceAll('+', '-'), plain]) {
      expect(decryptText(broken, key)).toBeUndefined();
    }
  });
});

describe('a key', () => {
  it.each([
    [text, true],
    [key.toString('base64'), true],
    [Buffer.alloc(32, 255).toString('base64'), true],
    [Buffer.alloc(32, 255).toString('base64url'), false],
    ['', false],
    [text.slice(1), false],
  ])('%s: %s', (given, isKey) => {
    expect(readAesKey(given) !== undefined).toBe(isKey);
  });
});

describe('labels as an ownership record holds them', () => {
  const settings = configured({ txtEncryptEnabled: true, txtEncryptAesKey: text });
  const app = endpoint('app.example.org A 192.0.2.1', { labels });
  const encoded = (purpose: 'create' | 'delete', from = app, other = settings) =>
    encodeLabels(from, { settings: other, purpose, txtName: 'a-app.example.org', log: new Log('panic') });

  it('are read with the nonce, so that writing them again gives the same text', () => {
    const first = encoded('create');
    const read = decodeLabels(first.text, settings);
    expect(read).toEqual({ ...labels, 'txt-encryption-nonce': first.labels['txt-encryption-nonce'] });
    expect(encoded('delete', { ...app, labels: read ?? {} }).text).toBe(first.text);
  });

  it('without a nonce of their own get one that depends on what they are for', () => {
    expect(encoded('create').text).toBe(encoded('create').text);
    expect(encoded('create').text).not.toBe(encoded('delete').text);
  });

  it('lose their nonce to the first text before v0.14.0', () => {
    const older = { ...settings, version: 'v0.13.5' };
    const first = encoded('create', app, older);
    expect(first.labels).toEqual(labels);
    const read = decodeLabels(first.text, older) ?? {};
    const again = encoded('delete', { ...app, labels: read }, older);
    expect(again.text).toBe(first.text);
    expect(encoded('delete', { ...app, labels: again.labels }, older).text).not.toBe(first.text);
  });

  it('are read whatever number of quotes stands around them', () => {
    for (const quotes of ['', '"', '""']) {
      expect(decodeLabels(quotes + theirs + quotes, settings)).toMatchObject(labels);
    }
  });

  it('that are not encrypted are read as they are, and the key is used though encryption is off', () => {
    expect(decodeLabels(`"${plain}"`, settings)).toEqual(labels);
    expect(decodeLabels(`"${theirs}"`, { ...settings, txtEncryptEnabled: false })).toMatchObject(labels);
    expect(decodeLabels(`"${theirs}"`, { ...settings, txtEncryptAesKey: '' })).toBeUndefined();
  });
});
