import type { LogProblem } from './observed-line.ts';

/** Longer lines hold no log line of external-dns's: its longest are endpoints with many targets. */
export const lineByteCountMax = 1024 * 1024;

/** A line's text, and its number from 1. */
export interface TextLine {
  readonly line: number;
  readonly text: string;
}

/**
 * The lines of a file. A file in UTF-16, as PowerShell's `>` writes it, is decoded and reported; a line that is not
 * UTF-8 comes with U+FFFD where it is not and is reported; a line that is too long is left out and reported.
 */
export function* textLines(
  bytes: Uint8Array,
  { file, report }: { readonly file: string; readonly report: (problem: LogProblem) => void },
): Generator<TextLine> {
  const encoding = foreignEncoding(bytes);
  if (encoding !== undefined) {
    report({ code: 'LOG_WRONG_ENCODING', file, line: 1, column: 1, encoding });
    const text = new TextDecoder(encoding).decode(bytes);
    yield* textLines(new TextEncoder().encode(text), { file, report });
    return;
  }
  const strict = new TextDecoder('utf-8', { fatal: true });
  const lossy = new TextDecoder('utf-8');
  let start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (let line = 1; start < bytes.length; line += 1) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed === -1 ? bytes.length : feed;
    const slice = bytes.subarray(start, end);
    start = end + 1;
    if (slice.length > lineByteCountMax) {
      const byteCountMax = lineByteCountMax;
      report({ code: 'LOG_LINE_TOO_LONG', file, line, column: 1, byteCount: slice.length, byteCountMax });
      continue;
    }
    let text: string;
    try {
      text = strict.decode(slice);
    } catch {
      text = lossy.decode(slice);
      report({ code: 'LOG_NOT_UTF8', file, line, column: text.indexOf('\ufffd') + 1 });
    }
    yield { line, text: text.replace(/\r$/, '') };
  }
}

function foreignEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes.length >= 4 && bytes[1] === 0 && bytes[3] === 0 && bytes[0] !== 0) return 'utf-16le';
  return bytes.length >= 4 && bytes[0] === 0 && bytes[2] === 0 && bytes[1] !== 0 ? 'utf-16be' : undefined;
}
