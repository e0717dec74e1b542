import type { StoredRecord } from '../../dns/stored-record.ts';
import { zoneKey } from '../../dns/zone.ts';
import type { LogLine } from '../../externaldns/endpoint.ts';
import { valueOfTarget } from '../../externaldns/provider/target-value.ts';
import { announcedChange, type LoggedChange } from '../logs/logged-change.ts';
import type { ObservedLine } from '../logs/observed-line.ts';

/** A change that a log announces, and nothing in the log says that it was refused. */
export interface DatedChange extends LoggedChange {
  readonly controller: string;
  readonly timeMs: number;
}

/** The changes of all logs, by time, without those that were refused. */
export function changesIn(lines: readonly ObservedLine[]): readonly DatedChange[] {
  const changes: { change: DatedChange; isRefused: boolean }[] = [];
  for (const line of [...lines].sort((left, right) => left.timeMs - right.timeMs)) {
    const { controller, timeMs } = line;
    const announced = announcedChange(line);
    if (announced !== undefined) {
      changes.push({ change: { ...announced.change, controller, timeMs }, isRefused: false });
      continue;
    }
    const refused = refusedBy(line);
    if (refused === undefined) continue;
    for (const entry of changes.slice(-1000).reverse()) {
      const { change } = entry;
      if (change.controller !== controller || timeMs - change.timeMs > 60_000) continue;
      if (refused === 'all' || (refused.name === change.name && refused.type === change.type)) entry.isRefused = true;
    }
  }
  return changes.filter(({ isRefused }) => !isRefused).map(({ change }) => change);
}

/** What a line says was refused: one record set, or all that was announced just before. */
function refusedBy({
  message,
  fields = {},
}: LogLine): 'all' | { readonly name: string; readonly type: string } | undefined {
  if (/^Failure in zone \S+ when submitting change batch/.test(message)) return 'all';
  if (!/^(?:fallback: individual \S+ failed|failed to (?:create|update|delete) record):/.test(message))
    return undefined;
  return { name: String(fields.record ?? '').toLowerCase(), type: String(fields.type ?? '') };
}

/** Says what a record set that a controller deleted must have held. */
export type GuessValues = (change: DatedChange) => readonly string[];

/**
 * The zone as it was before the first change: what was created is not there yet, what was deleted is still there. Where
 * a log does not say what a deleted record set held (Cloudflare's and Route 53's do not), `guess` does.
 */
export function undoChanges(
  records: readonly StoredRecord[],
  changes: readonly DatedChange[],
  guess: GuessValues,
): { readonly records: readonly StoredRecord[]; readonly guessed: readonly StoredRecord[] } {
  const first = new Map<string, DatedChange>();
  for (const change of changes) {
    const key = keyOf(change);
    const known = first.get(key);
    // A host that takes a deletion and an addition for an update says both at once.
    const isUpdate = known?.timeMs === change.timeMs && known.operation === 'create' && change.operation === 'delete';
    if (known === undefined || isUpdate) first.set(key, change);
  }
  const kept = records.filter(
    (record) => first.get(keyOf({ ...record, name: zoneKey(record.name) }))?.operation !== 'create',
  );
  const guessed: StoredRecord[] = [];
  const restored: StoredRecord[] = [];
  const present = new Set(kept.map((record) => keyOf({ ...record, name: zoneKey(record.name) })));
  for (const [key, change] of first) {
    if (change.operation === 'create' || present.has(key)) continue;
    const { name, type, targets, ttlSeconds: ttl = 0, setIdentifier, operation } = change;
    // The targets of an update are the new ones.
    const known = operation === 'delete' ? targets?.map((target) => valueOfTarget(type, target)) : undefined;
    const values = known ?? guess(change);
    if (values.length === 0) continue;
    const record = { name, type, ttl, values, ...(setIdentifier === '' ? {} : { setIdentifier }) };
    restored.push(record);
    if (known === undefined) guessed.push(record);
  }
  return { records: [...kept, ...restored], guessed };
}

function keyOf(key: { readonly name: string; readonly type: string; readonly setIdentifier?: string }): string {
  return JSON.stringify([key.name, key.type, key.setIdentifier ?? '']);
}
