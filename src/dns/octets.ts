import { assert } from '../kernel/assert.ts';

/**
 * Octets and their presentation form: what a zone file's escapes stand for.
 *
 * `\DDD` is the octet with that decimal number, `\X` is X itself (RFC 1035 section 5.1). Characters beyond ASCII stand
 * for their UTF-8 octets, as every DNS host reads them.
 */

/** An escape that means nothing: `\300`, `\12`, or a backslash at the end. */
export interface BadEscape {
  readonly code: 'DNS_BAD_ESCAPE';
  readonly escape: string;
}

/** The octets that a text in presentation form stands for. */
export function octetsOf(text: string): readonly number[] | BadEscape {
  if (PLAIN.test(text)) return Array.from(text, (character) => character.charCodeAt(0));
  const octets: number[] = [];
  for (const [piece] of text.matchAll(/\\[0-9]{1,3}|\\[\s\S]?|[^\\]+/gu)) {
    if (!piece.startsWith('\\')) {
      octets.push(...new TextEncoder().encode(piece));
    } else if (/^\\[0-9]/.test(piece)) {
      const octet = Number(piece.slice(1));
      if (piece.length !== 4 || octet > 255) return { code: 'DNS_BAD_ESCAPE', escape: piece };
      octets.push(octet);
    } else if (piece.length === 1) {
      return { code: 'DNS_BAD_ESCAPE', escape: piece };
    } else {
      octets.push(...new TextEncoder().encode(piece.slice(1)));
    }
  }
  return octets;
}

/** Octets as text: printable ASCII as it is, the characters of `special` behind a backslash, all else as `\DDD`. */
export function textOfOctets(octets: Iterable<number>, special: string): string {
  let text = '';
  for (const octet of octets) {
    assert(octet >= 0 && octet <= 255, `${octet} is no octet`);
    const character = String.fromCharCode(octet);
    if (special.includes(character)) text += `\\${character}`;
    else if (octet >= 0x20 && octet < 0x7f) text += character;
    else text += `\\${String(octet).padStart(3, '0')}`;
  }
  return text;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are octets like others
const PLAIN = /^[\x00-\x5b\x5d-\x7f]*$/;
