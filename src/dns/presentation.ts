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
  const scan: Scan = {
    entries: [],
    problems: [],
    tokens: [],
    comment: undefined,
    opened: [],
    isIndented: false,
    line: 1,
  };
  text.split(/\r\n|\n|\r/).forEach((line, index) => {
    if (scan.opened.length === 0) {
      scan.line = index + 1;
      scan.isIndented = /^[ \t]/.test(line);
    }
    scanLine(scan, line, index + 1);
    if (scan.opened.length === 0) endEntry(scan);
  });
  const [open] = scan.opened;
  if (open !== undefined) {
    scan.problems.push({ code: 'ZONE_FILE_OPEN_PARENTHESIS', ...open });
    endEntry(scan);
  }
  return { entries: scan.entries, problems: scan.problems };
}

interface Scan {
  readonly entries: Entry[];
  readonly problems: LexicalProblem[];
  tokens: Token[];
  comment: Token | undefined;
  readonly opened: { readonly line: number; readonly column: number }[];
  isIndented: boolean;
  line: number;
}

/** White space, comment, quoted string (or an open one), parenthesis, word. Tried in this order at each place. */
const LEXEME = /[ \t\f\v]+|;.*|"(?:\\.|[^"\\])*(?:"|\\?$)|[()]|(?:\\.|\\$|[^\s;"()\\])+|./gsu;

function scanLine(scan: Scan, text: string, line: number): void {
  let column = 1;
  for (const [lexeme] of text.matchAll(LEXEME)) {
    const place = { line, column };
    if (lexeme === '(') {
      scan.opened.push(place);
    } else if (lexeme === ')') {
      if (scan.opened.pop() === undefined) scan.problems.push({ code: 'ZONE_FILE_STRAY_PARENTHESIS', ...place });
    } else if (lexeme.startsWith(';')) {
      scan.comment = { text: lexeme.slice(1), isQuoted: false, ...place };
    } else if (lexeme.startsWith('"')) {
      const isClosed = /^"(?:\\.|[^"\\])*"$/su.test(lexeme);
      if (!isClosed) scan.problems.push({ code: 'ZONE_FILE_OPEN_QUOTE', ...place });
      scan.tokens.push({ text: lexeme.slice(1, isClosed ? -1 : undefined), isQuoted: true, ...place });
    } else if (lexeme.trim() !== '') {
      scan.tokens.push({ text: lexeme, isQuoted: false, ...place });
    }
    column += Array.from(lexeme).length;
  }
}

function endEntry(scan: Scan): void {
  const { line, isIndented, tokens, comment } = scan;
  if (tokens.length > 0) scan.entries.push({ line, isIndented, tokens, ...(comment === undefined ? {} : { comment }) });
  scan.tokens = [];
  scan.comment = undefined;
  scan.opened.length = 0;
}
