import { parseName } from '../../dns/name.ts';
import { zoneKey } from '../../dns/zone.ts';
import type { RecordNote } from '../../dns/zone-file-note.ts';
import { noNote, type ZoneFileOptions, ZoneFileRecords } from '../../dns/zone-file-records.ts';
import { linesOf } from '../lines-of.ts';
import type { RecordCollector } from './record-collector.ts';

/** No record has more in it: 65,535 octets, each at most four characters (`\200`), and some room for the rest. */
const LINE_LENGTH_MAX = 300_000;

/**
 * Reads a master file as hosts export it. Returns the zone's name: what Cloudflare's header says, else the owner of the
 * SOA record, else the first origin.
 *
 * Cloudflare's has owners without their final dot (the SOA), the TTL 1 for "automatic", and behind a record its comment
 * and tags: `; moved here in May cf_tags=cf-proxied:true,team:edge`.
 *
 * *Source:* developers.cloudflare.com, DNS, Import and export records; exports found in public repositories.
 */
export function readMasterFile(
  pieces: Iterable<string>,
  collector: RecordCollector,
  options: { readonly zoneName?: string },
): string | undefined {
  let soaOwner: string | undefined;
  let line = 0;
  let header: { readonly zoneName: string | undefined; readonly reader: ZoneFileRecords } | undefined;
  let domain: string | undefined;
  const begin = (): { readonly zoneName: string | undefined; readonly reader: ZoneFileRecords } => {
    collector.isCloudflare = domain !== undefined;
    const zoneName = options.zoneName ?? domain;
    const reader = new ZoneFileRecords(
      {
        record: (record, place) => {
          if (record.type === 'SOA') soaOwner ??= zoneKey(record.name);
          collector.add(record, place);
        },
        problem: ({ line: at, column, ...mistake }) => collector.report(mistake, { line: at, column }),
      },
      { ...(zoneName === undefined ? {} : { origin: zoneName }), ...(domain === undefined ? {} : cloudflareDialect) },
    );
    for (let skipped = 1; skipped < line; skipped += 1) reader.passOver();
    return { zoneName, reader };
  };
  for (const found of linesOf(pieces, LINE_LENGTH_MAX)) {
    line += 1;
    if (header === undefined && found.text !== null && /^\s*(?:;|$)/.test(found.text)) {
      domain ??= domainOf(found.text);
      continue;
    }
    header ??= begin();
    if (found.text === null) {
      collector.report(
        { code: 'EXPORT_LINE_TOO_LONG', length: found.length, lengthMax: LINE_LENGTH_MAX },
        { line, column: 1 },
      );
      header.reader.passOver();
    } else if (found.text.includes('\ufffd') || found.text.includes('\u0000')) {
      const looksLike = found.text.includes('\u0000') ? 'binary' : 'broken-utf-8';
      const column = found.text.search(/[\ufffd\0]/u) + 1;
      collector.report({ code: 'EXPORT_NOT_TEXT', looksLike }, { line, column });
      header.reader.passOver();
    } else {
      header.reader.take(found.text);
    }
  }
  header ??= begin();
  header.reader.end();
  return header.zoneName ?? soaOwner ?? header.reader.firstOrigin;
}

/** The zone that a line of Cloudflare's header names. */
function domainOf(comment: string): string | undefined {
  const [, spelled] = /^;;\s*Domain:\s+(\S+)\s*$/.exec(comment) ?? [];
  const name = spelled === undefined ? undefined : parseName(spelled);
  return typeof name === 'string' ? zoneKey(name) : undefined;
}

const cloudflareDialect: ZoneFileOptions = { areOwnersAbsolute: true, automaticTtl: 1, noteOf: cloudflareNote };

const proxiedNote: RecordNote = { properties: { proxied: 'true' } };

/** What Cloudflare writes behind a record: a comment, then the tags; whether it is proxied is one of these. */
function cloudflareNote(text: string): RecordNote {
  // Nearly all are one of these two.
  if (text === ' cf_tags=cf-proxied:false') return noNote;
  if (text === ' cf_tags=cf-proxied:true') return proxiedNote;
  const at = text.lastIndexOf('cf_tags=');
  const comment = (at === -1 ? text : text.slice(0, at)).trim();
  const tags = at === -1 ? [] : splitTags(text.slice(at + 'cf_tags='.length).trim());
  const kept = tags.filter((tag) => !tag.startsWith('cf-proxied:'));
  const properties = {
    ...(tags.includes('cf-proxied:true') ? { proxied: 'true' } : {}),
    ...(comment === '' ? {} : { comment }),
    ...(kept.length === 0 ? {} : { tags: kept.sort().join(',') }),
  };
  return Object.keys(properties).length === 0 ? noNote : { properties };
}

/** `team:edge,note:"a, b"`: values with signs of their own are JSON strings. */
function splitTags(text: string): readonly string[] {
  return [...text.matchAll(/([^,:"]+)(?::("(?:\\.|[^"\\])*"|[^,]*))?/g)].map(([, name = '', value = '']) => {
    const plain = value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value;
    return `${name.trim()}:${plain}`;
  });
}
