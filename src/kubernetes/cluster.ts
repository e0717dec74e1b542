import { Collection } from '../kernel/collection.ts';
import type { Component, Reader } from '../kernel/component.ts';

/** A Kubernetes object as its manifest says it, with the status that controllers gave it. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly status?: Readonly<Record<string, unknown>>;
  /** Members outside spec and status that some kinds have (`data`, `type`, `rules`). */
  readonly [member: string]: unknown;
}

export interface ObjectMeta {
  readonly name: string;
  readonly namespace: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly [member: string]: unknown;
}

/**
 * A Kubernetes cluster: its objects, one component each, keyed by {@link objectKey}, and the addresses of its load
 * balancers. `loadBalancers` maps an ingress class to the address of the load balancer in front of it; the empty class
 * stands for every class that is not named and for Services of type LoadBalancer.
 */
export interface Cluster {
  readonly name: string;
  readonly objects: Collection<KubernetesObject>;
  readonly loadBalancers: Readonly<Record<string, LoadBalancer>>;
}

/** What a load balancer publishes in `status.loadBalancer.ingress`: addresses, or names, or both. */
export interface LoadBalancer {
  readonly ips: readonly string[];
  readonly hostnames: readonly string[];
}

/** A cluster with these objects at first. `foreseenObjects` are keys of objects that may come to exist. */
export function createCluster(options: {
  readonly name: string;
  readonly objects: readonly KubernetesObject[];
  readonly foreseenObjects?: Iterable<string>;
  readonly loadBalancers: Readonly<Record<string, LoadBalancer>>;
}): Cluster {
  const objects = new Collection({
    id: `cluster/${options.name}`,
    scope: 'shared',
    foreseen: options.foreseenObjects ?? [],
    initial: new Map(options.objects.map((object) => [objectKey(object), object])),
  });
  return { name: options.name, objects, loadBalancers: options.loadBalancers };
}

/** `Kind/namespace/name`, the key of an object in its cluster. Namespaced kinds only; no namespace means `default`. */
export function objectKey(object: Pick<KubernetesObject, 'kind' | 'metadata'>): string {
  return `${object.kind}/${object.metadata.namespace}/${object.metadata.name}`;
}

/** All objects of a kind, ordered by namespace and name. Reads the components of {@link componentsOfKind} only. */
export function objectsOfKind(cluster: Cluster, reader: Reader, kind: string): readonly KubernetesObject[] {
  return cluster.objects.entries(reader, `${kind}/`).map(([, object]) => object);
}

/** The components in which objects of a kind are, or may come to be: the footprint of whoever watches that kind. */
export function componentsOfKind(cluster: Cluster, kind: string): readonly Component[] {
  return cluster.objects.componentsWithPrefix(`${kind}/`);
}

/** The components of several kinds, each once. */
export function componentsOfKinds(cluster: Cluster, kinds: readonly string[]): readonly Component[] {
  return [...new Set(kinds.flatMap((kind) => componentsOfKind(cluster, kind)))];
}
