import { decryptText, encryptText, readAesKey } from '../../src/externaldns/labels/encryption.ts';

/** The keys of cases: 32 octets as they are, and base64 of others. */
export const aesKeys: readonly string[] = [
  '0123456789abcdef0123456789abcdef',
  'ZPitL0NGVQBZbTD6DwXJzD8RiStSazzYXQsdUowLURY=',
];

const octets = aesKeys.map((key) => readAesKey(key) as Uint8Array);

/** Ownership texts under the keys: the first two sealed by external-dns v0.22.0, the others by the model. */
export const sealedTexts: readonly string[] = [
  '"AAAAAAAAAAAAAAAA0fipARIDX1jt0tVA2ZDQYlqhlI/BBM6KwWeeA5B6H05+9f2ebJBLfPIOIS32uBaHGHA2tqNmNsbd4EB6ZP3ZVlep0f1xcW06QpoeqTUwEBfkdmQiBSyh3xTQ1nvvvwug4wJ/D3CYrHnfvQ=="',
  '"MDEyMzQ1Njc4OWFihiLvOkPKmBv3+nd1cg38F06DBEqDcCrtLXmUEux9Bj0QwTBETIWm6M2sjkUjX5w8DxG9y5u5crWM+JAEkqnyDOg2jKeP1Xgf8IxfJa4YDWNiVyvSQdYDyRcRpYDr71CZvwH2g3tmOmH4yw=="',
  sealed(0, 'heritage=external-dns,external-dns/owner=east'),
  sealed(0, 'no heritage'),
  sealed(1, 'heritage=external-dns,external-dns/owner=west,external-dns/custom=v'),
  sealed(0, 'heritage=external-dns,external-dns/owner=old').slice(0, 80),
];

function sealed(index: number, text: string): string {
  return `"${encryptText(text, { key: octets[index] as Uint8Array, nonce: 'bm9uY2Vub25jZTAx' })}"`;
}

const knownNonces = ['AAAAAAAAAAAAAAAA', 'MDEyMzQ1Njc4OWFi', 'bm9uY2Vub25jZTAx'];

/**
 * An answer with every sealed text opened. Nonces are random and Go compresses otherwise, so only what is inside can
 * be compared, and whether a nonce was taken over or made afresh.
 */
export function unsealed<T>(answer: T): T {
  return opened(answer) as T;
}

function opened(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/[A-Za-z0-9+/]{40,}={0,2}/g, openedText);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(opened);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === 'txt-encryption-nonce' && typeof member === 'string' ? nonceText(member) : opened(member),
    ]),
  );
}

function openedText(text: string): string {
  for (const [index, key] of octets.entries()) {
    const found = decryptText(text, key);
    if (found !== undefined) return `sealed(${index}, ${nonceText(found.nonce)}, ${found.text})`;
  }
  return text;
}

function nonceText(nonce: string): string {
  return knownNonces.includes(nonce) ? nonce : 'fresh';
}
