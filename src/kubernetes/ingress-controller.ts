import { outcome, type Part, type Timer } from '../kernel/action.ts';
import type { Reader } from '../kernel/component.ts';
import { canonicalJson } from '../kernel/json.ts';
import { type Cluster, componentsOfKinds, type KubernetesObject, objectKey, objectsOfKind } from './cluster.ts';
import { ingressOf, type LoadBalancerIngress, loadBalancerOf, publishedIngress } from './load-balancer.ts';

/** How long a load balancer's controller takes to publish an address, unless the scenario says otherwise. */
export const defaultStatusDelayMs = 1_000;

/** The id of the action with which a cluster's ingress controller publishes addresses. */
export function ingressControllerId(clusterName: string): string {
  return `${clusterName}.ingress-controller`;
}

/** The timer that whoever applies or changes an Ingress or Service sets. */
export function ingressControllerTimer(clusterName: string, afterMs: number = defaultStatusDelayMs): Timer {
  return { action: ingressControllerId(clusterName), afterMs };
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
  const waitsAtFirst = statusesDue(cluster, { get: (component) => component.initial }).length > 0;
  return {
    components: [],
    actions: [
      {
        id: ingressControllerId(cluster.name),
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
    timers: waitsAtFirst ? [ingressControllerTimer(cluster.name)] : [],
  };
}

interface DueStatus {
  readonly key: string;
  readonly published: KubernetesObject;
  readonly ingress: readonly LoadBalancerIngress[];
}

function statusesDue(cluster: Cluster, reader: Reader): readonly DueStatus[] {
  const published = new Set(
    Object.values(cluster.loadBalancers).map((loadBalancer) => canonicalJson(ingressOf(loadBalancer))),
  );
  const due: DueStatus[] = [];
  for (const object of ['Ingress', 'Service'].flatMap((kind) => objectsOfKind(cluster, reader, kind))) {
    const loadBalancer = loadBalancerOf(cluster, object);
    if (loadBalancer === undefined) continue;
    const wanted = ingressOf(loadBalancer);
    const found = publishedIngress(object);
    const isOurs = found.length === 0 || published.has(canonicalJson(found));
    if (!isOurs || canonicalJson(found) === canonicalJson(wanted)) continue;
    const status = { ...object.status, loadBalancer: { ingress: wanted } };
    due.push({ key: objectKey(object), published: { ...object, status }, ingress: wanted });
  }
  return due;
}
