/** Whether a text names a record type: a known one, or a number (`TYPE65534`, RFC 3597). Upper case. */
export function isRecordType(text: string): boolean {
  return /^TYPE[0-9]{1,5}$/.test(text) || RECORD_TYPES.includes(text);
}

/** The record types that DNS hosts store, and those that stand beside them in signed zones (IANA DNS parameters). */
export const RECORD_TYPES: readonly string[] = [
  'A',
  'AAAA',
  'AFSDB',
  'CAA',
  'CDNSKEY',
  'CDS',
  'CERT',
  'CNAME',
  'DNAME',
  'DNSKEY',
  'DS',
  'HINFO',
  'HTTPS',
  'LOC',
  'MX',
  'NAPTR',
  'NS',
  'NSEC',
  'NSEC3',
  'NSEC3PARAM',
  'OPENPGPKEY',
  'PTR',
  'RP',
  'RRSIG',
  'SMIMEA',
  'SOA',
  'SPF',
  'SRV',
  'SSHFP',
  'SVCB',
  'TLSA',
  'TXT',
  'URI',
];
