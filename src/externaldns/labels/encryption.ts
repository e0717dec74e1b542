import { createCipheriv, createDecipheriv } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';

/**
 * The encryption of ownership texts: base64 of nonce, AES-256-GCM of the gzipped text, and tag, without additional
 * data. Pure: the nonce is given.
 *
 * Go compresses the same text to other octets than zlib does, so that cipher texts made here and by external-dns differ
 * under one key and nonce, also in length. Each reads the other's; two texts say the same if what they decrypt to does.
 *
 * *Source:* endpoint/crypto.go: EncryptText, DecryptText.
 */

const nonceLength = 12;
const tagLength = 16;

/** A text under a key of 32 octets and a nonce that is base64 of twelve. */
export function encryptText(text: string, options: { readonly key: Uint8Array; readonly nonce: string }): string {
  const nonce = Buffer.from(options.nonce, 'base64').subarray(0, nonceLength);
  const cipher = createCipheriv('aes-256-gcm', options.key, nonce, { authTagLength: tagLength });
  const sealed = [cipher.update(compressed(text)), cipher.final()];
  return Buffer.concat([nonce, ...sealed, cipher.getAuthTag()]).toString('base64');
}

/** A text and the nonce it was encrypted with; `undefined` if it is no cipher text of this key. */
export function decryptText(
  encrypted: string,
  key: Uint8Array,
): { readonly text: string; readonly nonce: string } | undefined {
  const octets = octetsOfBase64(encrypted);
  if (octets === undefined || octets.length < nonceLength + tagLength) return undefined;
  const nonce = octets.subarray(0, nonceLength);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
  decipher.setAuthTag(octets.subarray(octets.length - tagLength));
  try {
    const opened = [decipher.update(octets.subarray(nonceLength, octets.length - tagLength)), decipher.final()];
    return { text: gunzipSync(Buffer.concat(opened)).toString('utf8'), nonce: nonce.toString('base64') };
  } catch {
    return undefined;
  }
}

/** What a configured key stands for: 32 octets as they are, or base64 of 32. `undefined`: it is neither. */
export function readAesKey(text: string): Uint8Array | undefined {
  const raw = Buffer.from(text, 'utf8');
  if (raw.length === 32) return raw;
  const octets = octetsOfBase64(text);
  return octets?.length === 32 ? octets : undefined;
}

/** Padded base64 of the standard alphabet; line ends are skipped, as Go does. `undefined` if it is none. */
function octetsOfBase64(text: string): Buffer | undefined {
  const joined = text.replace(/[\r\n]/g, '');
  const isBase64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(joined);
  return isBase64 ? Buffer.from(joined, 'base64') : undefined;
}

/** The header says of the system only that it is unknown, as Go's does, so that all machines give the same octets. */
function compressed(text: string): Buffer {
  const octets = gzipSync(text, { level: 9 });
  octets[9] = 255;
  return octets;
}
