import { byCodeUnit } from '../../../kernel/json.ts';
import { propertyOf } from '../../endpoint/provider-specific.ts';
import { quote } from '../../endpoint/quote.ts';
import type { Changes, Endpoint } from '../../endpoint.ts';
import { rulesOf } from '../../version.ts';
import type { RecordChange } from '../call.ts';
import type { ProviderContext } from '../profile.ts';
import { valueOfTarget } from '../target-value.ts';
import { isProxied, normalTags, propertyNames } from './properties.ts';

/**
 * The changes to single records that a plan's changes come to: creates, updates, deletes. An update is the difference
 * of the two target lists by exact text: what only the old one has is deleted, what only the new one has is created,
 * and what both have is updated, even if nothing about it is new.
 *
 * *Source:* provider/cloudflare/cloudflare.go:ApplyChanges, provider/provider.go:Difference.
 */
export function recordChanges(changes: Changes, context: ProviderContext): readonly RecordChange[] {
  const { createsNewTargetsFirst } = rulesOf(context.configuration);
  const found: RecordChange[] = [];
  const add = (action: RecordChange['action'], endpoint: Endpoint, targets: readonly string[]) => {
    for (const target of targets) {
      const change = recordChange({ action, endpoint, target }, context);
      if (typeof change !== 'string') found.push(change);
      else context.log.error(`failed to create cloudflare change: ${change}`);
    }
  };
  for (const endpoint of changes.create) add('CREATE', endpoint, endpoint.targets);
  for (const [index, desired] of changes.updateNew.entries()) {
    const current = changes.updateOld[index] as Endpoint;
    const { added, removed, left } = difference(current.targets, desired.targets);
    if (!createsNewTargetsFirst) add('DELETE', current, removed);
    add('CREATE', desired, added);
    add('UPDATE', desired, left);
    if (createsNewTargetsFirst) add('DELETE', current, removed);
  }
  for (const endpoint of changes.delete) add('DELETE', endpoint, endpoint.targets);
  return found;
}

/** The removed part comes out of a Go map; here it is sorted. */
function difference(current: readonly string[], desired: readonly string[]) {
  const remaining = new Set(current);
  const added: string[] = [];
  const left: string[] = [];
  for (const target of desired) (remaining.delete(target) ? left : added).push(target);
  return { added, left, removed: [...remaining].sort(byCodeUnit) };
}

/** The change of one record, or the text of the error that makes it impossible (newCloudFlareChange). */
function recordChange(
  { action, endpoint, target }: { action: RecordChange['action']; endpoint: Endpoint; target: string },
  context: ProviderContext,
): RecordChange | string {
  const { dnsName, recordType, recordTTL } = endpoint;
  const { configuration, log } = context;
  const names = propertyNames(configuration);
  const proxied = isProxied(endpoint, configuration, log);
  const comment = trimmedComment(propertyOf(endpoint, names.comment) ?? configuration.cloudflareRecordComment, {
    dnsName,
    context,
  });
  const tags = normalTags(propertyOf(endpoint, names.tags) ?? '');
  const invalid = recordType === 'MX' ? mxError(target) : recordType === 'SRV' ? srvError(target) : undefined;
  if (invalid !== undefined) return `failed to parse ${recordType} record target ${quote(target)}: ${invalid}`;
  const properties = {
    ...(proxied ? { proxied: 'true' } : {}),
    ...(comment === '' ? {} : { comment }),
    ...(tags === '' ? {} : { tags }),
  };
  return {
    action,
    record: {
      name: dnsName,
      type: recordType,
      ttl: recordTTL > 1 ? recordTTL : 0,
      values: [valueOfTarget(recordType, recordType === 'MX' ? fieldsOf(target).join(' ') : target)],
      ...(Object.keys(properties).length === 0 ? {} : { properties }),
    },
  };
}

/** A zone on the free plan takes comments of at most 100 octets (trimAndValidateComment). Paid plans are not modelled. */
function trimmedComment(comment: string, { dnsName, context }: { dnsName: string; context: ProviderContext }): string {
  const octets = Buffer.from(comment);
  if (octets.length <= freeCommentLengthMax) return comment;
  context.log.warning(
    `DNS record comment is invalid. Trimming comment of ${dnsName}. To avoid endless syncs, please set it to less than ${freeCommentLengthMax} chars.`,
  );
  return octets.subarray(0, freeCommentLengthMax).toString();
}

const freeCommentLengthMax = 100;

/** Why a text is no MX target (endpoint.go:NewMXRecord). */
function mxError(target: string): string | undefined {
  const fields = fieldsOf(target);
  if (fields.length !== 2) {
    return `invalid MX record target: ${target}. MX records must have a preference value and a host, e.g. '10 example.com'`;
  }
  return isUint16(fields[0] as string) ? undefined : `invalid integer value in target: ${target}`;
}

/** Why a text is no SRV target (endpoint.go:NewSRVRecord). */
function srvError(target: string): string | undefined {
  const fields = fieldsOf(target);
  if (fields.length !== 4) {
    return `invalid SRV record target: ${target}. SRV records must have a priority, weight, port, and target host, e.g. '10 5 5060 example.com.'`;
  }
  if (!target.trim().endsWith('.')) {
    return `invalid SRV record target: ${target}. Target host does not end with a dot`;
  }
  const wrong = fields.slice(0, 3).findIndex((field) => !isUint16(field));
  if (wrong === -1) return undefined;
  const field = fields[wrong] as string;
  const cause = /^[0-9]+$/.test(field) ? 'value out of range' : 'invalid syntax';
  const member = ['priority', 'weight', 'port'][wrong];
  return `invalid SRV ${member} ${quote(field)}: strconv.ParseUint: parsing ${quote(field)}: ${cause}`;
}

function fieldsOf(target: string): readonly string[] {
  return target.split(/\s+/).filter((field) => field !== '');
}

function isUint16(text: string): boolean {
  return /^[0-9]+$/.test(text) && Number(text) <= 0xffff;
}
