import type { StoredRecord } from '../dns/stored-record.ts';

/** A record set on one line, as in a zone file: `app.example.org. 300 A 192.0.2.1`. A TTL of 0 is written `auto`. */
export function recordText(record: StoredRecord): string {
  const ttl = record.ttl === 0 ? 'auto' : String(record.ttl);
  const identifier = record.setIdentifier ? ` ; set ${record.setIdentifier}` : '';
  return `${record.name}. ${ttl} ${record.type} ${record.values.join(' ')}${identifier}`;
}
