import { isAbsolute, type NameProblem, parseName } from './name.ts';
import { type Entry, EntryScanner, type LexicalProblem, type Token } from './presentation.ts';
import { type RdataProblem, rdataOfTokens } from './rdata.ts';
import { isRecordType } from './record-type.ts';
import type { StoredRecord } from './stored-record.ts';
import { parseTtlSeconds } from './ttl.ts';
import { zoneKey } from './zone.ts';
import { type RecordNote, readRecordNote } from './zone-file-note.ts';
import { readPlainLine } from './zone-file-plain-line.ts';

/**
 * Zone files (RFC 1035 section 5, RFC 2308 section 4), line by line: records one value at a time.
 *
 * Own code and no library because of what the known ones do not give: dnsz and dns-zonefile report no line and column,
 * throw or guess at the first mistake, and lose escapes and the borders of character-strings.
 */

/** A place in a zone file. Both count from 1. */
export interface ZoneFilePlace {
  readonly line: number;
  readonly column: number;
}

/** What is wrong with a zone file, and where. Lines and columns count from 1. */
export type ZoneFileProblem = ZoneFilePlace &
  (
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

/** Who is told what a zone file holds, in the order of the text but for what is known only later. */
export interface ZoneFileSink {
  /** One record with one value, and where its type stands. */
  record(record: StoredRecord, place: ZoneFilePlace): void;
  problem(problem: ZoneFileProblem): void;
}

export interface ZoneFileOptions {
  readonly origin?: string;
  /** Owners are complete also without their final dot. */
  readonly areOwnersAbsolute?: boolean;
  /** The TTL that stands for the host's default, where it is not 0. */
  readonly automaticTtl?: number;
  /** What a comment behind a record says about it; `undefined` if it is a broken note. */
  readonly noteOf?: (comment: string) => RecordNote | undefined;
}

/**
 * Reads a zone file whose lines are given one by one. Lines with problems give no records.
 *
 * A record without a TTL has the one of `$TTL`; before any `$TTL` it has 0, the host's default (not, as RFC 1035 once
 * had it, the last one stated: a line means the same wherever it stands). `$INCLUDE` and `$GENERATE` are problems.
 * Values are canonical; owner names keep their letters' case. A comment that begins with `;!` carries what a zone file
 * has no place for, see zone-file-note.ts, unless the options say what comments mean.
 */
export class ZoneFileRecords {
  readonly #sink: ZoneFileSink;
  readonly #scanner: EntryScanner;
  readonly #areOwnersAbsolute: boolean;
  readonly #automaticTtl: number;
  readonly #noteOf: (comment: string) => RecordNote | undefined;
  #origin: string | undefined;
  #firstOrigin: string | undefined;
  #ttl = 0;
  #owner: string | undefined;

  constructor(sink: ZoneFileSink, options: ZoneFileOptions = {}) {
    this.#sink = sink;
    this.#origin = options.origin === undefined ? undefined : zoneKey(options.origin);
    this.#firstOrigin = this.#origin;
    this.#areOwnersAbsolute = options.areOwnersAbsolute ?? false;
    this.#automaticTtl = options.automaticTtl ?? 0;
    this.#noteOf = options.noteOf ?? noteOfDibs;
    this.#scanner = new EntryScanner({
      entry: (entry) => this.#readEntry(entry),
      problem: (problem) => sink.problem(problem),
    });
  }

  /** The first origin that was in force: the option, or the first `$ORIGIN`. Lower case, without the final dot. */
  get firstOrigin(): string | undefined {
    return this.#firstOrigin;
  }

  /** The next line, without its end. */
  take(line: string): void {
    const plain = this.#scanner.isBetweenEntries ? readPlainLine(line) : undefined;
    const note = plain?.comment === undefined ? noNote : this.#noteOf(plain.comment);
    if (plain === undefined || note === undefined) {
      this.#scanner.take(line);
      return;
    }
    this.#scanner.passOver();
    const { name, type, ttl = this.#ttl, value, column } = plain;
    this.#owner = name;
    this.#give({ name, type, ttl, value, note }, { line: this.#scanner.line, column });
  }

  /** Counts a line that is not to be read: a comment, or one that whoever gives the lines could not make out. */
  passOver(): void {
    this.#scanner.take('');
  }

  /** There are no more lines. */
  end(): void {
    this.#scanner.end();
  }

  #give(
    read: {
      readonly name: string;
      readonly type: string;
      readonly ttl: number;
      readonly value: string;
      readonly note: RecordNote;
    },
    place: ZoneFilePlace,
  ): void {
    const { name, type, value, note } = read;
    const ttl = read.ttl === this.#automaticTtl ? 0 : read.ttl;
    // Most have no note, and there may be a million of them.
    const record = { name, type, ttl, values: [value] };
    this.#sink.record(note === noNote ? record : { ...record, ...note }, place);
  }

  #readEntry(entry: Entry): void {
    if (entry.isBroken) return;
    const first = entry.tokens[0];
    if (first?.text.startsWith('$') && !first.isQuoted && !entry.isIndented) this.#readDirective(first, entry);
    else this.#readRecord(entry);
  }

  #readDirective(directive: Token, { tokens }: Entry): void {
    const [, argument, extra] = tokens;
    const name = directive.text.toUpperCase();
    if ((name !== '$ORIGIN' && name !== '$TTL') || argument === undefined || extra !== undefined) {
      this.#sink.problem({ code: 'ZONE_FILE_DIRECTIVE', directive: directive.text, ...placeOf(directive) });
    } else if (name === '$TTL') {
      this.#ttl = this.#readTtl(argument) ?? this.#ttl;
    } else {
      const origin = this.#readName(argument);
      if (origin === undefined) return;
      this.#origin = zoneKey(origin);
      this.#firstOrigin ??= this.#origin;
    }
  }

  #readRecord(entry: Entry): void {
    const rest = [...entry.tokens];
    const [first] = entry.tokens as readonly [Token];
    if (!entry.isIndented) {
      rest.shift();
      this.#owner = this.#readName(first, this.#areOwnersAbsolute);
      // A bad owner has been reported; the lines below it that share it would only repeat that.
      if (this.#owner === undefined) this.#owner = UNREADABLE;
    } else if (this.#owner === undefined) {
      this.#sink.problem({ code: 'ZONE_FILE_NO_OWNER', ...placeOf(first) });
      return;
    }
    const prefix = this.#readTtlAndClass(rest);
    const typeToken = rest.shift();
    if (typeToken === undefined) {
      this.#sink.problem({ code: 'ZONE_FILE_NO_TYPE', ...placeOf(entry.tokens.at(-1) ?? first) });
      return;
    }
    const type = typeToken.text.toUpperCase();
    if (typeToken.isQuoted || !isRecordType(type)) {
      this.#sink.problem({ code: 'ZONE_FILE_UNKNOWN_TYPE', text: typeToken.text, ...placeOf(typeToken) });
      return;
    }
    const note = entry.comment === undefined ? noNote : this.#noteOf(entry.comment.text);
    if (note === undefined || prefix === undefined) {
      if (note === undefined && entry.comment !== undefined) {
        this.#sink.problem({ code: 'ZONE_FILE_BAD_NOTE', text: entry.comment.text, ...placeOf(entry.comment) });
      }
      return;
    }
    const value = this.#readValue(rest, { typeToken, type: note.properties?.alias === 'true' ? 'CNAME' : type });
    if (value === undefined || this.#owner === undefined || this.#owner === UNREADABLE) return;
    this.#give({ name: this.#owner, type, ttl: prefix.ttl, value, note }, placeOf(typeToken));
  }

  /** TTL and class, in either order, each at most once, each optional. */
  #readTtlAndClass(rest: Token[]): { readonly ttl: number } | undefined {
    let ttl = this.#ttl;
    let isRight = true;
    let hasTtl = false;
    let hasClass = false;
    for (let token = rest[0]; token !== undefined && !token.isQuoted; token = rest[0]) {
      if (!hasTtl && /^[0-9]/.test(token.text)) {
        const seconds = this.#readTtl(token);
        isRight &&= seconds !== undefined;
        ttl = seconds ?? ttl;
        hasTtl = true;
      } else if (!hasClass && /^(?:IN|CH|CS|HS)$/i.test(token.text)) {
        if (token.text.toUpperCase() !== 'IN') {
          this.#sink.problem({ code: 'ZONE_FILE_BAD_CLASS', text: token.text, ...placeOf(token) });
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

  #readTtl(token: Token): number | undefined {
    const seconds = token.isQuoted ? undefined : parseTtlSeconds(token.text);
    if (seconds === undefined) this.#sink.problem({ code: 'ZONE_FILE_BAD_TTL', text: token.text, ...placeOf(token) });
    return seconds;
  }

  #readName(token: Token, isCompleteAsIs = false): string | undefined {
    const isRelative = token.text === '@' || !(isAbsolute(token.text) || isCompleteAsIs);
    if (isRelative && this.#origin === undefined) {
      this.#sink.problem({ code: 'ZONE_FILE_NO_ORIGIN', name: token.text, ...placeOf(token) });
      return undefined;
    }
    const name = parseName(isRelative ? absoluteName(token.text, this.#origin ?? '') : token.text);
    if (typeof name === 'string') return name;
    this.#sink.problem({ code: 'ZONE_FILE_BAD_NAME', name: token.text, problem: name, ...placeOf(token) });
    return undefined;
  }

  #readValue(
    tokens: readonly Token[],
    { typeToken, type }: { readonly typeToken: Token; readonly type: string },
  ): string | undefined {
    const origin = this.#origin;
    let relative: string | undefined;
    const value = rdataOfTokens(type, tokens, (name) => {
      if (origin === undefined) relative ??= name;
      return absoluteName(name, origin ?? '');
    });
    if (typeof value !== 'string') {
      const token = 'token' in value ? value.token : (tokens.at(-1) ?? typeToken);
      this.#sink.problem({ code: 'ZONE_FILE_BAD_RDATA', problem: value, ...placeOf(token) });
      return undefined;
    }
    if (relative === undefined) return value;
    const token = tokens.find(({ text }) => text === relative) ?? typeToken;
    this.#sink.problem({ code: 'ZONE_FILE_NO_ORIGIN', name: relative, ...placeOf(token) });
    return undefined;
  }
}

/** What there is to note about most records. */
export const noNote: RecordNote = {};

function noteOfDibs(comment: string): RecordNote | undefined {
  return comment.startsWith('!') ? readRecordNote(comment.slice(1)) : noNote;
}

function absoluteName(text: string, origin: string): string {
  const root = origin === '' ? '.' : `${origin}.`;
  if (text === '@') return root;
  if (isAbsolute(text)) return text;
  return origin === '' ? `${text}.` : `${text}.${root}`;
}

function placeOf({ line, column }: Token): ZoneFilePlace {
  return { line, column };
}

/** Stands for an owner name that could not be read. No name: names have no line ends. */
const UNREADABLE = '\n';
