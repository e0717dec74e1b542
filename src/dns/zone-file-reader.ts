import { isAbsolute, type NameProblem, parseName } from './name.ts';
import { type Entry, type LexicalProblem, readEntries, type Token } from './presentation.ts';
import { type RdataProblem, rdataOfTokens } from './rdata.ts';
import { isRecordType } from './record-type.ts';
import type { StoredRecord } from './stored-record.ts';
import { parseTtlSeconds } from './ttl.ts';
import { zoneKey } from './zone.ts';
import { readRecordNote } from './zone-file-note.ts';

/**
 * Zone files (RFC 1035 section 5, RFC 2308 section 4) as stored records.
 *
 * Own code and no library because of what the known ones do not give: dnsz and dns-zonefile report no line and column,
 * throw or guess at the first mistake, and lose escapes and the borders of character-strings.
 */

/** What is wrong with a zone file, and where. Lines and columns count from 1. */
export type ZoneFileProblem = { readonly line: number; readonly column: number } & (
  | { readonly code: LexicalProblem['code'] }
  | { readonly code: 'ZONE_FILE_NO_OWNER' }
  | { readonly code: 'ZONE_FILE_NO_ORIGIN'; readonly name: string }
  | { readonly code: 'ZONE_FILE_BAD_NAME'; readonly name: string; readonly problem: NameProblem }
  | { readonly code: 'ZONE_FILE_BAD_TTL'; readonly text: string }
  | { readonly code: 'ZONE_FILE_BAD_CLASS'; readonly text: string }
  | { readonly code: 'ZONE_FILE_BAD_NOTE'; readonly text: string }
  | { readonly code: 'ZONE_FILE_UNKNOWN_TYPE'; readonly text: string }
  | { readonly code: 'ZONE_FILE_NO_TYPE' }
  | { readonly code: 'ZONE_FILE_DIRECTIVE'; readonly directive: string }
  | { readonly code: 'ZONE_FILE_BAD_RDATA'; readonly problem: RdataProblem }
  | {
      readonly code: 'ZONE_FILE_TTLS_DIFFER';
      readonly name: string;
      readonly type: string;
      readonly ttls: readonly number[];
    }
);

export interface ZoneFile {
  /** The first origin that was in force: the argument, or the first `$ORIGIN`. Lower case, without the final dot. */
  readonly origin: string | undefined;
  /** One stored record per name, type and set identifier, in the order of first mention. A SOA is one of them. */
  readonly records: readonly StoredRecord[];
  /** All of them, by line and column. */
  readonly problems: readonly ZoneFileProblem[];
}

/**
 * Reads a zone file. Lines with problems are left out of `records`.
 *
 * A record without a TTL has the one of `$TTL`; before any `$TTL` it has 0, the host's default (not, as RFC 1035 once
 * had it, the last one stated: a line means the same wherever it stands). `$INCLUDE` and `$GENERATE` are problems.
 * Values are canonical; owner names keep their letters' case. A comment that begins with `;!` carries what a zone file
 * has no place for, see zone-file-note.ts.
 */
export function readZoneFile(text: string, options: { readonly origin?: string } = {}): ZoneFile {
  const { entries, problems } = readEntries(text);
  const origin = options.origin === undefined ? undefined : zoneKey(options.origin);
  const state: State = { origin, firstOrigin: origin, ttl: 0, owner: undefined, records: new Map(), problems: [] };
  state.problems.push(...problems);
  const broken = new Set(problems.map(({ line }) => line));
  for (const entry of entries) {
    if (entry.tokens.some(({ line }) => broken.has(line))) continue;
    const first = entry.tokens[0];
    if (first?.text.startsWith('$') && !first.isQuoted && !entry.isIndented) readDirective(state, first, entry);
    else readRecord(state, entry);
  }
  return {
    origin: state.firstOrigin,
    records: [...state.records.values()],
    problems: state.problems.sort((left, right) => left.line - right.line || left.column - right.column),
  };
}

interface State {
  origin: string | undefined;
  firstOrigin: string | undefined;
  ttl: number;
  owner: string | undefined;
  readonly records: Map<string, StoredRecord>;
  readonly problems: ZoneFileProblem[];
}

function readDirective(state: State, directive: Token, { tokens }: Entry): void {
  const [, argument, extra] = tokens;
  const name = directive.text.toUpperCase();
  if ((name !== '$ORIGIN' && name !== '$TTL') || argument === undefined || extra !== undefined) {
    state.problems.push({ code: 'ZONE_FILE_DIRECTIVE', directive: directive.text, ...placeOf(directive) });
  } else if (name === '$TTL') {
    state.ttl = readTtl(state, argument) ?? state.ttl;
  } else {
    const origin = readName(state, argument);
    if (origin === undefined) return;
    state.origin = zoneKey(origin);
    state.firstOrigin ??= state.origin;
  }
}

function readRecord(state: State, entry: Entry): void {
  const rest = [...entry.tokens];
  const [first] = entry.tokens as readonly [Token];
  if (!entry.isIndented) {
    rest.shift();
    state.owner = readName(state, first);
    // A bad owner has been reported; the lines below it that share it would only repeat that.
    if (state.owner === undefined) state.owner = UNREADABLE;
  } else if (state.owner === undefined) {
    state.problems.push({ code: 'ZONE_FILE_NO_OWNER', ...placeOf(first) });
    return;
  }
  const prefix = readTtlAndClass(state, rest);
  const typeToken = rest.shift();
  if (typeToken === undefined) {
    state.problems.push({ code: 'ZONE_FILE_NO_TYPE', ...placeOf(entry.tokens.at(-1) ?? first) });
    return;
  }
  const type = typeToken.text.toUpperCase();
  if (typeToken.isQuoted || !isRecordType(type)) {
    state.problems.push({ code: 'ZONE_FILE_UNKNOWN_TYPE', text: typeToken.text, ...placeOf(typeToken) });
    return;
  }
  const note = entry.comment?.text.startsWith('!') ? readRecordNote(entry.comment.text.slice(1)) : {};
  if (note === undefined || prefix === undefined) {
    if (note === undefined && entry.comment !== undefined) {
      state.problems.push({ code: 'ZONE_FILE_BAD_NOTE', text: entry.comment.text, ...placeOf(entry.comment) });
    }
    return;
  }
  const value = readValue(state, rest, { typeToken, type: note.properties?.alias === 'true' ? 'CNAME' : type });
  if (value === undefined || state.owner === undefined || state.owner === UNREADABLE) return;
  addRecord(state, { name: state.owner, type, ttl: prefix.ttl, values: [value], ...note }, typeToken);
}

/** TTL and class, in either order, each at most once, each optional. */
function readTtlAndClass(state: State, rest: Token[]): { readonly ttl: number } | undefined {
  let { ttl } = state;
  let isRight = true;
  let hasTtl = false;
  let hasClass = false;
  for (let token = rest[0]; token !== undefined && !token.isQuoted; token = rest[0]) {
    if (!hasTtl && /^[0-9]/.test(token.text)) {
      const seconds = readTtl(state, token);
      isRight &&= seconds !== undefined;
      ttl = seconds ?? ttl;
      hasTtl = true;
    } else if (!hasClass && /^(?:IN|CH|CS|HS)$/i.test(token.text)) {
      if (token.text.toUpperCase() !== 'IN') {
        state.problems.push({ code: 'ZONE_FILE_BAD_CLASS', text: token.text, ...placeOf(token) });
        isRight = false;
      }
      hasClass = true;
    } else {
      break;
    }
    rest.shift();
  }
  return isRight ? { ttl } : undefined;
}

function readTtl(state: State, token: Token): number | undefined {
  const seconds = token.isQuoted ? undefined : parseTtlSeconds(token.text);
  if (seconds === undefined) state.problems.push({ code: 'ZONE_FILE_BAD_TTL', text: token.text, ...placeOf(token) });
  return seconds;
}

function readName(state: State, token: Token): string | undefined {
  const isRelative = token.text === '@' || !isAbsolute(token.text);
  if (isRelative && state.origin === undefined) {
    state.problems.push({ code: 'ZONE_FILE_NO_ORIGIN', name: token.text, ...placeOf(token) });
    return undefined;
  }
  const name = parseName(absoluteName(token.text, state.origin ?? ''));
  if (typeof name === 'string') return name;
  state.problems.push({ code: 'ZONE_FILE_BAD_NAME', name: token.text, problem: name, ...placeOf(token) });
  return undefined;
}

function readValue(
  state: State,
  tokens: readonly Token[],
  { typeToken, type }: { readonly typeToken: Token; readonly type: string },
): string | undefined {
  const { origin } = state;
  let relative: string | undefined;
  const value = rdataOfTokens(type, tokens, (name) => {
    if (origin === undefined) relative ??= name;
    return absoluteName(name, origin ?? '');
  });
  if (typeof value !== 'string') {
    const token = 'token' in value ? value.token : (tokens.at(-1) ?? typeToken);
    state.problems.push({ code: 'ZONE_FILE_BAD_RDATA', problem: value, ...placeOf(token) });
    return undefined;
  }
  if (relative === undefined) return value;
  const token = tokens.find(({ text }) => text === relative) ?? typeToken;
  state.problems.push({ code: 'ZONE_FILE_NO_ORIGIN', name: relative, ...placeOf(token) });
  return undefined;
}

function addRecord(state: State, record: StoredRecord, typeToken: Token): void {
  const key = [zoneKey(record.name), record.type, record.setIdentifier ?? ''].join('\n');
  const known = state.records.get(key);
  if (known === undefined) {
    state.records.set(key, record);
    return;
  }
  const { name, type } = known;
  if (known.ttl !== record.ttl) {
    const ttls = [known.ttl, record.ttl];
    state.problems.push({ code: 'ZONE_FILE_TTLS_DIFFER', name, type, ttls, ...placeOf(typeToken) });
    return;
  }
  const values = [...new Set([...known.values, ...record.values])];
  const properties = { ...known.properties, ...record.properties };
  state.records.set(key, { ...known, values, ...(Object.keys(properties).length === 0 ? {} : { properties }) });
}

function absoluteName(text: string, origin: string): string {
  const root = origin === '' ? '.' : `${origin}.`;
  if (text === '@') return root;
  if (isAbsolute(text)) return text;
  return origin === '' ? `${text}.` : `${text}.${root}`;
}

function placeOf({ line, column }: Token): { readonly line: number; readonly column: number } {
  return { line, column };
}

/** Stands for an owner name that could not be read. No name: names have no line ends. */
const UNREADABLE = '\n';
