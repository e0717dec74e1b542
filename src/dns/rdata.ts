import { CHARACTER_STRING_OCTETS_MAX, quoted, splitOctets, txtValueOf, valueTokens } from './character-string.ts';
import { canonicalIPv4, canonicalIPv6 } from './ip-address.ts';
import { foldName, isAbsolute, type NameProblem, parseName } from './name.ts';
import { octetsOf } from './octets.ts';
import type { Token } from './presentation.ts';
import { parseTtlSeconds } from './ttl.ts';

/**
 * RDATA in presentation form: what a record's value must look like, and the one spelling of each.
 */

/** What one field of a value holds. `strings` takes all that is left; `seconds` may have units in a zone file. */
export type FieldKind =
  | 'ipv4'
  | 'ipv6'
  | 'name'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'seconds'
  | 'tag'
  | 'string'
  | 'strings';

export interface Field {
  readonly kind: FieldKind;
  /** The standard's word for it. */
  readonly name: string;
}

/** Why a value is none of its type. `at` is the place in a zone file where it came from one. */
export type RdataProblem =
  | { readonly code: 'RDATA_UNREADABLE'; readonly type: string; readonly value: string }
  | {
      readonly code: 'RDATA_FIELD_MISSING';
      readonly type: string;
      readonly field: string;
      readonly fields: readonly string[];
    }
  | { readonly code: 'RDATA_TOO_MANY_FIELDS'; readonly type: string; readonly text: string; readonly token: Token }
  | {
      readonly code: 'RDATA_FIELD_INVALID';
      readonly type: string;
      readonly field: string;
      readonly kind: FieldKind;
      readonly text: string;
      readonly token: Token;
      readonly name?: NameProblem;
    };

/** The fields of a type's RDATA; `undefined` for types whose values are taken as they are. */
export function fieldsOf(type: string): readonly Field[] | undefined {
  return Object.hasOwn(FIELDS, type) ? FIELDS[type] : undefined;
}

/**
 * The value in canonical spelling: names in lower case without the final dot, addresses as RFC 5952 has them, numbers
 * without leading zeros, character-strings quoted and none longer than 255 octets. Two values of one type are the same
 * RDATA exactly if their canonical spellings are equal. Types without a table of fields keep their words.
 */
export function canonicalRdata(type: string, value: string): string | RdataProblem {
  if (PLAIN_VALUES[type]?.test(value) === true) return value;
  const tokens = valueTokens(value);
  if (tokens === undefined) return { code: 'RDATA_UNREADABLE', type, value };
  return rdataOfTokens(type, tokens, (name) => name);
}

/**
 * As {@link canonicalRdata} for what is valid; all else as it is, but for TXT, where a text that lacks its quotes
 * (`v=DKIM1; k=rsa`) is taken for what it says, as hosts do.
 */
export function canonicalOrAsIs(type: string, value: string): string {
  const canonical = canonicalRdata(type, value);
  if (typeof canonical === 'string') return canonical;
  return type === 'TXT' ? txtValueOf(value) : value;
}

/**
 * The canonical value that these tokens spell. `absolute` completes the names in it that do not end in a dot: in a zone
 * file, with the origin.
 */
export function rdataOfTokens(
  type: string,
  tokens: readonly Token[],
  absolute: (name: string) => string,
): string | RdataProblem {
  const fields = fieldsOf(type);
  if (fields === undefined) return tokens.map(asWritten).join(' ');
  const parts: string[] = [];
  let index = 0;
  for (const { kind, name } of fields) {
    const last = kind === 'strings' ? Math.max(tokens.length, index + 1) : index + 1;
    for (; index < last; index += 1) {
      const token = tokens[index];
      if (token === undefined) {
        return { code: 'RDATA_FIELD_MISSING', type, field: name, fields: fields.map((field) => field.name) };
      }
      const part = canonicalField(kind, token, absolute);
      if (typeof part === 'string') parts.push(part);
      else return { code: 'RDATA_FIELD_INVALID', type, field: name, kind, text: token.text, token, ...part };
    }
  }
  const extra = tokens[index];
  if (extra !== undefined) return { code: 'RDATA_TOO_MANY_FIELDS', type, text: extra.text, token: extra };
  return parts.join(' ');
}

/** A value as a zone file has it: canonical, every name in it with its final dot. */
export function withDottedNames(type: string, value: string): string {
  const canonical = canonicalOrAsIs(type, value);
  const fields = fieldsOf(type);
  if (fields === undefined || !fields.some(({ kind }) => kind === 'name')) return canonical;
  // No type has both names and several character-strings, so tokens and fields go together.
  const tokens = valueTokens(canonical);
  if (tokens === undefined) return canonical;
  return tokens
    .map((token, index) => (fields[index]?.kind === 'name' ? dotted(token.text) : asWritten(token)))
    .join(' ');
}

type FieldFault = { readonly name?: NameProblem };

function canonicalField(kind: FieldKind, token: Token, absolute: (name: string) => string): string | FieldFault {
  const { text } = token;
  switch (kind) {
    case 'ipv4':
      return canonicalIPv4(text) ?? {};
    case 'ipv6':
      return canonicalIPv6(text) ?? {};
    case 'name': {
      const name = token.isQuoted ? undefined : parseName(isAbsolute(text) ? text : absolute(text));
      if (name === undefined) return {};
      return typeof name === 'string' ? foldName(name) || '.' : { name };
    }
    case 'uint8':
    case 'uint16':
    case 'uint32':
      return unsigned(text, LIMITS[kind]) ?? {};
    case 'seconds':
      return unsigned(text, LIMITS.uint32) ?? parseTtlSeconds(text)?.toString() ?? {};
    case 'tag':
      return /^[a-z0-9]{1,15}$/i.test(text) ? text.toLowerCase() : {};
    case 'string':
    case 'strings': {
      const octets = octetsOf(text);
      if ('code' in octets) return {};
      if (kind === 'strings') return splitOctets(octets).map(quoted).join(' ');
      return octets.length <= CHARACTER_STRING_OCTETS_MAX ? quoted(octets) : {};
    }
  }
}

/** What most values look like, and is canonical as it stands. */
const PLAIN_VALUES: Readonly<Record<string, RegExp>> = {
  A: /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:\.(?!$)|$)){4}$/,
  CNAME: /^(?=.{1,253}$)(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}$/,
  TXT: /^"[ !#-[\]-~]{0,255}"$/,
};

function unsigned(text: string, limit: number): string | undefined {
  return /^[0-9]{1,10}$/.test(text) && Number(text) <= limit ? String(Number(text)) : undefined;
}

function asWritten(token: Token): string {
  return token.isQuoted ? `"${token.text}"` : token.text;
}

function dotted(name: string): string {
  return name.endsWith('.') && isAbsolute(name) ? name : `${name}.`;
}

const LIMITS = { uint8: 0xff, uint16: 0xffff, uint32: 0xffff_ffff } as const;

function fields(...names: readonly (readonly [FieldKind, string])[]): readonly Field[] {
  return names.map(([kind, name]) => ({ kind, name }));
}

/** RFC 1035 section 3.3, RFC 3596 (AAAA), RFC 2782 (SRV), RFC 8659 (CAA), RFC 3403 (NAPTR), RFC 6672 (DNAME). */
const FIELDS: Readonly<Record<string, readonly Field[]>> = {
  A: fields(['ipv4', 'address']),
  AAAA: fields(['ipv6', 'address']),
  CNAME: fields(['name', 'cname']),
  DNAME: fields(['name', 'target']),
  NS: fields(['name', 'nsdname']),
  PTR: fields(['name', 'ptrdname']),
  TXT: fields(['strings', 'txt-data']),
  MX: fields(['uint16', 'preference'], ['name', 'exchange']),
  SRV: fields(['uint16', 'priority'], ['uint16', 'weight'], ['uint16', 'port'], ['name', 'target']),
  CAA: fields(['uint8', 'flags'], ['tag', 'tag'], ['string', 'value']),
  SOA: fields(
    ['name', 'mname'],
    ['name', 'rname'],
    ['uint32', 'serial'],
    ['seconds', 'refresh'],
    ['seconds', 'retry'],
    ['seconds', 'expire'],
    ['seconds', 'minimum'],
  ),
  NAPTR: fields(
    ['uint16', 'order'],
    ['uint16', 'preference'],
    ['string', 'flags'],
    ['string', 'services'],
    ['string', 'regexp'],
    ['name', 'replacement'],
  ),
};
