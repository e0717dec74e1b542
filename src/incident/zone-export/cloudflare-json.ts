import { txtValueOf } from '../../dns/character-string.ts';
import {
  countOf,
  type JsonFormat,
  type JsonObject,
  objectOf,
  objectsOf,
  type RecordRead,
  storedRecord,
  textOf,
  textsOf,
  wrongMember,
} from './json-record.ts';

/**
 * The records of Cloudflare's API, `GET /zones/{id}/dns_records`: one object for each value, in pages
 * `{ "result": […], "result_info": {…} }`.
 *
 * *Source:* developers.cloudflare.com/api, DNS Records for a Zone, List DNS Records.
 */
export const cloudflareJson: JsonFormat = {
  name: 'cloudflare',
  isRecord: ({ content, type, name }) => content !== undefined && type !== undefined && name !== undefined,
  recordOf,
  frameMistakes(frame, { foundCount }) {
    if (frame.success === false) {
      const [error = {}] = objectsOf(frame, 'errors');
      return [{ code: 'EXPORT_REFUSED', message: textOf(error, 'message') ?? 'no message' }];
    }
    const info = objectOf(frame, 'result_info');
    const totalCount = countOf(info, 'total_count');
    const isIncomplete = totalCount !== undefined && foundCount < totalCount;
    return isIncomplete ? [{ code: 'EXPORT_INCOMPLETE', foundCount, totalCount }] : [];
  },
};

function recordOf(object: JsonObject): RecordRead {
  const name = textOf(object, 'name');
  const type = textOf(object, 'type')?.toUpperCase();
  const content = textOf(object, 'content');
  const ttl = countOf(object, 'ttl');
  if (name === undefined) return wrongMember('name', 'a text');
  if (type === undefined) return wrongMember('type', 'a text');
  if (content === undefined) return wrongMember('content', 'a text');
  if (ttl === undefined) return wrongMember('ttl', 'seconds, or 1 for automatic');
  const properties = propertiesOf(object);
  const read = storedRecord({
    name,
    type,
    ttl: ttl === 1 ? 0 : ttl,
    values: [rdataOf(object, type, content)],
    ...(properties === undefined ? {} : { properties }),
  });
  const zoneName = textOf(object, 'zone_name');
  return 'code' in read || zoneName === undefined ? read : { ...read, zoneName };
}

/** Texts come with their quotes or, from older accounts, without; priorities stand beside the rest of a value. */
function rdataOf(object: JsonObject, type: string, content: string): string {
  if (type === 'TXT') return content.startsWith('"') ? content : txtValueOf(content);
  if (type !== 'MX' && type !== 'SRV' && type !== 'URI') return content;
  const priority = countOf(object, 'priority') ?? countOf(objectOf(object, 'data'), 'priority');
  const words = content.split(/\s+/);
  const isThere = words.length >= { MX: 2, SRV: 4, URI: 3 }[type];
  return isThere || priority === undefined ? words.join(' ') : [priority, ...words].join(' ');
}

function propertiesOf(object: JsonObject): Record<string, string> | undefined {
  const comment = textOf(object, 'comment') ?? '';
  const tags = textsOf(object, 'tags') ?? [];
  if (object.proxied !== true && comment === '' && tags.length === 0) return undefined;
  return {
    ...(object.proxied === true ? { proxied: 'true' } : {}),
    ...(comment === '' ? {} : { comment }),
    ...(tags.length === 0 ? {} : { tags: [...tags].sort().join(',') }),
  };
}
