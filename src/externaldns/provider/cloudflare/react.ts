import { rulesOf } from '../../version.ts';
import type { Answer, Call, RecordChange } from '../call.ts';
import { type ProviderContext, type Reaction, settled } from '../profile.ts';
import { listedTTL } from './listing.ts';

/**
 * What external-dns does about Cloudflare's answers. A change whose record is not found is only logged. A refused batch
 * is tried again change by change. A refused change is logged; the run goes on with the next one and
 * ends with an error, in the newest releases a soft one.
 *
 * *Source:* provider/cloudflare/cloudflare_batch.go: buildBatchCollections, submitDNSRecordChanges,
 * fallbackIndividualChanges. The texts of single calls are those of v0.20.0, cloudflare.go:submitChanges.
 */
export function react(call: Call, answer: Answer, { configuration, log }: ProviderContext): Reaction {
  for (const index of answer.missing) {
    const change = call.changes[index] as RecordChange;
    log.error(`failed to find previous record: ${recordText(change)}`, fieldsOf(call, change));
  }
  if (answer.result === 'applied') {
    if (call.kind === 'batch' && answer.missing.length < call.changes.length) {
      log.debug(() => `Successfully submitted batch DNS records for zone ${call.zoneId} (chunk ${call.part})`);
    }
    return settled;
  }
  if (call.kind === 'batch') {
    log.warning(
      `Batch DNS operation failed for zone ${call.zoneId} (chunk ${call.part}): ${answer.error} — falling back to individual operations`,
    );
    const { zone, zoneId } = call;
    const tried = call.changes.filter((_, index) => !answer.missing.includes(index));
    return { calls: tried.map((change) => ({ zone, zoneId, kind: 'retry', changes: [change] })), hasFailed: false };
  }
  const [change] = call.changes as readonly [RecordChange, ...RecordChange[]];
  if (call.kind === 'retry') {
    log.error(`fallback: individual ${change.action} failed: ${answer.error}`, retryFieldsOf(call, change));
  } else {
    log.error(`failed to ${change.action.toLowerCase()} record: ${answer.error}`, fieldsOf(call, change));
  }
  return { calls: [], hasFailed: rulesOf(configuration).refusalsAtCloudflare !== 'logged' };
}

function fieldsOf({ zoneId }: Call, { action, record }: RecordChange) {
  return { action, record: record.name, ttl: listedTTL(record), type: record.type, zone: zoneId };
}

function retryFieldsOf({ zoneId }: Call, { action, record }: RecordChange) {
  const [content = ''] = record.values;
  return { action, content, record: record.name, type: record.type, zone: zoneId };
}

/** The client library's record structure as Go prints it, with everything that external-dns does not fill in. */
function recordText({ record }: RecordChange): string {
  const { name, type, values, properties = {} } = record;
  const [priority, content] =
    type === 'MX' ? (values[0] as string).split(' ', 2) : ['0', (values[0] as string | undefined) ?? ''];
  const { comment = '', tags, proxied = 'false' } = properties;
  const moment = '0001-01-01 00:00:00 +0000 UTC';
  const tagText = tags === undefined ? '[]' : `[${tags.split(',').join(' ')}]`;
  const json = `{${'{ 0} '.repeat(18)} map[]}`;
  return `{ ${comment} ${moment} ${content} ${moment} <nil> <nil> ${moment} ${name} ${priority} false false ${proxied} <nil> ${tagText} ${moment} ${listedTTL(record)} ${type} ${json} <nil>}`;
}
