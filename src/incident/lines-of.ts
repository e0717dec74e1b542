/** A line without its end; `null` for one that is too long to be held, of which only the length is known. */
export type Line = { readonly text: string } | { readonly text: null; readonly length: number };

/**
 * The lines of a text that comes in pieces, ended by LF, CRLF or CR. Lines of more than `lengthMax` characters are
 * passed over, whatever their length.
 */
export function* linesOf(pieces: Iterable<string>, lengthMax: number): Generator<Line> {
  let rest = '';
  /** How much of a line that is too long has been dropped. */
  let dropped = 0;
  for (const piece of pieces) {
    const text = rest === '' ? piece : rest + piece;
    const hasReturn = text.includes('\r');
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      // Nearly all lines are plain, and there may be a million: a generator for each took as long as the search.
      if (!hasReturn && dropped === 0 && end - start <= lengthMax) yield { text: text.slice(start, end) };
      else yield* lineOf(text.slice(start, end), dropped, lengthMax);
      dropped = 0;
      start = end + 1;
    }
    rest = text.slice(start);
    if (rest.length > lengthMax) {
      dropped += rest.length;
      rest = '';
    }
  }
  if (rest !== '' || dropped > 0) yield* lineOf(rest, dropped, lengthMax);
}

function* lineOf(text: string, dropped: number, lengthMax: number): Generator<Line> {
  const length = dropped + text.length;
  if (dropped > 0 || length > lengthMax) {
    yield { text: null, length };
  } else if (!text.includes('\r')) {
    yield { text };
  } else {
    const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
    for (const line of whole.split('\r')) yield { text: line };
  }
}
