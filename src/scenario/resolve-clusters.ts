import type { LoadBalancer } from '../kubernetes/cluster.ts';
import { isIpAddress } from './address.ts';
import type { Resolution } from './resolution.ts';
import { resolveController } from './resolve-controller.ts';
import { resolveManifests } from './resolve-manifests.ts';
import type { ClusterSetup, ControllerSetup } from './scenario.ts';
import type { ScenarioDocument } from './shape/document-shape.ts';

type ClusterDocument = NonNullable<ScenarioDocument['clusters']>[string];

/** The clusters of a scenario, in the order of the file. */
export function resolveClusters(resolution: Resolution, document: ScenarioDocument): readonly ClusterSetup[] {
  return Object.entries(document.clusters ?? {}).map(([name, cluster]) => ({
    name,
    loadBalancers: loadBalancersOf(cluster['load-balancer']),
    controllers: controllersOf(resolution, name, cluster),
    objects: resolveManifests(resolution, cluster.manifests, ['clusters', name, 'manifests']),
    at: resolution.keyAt(['clusters', name]),
  }));
}

function controllersOf(resolution: Resolution, cluster: string, written: ClusterDocument): readonly ControllerSetup[] {
  const controllers: (ControllerSetup | undefined)[] = [];
  const single = written['external-dns'];
  if (single !== undefined) {
    const path = ['clusters', cluster, 'external-dns'];
    controllers.push(resolveController(resolution, { name: cluster, cluster, written: single, path }));
  }
  for (const [key, controller] of Object.entries(written.controllers ?? {})) {
    const path = ['clusters', cluster, 'controllers', key];
    controllers.push(resolveController(resolution, { name: `${cluster}/${key}`, cluster, written: controller, path }));
  }
  return controllers.filter((controller) => controller !== undefined);
}

type WrittenLoadBalancer = NonNullable<ClusterDocument['load-balancer']>;

function loadBalancersOf(written: WrittenLoadBalancer | undefined): Readonly<Record<string, LoadBalancer>> {
  if (written === undefined) return {};
  if (typeof written === 'string' || Array.isArray(written)) return { '': loadBalancer(written) };
  const byClass = Object.entries(written).map(([ingressClass, addresses]) => [
    ingressClass === '*' ? '' : ingressClass,
    loadBalancer(addresses),
  ]);
  return Object.fromEntries(byClass);
}

function loadBalancer(addresses: string | readonly string[]): LoadBalancer {
  const all = typeof addresses === 'string' ? [addresses] : addresses;
  return { ips: all.filter(isIpAddress), hostnames: all.filter((address) => !isIpAddress(address)) };
}
