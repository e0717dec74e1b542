import type { Configuration } from '../configuration.ts';
import { rulesOf } from '../version.ts';

/** How long a process waits at its start for the caches of its sources (informers.go:defaultTimeout). */
export const cacheTimeoutMs = 60_000;

/**
 * Why a run fails whose sources cannot be read: the error of the API server. `undefined`: no source of this process asks
 * the API server in a run. All but `crd` in releases before v0.21.0 read from caches, which keep what they have when the
 * API server does not answer or the rights to list are gone.
 *
 * *Source:* source/crd.go:Endpoints of v0.20.0 and v0.21.0; the text is Kubernetes's own for missing rights.
 */
export function runFailure(configuration: Configuration): string | undefined {
  if (rulesOf(configuration).cachesDnsEndpoints || !configuration.sources.includes('crd')) return undefined;
  const { namespace } = configuration;
  const where = namespace === '' ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  return `dnsendpoints.externaldns.k8s.io is forbidden: User "system:serviceaccount:default:external-dns" cannot list resource "dnsendpoints" in API group "externaldns.k8s.io" ${where}`;
}

/**
 * Why a process does not start whose sources cannot be read: a cache was not filled in time. `undefined`: no source of
 * this process waits for one. A `crd` source that has a cache waits for it without end, which is no start either but
 * says nothing.
 *
 * *Source:* source/informers/informers.go:waitForCacheSync (before v0.18.0 source/source.go).
 */
export function startFailure(configuration: Configuration): string | undefined {
  const waiting = configuration.sources.find((source) => source === 'ingress' || source === 'service');
  if (waiting === undefined) return undefined;
  const failed = `failed to sync ${waiting === 'ingress' ? '*v1.Ingress' : '*v1.Service'}`;
  switch (rulesOf(configuration).cacheFailure) {
    case 'timeout-first':
      return `${failed} after 1m0s: context deadline exceeded`;
    case 'timeout-last':
      return `${failed}: context deadline exceeded with timeout 1m0s`;
    case 'bare':
      return `${failed}: context deadline exceeded`;
  }
}
