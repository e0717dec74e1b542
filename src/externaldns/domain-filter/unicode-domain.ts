import { toUnicode } from 'tr46';
import { unicodeNameFault } from '../../dns/normalize-dns-name.ts';
import { withoutFinalDot } from '../endpoint/new-endpoint.ts';
import type { Log } from '../log.ts';

/**
 * A domain in the form in which domain filters compare: lower case, Unicode instead of `xn--`, no final dot. What is
 * wrong with it is logged as a warning, and it is used anyway.
 *
 * *Source:* endpoint/domain_filter.go:normalizeDomain; UTS #46, not transitional (`ß` stays), without the
 * STD3 rules.
 */
export function unicodeDomain(domain: string, log?: Log): string {
  const undotted = withoutFinalDot(domain);
  if (isPlain.test(undotted) && !isSuspect.test(undotted)) return undotted;
  const problem = unicodeNameFault(undotted);
  if (problem !== undefined) log?.warning(`Got error while parsing domain ${domain}: ${problem}`);
  const lower = undotted.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  return isPlain.test(lower)
    ? lower
    : toUnicode(lower, { transitionalProcessing: false, ignoreInvalidPunycode: true }).domain;
}

/** ASCII without capitals and without anything to decode: by far the most names. */
const isPlain = /^(?!.*xn--)[\0-@[-\x7f]*$/s;

/** Hyphens where labels must not have them. */
const isSuspect = /--|^-|\.-|-\.|-$/;
