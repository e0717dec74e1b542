import type { Outcome, Part } from '../../src/kernel/action.ts';
import { Model, type World } from '../../src/kernel/model.ts';
import type { ObjectChange } from '../../src/kubernetes/apply-object.ts';
import { type Cluster, createCluster, type KubernetesObject, type LoadBalancer } from '../../src/kubernetes/cluster.ts';
import { readManifests } from '../../src/kubernetes/manifest.ts';

/** The objects of a manifest text that is right. */
export function objectsOf(text: string): readonly KubernetesObject[] {
  const { objects, problems } = readManifests(text);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return objects;
}

/** A cluster `east` with these manifests; what is foreseen has a component of its own. */
export function east(
  manifests: string,
  options: { loadBalancers?: Record<string, LoadBalancer>; foreseenObjects?: string[] } = {},
): Cluster {
  const { loadBalancers = { '': { ips: ['192.0.2.1'], hostnames: [] } }, foreseenObjects = [] } = options;
  return createCluster({ name: 'east', objects: objectsOf(manifests), loadBalancers, foreseenObjects });
}

/** An Ingress `web` for one host. */
export function ingressFor(host: string, options: { name?: string; extra?: string; spec?: string } = {}): string {
  const { name = 'web', extra = '', spec = '' } = options;
  return `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: ${name}, namespace: shop }
spec: { rules: [{ host: ${host} }]${spec === '' ? '' : `, ${spec}`} }
${extra}
`;
}

/** A world of one cluster's parts, stepped by name. */
export class ClusterWorld {
  readonly model: Model;
  world: World;
  readonly #cluster: Cluster;

  constructor(cluster: Cluster, parts: readonly Part[] = []) {
    this.#cluster = cluster;
    this.model = new Model([{ components: cluster.objects.components, actions: [], timers: [] }, ...parts]);
    this.world = this.model.initialWorld();
  }

  get reader() {
    return this.model.reader(this.world);
  }

  object(key: string): KubernetesObject | undefined {
    return this.#cluster.objects.get(this.reader, key);
  }

  outcomesOf(actionId: string): readonly Outcome[] {
    const action = this.model.action(actionId);
    if (action === undefined) throw new Error(`no action ${actionId}`);
    return this.model.evaluate(this.world, action).outcomes;
  }

  /** Fires an action with its first, or the named, outcome. */
  fire(actionId: string, label?: string): Outcome {
    const outcomes = this.outcomesOf(actionId);
    const chosen = label === undefined ? outcomes[0] : outcomes.find((outcome) => outcome.label === label);
    if (chosen === undefined) throw new Error(`${actionId} is not enabled`);
    this.world = this.model.apply(this.world, chosen);
    return chosen;
  }

  change(change: ObjectChange): void {
    this.world = this.model.apply(this.world, { label: 'changed', timers: [], ...change });
  }
}
