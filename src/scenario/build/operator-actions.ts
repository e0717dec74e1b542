import { isWithin } from '../../dns/name.ts';
import type { StoredRecord } from '../../dns/stored-record.ts';
import { writeRecords, type Zone, zoneKey } from '../../dns/zone.ts';
import { type Action, outcome } from '../../kernel/action.ts';
import { assert } from '../../kernel/assert.ts';
import { changeFootprint, changeObjects } from '../../kubernetes/apply-object.ts';
import { type Cluster, objectKey } from '../../kubernetes/cluster.ts';
import type { RecordKey } from '../expectation.ts';
import type { StepVerb } from '../step.ts';

/** Who takes the steps of a scenario by hand: the person or pipeline behind the rollout. */
export const operator = 'operator';

/** `kubectl apply` or `kubectl delete`. */
export function objectsAction(
  id: string,
  cluster: Cluster,
  step: Extract<StepVerb, { readonly verb: 'apply' | 'delete' }>,
): Action {
  const change = step.verb === 'apply' ? { apply: step.objects, delete: [] } : { apply: [], delete: step.objects };
  const footprint = changeFootprint(cluster, { apply: change.apply.map(objectKey), delete: change.delete });
  return {
    id,
    actor: operator,
    kind: 'rollout',
    reads: footprint,
    writes: footprint,
    run: (reader) => [outcome('done', changeObjects({ cluster, reader, actor: operator, ...change }))],
  };
}

/** Record sets removed from and added to a zone by hand, past every controller. What is added replaces its set. */
export function editZoneAction(
  id: string,
  zone: Zone,
  edit: Extract<StepVerb, { readonly verb: 'edit-zone' }>,
): Action {
  const keys = [...new Set([...edit.remove, ...edit.add].map(({ name }) => zoneKey(name)))].sort();
  for (const key of keys) assert(isWithin(key, zone.name), `${key} is not in the zone ${zone.name}`);
  const components = keys.map((key) => zone.records.componentOf(key));
  return {
    id,
    actor: operator,
    kind: 'rollout',
    reads: components,
    writes: components,
    run: (reader) => {
      const changes = new Map<string, readonly StoredRecord[]>();
      const facts: object[] = [];
      for (const key of keys) {
        const before = zone.records.get(reader, key) ?? [];
        const added = edit.add.filter(({ name }) => zoneKey(name) === key);
        const gone = (record: StoredRecord) => [...edit.remove, ...added].some((other) => isSameSet(other, record));
        changes.set(key, [...before.filter((record) => !gone(record)), ...added]);
        facts.push(...changesBetween(before.filter(gone), added));
      }
      const events = [{ type: 'zone.changed', actor: operator, owner: null, zone: zone.name, changes: facts }];
      return [outcome('done', { writes: writeRecords(zone, reader, changes), events })];
    },
  };
}

function changesBetween(before: readonly StoredRecord[], after: readonly StoredRecord[]): readonly object[] {
  const replaced = before.map((record) => {
    const next = after.find((other) => isSameSet(other, record)) ?? null;
    return changeOf(record, next);
  });
  const created = after.filter((record) => !before.some((other) => isSameSet(other, record)));
  return [...replaced, ...created.map((record) => changeOf(null, record))];
}

function changeOf(before: StoredRecord | null, after: StoredRecord | null): object {
  const { name, type, setIdentifier } = (before ?? after) as StoredRecord;
  return { name, recordType: type, ...(setIdentifier === undefined ? {} : { setIdentifier }), before, after };
}

function isSameSet(left: Pick<RecordKey, 'name' | 'type'> & { setIdentifier?: string }, right: StoredRecord): boolean {
  return (
    zoneKey(left.name) === zoneKey(right.name) &&
    left.type === right.type &&
    (left.setIdentifier ?? '') === (right.setIdentifier ?? '')
  );
}
