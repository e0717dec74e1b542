/**
 * The lexical grammar that zone files and single record values share (RFC 1035 section 5.1): words, quoted strings,
 * parentheses that join lines, comments, escapes.
 */

/** A word or quoted string. `text` is between the quotes, escapes untouched. Columns count from 1, in characters. */
export interface Token {
  readonly text: string;
  readonly isQuoted: boolean;
  readonly line: number;
  readonly column: number;
}

/** One entry: what stands on one line, or on several that parentheses join. */
export interface Entry {
  readonly line: number;
  /** Whether it begins with white space: its owner is then the one before (RFC 1035 section 5.1). */
  readonly isIndented: boolean;
  /** Whether the grammar is breached in it. */
  readonly isBroken: boolean;
  readonly tokens: readonly Token[];
  /** What its last comment says, without the semicolon; absent where there is none. */
  readonly comment?: Token;
}

/** Where the text breaks the grammar. */
export interface LexicalProblem {
  readonly code: 'ZONE_FILE_OPEN_QUOTE' | 'ZONE_FILE_OPEN_PARENTHESIS' | 'ZONE_FILE_STRAY_PARENTHESIS';
  readonly line: number;
  readonly column: number;
}

/** All entries that are not blank, and every breach of the grammar. A broken entry is given as far as it makes sense. */
export function readEntries(text: string): {
  readonly entries: readonly Entry[];
  readonly problems: readonly LexicalProblem[];
} {
  const entries: Entry[] = [];
  const problems: LexicalProblem[] = [];
  const scanner = new EntryScanner({
    entry: (entry) => entries.push(entry),
    problem: (problem) => problems.push(problem),
  });
  for (const line of text.split(/\r\n|\n|\r/)) scanner.take(line);
  scanner.end();
  return { entries, problems };
}

/** Who is told what a scanner finds, in the order of the text. */
export interface EntrySink {
  entry(entry: Entry): void;
  problem(problem: LexicalProblem): void;
}

/**
 * Reads entries from lines given one by one, so that no text need be held as a whole. A parenthesis that is not closed
 * within {@link JOINED_LINES_MAX} lines is a mistake of its own line; the lines behind it are read as if it was not there.
 */
export class EntryScanner {
  readonly #sink: EntrySink;
  readonly #opened: { readonly line: number; readonly column: number }[] = [];
  /** The lines since the first open parenthesis, that line included. */
  #joined: string[] = [];
  #tokens: Token[] = [];
  #comment: Token | undefined;
  #isIndented = false;
  #isBroken = false;
  #firstLine = 1;
  #line = 0;

  constructor(sink: EntrySink) {
    this.#sink = sink;
  }

  /** The line that was given last, from 1; 0 before the first. */
  get line(): number {
    return this.#line;
  }

  /** Whether the next line begins an entry of its own. */
  get isBetweenEntries(): boolean {
    return this.#opened.length === 0;
  }

  /** Counts a line that whoever gives the lines has read already. Only between entries. */
  passOver(): void {
    this.#line += 1;
  }

  take(text: string): void {
    this.#line += 1;
    if (this.#opened.length === 0) {
      this.#firstLine = this.#line;
      this.#isIndented = text.startsWith(' ') || text.startsWith('\t');
    }
    this.#scan(text);
    if (this.#opened.length === 0) {
      this.#endEntry();
    } else {
      this.#joined.push(text);
      if (this.#joined.length >= JOINED_LINES_MAX) this.#giveUp();
    }
  }

  /** There are no more lines. */
  end(): void {
    while (this.#opened.length > 0) this.#giveUp();
  }

  /** The first open parenthesis is a mistake: its entry ends with its line, and the lines behind are read anew. */
  #giveUp(): void {
    const [open] = this.#opened;
    const [, ...behind] = this.#joined;
    if (open !== undefined) this.#sink.problem({ code: 'ZONE_FILE_OPEN_PARENTHESIS', ...open });
    this.#isBroken = true;
    this.#tokens = this.#tokens.filter(({ line }) => line === this.#firstLine);
    this.#endEntry();
    this.#line = this.#firstLine;
    for (const line of behind) this.take(line);
  }

  #scan(text: string): void {
    let column = 1;
    for (const [lexeme] of text.matchAll(LEXEME)) {
      const place = { line: this.#line, column };
      if (lexeme === '(') {
        this.#opened.push(place);
      } else if (lexeme === ')') {
        if (this.#opened.pop() === undefined) this.#report({ code: 'ZONE_FILE_STRAY_PARENTHESIS', ...place });
      } else if (lexeme.startsWith(';')) {
        this.#comment = { text: lexeme.slice(1), isQuoted: false, ...place };
      } else if (lexeme.startsWith('"')) {
        const isClosed = /^"(?:\\.|[^"\\])*"$/su.test(lexeme);
        if (!isClosed) this.#report({ code: 'ZONE_FILE_OPEN_QUOTE', ...place });
        this.#tokens.push({ text: lexeme.slice(1, isClosed ? -1 : undefined), isQuoted: true, ...place });
      } else if (lexeme.trim() !== '') {
        this.#tokens.push({ text: lexeme, isQuoted: false, ...place });
      }
      column += characterCount(lexeme);
    }
  }

  #report(problem: LexicalProblem): void {
    this.#isBroken = true;
    this.#sink.problem(problem);
  }

  #endEntry(): void {
    const comment = this.#comment;
    if (this.#tokens.length > 0) {
      this.#sink.entry({
        line: this.#firstLine,
        isIndented: this.#isIndented,
        isBroken: this.#isBroken,
        tokens: this.#tokens,
        ...(comment === undefined ? {} : { comment }),
      });
    }
    this.#tokens = [];
    this.#comment = undefined;
    this.#opened.length = 0;
    this.#joined = [];
    this.#isBroken = false;
  }
}

/** More lines than the longest RDATA needs, one character-string a line (RFC 1035 section 3.2.1: 65,535 octets). */
export const JOINED_LINES_MAX = 300;

/** White space, comment, quoted string (or an open one), parenthesis, word. Tried in this order at each place. */
const LEXEME = /[ \t\f\v]+|;.*|"(?:\\.|[^"\\])*(?:"|\\?$)|[()]|(?:\\.|\\$|[^\s;"()\\])+|./gsu;

function characterCount(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
  return /^[\x00-\x7f]*$/.test(text) ? text.length : Array.from(text).length;
}
