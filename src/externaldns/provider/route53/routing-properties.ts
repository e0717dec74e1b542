import { propertyOf } from '../../endpoint/provider-specific.ts';
import { quote } from '../../endpoint/quote.ts';
import type { Endpoint, ProviderProperty } from '../../endpoint.ts';
import type { Log } from '../../log.ts';

/**
 * Routing policies: what external-dns calls `aws/weight` and so on, a stored record calls `weight`. Geographic
 * coordinates are taken as they are.
 *
 * *Source:* provider/aws/aws.go: records, newChange, requiresDeleteCreate.
 */
const routingMembers = [
  'weight',
  'region',
  'failover',
  'multi-value-answer',
  'geolocation-continent-code',
  'geolocation-country-code',
  'geolocation-subdivision-code',
  'geoproximity-region',
  'geoproximity-bias',
  'geoproximity-coordinates',
  'geoproximity-local-zone-group',
];

/** Those whose coming or going makes another policy of a record set. */
const decisiveMembers = routingMembers.filter(
  (member) => /^geolocation-/.test(member) || ['weight', 'region', 'failover'].includes(member),
);

const healthCheck = 'health-check-id';

/** The properties of a stored record that these properties of an endpoint ask for. */
export function storedRouting(endpoint: Endpoint, log: Log): Readonly<Record<string, string>> {
  const stored: Record<string, string> = {};
  for (const member of [...routingMembers, healthCheck]) {
    const value = propertyOf(endpoint, `aws/${member}`);
    const isOverruled = member.startsWith('geolocation-') && stored['geolocation-continent-code'] !== undefined;
    if (value === undefined || isOverruled) continue;
    stored[member] = member === 'weight' ? weightOf(value, log) : member === 'multi-value-answer' ? '' : value;
  }
  return stored;
}

/** The endpoint properties that a stored record's properties are listed as. Without a set identifier, the health check alone. */
export function listedRouting(
  stored: Readonly<Record<string, string>>,
  setIdentifier: string | undefined,
): readonly ProviderProperty[] {
  const members = setIdentifier === undefined ? [healthCheck] : [...routingMembers, healthCheck];
  return members.flatMap((member) => {
    const value = stored[member];
    return value === undefined ? [] : [{ name: `aws/${member}`, value }];
  });
}

/** Whether the change is more than an overwrite can do, so that the old record is deleted and the new one created. */
export function needsRecreation(old: Endpoint, desired: Endpoint): boolean {
  if (old.recordType !== desired.recordType || old.setIdentifier !== desired.setIdentifier) return true;
  const mayBeAlias = old.recordType === 'A' || old.recordType === 'CNAME';
  if (mayBeAlias && (propertyOf(old, 'alias') ?? '') !== (propertyOf(desired, 'alias') ?? '')) return true;
  return decisiveMembers.some(
    (member) =>
      (propertyOf(old, `aws/${member}`) === undefined) !== (propertyOf(desired, `aws/${member}`) === undefined),
  );
}

function weightOf(text: string, log: Log): string {
  if (/^[+-]?[0-9]+$/.test(text)) return String(Number(text));
  const cause = `strconv.ParseInt: parsing ${quote(text)}: invalid syntax`;
  log.error(`Failed parsing value of aws/weight: ${text}: ${cause}; using weight of 0`);
  return '0';
}
