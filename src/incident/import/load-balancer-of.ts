import type { KubernetesObject, LoadBalancer } from '../../kubernetes/cluster.ts';
import { publishedIngress } from '../../kubernetes/load-balancer.ts';

/** All addresses and names that objects publish, the most common first. */
export function addressesOf(objects: readonly KubernetesObject[]): LoadBalancer {
  const counts = new Map<string, number>();
  const hostnames = new Set<string>();
  for (const { ip, hostname } of objects.flatMap((object) => publishedIngress(object))) {
    const address = ip ?? hostname;
    if (address === undefined) continue;
    counts.set(address, (counts.get(address) ?? 0) + 1);
    if (ip === undefined) hostnames.add(address);
  }
  const byCount = [...counts].sort((left, right) => right[1] - left[1]).map(([address]) => address);
  return { ips: byCount.filter((one) => !hostnames.has(one)), hostnames: byCount.filter((one) => hostnames.has(one)) };
}

/** The one load balancer that all of a cluster's objects publish; `undefined` if they differ, or publish none. */
export function onlyLoadBalancer(objects: readonly KubernetesObject[]): readonly string[] | undefined {
  const distinct = new Set(
    objects
      .map((object) => publishedIngress(object))
      .filter((entries) => entries.length > 0)
      .map((entries) => JSON.stringify(entries.map(({ ip, hostname }) => ip ?? hostname))),
  );
  const [only] = distinct;
  return distinct.size === 1 && only !== undefined ? (JSON.parse(only) as readonly string[]) : undefined;
}
