import { StringDecoder } from 'node:string_decoder';

/** Part of a file as it comes: octets, or text. */
export type Chunk = Uint8Array | string;

/** What a file is if it is no text. */
export type NoText = 'gzip' | 'zip';

/**
 * The text of a file that comes in chunks: UTF-8, or UTF-16 where its first octets say so (PowerShell redirects write
 * it). A byte order mark is taken off; octets that are no UTF-8 become U+FFFD.
 */
export function* textOfChunks(chunks: Iterable<Chunk>): Generator<string> {
  let decoder: { write(octets: Uint8Array): string; end(): string } | undefined;
  let isFirst = true;
  for (const chunk of chunks) {
    if (chunk.length === 0) continue;
    let text: string;
    if (typeof chunk === 'string') {
      text = chunk;
    } else {
      decoder ??= decoderFor(chunk);
      text = decoder.write(chunk);
    }
    if (text === '') continue;
    yield isFirst && text.startsWith('\ufeff') ? text.slice(1) : text;
    isFirst = false;
  }
  const rest = decoder?.end() ?? '';
  if (rest !== '') yield rest;
}

/** Where a text has octets that were no UTF-8, counted from 1; `undefined`: nowhere. */
export function placeOfBrokenText(text: string): { readonly line: number; readonly column: number } | undefined {
  const at = text.indexOf('\ufffd');
  if (at === -1) return undefined;
  const before = text.slice(0, at).split(/\r\n|\n|\r/);
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** The kind of file that some are mistaken for, by its first octets. */
export function noTextOf(first: Chunk | undefined): NoText | undefined {
  if (first === undefined || typeof first === 'string') return undefined;
  if (first[0] === 0x1f && first[1] === 0x8b) return 'gzip';
  return first[0] === 0x50 && first[1] === 0x4b && first[2] === 0x03 && first[3] === 0x04 ? 'zip' : undefined;
}

function decoderFor(first: Uint8Array): { write(octets: Uint8Array): string; end(): string } {
  const label = utf16Label(first);
  if (label === undefined) return new StringDecoder('utf8') as { write(octets: Uint8Array): string; end(): string };
  const decoder = new TextDecoder(label);
  return { write: (octets) => decoder.decode(octets, { stream: true }), end: () => decoder.decode() };
}

function utf16Label([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if ((first === 0xff && second === 0xfe) || (second === 0 && first !== 0)) return 'utf-16le';
  return (first === 0xfe && second === 0xff) || (first === 0 && second !== 0) ? 'utf-16be' : undefined;
}
