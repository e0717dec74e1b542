import { quote } from './quote.ts';

/**
 * An IP address literal, read exactly as strictly as Go reads it: external-dns decides by this reading what is an A, an
 * AAAA or a CNAME, and which of two targets is the lesser.
 *
 * *Source:* net/netip: ParseAddr, Addr.String, Addr.Compare.
 */
export interface IpAddress {
  readonly family: 4 | 6;
  /** 4 or 16 octets. */
  readonly octets: readonly number[];
  /** Behind the `%`; empty where there is none. */
  readonly zone: string;
  /** The one text that all spellings of the address share (RFC 5952; IPv4-mapped with a dotted tail). */
  readonly canonical: string;
}

/** The address that a text spells, or the message with which Go refuses it. */
export type IpReading = { readonly address: IpAddress } | { readonly problem: string };

/** Reads an IPv4 or IPv6 literal. No leading zeros, no blanks, no final dot; an IPv6 zone is allowed. */
export function readIpAddress(text: string): IpReading {
  const first = /[.:%]/.exec(text)?.[0];
  if (first === undefined) return refuse(text, 'unable to parse IP');
  if (first === '%') return refuse(text, 'missing IPv6 address');
  if (first === ':') return readIpv6(text);
  const octets = readDotted(text, text);
  if (!Array.isArray(octets)) return octets;
  return { address: { family: 4, octets, zone: '', canonical: octets.join('.') } };
}

/** The address that a text spells; `undefined` if Go would refuse it. */
export function ipAddressOf(text: string): IpAddress | undefined {
  const reading = readIpAddress(text);
  return 'address' in reading ? reading.address : undefined;
}

/** Negative, 0 or positive: IPv4 before IPv6, then by number, then by zone. */
export function compareIpAddresses(left: IpAddress, right: IpAddress): number {
  if (left.family !== right.family) return left.family - right.family;
  for (const [index, octet] of left.octets.entries()) {
    const difference = octet - (right.octets[index] as number);
    if (difference !== 0) return difference;
  }
  return left.zone < right.zone ? -1 : left.zone > right.zone ? 1 : 0;
}

function refuse(text: string, message: string, at = ''): { problem: string } {
  return { problem: `ParseAddr(${quote(text)}): ${message}${at === '' ? '' : ` (at ${quote(at)})`}` };
}

/** Four decimal fields; `whole` is the text that a refusal quotes. */
function readDotted(fields: string, whole: string): number[] | { problem: string } {
  const octets: number[] = [];
  let value = 0;
  let digitCount = 0;
  for (let index = 0; index < fields.length; index += 1) {
    const character = fields[index] as string;
    if (character >= '0' && character <= '9') {
      if (digitCount === 1 && value === 0) return refuse(whole, 'IPv4 field has octet with leading zero');
      value = value * 10 + Number(character);
      digitCount += 1;
      if (value > 255) return refuse(whole, 'IPv4 field has value >255');
    } else if (character === '.') {
      if (index === 0 || index === fields.length - 1 || fields[index - 1] === '.') {
        return refuse(whole, 'IPv4 field must have at least one digit', fields.slice(index));
      }
      if (octets.length === 3) return refuse(whole, 'IPv4 address too long');
      octets.push(value);
      value = 0;
      digitCount = 0;
    } else {
      return refuse(whole, 'unexpected character', fields.slice(index));
    }
  }
  if (octets.length < 3) return refuse(whole, 'IPv4 address too short');
  return [...octets, value];
}

function readIpv6(text: string): IpReading {
  const percent = text.indexOf('%');
  const zone = percent === -1 ? '' : text.slice(percent + 1);
  if (percent !== -1 && zone === '') return refuse(text, 'zone must be a non-empty string');
  const groups = readGroups(percent === -1 ? text : text.slice(0, percent), text);
  if ('problem' in groups) return groups;
  const { octets, ellipsis } = groups;
  if (octets.length < 16) {
    if (ellipsis === -1) return refuse(text, 'address string too short');
    octets.splice(ellipsis, 0, ...new Array<number>(16 - octets.length).fill(0));
  } else if (ellipsis !== -1) {
    return refuse(text, 'the :: must expand to at least one field of zeros');
  }
  return { address: { family: 6, octets, zone, canonical: ipv6Text(octets) + (zone === '' ? '' : `%${zone}`) } };
}

/** The octets spelled out, and where in them `::` stands (-1: nowhere). */
function readGroups(address: string, whole: string): { octets: number[]; ellipsis: number } | { problem: string } {
  const octets: number[] = [];
  let ellipsis = -1;
  let rest = address;
  if (rest.startsWith('::')) {
    ellipsis = 0;
    rest = rest.slice(2);
    if (rest === '') return { octets, ellipsis };
  }
  while (octets.length < 16) {
    const digits = /^[0-9A-Fa-f]*/.exec(rest)?.[0] ?? '';
    if (digits.length > 4) return refuse(whole, 'each group must have 4 or less digits', rest);
    if (digits === '') return refuse(whole, 'each colon-separated field must have at least one digit', rest);
    if (rest[digits.length] === '.') {
      const tail = readTail(rest, whole, { octetCount: octets.length, ellipsis });
      if (!Array.isArray(tail)) return tail;
      return { octets: [...octets, ...tail], ellipsis };
    }
    const group = Number.parseInt(digits, 16);
    octets.push(group >> 8, group & 0xff);
    rest = rest.slice(digits.length);
    if (rest === '') break;
    if (rest[0] !== ':') return refuse(whole, 'unexpected character, want colon', rest);
    if (rest.length === 1) return refuse(whole, 'colon must be followed by more characters', rest);
    rest = rest.slice(1);
    if (rest[0] === ':') {
      if (ellipsis !== -1) return refuse(whole, 'multiple :: in address', rest);
      ellipsis = octets.length;
      rest = rest.slice(1);
      if (rest === '') break;
    }
  }
  return rest === '' ? { octets, ellipsis } : refuse(whole, 'trailing garbage after address', rest);
}

/** The dotted IPv4 tail of an IPv6 literal. */
function readTail(
  rest: string,
  whole: string,
  { octetCount, ellipsis }: { readonly octetCount: number; readonly ellipsis: number },
): number[] | { problem: string } {
  if (ellipsis === -1 && octetCount !== 12) {
    return refuse(whole, 'embedded IPv4 address must replace the final 2 fields of the address', rest);
  }
  if (octetCount + 4 > 16) {
    return refuse(whole, 'too many hex fields to fit an embedded IPv4 at the end of the address', rest);
  }
  return readDotted(rest, whole);
}

function ipv6Text(octets: readonly number[]): string {
  const isMapped = octets.slice(0, 10).every((octet) => octet === 0) && octets[10] === 0xff && octets[11] === 0xff;
  if (isMapped) return `::ffff:${octets.slice(12).join('.')}`;
  const groups: number[] = [];
  for (let index = 0; index < 16; index += 2) {
    groups.push(((octets[index] as number) << 8) | (octets[index + 1] as number));
  }
  const zeros = longestZeroRun(groups);
  const hex = groups.map((group) => group.toString(16));
  if (zeros.length < 2) return hex.join(':');
  return `${hex.slice(0, zeros.start).join(':')}::${hex.slice(zeros.start + zeros.length).join(':')}`;
}

function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let longest = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start += 1) {
    let end = start;
    while (end < groups.length && groups[end] === 0) end += 1;
    if (end - start > longest.length) longest = { start, length: end - start };
  }
  return longest;
}
