import { zoneKey } from '../../dns/zone.ts';
import { JsonObjects } from '../json-objects.ts';
import { type Chunk, noTextOf, textOfChunks } from '../text-of-chunks.ts';
import { azureJson } from './azure-json.ts';
import { cloudflareJson } from './cloudflare-json.ts';
import { googleJson } from './google-json.ts';
import type { JsonFormat, JsonObject } from './json-record.ts';
import { readMasterFile } from './master-file.ts';
import { type Place, RecordCollector } from './record-collector.ts';
import { route53Json } from './route53-json.ts';
import type { ZoneExport, ZoneExportFormat, ZoneExportMistake, ZoneExportTable } from './zone-export.ts';

/** What is to be read. */
export interface ZoneExportInput {
  /** The file's content: as a whole, or in chunks of any size, so that it need never be held as a whole. */
  readonly content: Chunk | Iterable<Chunk>;
  /** How problems call it. */
  readonly path: string;
  /** Told from the content unless given. */
  readonly format?: ZoneExportFormat;
  /** For exports that do not say which zone they are of, and for the relative names in them. */
  readonly zoneName?: string;
}

/**
 * Reads a zone export of any format. Whatever is wrong with it, everything readable is among the records and the rest
 * among the problems, each with its place.
 */
export function readZoneExport(input: ZoneExportInput): ZoneExport {
  const { table, ...rest } = readZoneTable(input);
  return { ...rest, records: [...table] };
}

/** {@link readZoneExport} for zones of any size. */
export function readZoneTable(input: ZoneExportInput): ZoneExportTable {
  const collector = new RecordCollector(input.path);
  const chunks = chunksOf(input.content)[Symbol.iterator]();
  const first = chunks.next();
  const noText = first.done === true ? undefined : noTextOf(first.value);
  if (noText !== undefined) {
    collector.report({ code: 'EXPORT_NOT_TEXT', looksLike: noText }, { line: 1, column: 1 });
    return { format: input.format, isCloudflare: false, zoneName: input.zoneName, ...collector.result() };
  }
  const pieces = textOfChunks(resumed(first, chunks));
  const { isJson, all } = sniffed(pieces);
  const isMasterFile = input.format === undefined ? !isJson : input.format === 'bind';
  const { format, zoneName } = isMasterFile
    ? { format: 'bind' as const, zoneName: readMasterFile(all, collector, input) }
    : readJson(all, collector, input);
  const { table, problems } = collector.result();
  if (table.count === 0 && problems.length === 0) {
    collector.report({ code: 'EXPORT_EMPTY' }, { line: 1, column: 1 });
  }
  return {
    format,
    isCloudflare: collector.isCloudflare,
    zoneName: zoneName === undefined ? undefined : zoneKey(zoneName),
    ...collector.result(),
  };
}

function readJson(
  pieces: Iterable<string>,
  collector: RecordCollector,
  input: ZoneExportInput,
): { readonly format: ZoneExportFormat | undefined; readonly zoneName: string | undefined } {
  let format = jsonFormats.find(({ name }) => name === input.format);
  let { zoneName } = input;
  /** Of several pages only the last one can say that there are more. */
  let incomplete: { readonly mistake: ZoneExportMistake; readonly place: Place } | undefined;
  const readFrame = (frame: JsonObject, place: Place): boolean => {
    const formats = format === undefined ? jsonFormats : [format];
    const mistakes = formats.flatMap((each) => each.frameMistakes(frame, { foundCount: collector.valueCount }));
    incomplete = undefined;
    for (const mistake of mistakes) {
      if (mistake.code === 'EXPORT_INCOMPLETE') incomplete = { mistake, place };
      else collector.report(mistake, place);
    }
    return mistakes.length > 0;
  };
  const readRecord = (value: JsonObject, place: Place): void => {
    format ??= jsonFormats.find((each) => each.isRecord(value));
    if (format?.isRecord(value) !== true) {
      // An API that refuses answers with a frame around nothing.
      if (readFrame(value, place)) return;
      collector.report({ code: 'EXPORT_UNKNOWN_RECORD', members: Object.keys(value).slice(0, 8) }, place);
      return;
    }
    collector.isCloudflare = format.name === 'cloudflare';
    const read = format.recordOf(value, { zoneName });
    if ('code' in read) {
      collector.report(read, place);
      return;
    }
    if (isBroken(read.record)) collector.report({ code: 'EXPORT_NOT_TEXT', looksLike: 'broken-utf-8' }, place);
    zoneName ??= read.zoneName ?? (read.record.type === 'SOA' ? read.record.name : undefined);
    collector.add(read.record, place);
  };
  const objects = new JsonObjects(
    {
      object: readRecord,
      frame: readFrame,
      problem: ({ line, column, ...mistake }) => collector.report(mistake, { line, column }),
    },
    LIST_MEMBERS,
  );
  for (const piece of pieces) objects.push(piece);
  objects.end();
  if (incomplete !== undefined) collector.report(incomplete.mistake, incomplete.place);
  return { format: format?.name, zoneName };
}

/** Whether octets that were no UTF-8 stand in it, as U+FFFD. */
function isBroken({ name, values }: { readonly name: string; readonly values: readonly string[] }): boolean {
  return [name, ...values].some((text) => text.includes('\ufffd') || text.includes('\\239\\191\\189'));
}

/** Google's before Cloudflare's and Route 53's: what tells it apart is the more particular. */
const jsonFormats: readonly JsonFormat[] = [azureJson, googleJson, cloudflareJson, route53Json];

/** Where the records are in an answer of an API. */
const LIST_MEMBERS = ['result', 'ResourceRecordSets', 'rrsets', 'value'];

function chunksOf(content: ZoneExportInput['content']): Iterable<Chunk> {
  return typeof content === 'string' || content instanceof Uint8Array ? [content] : content;
}

function* resumed<T>(first: IteratorResult<T>, rest: Iterator<T>): Generator<T> {
  for (let next = first; next.done !== true; next = rest.next()) yield next.value;
}

/** Whether a text is JSON, by its first sign that is not blank; and all of it. */
function sniffed(pieces: Generator<string>): { readonly isJson: boolean; readonly all: Iterable<string> } {
  const passed: string[] = [];
  let isJson = false;
  for (let next = pieces.next(); next.done !== true; next = pieces.next()) {
    passed.push(next.value);
    const sign = /\S/.exec(next.value)?.[0];
    if (sign === undefined) continue;
    isJson = sign === '{' || sign === '[';
    break;
  }
  return { isJson, all: joined(passed, pieces) };
}

function* joined(passed: readonly string[], rest: Generator<string>): Generator<string> {
  yield* passed;
  yield* rest;
}
