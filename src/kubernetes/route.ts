import type { Component, Reader } from '../kernel/component.ts';
import { type Cluster, componentsOfKinds, type KubernetesObject, objectKey, objectsOfKind } from './cluster.ts';
import { comparableHost, coversHost } from './host-pattern.ts';
import { answersAt, isLoadBalancerService, loadBalancerOf, publishes } from './load-balancer.ts';
import { type TlsResult, tlsFor } from './tls.ts';

/** A request as it arrives at an address: `host` is the TLS server name and the Host header. */
export interface RoutedRequest {
  readonly clusters: readonly Cluster[];
  readonly reader: Reader;
  /** An IP address, or the host name of a load balancer, as in a CNAME's target. */
  readonly address: string;
  readonly host: string;
  /** `/` if not given. */
  readonly path?: string;
}

/** What comes of a request. */
export type RouteResult =
  /** No cluster's load balancer answers at the address. */
  | { readonly kind: 'unreachable' }
  /** An Ingress has a rule for host and path. `backend` is the rule's own member, as the manifest says it. */
  | {
      readonly kind: 'backend';
      readonly cluster: string;
      readonly ingress: string;
      readonly backend: unknown;
      readonly tls: TlsResult;
    }
  /** The load balancer answers, with HTTP status 404: no rule for this host and path. */
  | { readonly kind: 'default-backend'; readonly cluster: string; readonly status: 404; readonly tls: TlsResult }
  /** A Service of type LoadBalancer has the address to itself: whatever the host, its pods answer. */
  | { readonly kind: 'service'; readonly cluster: string; readonly service: string };

/** Everything that {@link route} may read. */
export function routeFootprint(clusters: readonly Cluster[]): readonly Component[] {
  return clusters.flatMap((cluster) => componentsOfKinds(cluster, ['Ingress', 'Service', 'Secret']));
}

/**
 * Who answers a request that was sent to an address.
 *
 * An address belongs to the first cluster, in the order given, that names it for a load balancer; failing that, to the
 * first in which a status publishes it. An Ingress is served there if the load balancer in front of it answers at the
 * address or its own status publishes it. Rules for the very host go before rules with a wildcard, those before rules
 * for every host; then the longest path; then the object that is first by namespace and name (ingress-nginx takes the
 * oldest, and dibs knows no ages).
 *
 * *Source:* Kubernetes documentation, Ingress, "Path types" and "Hostname wildcards".
 */
export function route(request: RoutedRequest): RouteResult {
  const cluster = clusterAt(request);
  if (cluster === undefined) return { kind: 'unreachable' };
  const { reader, address, host, path = '/' } = request;
  const served = objectsOfKind(cluster, reader, 'Ingress').filter((ingress) => isServedAt(cluster, ingress, address));
  const candidates = served.flatMap((ingress) => candidatesOf(ingress, { host, path }));
  const tls = () => tlsFor({ cluster, reader, ingresses: served, host });
  const best = candidates.sort(byRank)[0];
  if (best !== undefined) {
    const { ingress, backend } = best;
    return { kind: 'backend', cluster: cluster.name, ingress: objectKey(ingress), backend, tls: tls() };
  }
  if (served.length === 0) {
    const services = objectsOfKind(cluster, reader, 'Service').filter(isLoadBalancerService);
    const service = services.find((candidate) => publishes(candidate, address));
    if (service !== undefined) return { kind: 'service', cluster: cluster.name, service: objectKey(service) };
  }
  return { kind: 'default-backend', cluster: cluster.name, status: 404, tls: tls() };
}

function clusterAt({ clusters, reader, address }: RoutedRequest): Cluster | undefined {
  const named = clusters.find(({ loadBalancers }) =>
    Object.values(loadBalancers).some((loadBalancer) => answersAt(loadBalancer, address)),
  );
  if (named !== undefined) return named;
  return clusters.find((cluster) =>
    ['Ingress', 'Service'].some((kind) =>
      objectsOfKind(cluster, reader, kind).some((object) => publishes(object, address)),
    ),
  );
}

function isServedAt(cluster: Cluster, ingress: KubernetesObject, address: string): boolean {
  const loadBalancer = loadBalancerOf(cluster.loadBalancers, ingress);
  return (loadBalancer !== undefined && answersAt(loadBalancer, address)) || publishes(ingress, address);
}

interface IngressSpec {
  readonly defaultBackend?: unknown;
  readonly rules?: readonly { readonly host?: string; readonly http?: { readonly paths?: readonly IngressPath[] } }[];
}

interface IngressPath {
  readonly path?: string;
  readonly pathType?: string;
  readonly backend?: unknown;
}

interface Candidate {
  readonly ingress: KubernetesObject;
  readonly backend: unknown;
  /** 0 the very host, 1 a wildcard, 2 every host, 3 the Ingress's default backend. */
  readonly hostRank: number;
  readonly pathLength: number;
}

function candidatesOf(
  ingress: KubernetesObject,
  wanted: { readonly host: string; readonly path: string },
): Candidate[] {
  const { rules = [], defaultBackend } = (ingress.spec ?? {}) as IngressSpec;
  const candidates: Candidate[] = [];
  for (const { host = '', http } of rules) {
    if (host !== '' && !coversHost(host, wanted.host)) continue;
    const hostRank = host === '' ? 2 : comparableHost(host) === comparableHost(wanted.host) ? 0 : 1;
    if (http?.paths === undefined) {
      candidates.push({ ingress, backend: defaultBackend ?? null, hostRank, pathLength: 0 });
      continue;
    }
    for (const { path = '/', pathType, backend } of http.paths) {
      if (!coversPath({ path, pathType }, wanted.path)) continue;
      candidates.push({ ingress, backend: backend ?? null, hostRank, pathLength: path.length });
    }
  }
  if (defaultBackend !== undefined) {
    candidates.push({ ingress, backend: defaultBackend, hostRank: 3, pathLength: 0 });
  }
  return candidates;
}

/** Exact paths match as they are; all others element by element, so that `/api` covers `/api/v1` and not `/apis`. */
function coversPath(rule: { readonly path: string; readonly pathType: string | undefined }, path: string): boolean {
  if (rule.pathType === 'Exact') return rule.path === path;
  const prefix = rule.path.replace(/\/+$/, '');
  return path === prefix || path.startsWith(`${prefix}/`);
}

function byRank(left: Candidate, right: Candidate): number {
  return left.hostRank - right.hostRank || right.pathLength - left.pathLength;
}
