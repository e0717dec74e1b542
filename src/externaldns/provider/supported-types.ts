/**
 * The record types that every provider lists; others do not exist for external-dns.
 *
 * *Source:* provider/recordfilter.go:SupportedRecordType.
 */
export const supportedTypes: ReadonlySet<string> = new Set(['A', 'AAAA', 'CNAME', 'DNAME', 'SRV', 'TXT', 'NS']);
