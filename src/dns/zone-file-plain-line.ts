/**
 * The lines that zone files mostly consist of, read at one glance: an absolute owner, TTL and class, and an A, AAAA,
 * CNAME or TXT value that is canonical as it stands. Whatever this does not recognise is for the full reader to judge.
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
  const [, dottedName = '', ttl, address, address6, target, text, comment] = match;
  if (dottedName.length > DOTTED_NAME_LENGTH_MAX) return undefined;
  if (target !== undefined && target.length > DOTTED_NAME_LENGTH_MAX) return undefined;
  if (address6 !== undefined && !hasZerosLeftOut(address6)) return undefined;
  const type = address !== undefined ? 'A' : address6 !== undefined ? 'AAAA' : target !== undefined ? 'CNAME' : 'TXT';
  return {
    name: dottedName.slice(0, -1),
    type,
    ttl: ttl === undefined ? undefined : Number(ttl),
    value: address ?? address6 ?? text ?? (target as string).slice(0, -1),
    comment,
    column: line.indexOf(type, dottedName.length) + 1,
  };
}

/** 255 octets on the wire (RFC 1035 section 2.3.4), of which the dots stand for all length octets but the root's. */
const DOTTED_NAME_LENGTH_MAX = 254;

const OCTET = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
/** Any number of groups without a zero among them, with one gap somewhere behind the first; or all eight. */
const GROUP = '[1-9a-f][0-9a-f]{0,3}';
const GROUPS = `${GROUP}(?::${GROUP})*`;
const ADDRESS6 = `${GROUPS}(?:::(?:${GROUPS})?)?`;

/** Whether a gap stands for two groups or more, as it must; a canonical address has the longest row of zeros in it. */
function hasZerosLeftOut(address: string): boolean {
  const groupCount = address.split(':').filter((group) => group !== '').length;
  return address.includes('::') ? groupCount <= 6 : groupCount === 8;
}

const PLAIN = new RegExp(
  [
    '^((?:[A-Za-z0-9_*-]{1,63}\\.)+)[ \\t]+(?:([0-9]{1,9})[ \\t]+)?(?:IN[ \\t]+)?',
    `(?:A[ \\t]+(${OCTET}\\.${OCTET}\\.${OCTET}\\.${OCTET})`,
    `|AAAA[ \\t]+(${ADDRESS6})`,
    '|CNAME[ \\t]+((?:[a-z0-9_-]{1,63}\\.)+)',
    '|TXT[ \\t]+("[ !#-\\[\\]-~]{0,255}"))',
    '[ \\t]*(?:;(.*))?$',
  ].join(''),
);
