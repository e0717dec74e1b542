import type { StoredRecord } from '../dns/stored-record.ts';
import { labelsOfText } from '../externaldns/labels/label-text.ts';

/** A record set on one line, as in a zone file: `app.example.org. 300 A 192.0.2.1`. A TTL of 0 is written `auto`. */
export function recordText(record: StoredRecord): string {
  const ttl = record.ttl === 0 ? 'auto' : String(record.ttl);
  const identifier = record.setIdentifier ? ` ; set ${record.setIdentifier}` : '';
  return `${record.name}. ${ttl} ${record.type} ${record.values.join(' ')}${identifier}`;
}

/** As {@link recordText}, with an ownership TXT record told by the owner that it names: for stories, where it recurs. */
export function shortRecordText(record: StoredRecord): string {
  const labels = record.type === 'TXT' ? labelsOfText(record.values[0] ?? '') : undefined;
  if (labels === undefined) return recordText(record);
  return recordText({ ...record, values: [`(owner ${labels.owner ?? 'unknown'})`] });
}
