import { octetsOf, textOfOctets } from './octets.ts';
import { readEntries, type Token } from './presentation.ts';

/** The most octets that one character-string can hold (RFC 1035 section 3.3). */
export const CHARACTER_STRING_OCTETS_MAX = 255;

/** A character-string in quotes. */
export function quoted(octets: Iterable<number>): string {
  return `"${textOfOctets(octets, '"\\')}"`;
}

/**
 * The character-strings of a TXT record that holds these octets: pieces of 255, the last one shorter; one empty string
 * for nothing.
 */
export function splitOctets(octets: readonly number[]): readonly (readonly number[])[] {
  const pieces: (readonly number[])[] = [];
  for (let start = 0; start < octets.length; start += CHARACTER_STRING_OCTETS_MAX) {
    pieces.push(octets.slice(start, start + CHARACTER_STRING_OCTETS_MAX));
  }
  return pieces.length === 0 ? [[]] : pieces;
}

/** A TXT value that says this text: quoted, escaped, split where it is longer than a character-string may be. */
export function txtValueOf(text: string): string {
  return splitOctets([...new TextEncoder().encode(text)])
    .map(quoted)
    .join(' ');
}

/**
 * What a TXT value says: its character-strings joined without anything between them (RFC 7208 section 3.3 reads them
 * so), or `undefined` if the value is not in presentation form. Octets that are no UTF-8 become U+FFFD.
 */
export function txtTextOf(value: string): string | undefined {
  const octets: number[] = [];
  for (const token of valueTokens(value) ?? [undefined]) {
    const piece = token === undefined ? undefined : octetsOf(token.text);
    if (piece === undefined || 'code' in piece) return undefined;
    octets.push(...piece);
  }
  return new TextDecoder().decode(Uint8Array.from(octets));
}

/** The tokens of one record value, or `undefined` if it is not the one line that a value is. */
export function valueTokens(value: string): readonly Token[] | undefined {
  const { entries, problems } = readEntries(value);
  const [entry] = entries;
  if (problems.length > 0 || entries.length !== 1 || entry === undefined) return undefined;
  return entry.comment === undefined ? entry.tokens : undefined;
}
