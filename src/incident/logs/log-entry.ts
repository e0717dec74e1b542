/** What one line says before its words are given a meaning: pairs in order, values unquoted. */
export type LogEntry =
  | { readonly pairs: readonly (readonly [string, string | number])[] }
  | { readonly problem: 'cut'; readonly column: number }
  | { readonly problem: 'not-logrus' };

/**
 * A line of logrus's text form: `time="2026-06-13T10:00:00Z" level=info msg="Changing record." record=app.example.org`.
 *
 * *Source:* sirupsen/logrus text_formatter.go: values that are not plain words are written with `%q`.
 */
export function readLogrusText(text: string): LogEntry {
  const pairs: [string, string][] = [];
  let rest = text;
  while (rest.trim() !== '') {
    const key = /^\s*([^\s="]+)=/.exec(rest);
    if (key === null) return { problem: 'not-logrus' };
    rest = rest.slice(key[0].length);
    const value = readValue(rest);
    if (value === undefined) return { problem: 'cut', column: text.length - rest.length + 1 };
    pairs.push([key[1] as string, value.text]);
    rest = rest.slice(value.length);
  }
  return pairs.some(([key]) => key === 'level' || key === 'msg') ? { pairs } : { problem: 'not-logrus' };
}

/** A line of logrus's JSON form, or of what a collector made of it: members that are no text or number are left out. */
export function readLogrusJson(text: string): LogEntry {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return /\}\s*$/.test(text) ? { problem: 'not-logrus' } : { problem: 'cut', column: text.length + 1 };
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return { problem: 'not-logrus' };
  const pairs = Object.entries(value).flatMap(([key, member]): [string, string | number][] =>
    typeof member === 'string' || typeof member === 'number' ? [[key, member]] : [],
  );
  return { pairs };
}

/** A Go string literal, or a word up to the next blank. */
function readValue(text: string): { readonly text: string; readonly length: number } | undefined {
  if (!text.startsWith('"')) {
    const word = /^\S*/.exec(text)?.[0] ?? '';
    return { text: word, length: word.length };
  }
  const literal = /^"(?:[^"\\]|\\.)*"/s.exec(text)?.[0];
  return literal === undefined ? undefined : { text: unquote(literal.slice(1, -1)), length: literal.length };
}

const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))/gs;

const SHORT: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Undoes Go's strconv.Quote, in a text without the outer quotes. */
function unquote(text: string): string {
  return text.replace(ESCAPE, (_, hex2, hex4, hex8, octal, single: string | undefined) => {
    const hex = (hex2 ?? hex4 ?? hex8) as string | undefined;
    if (single !== undefined) return SHORT[single] ?? single;
    const code = hex === undefined ? Number.parseInt(octal as string, 8) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  });
}
