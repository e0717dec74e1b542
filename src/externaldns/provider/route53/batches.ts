import { byCodeUnit } from '../../../kernel/json.ts';
import type { Log } from '../../log.ts';
import type { RecordChange } from '../call.ts';

/**
 * How changes to a zone are cut into batches: what belongs to one owned name stays together, and no batch exceeds the
 * limits on changes, octets of values and values (`--aws-batch-change-size` and the defaults of its two siblings).
 *
 * *Source:* provider/aws/aws.go: batchChangeSet, groupChangesByNameAndOwnershipRelation, sortChangesByActionNameType.
 */
export function batchesOf(
  changes: readonly RecordChange[],
  { changeCountMax, log }: { readonly changeCountMax: number; readonly log: Log },
): readonly (readonly RecordChange[])[] {
  const limits: readonly Limit[] = [
    { words: 'max batch size', noun: 'changes', max: changeCountMax, count: (list) => list.length },
    { words: 'max batch size bytes', noun: 'changes bytes', max: 32000, count: (list) => sum(list, octetCount) },
    { words: 'max batch size values', noun: 'changes values', max: 1000, count: (list) => sum(list, valueCount) },
  ];
  const exceeded = (list: readonly RecordChange[]) => limits.find(({ max, count }) => count(list) > max);
  if (exceeded(changes) === undefined) return [inBatchOrder(changes)];
  const batches: (readonly RecordChange[])[] = [];
  let batch: readonly RecordChange[] = [];
  for (const [index, group] of ownedGroups(changes).entries()) {
    const limit = exceeded(group);
    if (limit !== undefined) {
      log.warning(
        `Total changes for ${index} exceeds ${limit.words} of ${limit.max}, total ${limit.noun}: ${limit.count(group)}; changes will not be performed`,
      );
      continue;
    }
    const joined = [...batch, ...group];
    if (exceeded(joined) !== undefined) {
      batches.push(inBatchOrder(batch));
      batch = group;
    } else {
      batch = joined;
    }
  }
  return batch.length === 0 ? batches : [...batches, inBatchOrder(batch)];
}

/** Changes by the name that they belong to, in code-unit order of those names (upstream: in random order when retried). */
export function ownedGroups(changes: readonly RecordChange[]): readonly (readonly RecordChange[])[] {
  const groups = new Map<string, RecordChange[]>();
  for (const change of changes) {
    const key = change.ownedRecord ?? change.record.name;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [change]);
    else group.push(change);
  }
  return [...groups].sort(([left], [right]) => byCodeUnit(left, right)).map(([, group]) => group);
}

interface Limit {
  readonly words: string;
  readonly noun: string;
  readonly max: number;
  count(list: readonly RecordChange[]): number;
}

/** UPSERT, DELETE, CREATE; then by name and type. */
function inBatchOrder(changes: readonly RecordChange[]): readonly RecordChange[] {
  return [...changes].sort(
    (left, right) =>
      byCodeUnit(right.action, left.action) ||
      byCodeUnit(left.record.name, right.record.name) ||
      byCodeUnit(left.record.type, right.record.type),
  );
}

function sum(changes: readonly RecordChange[], count: (change: RecordChange) => number): number {
  return changes.reduce((total, change) => total + count(change), 0);
}

/** Route 53 counts what an UPSERT carries twice. */
function valueCount({ action, record }: RecordChange): number {
  return record.values.length * (action === 'UPSERT' ? 2 : 1);
}

function octetCount({ action, record }: RecordChange): number {
  const octets = record.values.reduce((total, value) => total + Buffer.byteLength(value), 0);
  return octets * (action === 'UPSERT' ? 2 : 1);
}
