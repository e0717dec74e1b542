import { type BadEscape, octetsOf, textOfOctets } from './octets.ts';

/**
 * Domain names as text, absolute, without the final dot; the root is the empty string.
 *
 * A name in canonical spelling escapes only what would otherwise be read as something else; its letters keep the case
 * that they came in. Two names are the same name exactly if their {@link foldName} is equal (RFC 4343).
 */

/** Why a text is no domain name (RFC 1035 sections 2.3.4 and 5.1). Lengths are in octets. */
export type NameProblem =
  | { readonly code: 'DNS_NAME_EMPTY_LABEL'; readonly name: string }
  | { readonly code: 'DNS_NAME_BAD_ESCAPE'; readonly name: string; readonly escape: string }
  | {
      readonly code: 'DNS_NAME_LABEL_TOO_LONG';
      readonly name: string;
      readonly label: string;
      readonly octetCount: number;
    }
  | { readonly code: 'DNS_NAME_TOO_LONG'; readonly name: string; readonly octetCount: number };

/** *Source:* RFC 1035 section 2.3.4. */
export const LABEL_OCTETS_MAX = 63;
/** With the length octet of every label and the root's zero octet. */
export const NAME_OCTETS_MAX = 255;

/**
 * A name in canonical spelling, or why the text is none. A final dot is taken off; `.` is the root.
 *
 * *Source:* RFC 1035 sections 2.3.4, 3.1 and 5.1.
 */
export function parseName(text: string): string | NameProblem {
  if (text === '.') return '';
  if (PLAIN_NAME.test(text)) return text.endsWith('.') ? text.slice(0, -1) : text;
  const labels: string[] = [];
  let wireOctets = 1;
  for (const spelled of splitLabels(withoutFinalDot(text))) {
    const octets = octetsOf(spelled);
    if (isBadEscape(octets)) return { code: 'DNS_NAME_BAD_ESCAPE', name: text, escape: octets.escape };
    if (octets.length === 0) return { code: 'DNS_NAME_EMPTY_LABEL', name: text };
    if (octets.length > LABEL_OCTETS_MAX) {
      return { code: 'DNS_NAME_LABEL_TOO_LONG', name: text, label: spelled, octetCount: octets.length };
    }
    wireOctets += 1 + octets.length;
    labels.push(textOfLabel(octets));
  }
  if (wireOctets > NAME_OCTETS_MAX) return { code: 'DNS_NAME_TOO_LONG', name: text, octetCount: wireOctets };
  return labels.join('.');
}

/** The same name for the same text in any case: ASCII letters in lower case, all else as it is (RFC 4343). */
export function foldName(name: string): string {
  return /[A-Z]/.test(name) ? name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : name;
}

/** A text without its final dot, if that dot is not an escaped one. */
export function withoutFinalDot(text: string): string {
  return isAbsolute(text) ? text.slice(0, -1) : text;
}

/** Whether a text ends in a dot that is not escaped: a zone file then adds no origin to it. */
export function isAbsolute(text: string): boolean {
  return text.endsWith('.') && !isEscaped(text, text.length - 1);
}

/** The labels of a name, leftmost first, in presentation form. The root has none. */
export function labelsOf(name: string): readonly string[] {
  return name === '' ? [] : splitLabels(name);
}

/** The name without its leftmost label; `undefined` above the root. */
export function parentOf(name: string): string | undefined {
  if (name === '') return undefined;
  return labelsOf(name).slice(1).join('.');
}

/** Whether a name is a zone's apex or below it. Both are folded names. */
export function isWithin(name: string, zone: string): boolean {
  if (zone === '' || name === zone) return true;
  const dot = name.length - zone.length - 1;
  return dot > 0 && name[dot] === '.' && name.endsWith(zone) && !isEscaped(name, dot);
}

/** The names strictly between a name and a zone's apex, the nearest to the apex first. Folded names. */
export function namesBetween(name: string, zone: string): readonly string[] {
  const labels = labelsOf(name);
  const names: string[] = [];
  for (let index = labels.length - labelsOf(zone).length - 1; index > 0; index -= 1) {
    names.push(labels.slice(index).join('.'));
  }
  return names;
}

/** The wildcard that stands for what does not exist below a name (RFC 4592 section 2.1.1). */
export function wildcardBelow(name: string): string {
  return name === '' ? '*' : `*.${name}`;
}

/**
 * A text that sorts names by their labels from the right, so that a name is followed by what is below it. U+0000 can
 * close it: that sorts before every further label.
 */
export function nameOrder(name: string): string {
  return [...labelsOf(foldName(name))].reverse().join('\u0001');
}

/** Nothing to escape, no label and no name too long: most names. */
const PLAIN_NAME = /^(?=.{1,253}\.?$)(?:[A-Za-z0-9_*-]{1,63}\.)*[A-Za-z0-9_*-]{1,63}\.?$/;

function textOfLabel(octets: readonly number[]): string {
  return textOfOctets(octets, '.\\";()').replaceAll(' ', '\\032');
}

function splitLabels(name: string): readonly string[] {
  if (!name.includes('\\')) return name.split('.');
  const labels = [''];
  for (const [piece] of name.matchAll(/\\[\s\S]?|\.|[^\\.]+/g)) {
    if (piece === '.') labels.push('');
    else labels[labels.length - 1] += piece;
  }
  return labels;
}

function isEscaped(text: string, index: number): boolean {
  let backslashes = 0;
  while (text[index - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}

function isBadEscape(octets: readonly number[] | BadEscape): octets is BadEscape {
  return 'code' in octets;
}
