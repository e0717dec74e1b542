import fc from 'fast-check';
import type { Labels } from '../../../src/externaldns/endpoint.ts';
import { encryptText } from '../../../src/externaldns/labels/encryption.ts';
import { decodeLabels } from '../../../src/externaldns/labels/label-codec.ts';
import { labelText } from '../../../src/externaldns/labels/label-text.ts';
import { unset } from '../configuration.ts';
import type { Kind } from '../kind.ts';
import { sealedTexts, unsealed } from '../sealed.ts';

interface LabelsCase {
  readonly text: string;
  readonly labels: Labels;
  readonly key: string;
  readonly nonce: string;
}

const word = fc.constantFrom('east', '', 'a,b', 'x=y', '"', 'q"', ' ', 'ß', 'external-dns', 'heritage=mate', '😍');

const token = fc.oneof(
  { weight: 4, arbitrary: fc.constant('heritage=external-dns') },
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom('owner', 'resource', 'Zed', ''), word).map(label) },
  {
    weight: 3,
    arbitrary: fc.constantFrom('heritage=mate', 'heritage', 'heritage=', ' heritage=external-dns', '', 'owner=east'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('external-dns=x', 'external-dnsowner=x', 'external-dns/a/b=c=d', 'external-dns/owner'),
  },
);

const text = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .tuple(fc.array(token, { maxLength: 5 }), fc.constantFrom('', '"', '""'), fc.constantFrom('', '"', '" "', '\\"'))
      .map(([tokens, open, close]) => open + tokens.join(',') + close),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme' }) },
  { weight: 2, arbitrary: fc.constantFrom(...sealedTexts) },
);

const keys = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('owner', 'resource', 'Zed', 'custom', 'txt-encryption-nonce', '') },
  { weight: 1, arbitrary: fc.constantFrom('😍', 'ﬀ', 'é', 'a b', 'a=b') },
);

/** Labels.Serialize and NewLabelsFromString, plain and sealed. */
export const labels: Kind<LabelsCase> = {
  name: 'labels',
  program: 'decisions',
  share: 80,
  cases: fc.record({
    text,
    labels: fc.dictionary(keys, word, { maxKeys: 4, noNullPrototype: true }),
    key: fc.constantFrom('', '', '0123456789abcdef0123456789abcdef'),
    nonce: fc.constantFrom('bm9uY2Vub25jZTAx', 'AAAAAAAAAAAAAAAA'),
  }),
  model({ text: given, labels: own, key, nonce }) {
    const settings = { ...unset, txtEncryptEnabled: true, txtEncryptAesKey: key };
    const parsed = decodeLabels(given, settings) ?? null;
    const plain = { parsed, quoted: labelText(own), unquoted: labelText(own, { isQuoted: false }) };
    if (key === '') return { ...plain, encrypted: '', decrypted: null };
    const sealed = `"${encryptText(plain.unquoted, { key: Buffer.from(key), nonce })}"`;
    return { ...plain, encrypted: sealed, decrypted: decodeLabels(sealed, settings) ?? null };
  },
  normalise: unsealed,
};

function label([key, value]: readonly [string, string]): string {
  return `external-dns/${key}=${value}`;
}
