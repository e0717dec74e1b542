import type { StoredRecord } from '../dns/stored-record.ts';
import { recordsOf, type Zone } from '../dns/zone.ts';
import type { Reader } from '../kernel/component.ts';
import type { Answer, Call, Stored } from './provider/call.ts';
import type { ProviderProfile } from './provider/profile.ts';

/**
 * The host's answer, or a refusal, if the zone would hold more afterwards than it may. A change that adds nothing is
 * never refused, however full the zone is. The rest of the zone is read only if the zone has a limit and grows.
 */
export function withinQuota(
  answer: Answer,
  context: {
    readonly call: Call;
    /** What stands under the names that the call touches. */
    readonly stored: Stored;
    readonly zone: Zone;
    readonly provider: ProviderProfile;
    readonly reader: Reader;
  },
): Answer {
  const { call, stored, zone, provider, reader } = context;
  const { recordCountMax } = zone;
  const { quota } = provider;
  if (recordCountMax === undefined || quota === null || answer.result === 'refused') return answer;
  const count = (lists: Iterable<readonly StoredRecord[]>) => quota.count([...lists].flat());
  const growth = count(new Map([...stored, ...answer.records]).values()) - count(stored.values());
  if (growth <= 0 || quota.count(recordsOf(zone, reader)) + growth <= recordCountMax) return answer;
  return { result: 'refused', error: quota.error(call, recordCountMax), missing: answer.missing };
}
