/**
 * The lines that zone files mostly consist of, read at one glance: an absolute owner, TTL and class, and an A, CNAME or
 * TXT value that is canonical as it stands. Whatever this does not recognise is for the full reader to judge.
 */

/** What a plain line says. */
export interface PlainLine {
  /** Without the final dot, its letters' case kept. */
  readonly name: string;
  readonly type: string;
  /** Seconds; absent where the line has none. */
  readonly ttl: number | undefined;
  /** Canonical. */
  readonly value: string;
  /** Behind the semicolon; absent where there is none. */
  readonly comment: string | undefined;
  /** Where the type stands, from 1. */
  readonly column: number;
}

/** What a line says if it is plain. The full reader would say the same. */
export function readPlainLine(line: string): PlainLine | undefined {
  const match = PLAIN.exec(line);
  if (match === null) return undefined;
  const [, dottedName = '', ttl, address, target, text, comment] = match;
  if (dottedName.length > DOTTED_NAME_LENGTH_MAX) return undefined;
  if (target !== undefined && target.length > DOTTED_NAME_LENGTH_MAX) return undefined;
  const type = address !== undefined ? 'A' : target !== undefined ? 'CNAME' : 'TXT';
  return {
    name: dottedName.slice(0, -1),
    type,
    ttl: ttl === undefined ? undefined : Number(ttl),
    value: address ?? text ?? (target as string).slice(0, -1),
    comment,
    column: line.indexOf(type, dottedName.length) + 1,
  };
}

/** 255 octets on the wire (RFC 1035 section 2.3.4), of which the dots stand for all length octets but the root's. */
const DOTTED_NAME_LENGTH_MAX = 254;

const OCTET = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const PLAIN = new RegExp(
  [
    '^((?:[A-Za-z0-9_*-]{1,63}\\.)+)[ \\t]+(?:([0-9]{1,9})[ \\t]+)?(?:IN[ \\t]+)?',
    `(?:A[ \\t]+(${OCTET}\\.${OCTET}\\.${OCTET}\\.${OCTET})`,
    '|CNAME[ \\t]+((?:[a-z0-9_-]{1,63}\\.)+)',
    '|TXT[ \\t]+("[ !#-\\[\\]-~]{0,255}"))',
    '[ \\t]*(?:;(.*))?$',
  ].join(''),
);
