/**
 * Any text on one line within a comment of Promela: in ASCII, and so that it neither ends the comment nor begins another.
 */
export function inComment(text: string): string {
  return text
    .replace(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(/\*(?=\/)/g, '*\\')
    .replace(/\/(?=\*)/g, '/\\');
}

/**
 * Several long texts that are to be told apart: each cut to its beginning and to where it begins to differ from the first
 * one (the first: from the second).
 */
export function excerpts(texts: readonly string[]): readonly string[] {
  return texts.map((text, index) => {
    if (text.length <= excerptLengthMax) return text;
    const difference = commonLength(text, texts[index === 0 ? 1 : 0] ?? '');
    if (difference < excerptLengthMax / 2) return `${text.slice(0, excerptLengthMax)}…`;
    const from = Math.max(beginningLength, difference - contextLength);
    const excerpt = text.slice(from, from + excerptLengthMax - beginningLength);
    return `${text.slice(0, beginningLength)}…${excerpt}${from + excerpt.length < text.length ? '…' : ''}`;
  });
}

function commonLength(left: string, right: string): number {
  let length = 0;
  while (length < left.length && left[length] === right[length]) length += 1;
  return length;
}

const excerptLengthMax = 300;
const beginningLength = 60;
const contextLength = 60;
