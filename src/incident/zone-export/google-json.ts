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
 * The record sets of `gcloud dns record-sets list --format=json`, and of the API behind it: `{ "rrsets": […] }`.
 *
 * A set with a routing policy has no values of its own; here it has those of all its items, and the policy's name as a
 * property.
 *
 * *Source:* Cloud DNS API reference, ResourceRecordSets.
 */
export const googleJson: JsonFormat = {
  name: 'google',
  isRecord: ({ kind, rrdatas, routingPolicy }) =>
    kind === 'dns#resourceRecordSet' || rrdatas !== undefined || routingPolicy !== undefined,
  recordOf,
  frameMistakes(frame, { foundCount }) {
    const isIncomplete = typeof frame.nextPageToken === 'string';
    return isIncomplete ? [{ code: 'EXPORT_INCOMPLETE', foundCount, totalCount: null }] : [];
  },
};

function recordOf(object: JsonObject): RecordRead {
  const name = textOf(object, 'name');
  const type = textOf(object, 'type');
  const ttl = countOf(object, 'ttl');
  if (name === undefined) return wrongMember('name', 'a text');
  if (type === undefined) return wrongMember('type', 'a text');
  if (ttl === undefined) return wrongMember('ttl', 'seconds');
  const policy = objectOf(object, 'routingPolicy');
  const [policyName] = ['wrr', 'geo', 'primaryBackup'].filter((each) => policy[each] !== undefined);
  if (policyName !== undefined) {
    const values = [
      ...new Set(objectsOf(objectOf(policy, policyName), 'items').flatMap((item) => textsOf(item, 'rrdatas') ?? [])),
    ];
    return storedRecord({ name, type, ttl, values, properties: { 'routing-policy': policyName } });
  }
  const values = textsOf(object, 'rrdatas');
  if (values === undefined || values.length === 0) return wrongMember('rrdatas', 'a list of texts');
  return storedRecord({ name, type, ttl, values });
}
