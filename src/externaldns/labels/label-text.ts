import { byOctets } from '../endpoint/octet-order.ts';
import type { Labels } from '../endpoint.ts';

/**
 * The text in which labels travel in an ownership TXT record, both ways, to the byte.
 *
 * *Source:* endpoint/labels.go: SerializePlain, NewLabelsFromStringPlain.
 */

const heritage = 'external-dns';

/** Never written into a text: the nonce with which an encrypted text was read (labels.go:txtEncryptionNonce). */
export const encryptionNonceLabel = 'txt-encryption-nonce';

/**
 * `"heritage=external-dns,external-dns/owner=east"`, quotes included: heritage first, then every label in byte order of
 * its key. Nothing is escaped, so a comma or a final quote in an owner id does not survive the way back. Without quotes
 * if `isQuoted` is false.
 */
export function labelText(labels: Labels, { isQuoted = true }: { readonly isQuoted?: boolean } = {}): string {
  const tokens = [`heritage=${heritage}`];
  for (const key of Object.keys(labels).sort(byOctets)) {
    if (key !== encryptionNonceLabel) tokens.push(`${heritage}/${key}=${labels[key]}`);
  }
  return isQuoted ? `"${tokens.join(',')}"` : tokens.join(',');
}

/**
 * The labels in the first value of a TXT record; `undefined` if the text is no ownership record of external-dns.
 *
 * All quotes around the text go. Tokens are split at commas, keys from values at the first `=`; tokens without one are
 * skipped, blanks are not trimmed, later duplicates win. Heritage may stand anywhere; a foreign one spoils the text.
 * Where `readsEqualsInLabels` is false (before v0.22.0), tokens with more than one `=` are skipped, too.
 */
export function labelsOfText(
  text: string,
  { readsEqualsInLabels = true }: { readonly readsEqualsInLabels?: boolean } = {},
): Labels | undefined {
  let isOurs = false;
  const labels: Record<string, string> = {};
  for (const token of withoutQuotes(text).split(',')) {
    const equals = token.indexOf('=');
    if (equals === -1 || (!readsEqualsInLabels && token.includes('=', equals + 1))) continue;
    const key = token.slice(0, equals);
    const value = token.slice(equals + 1);
    if (key === 'heritage') {
      if (value !== heritage) return undefined;
      isOurs = true;
    } else if (key.startsWith(heritage)) {
      labels[key.startsWith(`${heritage}/`) ? key.slice(heritage.length + 1) : key] = value;
    }
  }
  return isOurs ? labels : undefined;
}

function withoutQuotes(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text[start] === '"') start += 1;
  while (end > start && text[end - 1] === '"') end -= 1;
  return text.slice(start, end);
}
