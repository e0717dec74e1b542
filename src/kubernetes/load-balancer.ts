import type { Cluster, KubernetesObject, LoadBalancer } from './cluster.ts';

/** An entry of `status.loadBalancer.ingress`. */
export interface LoadBalancerIngress {
  readonly ip?: string;
  readonly hostname?: string;
}

/** The annotation that gave an Ingress its class before `spec.ingressClassName` existed. */
export const ingressClassKey = 'kubernetes.io/ingress.class';

/**
 * The class of an Ingress: `spec.ingressClassName`, else the legacy annotation, else the empty class.
 *
 * *Source:* Kubernetes API reference, networking.k8s.io/v1 IngressSpec; external-dns source/ingress.go:filterByIngressClass.
 */
export function ingressClassOf(ingress: KubernetesObject): string {
  const { ingressClassName } = (ingress.spec ?? {}) as { readonly ingressClassName?: string };
  return ingressClassName || (ingress.metadata.annotations?.[ingressClassKey] ?? '');
}

/**
 * The load balancer in front of an Ingress, by its class, or of a Service of type LoadBalancer. A class that the
 * cluster does not name falls back to the empty one. `undefined` for other objects, and where there is none.
 */
export function loadBalancerOf(
  loadBalancers: Cluster['loadBalancers'],
  object: KubernetesObject,
): LoadBalancer | undefined {
  if (isLoadBalancerService(object)) return own(loadBalancers, '');
  if (object.kind !== 'Ingress') return undefined;
  return own(loadBalancers, ingressClassOf(object)) ?? own(loadBalancers, '');
}

/** Whether the object is a Service of type LoadBalancer. */
export function isLoadBalancerService(object: KubernetesObject): boolean {
  return object.kind === 'Service' && object.spec?.type === 'LoadBalancer';
}

/** What `status.loadBalancer.ingress` of an object says; empty where it says nothing. */
export function publishedIngress(object: KubernetesObject): readonly LoadBalancerIngress[] {
  const status = object.status as
    | { readonly loadBalancer?: { readonly ingress?: readonly LoadBalancerIngress[] } }
    | undefined;
  return status?.loadBalancer?.ingress ?? [];
}

/** Whether an object's status publishes this address or host name. */
export function publishes(object: KubernetesObject, address: string): boolean {
  return publishedIngress(object).some(({ ip, hostname }) => ip === address || hostname === address);
}

/** The entries of a status that publishes this load balancer: its addresses, then its names. */
export function ingressOf(loadBalancer: LoadBalancer): readonly LoadBalancerIngress[] {
  return [...loadBalancer.ips.map((ip) => ({ ip })), ...loadBalancer.hostnames.map((hostname) => ({ hostname }))];
}

/** Whether the load balancer answers at this address or host name. */
export function answersAt(loadBalancer: LoadBalancer, address: string): boolean {
  return loadBalancer.ips.includes(address) || loadBalancer.hostnames.includes(address);
}

function own<V>(record: Readonly<Record<string, V>>, key: string): V | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
