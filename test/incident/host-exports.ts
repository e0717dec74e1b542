import { canonicalOrAsIs, withDottedNames } from '../../src/dns/rdata.ts';
import type { StoredRecord } from '../../src/dns/stored-record.ts';

/** A zone as Cloudflare's dashboard exports it. */
export function cloudflareFile(zone: string, records: readonly StoredRecord[]): string {
  const types = [...new Set(records.map(({ type }) => type))].sort();
  const sections = types.map((type) => {
    const lines = records
      .filter((record) => record.type === type)
      .flatMap(({ name, ttl, values, properties }) => {
        const isProxiable = ['A', 'AAAA', 'CNAME'].includes(type);
        const tags = isProxiable ? ` ; cf_tags=cf-proxied:${properties?.proxied === 'true'}` : '';
        return values.map(
          (value) => `${name}.\t${ttl === 0 ? 1 : ttl}\tIN\t${type}\t${withDottedNames(type, value)}${tags}\n`,
        );
      });
    return `\n;; ${type} Records\n${lines.join('')}`;
  });
  const header = [
    ';;',
    `;; Domain:     ${zone}.`,
    ';; Exported:   2026-06-13 10:12:00',
    ';;',
    ';; This file is intended for use for informational and archival',
    ';; purposes ONLY and MUST be edited before use on a production',
    ';; DNS server.',
    ';;',
    ';; SOA Record',
    `${zone}\t3600\tIN\tSOA\tada.ns.cloudflare.com. dns.cloudflare.com. 2041063322 10000 2400 604800 1800`,
    '',
    ';; NS Records',
    `${zone}.\t86400\tIN\tNS\tada.ns.cloudflare.com.`,
    `${zone}.\t86400\tIN\tNS\tbob.ns.cloudflare.com.`,
  ];
  return `${header.join('\n')}\n${sections.join('')}`;
}

/** The pages of Cloudflare's API, one behind the other, as a loop over `?page=` saves them. */
export function cloudflarePages(records: readonly StoredRecord[], perPage: number): string {
  const all = records.flatMap((record) => record.values.map((value) => ({ record, value })));
  const pageCount = Math.ceil(all.length / perPage);
  return Array.from({ length: pageCount }, (_, page) => {
    const result = all.slice(page * perPage, (page + 1) * perPage).map(({ record, value }, index) => ({
      id: (page * perPage + index + 1).toString(16).padStart(32, '0'),
      name: record.name,
      type: record.type,
      content: contentOf(record.type, value),
      ...(record.type === 'MX' ? { priority: Number(value.split(' ')[0]) } : {}),
      proxiable: ['A', 'AAAA', 'CNAME'].includes(record.type),
      proxied: record.properties?.proxied === 'true',
      ttl: record.ttl === 0 ? 1 : record.ttl,
      settings: {},
      meta: {},
      comment: record.properties?.comment ?? null,
      tags: [],
      created_on: '2026-06-01T08:00:00.000000Z',
      modified_on: '2026-06-01T08:00:00.000000Z',
    }));
    const info = {
      page: page + 1,
      per_page: perPage,
      count: result.length,
      total_count: all.length,
      total_pages: pageCount,
    };
    return `${JSON.stringify({ result, success: true, errors: [], messages: [], result_info: info }, null, 2)}\n`;
  }).join('');
}

function contentOf(type: string, value: string): string {
  const canonical = canonicalOrAsIs(type, value);
  return type === 'MX' ? canonical.split(' ').slice(1).join(' ') : canonical;
}
