import type { Event } from '../kernel/action.ts';
import type { Component, Reader, Write } from '../kernel/component.ts';
import { canonicalJson } from '../kernel/json.ts';
import { type Cluster, type KubernetesObject, objectKey } from './cluster.ts';

/** What a change of objects does: part of an action's outcome. */
export interface ObjectChange {
  readonly writes: readonly Write[];
  readonly events: readonly Event[];
}

/** Changes to the objects of one cluster that are made in one step. */
export interface ObjectChanges {
  readonly cluster: Cluster;
  readonly reader: Reader;
  /** Who makes them: the `actor` of the events. */
  readonly actor: string;
  readonly apply?: readonly KubernetesObject[];
  /** Keys, as made by `objectKey`. Keys of objects that do not exist are no mistake. */
  readonly delete?: readonly string[];
}

/**
 * What an action that applies or deletes objects with these keys reads and writes: the objects themselves if it deletes
 * nothing; all objects of the cluster otherwise, because what a deletion takes along is found by looking at them.
 */
export function changeFootprint(
  cluster: Cluster,
  keys: { readonly apply: readonly string[]; readonly delete: readonly string[] },
): readonly Component[] {
  if (keys.delete.length > 0) return cluster.objects.components;
  return [...new Set(keys.apply.map((key) => cluster.objects.componentOf(key)))];
}

/**
 * Applies objects and deletes others.
 *
 * Applying is `kubectl apply` for what dibs looks at: the manifest replaces everything but the status, which stays as
 * controllers left it unless the manifest brings one. A manifest with an empty status takes the addresses away.
 *
 * Deleting takes along, in the same step, every object of the namespace that names the deleted one in
 * `metadata.ownerReferences` (by kind and name) and has no other owner left; and so on down. The cluster's garbage
 * collector does it a little later, in the background.
 *
 * Events: `kubernetes.object-applied` (only if something changed) and `kubernetes.object-deleted`, with `cluster`,
 * `object` (the key) and, for what the garbage collector took, `owner` (the key of the owner).
 *
 * *Source:* Kubernetes documentation, "Declarative management using configuration files" and "Garbage collection".
 */
export function changeObjects(request: ObjectChanges): ObjectChange {
  const { cluster, reader, actor } = request;
  const changes = new Map<string, KubernetesObject | undefined>();
  const events: Event[] = [];
  for (const object of request.apply ?? []) {
    const key = objectKey(object);
    const before = changes.get(key) ?? cluster.objects.get(reader, key);
    const status = object.status ?? before?.status;
    const after = status === undefined ? object : { ...object, status };
    if (before !== undefined && canonicalJson(before) === canonicalJson(after)) continue;
    changes.set(key, after);
    events.push({ type: 'kubernetes.object-applied', actor, cluster: cluster.name, object: key });
  }
  if (request.delete !== undefined && request.delete.length > 0) {
    const objects = new Map(cluster.objects.entries(reader));
    for (const [key, object] of changes) if (object !== undefined) objects.set(key, object);
    for (const { key, owner } of deletions(objects, request.delete)) {
      changes.set(key, undefined);
      const deleted = { type: 'kubernetes.object-deleted', actor, cluster: cluster.name, object: key };
      events.push(owner === undefined ? deleted : { ...deleted, owner });
    }
  }
  return { writes: cluster.objects.write(reader, changes), events };
}

/** Applies one object: {@link changeObjects} for the plain case. */
export function applyObject(
  options: Omit<ObjectChanges, 'apply' | 'delete'> & { readonly object: KubernetesObject },
): ObjectChange {
  const { object, ...rest } = options;
  return changeObjects({ ...rest, apply: [object] });
}

/** Deletes one object and what it owns: {@link changeObjects} for the plain case. */
export function deleteObject(
  options: Omit<ObjectChanges, 'apply' | 'delete'> & { readonly key: string },
): ObjectChange {
  const { key, ...rest } = options;
  return changeObjects({ ...rest, delete: [key] });
}

interface Deletion {
  readonly key: string;
  /** The owner whose deletion took this object along. */
  readonly owner?: string;
}

/** What goes when these go: they themselves, then what they own, level by level. `objects` loses what is deleted. */
function deletions(objects: Map<string, KubernetesObject>, keys: readonly string[]): readonly Deletion[] {
  const deleted: Deletion[] = keys.filter((key) => objects.delete(key)).map((key) => ({ key }));
  for (let index = 0; index < deleted.length; index += 1) {
    const owner = (deleted[index] as Deletion).key;
    for (const [key, object] of [...objects]) {
      const owners = ownerKeys(object);
      if (!owners.includes(owner) || owners.some((other) => objects.has(other))) continue;
      objects.delete(key);
      deleted.push({ key, owner });
    }
  }
  return deleted;
}

function ownerKeys(object: KubernetesObject): readonly string[] {
  const references = (object.metadata.ownerReferences ?? []) as readonly {
    readonly kind: string;
    readonly name: string;
  }[];
  return references.map(({ kind, name }) =>
    objectKey({ kind, metadata: { name, namespace: object.metadata.namespace } }),
  );
}
