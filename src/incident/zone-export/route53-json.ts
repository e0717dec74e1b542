import {
  countOf,
  type JsonFormat,
  type JsonObject,
  objectOf,
  objectsOf,
  type RecordRead,
  storedRecord,
  textOf,
  wrongMember,
} from './json-record.ts';

/**
 * The record sets of `aws route53 list-resource-record-sets`: `{ "ResourceRecordSets": […] }`.
 *
 * Names and values have octets as octal numbers (`\052.example.org.` is the wildcard), where presentation form has
 * decimal ones.
 *
 * *Source:* Route 53 API reference, ResourceRecordSet, ListResourceRecordSets; Route 53 developer guide, DNS domain name
 * format.
 */
export const route53Json: JsonFormat = {
  name: 'route53',
  isRecord: ({ Name, Type }) => Name !== undefined && Type !== undefined,
  recordOf,
  frameMistakes(frame, { foundCount }) {
    const isIncomplete = frame.IsTruncated === true || typeof frame.NextToken === 'string';
    return isIncomplete ? [{ code: 'EXPORT_INCOMPLETE', foundCount, totalCount: null }] : [];
  },
};

function recordOf(object: JsonObject): RecordRead {
  const name = textOf(object, 'Name');
  const type = textOf(object, 'Type');
  if (name === undefined) return wrongMember('Name', 'a text');
  if (type === undefined) return wrongMember('Type', 'a text');
  const target = textOf(objectOf(object, 'AliasTarget'), 'DNSName');
  const ttl = countOf(object, 'TTL');
  const values = objectsOf(object, 'ResourceRecords').map((record) => textOf(record, 'Value'));
  if (target === undefined && ttl === undefined) return wrongMember('TTL', 'seconds');
  if (target === undefined && (values.length === 0 || values.includes(undefined))) {
    return wrongMember('ResourceRecords', 'a list of objects with a Value');
  }
  const setIdentifier = textOf(object, 'SetIdentifier');
  const properties = propertiesOf(object);
  return storedRecord({
    name: fromOctal(name),
    type,
    ttl: ttl ?? 0,
    values: (target === undefined ? (values as string[]) : [target]).map(fromOctal),
    ...(setIdentifier === undefined ? {} : { setIdentifier }),
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
  });
}

/** The octets that escapes stand for, as presentation form has them. */
function fromOctal(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\([0-3][0-7]{2})/g, (_, octal: string) => {
    const octet = Number.parseInt(octal, 8);
    const character = String.fromCharCode(octet);
    return /[A-Za-z0-9*_-]/.test(character) ? character : `\\${String(octet).padStart(3, '0')}`;
  });
}

function propertiesOf(object: JsonObject): Record<string, string> {
  const alias = objectOf(object, 'AliasTarget');
  const geo = objectOf(object, 'GeoLocation');
  const proximity = objectOf(object, 'GeoProximityLocation');
  const coordinates = objectOf(proximity, 'Coordinates');
  const { DNSName: target, EvaluateTargetHealth: health } = alias;
  const members: readonly (readonly [string, unknown])[] = [
    ['alias', target === undefined ? undefined : true],
    ['evaluate-target-health', health],
    ['weight', object.Weight],
    ['region', object.Region],
    ['failover', object.Failover],
    ['multi-value-answer', object.MultiValueAnswer === undefined ? undefined : ''],
    ['geolocation-continent-code', geo.ContinentCode],
    ['geolocation-country-code', geo.CountryCode],
    ['geolocation-subdivision-code', geo.SubdivisionCode],
    ['geoproximity-region', proximity.AWSRegion],
    ['geoproximity-bias', proximity.Bias],
    [
      'geoproximity-coordinates',
      coordinates.Latitude === undefined ? undefined : `${coordinates.Latitude},${coordinates.Longitude}`,
    ],
    ['geoproximity-local-zone-group', proximity.LocalZoneGroup],
    ['health-check-id', object.HealthCheckId],
  ];
  return Object.fromEntries(
    members.flatMap(([name, value]) => (value === undefined || value === null ? [] : [[name, String(value)]])),
  );
}
