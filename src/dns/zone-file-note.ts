import { byCodeUnit } from '../kernel/json.ts';
import type { StoredRecord } from './stored-record.ts';

/**
 * What a zone file has no place for, as a comment that dibs writes and reads: `;! set-identifier=eu proxied=true`.
 *
 * To every other reader it is a comment. A key or value that is not one plain word is written as a JSON string. What
 * external-dns's in-memory provider keeps as labels is not written.
 */
export type RecordNote = Pick<StoredRecord, 'setIdentifier' | 'properties'>;

/** The note behind `;!`, or `undefined` if the text is none. */
export function readRecordNote(text: string): RecordNote | undefined {
  let setIdentifier: string | undefined;
  const properties: [string, string][] = [];
  let rest = text.trim();
  while (rest !== '') {
    const match = PAIR.exec(rest);
    const key = plain(match?.[1]);
    const value = plain(match?.[2]);
    if (match === null || key === undefined || value === undefined) return undefined;
    if (key === SET_IDENTIFIER) setIdentifier = value;
    else properties.push([key, value]);
    rest = rest.slice(match[0].length);
  }
  return {
    ...(setIdentifier === undefined ? {} : { setIdentifier }),
    ...(properties.length === 0 ? {} : { properties: Object.fromEntries(properties) }),
  };
}

/** The note of a record with its mark, or the empty text if there is nothing to note. */
export function writeRecordNote(note: RecordNote): string {
  const pairs = Object.entries(note.properties ?? {}).sort(([left], [right]) => byCodeUnit(left, right));
  if (note.setIdentifier !== undefined) pairs.unshift([SET_IDENTIFIER, note.setIdentifier]);
  if (pairs.length === 0) return '';
  return ` ;! ${pairs.map(([key, value]) => `${worded(key)}=${worded(value)}`).join(' ')}`;
}

const SET_IDENTIFIER = 'set-identifier';
const WORD = /^[^\s"=\\]+$/u;
const PAIR = /^("(?:\\.|[^"\\])*"|[^\s"=]+)=("(?:\\.|[^"\\])*"|[^\s"=]+)(?:\s+|$)/u;

function worded(text: string): string {
  return WORD.test(text) ? text : JSON.stringify(text);
}

function plain(text: string | undefined): string | undefined {
  if (text === undefined || !text.startsWith('"')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
