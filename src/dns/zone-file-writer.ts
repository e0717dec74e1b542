import { byCodeUnit } from '../kernel/json.ts';
import { nameOrder, parseName, withoutFinalDot } from './name.ts';
import { withDottedNames } from './rdata.ts';
import { isAlias } from './record-set.ts';
import type { StoredRecord } from './stored-record.ts';
import { writeRecordNote } from './zone-file-note.ts';

/**
 * Records as the lines of a zone file, one line a value, every name absolute, nothing aligned, so that a change of one
 * value is a change of one line wherever it stands.
 *
 * `app.example.org. 300 IN A 192.0.2.1`. Names are ordered by their labels from the right, SOA and NS come first at
 * each, then types, set identifiers and values by code unit. No TTL means the host's default. Owner names keep their
 * letters' case, because external-dns does not fold it everywhere; values are canonical. What one line cannot hold
 * otherwise comes as a note behind `;!`. {@link readZoneFile} reads the lines back to the same records.
 */
export function zoneFileLines(records: readonly StoredRecord[]): readonly string[] {
  return records
    .flatMap((record) => linesOf(record))
    .sort((left, right) => byCodeUnit(left.order, right.order))
    .map(({ text }) => text);
}

/** The lines as the text of a file, each with its line end. */
export function writeZoneFile(records: readonly StoredRecord[]): string {
  return zoneFileLines(records)
    .map((line) => `${line}\n`)
    .join('');
}

interface Line {
  /** Orders lines by code unit. */
  readonly order: string;
  readonly text: string;
}

function linesOf(record: StoredRecord): readonly Line[] {
  const owner = ownerOf(record.name);
  const ttl = record.ttl === 0 ? '' : ` ${record.ttl}`;
  const rank = TYPES_FIRST.includes(record.type) ? TYPES_FIRST.indexOf(record.type) : TYPES_FIRST.length;
  return record.values.map((stored) => {
    const value = onOneLine(withDottedNames(isAlias(record) ? 'CNAME' : record.type, stored));
    const text = `${owner}${ttl} IN ${record.type} ${value}${writeRecordNote(record)}`;
    const order = [nameOrder(record.name), `${rank}${record.type}`, record.setIdentifier ?? '', value, text];
    return { order: order.join('\u0000'), text };
  });
}

function ownerOf(name: string): string {
  const canonical = parseName(name);
  const owner = `${typeof canonical === 'string' ? canonical : onOneLine(withoutFinalDot(name))}.`;
  return owner.startsWith('$') ? `\\${owner}` : owner;
}

/** A host may hold what is no RDATA; it must not break the lines. */
function onOneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\x00-\x1f\x7f]/g, (control) => `\\${String(control.charCodeAt(0)).padStart(3, '0')}`);
}

const TYPES_FIRST: readonly string[] = ['SOA', 'NS'];
