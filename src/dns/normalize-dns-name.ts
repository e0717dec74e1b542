import punycode from 'punycode/punycode.js';
import { toUnicode } from 'tr46';

/**
 * How external-dns spells a name in a plan's keys. Used nowhere else: its registry compares names as they come.
 *
 * *Source:* internal/idna/idna.go:NormalizeDNSName of external-dns v0.22.0, over golang.org/x/net/idna v0.58.0 with
 * the profile MapForLookup, Transitional(true), StrictDomainName(false), built by Go 1.26 (tables of Unicode 15).
 * tr46 has the tables of a later Unicode: a character that Unicode 15 does not know stays as it is here, where Go puts
 * U+FFFD, and the few characters whose standing changed between the two are treated as the later tables say. Go also decodes an
 * A-label that has characters beyond ASCII in it, which is kept as it is here.
 */
export interface NormalizedDnsName {
  /** Ends in a dot; the empty name is `.`. */
  readonly key: string;
  /** The text that external-dns logs at level warning, where it found fault with the name. The key is used anyway. */
  readonly warning?: string;
}

/** The key of a name, and the warning that computing it logs. Total: every text has a key. */
export function normalizeDnsName(dnsName: string): NormalizedDnsName {
  const { ascii, error } = toAscii(dnsName.replace(GO_SPACE, ''), true);
  const key = ascii.endsWith('.') ? ascii : `${ascii}.`;
  if (error === undefined) return { key };
  return { key, warning: `Got error while parsing DNSName ${dnsName}: ${error}` };
}

/**
 * What the same rules find wrong with a name that is only looked at in Unicode, where `ß` and its like stay as they are:
 * the error's text; `undefined` if nothing is.
 *
 * *Source:* golang.org/x/net/idna v0.58.0: Profile.ToUnicode.
 */
export function unicodeNameFault(name: string): string | undefined {
  return toAscii(name, false).error;
}

interface Mapped {
  readonly text: string;
  readonly error: string | undefined;
}

function toAscii(
  text: string,
  isTransitional: boolean,
): { readonly ascii: string; readonly error: string | undefined } {
  const mapped = map(text, isTransitional);
  let error = mapped.error;
  const labels = mapped.text.split('.').map((label) => {
    const decoded = label.startsWith(ACE_PREFIX) ? decode(label) : { text: label, error: undefined };
    error ??= decoded.error;
    // A label that could not be decoded is kept and not looked at any further.
    if (decoded.text !== '' && decoded.error === undefined) error ??= faultOf(decoded.text, label);
    return encode(decoded.text);
  });
  return { ascii: labels.join('.'), error };
}

/** UTS 46 step 1 and 2, character by character because tr46 does not give what it has before it decodes A-labels. */
function map(text: string, transitionalProcessing: boolean): Mapped {
  if (/^\p{ASCII}*$/u.test(text)) return { text: text.toLowerCase(), error: undefined };
  let error: string | undefined;
  let mapped = '';
  for (const character of text) {
    mapped += toUnicode(character, { transitionalProcessing }).domain;
    if (error === undefined && isDisallowed(character)) {
      const codePoint = character.codePointAt(0) as number;
      error = `idna: disallowed rune U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
    }
  }
  return { text: mapped.normalize('NFC'), error };
}

/** Behind a letter, so that a combining mark is not reported for standing at the beginning. */
function isDisallowed(character: string): boolean {
  return toUnicode(`a${character}`, { transitionalProcessing: true }).error;
}

function decode(label: string): Mapped {
  const encoded = label.slice(ACE_PREFIX.length);
  if (encoded === '') return { text: '', error: undefined };
  let text: string;
  try {
    text = punycode.decode(encoded);
  } catch {
    return { text: label, error: invalidLabel(encoded) };
  }
  return { text, error: /^\p{ASCII}*$/u.test(text) ? invalidLabel(encoded) : undefined };
}

function encode(label: string): string {
  return /^\p{ASCII}*$/u.test(label) ? label : ACE_PREFIX + punycode.encode(label);
}

/**
 * x/net/idna looks for hyphens by octet, and at places 3 and 4 only in labels of more than four. `spelled` is the label
 * before decoding: tr46 then checks what it decodes to without mapping it first.
 */
function faultOf(label: string, spelled: string): string | undefined {
  const octets = new TextEncoder().encode(label);
  const hasHyphens = octets.length > 4 && octets[2] === HYPHEN && octets[3] === HYPHEN;
  const isBad = hasHyphens || label.startsWith('-') || label.endsWith('-') || isUnfit(spelled);
  return isBad ? invalidLabel(label) : undefined;
}

function isUnfit(label: string): boolean {
  const isPlain = /^\p{ASCII}*$/u.test(label) && !label.startsWith(ACE_PREFIX);
  return !isPlain && toUnicode(label, { checkJoiners: true }).error;
}

function invalidLabel(label: string): string {
  return `idna: invalid label ${goQuoted(label)}`;
}

/** As Go's `%q`: what cannot be printed is escaped. */
function goQuoted(text: string): string {
  let quoted = '';
  for (const character of text) {
    const codePoint = character.codePointAt(0) as number;
    const short = GO_ESCAPES[character];
    if (short !== undefined) quoted += short;
    else if (character === ' ' || !/[\p{C}\p{Z}]/u.test(character)) quoted += character;
    else if (codePoint < 0x80) quoted += `\\x${codePoint.toString(16).padStart(2, '0')}`;
    else if (codePoint < 0x1_0000) quoted += `\\u${codePoint.toString(16).padStart(4, '0')}`;
    else quoted += `\\U${codePoint.toString(16).padStart(8, '0')}`;
  }
  return `"${quoted}"`;
}

const ACE_PREFIX = 'xn--';
const HYPHEN = 0x2d;
/** What unicode.IsSpace takes for white space, at either end. */
const GO_SPACE = /^[\t\n\v\f\r\u0085\p{Z}]+|[\t\n\v\f\r\u0085\p{Z}]+$/gu;
const GO_ESCAPES: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};
