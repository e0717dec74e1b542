import { toASCII } from 'tr46';
import { type NameProblem, parseName } from './name.ts';

/** A name that has no form in ASCII letters: UTS 46 finds a character or an A-label that is not allowed. */
export interface NotAsciiProblem {
  readonly code: 'DNS_NAME_NOT_INTERNATIONAL';
  readonly name: string;
}

/**
 * The name as it goes to a DNS host: letters beyond ASCII become A-labels, `bücher.example.org` is
 * `xn--bcher-kva.example.org`. Names that are ASCII already keep their spelling. Canonical, without the final dot.
 *
 * *Source:* UTS 46 section 4.2, nontransitional; RFC 5891 section 5.
 */
export function toAsciiName(name: string): string | NameProblem | NotAsciiProblem {
  if (/^\p{ASCII}*$/u.test(name)) return parseName(name);
  const ascii = toASCII(name);
  return ascii === null ? { code: 'DNS_NAME_NOT_INTERNATIONAL', name } : parseName(ascii);
}
