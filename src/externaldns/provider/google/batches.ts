import { byCodeUnit } from '../../../kernel/json.ts';
import type { Log } from '../../log.ts';
import type { RecordChange } from '../call.ts';
import { dotted } from './api.ts';

/**
 * How a zone's changes are cut into batches: what has one name stays together, but a record and its TXT record have two.
 * `--google-batch-change-size` of 0 makes one batch. A name with more changes than a batch may hold is left out, with a
 * warning.
 *
 * *Source:* provider/google/google.go:batchChange.
 */
export function batchesOf(
  changes: readonly RecordChange[],
  { changeCountMax, log }: { readonly changeCountMax: number; readonly log: Log },
): readonly (readonly RecordChange[])[] {
  if (changeCountMax === 0) return [changes];
  const byName = new Map<string, RecordChange[]>();
  for (const change of changes) {
    const name = dotted(change.record.name);
    byName.set(name, [...(byName.get(name) ?? []), change]);
  }
  const batches: RecordChange[][] = [];
  let batch: RecordChange[] = [];
  for (const [name, group] of [...byName].sort(([left], [right]) => byCodeUnit(left, right))) {
    if (group.length > changeCountMax) {
      log.warning(
        `Total changes for ${name} exceeds max batch size of ${changeCountMax}, total changes: ${group.length}`,
      );
      continue;
    }
    if (batch.length + group.length > changeCountMax) {
      batches.push(batch);
      batch = [];
    }
    batch.push(...group);
  }
  return batch.length === 0 ? batches : [...batches, batch];
}
