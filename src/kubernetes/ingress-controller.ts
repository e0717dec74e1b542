import { outcome, type Part } from '../kernel/action.ts';
import type { Reader } from '../kernel/component.ts';
import { canonicalJson } from '../kernel/json.ts';
import { type Cluster, componentsOfKinds, type KubernetesObject, objectKey, objectsOfKind } from './cluster.ts';
import { ingressOf, type LoadBalancerIngress, loadBalancerOf, publishedIngress } from './load-balancer.ts';

/** How long a load balancer's controller takes to publish an address. */
export const statusDelayMs = 1_000;

/** The id of the action with which a cluster's ingress controller publishes addresses. */
export function ingressControllerId(clusterName: string): string {
  return `${clusterName}.ingress-controller`;
}

/**
 * Publishes the addresses of a cluster's load balancers in `status.loadBalancer.ingress` of Ingresses and of Services
 * of type LoadBalancer. Stands for the ingress controllers of all classes and for the cloud's service controller.
 *
 * An object waits while its status publishes nothing, or publishes another of the cluster's load balancers than the one
 * in front of it (its class was changed). All that wait are served in one step: which of them comes first is not
 * modelled. A status that a manifest brought along, with any other address, is left alone.
 *
 * Event: `kubernetes.status-published` with `cluster`, `object` (its key) and `ingress` (the entries).
 */
export function createIngressController(cluster: Cluster): Part {
  const footprint = componentsOfKinds(cluster, ['Ingress', 'Service']);
  const actor = `${cluster.name}.ingress-controller`;
  const id = ingressControllerId(cluster.name);
  const isDue = (reader: Reader) => statusesDue(cluster, reader).length > 0;
  return {
    components: [],
    actions: [
      {
        id,
        actor,
        kind: 'controller',
        reads: footprint,
        writes: footprint,
        run: (reader) => {
          const due = statusesDue(cluster, reader);
          if (due.length === 0) return [];
          const changes = new Map(due.map(({ key, published }) => [key, published]));
          const events = due.map(({ key, ingress }) => ({
            type: 'kubernetes.status-published',
            actor,
            cluster: cluster.name,
            object: key,
            ingress,
          }));
          return [outcome('published', { writes: cluster.objects.write(reader, changes), events })];
        },
      },
    ],
    timers: isDue({ get: (component) => component.initial }) ? [{ action: id, afterMs: statusDelayMs }] : [],
    watches: [{ action: id, components: footprint, afterMs: statusDelayMs, minGapMs: 0, isOn: isDue }],
  };
}

/** The objects as they are once the cluster's ingress controller has seen to them: a cluster that has been up for a while. */
export function withPublishedAddresses(
  objects: readonly KubernetesObject[],
  loadBalancers: Cluster['loadBalancers'],
): readonly KubernetesObject[] {
  return objects.map((object) => dueStatus(object, loadBalancers)?.published ?? object);
}

interface DueStatus {
  readonly key: string;
  readonly published: KubernetesObject;
  readonly ingress: readonly LoadBalancerIngress[];
}

function statusesDue(cluster: Cluster, reader: Reader): readonly DueStatus[] {
  const objects = ['Ingress', 'Service'].flatMap((kind) => objectsOfKind(cluster, reader, kind));
  return objects.flatMap((object) => dueStatus(object, cluster.loadBalancers) ?? []);
}

function dueStatus(object: KubernetesObject, loadBalancers: Cluster['loadBalancers']): DueStatus | undefined {
  const loadBalancer = loadBalancerOf(loadBalancers, object);
  if (loadBalancer === undefined) return undefined;
  const wanted = ingressOf(loadBalancer);
  const found = canonicalJson(publishedIngress(object));
  const isOurs = found === '[]' || Object.values(loadBalancers).some((one) => canonicalJson(ingressOf(one)) === found);
  if (!isOurs || found === canonicalJson(wanted)) return undefined;
  const status = { ...object.status, loadBalancer: { ingress: wanted } };
  return { key: objectKey(object), published: { ...object, status }, ingress: wanted };
}
