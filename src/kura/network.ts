import { type Answer, addressesOf } from '../dns/resolve.ts';
import type { Resolver } from '../dns/resolver.ts';
import type { Event, Timer } from '../kernel/action.ts';
import { assert } from '../kernel/assert.ts';
import type { Component, Reader, Write } from '../kernel/component.ts';
import { type Cluster, componentsOfKind } from '../kubernetes/cluster.ts';
import { type RouteResult, route, routeFootprint } from '../kubernetes/route.ts';
import { instanceKey } from './provisioner.ts';

/** What lies between a client and the instances of all environments. */
export interface Network {
  readonly resolver: Resolver;
  readonly clusters: readonly Cluster[];
  /** The environment whose instances run in a cluster, by the cluster's name. Other clusters have none. */
  readonly environments: Readonly<Record<string, string>>;
  /** Every host that may be asked for: what a request to any of them may read is declared. */
  readonly hosts: readonly string[];
}

/** What came back from one address. */
export interface Reply {
  /** The address that was asked; `null` if the host has none. */
  readonly address: string | null;
  readonly result: 'answered' | 'not-resolvable' | 'unreachable' | 'certificate-mismatch';
  /** The HTTP status; 0 unless answered. */
  readonly status: number;
  /** The cluster that answered, with whatever; `null`: none did. */
  readonly cluster: string | null;
  /** The environment that answered, or the cluster if it belongs to none; `null`: nobody did. */
  readonly by: string | null;
}

/** A request's replies, one for each address that the client may pick, and what asking left behind. */
export interface Requested {
  readonly replies: readonly Reply[];
  readonly writes: readonly Write[];
  readonly events: readonly Event[];
  readonly timers: readonly Timer[];
}

interface Footprint {
  readonly reads: readonly Component[];
  readonly writes: readonly Component[];
}

/** The footprint of each network: several actions ask for it. */
const knownFootprints = new WeakMap<Network, Footprint>();

/** All that requests through the network may read. */
export function networkReads(network: Network): readonly Component[] {
  return footprintOf(network).reads;
}

/** All that requests through the network may write: the resolver's cache. */
export function networkWrites(network: Network): readonly Component[] {
  return footprintOf(network).writes;
}

function footprintOf(network: Network): Footprint {
  const known = knownFootprints.get(network);
  if (known !== undefined) return known;
  const { resolver, clusters } = network;
  const reads = new Set(routeFootprint(clusters));
  for (const cluster of clusters) for (const one of componentsOfKind(cluster, 'KuraInstance')) reads.add(one);
  const questions = network.hosts.map((name) => ({ name, type: 'A' }));
  for (const one of resolver.reads(...questions)) reads.add(one);
  const footprint = { reads: [...reads], writes: resolver.writes(...questions) };
  knownFootprints.set(network, footprint);
  return footprint;
}

/**
 * Sends an HTTPS request: the host's IPv4 addresses from the resolver, then load balancer, Ingress, certificate and
 * instance. Only 2xx from a ready instance counts as served; a load balancer without a rule for the host says 404, an
 * instance that is not ready 503. With several addresses any may be picked, and no other is tried.
 */
export function request(
  network: Network,
  reader: Reader,
  { host, path, actor }: { readonly host: string; readonly path: string; readonly actor: string },
): Requested {
  assert(network.hosts.includes(host), `${actor} asks for ${host}, which nobody foresaw`);
  const { answer, writes, events, timers } = network.resolver.ask(reader, { name: host, type: 'A' }, actor);
  const addresses = destinationsOf(answer);
  const nobody = { status: 0, cluster: null, by: null };
  const replies: readonly Reply[] =
    addresses.length === 0
      ? [{ address: null, result: 'not-resolvable', ...nobody }]
      : addresses.map((address) => replyFrom(network, reader, { host, path, address }));
  return { replies, writes, events, timers };
}

/** Whether the reply is what the client wanted. */
export function isServed(reply: Reply): boolean {
  return reply.result === 'answered' && reply.status >= 200 && reply.status < 300;
}

/** The addresses of an answer or, without any, the load balancer's own name that its last CNAME leads to. */
function destinationsOf(answer: Answer): readonly string[] {
  const addresses = addressesOf(answer);
  if (addresses.length > 0) return addresses;
  const alias = answer.answers.filter(({ type }) => type === 'CNAME').at(-1)?.values[0];
  return alias === undefined ? [] : [alias];
}

function replyFrom(
  network: Network,
  reader: Reader,
  { host, path, address }: { readonly host: string; readonly path: string; readonly address: string },
): Reply {
  const result = route({ clusters: network.clusters, reader, address, host, path });
  if (result.kind === 'unreachable') return { address, result: 'unreachable', status: 0, cluster: null, by: null };
  const { cluster } = result;
  const by = Object.hasOwn(network.environments, cluster) ? (network.environments[cluster] ?? cluster) : cluster;
  if (result.kind !== 'service' && result.tls.kind !== 'valid') {
    return { address, result: 'certificate-mismatch', status: 0, cluster, by };
  }
  return { address, result: 'answered', status: statusOf(network, reader, result), cluster, by };
}

function statusOf(network: Network, reader: Reader, result: Exclude<RouteResult, { kind: 'unreachable' }>): number {
  if (result.kind === 'default-backend') return result.status;
  if (result.kind === 'service') return 200;
  const { service } = (result.backend ?? {}) as { readonly service?: { readonly name?: string } };
  const cluster = network.clusters.find(({ name }) => name === result.cluster);
  const instance = service?.name === undefined ? undefined : cluster?.objects.get(reader, instanceKey(service.name));
  if (instance === undefined) return 200;
  return Number(instance.status?.readyReplicas ?? 0) > 0 ? 200 : 503;
}
