import { closeSync, openSync, readSync } from 'node:fs';
import { applicationId } from './checkpoint-file.ts';
import { attempt } from './system-error.ts';

/** What a file that several commands could have written is, by its first octets: its name says nothing. */
export type FileKind = 'exploration' | 'runs' | 'json' | 'other';

/** The kind of a file, or the system's word for why it cannot be read. */
export function kindOfFile(file: string): { readonly kind: FileKind } | { readonly reason: string } {
  const read = attempt(() => {
    const handle = openSync(file, 'r');
    try {
      const head = Buffer.alloc(headLength);
      return head.subarray(0, readSync(handle, head, 0, headLength, 0));
    } finally {
      closeSync(handle);
    }
  });
  return 'reason' in read ? read : { kind: kindOfHead(read.value) };
}

function kindOfHead(head: Buffer): FileKind {
  if (head.subarray(0, 16).toString('latin1') === 'SQLite format 3\0') {
    return head.length >= 72 && head.readUInt32BE(68) === applicationId ? 'exploration' : 'other';
  }
  if (head.toString('utf8').startsWith('{"dibs":"run-report",')) return 'runs';
  return /^(\uFEFF)?\s*[[{]/.test(head.toString('utf8')) ? 'json' : 'other';
}

/** The header of an SQLite database. *Source:* the SQLite database file format, section 1.3. */
const headLength = 100;
