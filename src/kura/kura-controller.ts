import { type Event, type Outcome, outcome, type Part, type Timer } from '../kernel/action.ts';
import type { Reader, Write } from '../kernel/component.ts';
import { canonicalJson } from '../kernel/json.ts';
import { changeObjects, deleteObject } from '../kubernetes/apply-object.ts';
import {
  type Cluster,
  componentsOfKind,
  componentsOfKinds,
  type KubernetesObject,
  objectKey,
  objectsOfKind,
} from '../kubernetes/cluster.ts';
import { Draft } from './draft.ts';
import { type WantedChild, wantedChildren } from './instance-children.ts';

/** The controller looks at every instance again after this long: when it notices what happened to an Ingress. */
export const REQUEUE_MS = 30_000;
/** From a change of an instance to the controller's pass. */
const REACTION_MS = 500;

/** The id of the pass of a cluster's instance controller over one instance. */
export function kuraControllerId(clusterName: string): string {
  return `${clusterName}.kura-controller`;
}

/**
 * The KuraInstance controller of a cluster: makes Ingresses, Certificates and the status of instances what their
 * manifests say.
 *
 * One firing sees to one instance that is not as it should be; if there are several, any of them may come first. The
 * order within one is fixed: the Ingresses take the new host at once and drop the old one, then the Certificates, then
 * the status. The workload is not modelled: an image is observed as soon as the controller has passed. An instance that
 * is being deleted is let go, and the garbage collector takes its children.
 *
 * Fault: `crash` between the Ingresses and the Certificates.
 *
 * *Source:* infra/kura-controller/controllers/kurainstance_controller.go:Reconcile of tuist/tuist.
 */
export function createKuraController(cluster: Cluster): Part {
  const id = kuraControllerId(cluster.name);
  const footprint = componentsOfKinds(cluster, ['KuraInstance', 'Ingress', 'Certificate']);
  const isOn = (reader: Reader) => dueInstances(cluster, reader).length > 0;
  const watch = { action: id, minGapMs: 0, isOn };
  return {
    components: [],
    actions: [
      {
        id,
        actor: id,
        kind: 'controller',
        reads: cluster.objects.components,
        writes: cluster.objects.components,
        faults: ['crash'],
        run: (reader) => passOutcomes({ cluster, reader, id }),
      },
    ],
    timers: isOn({ get: (component) => component.initial }) ? [{ action: id, afterMs: REACTION_MS }] : [],
    watches: [
      { ...watch, components: componentsOfKind(cluster, 'KuraInstance'), afterMs: REACTION_MS },
      { ...watch, components: footprint, afterMs: REQUEUE_MS },
    ],
  };
}

/** An instance as its controller leaves it: its children and its own status. Objects that need not change are left out. */
export function reconciledObjects(instance: KubernetesObject): readonly KubernetesObject[] {
  const { ingresses, certificates } = wantedChildren(instance);
  const children = [...ingresses, ...certificates].flatMap(({ object }) => (object === null ? [] : [object]));
  return [{ ...instance, status: wantedStatus(instance) }, ...children];
}

interface Pass {
  readonly cluster: Cluster;
  readonly reader: Reader;
  readonly id: string;
}

function passOutcomes(pass: Pass): readonly Outcome[] {
  const { cluster, reader, id } = pass;
  const instances = dueInstances(cluster, reader);
  const next = ({ fault }: Outcome): readonly Timer[] => {
    if (fault !== undefined) return [{ action: id, afterMs: REQUEUE_MS }];
    return instances.length > 1 ? [{ action: id, afterMs: REACTION_MS }] : [];
  };
  return instances.flatMap((instance) => {
    const { name } = instance.metadata;
    const outcomes = isBeingDeleted(instance) ? [letGo(pass, instance)] : reconcileInstance(pass, instance);
    return outcomes.map((one) => ({
      ...one,
      label: instances.length === 1 ? one.label : `${one.label} ${name}`,
      timers: [...next(one), ...one.timers],
    }));
  });
}

function dueInstances(cluster: Cluster, reader: Reader): readonly KubernetesObject[] {
  return objectsOfKind(cluster, reader, 'KuraInstance').filter((instance) => isDue(cluster, reader, instance));
}

function isDue(cluster: Cluster, reader: Reader, instance: KubernetesObject): boolean {
  if (isBeingDeleted(instance)) return true;
  const { ingresses, certificates } = wantedChildren(instance);
  const isSame = ({ key, object }: WantedChild) => {
    const live = cluster.objects.get(reader, key);
    if (object === null || live === undefined) return object === null && live === undefined;
    const { status: _, ...rest } = live;
    return canonicalJson(rest) === canonicalJson(object);
  };
  if (canonicalJson(instance.status ?? {}) !== canonicalJson(wantedStatus(instance))) return true;
  return ![...ingresses, ...certificates].every(isSame);
}

function reconcileInstance(pass: Pass, instance: KubernetesObject): readonly Outcome[] {
  const { cluster, reader, id } = pass;
  const draft = new Draft(reader);
  const events: Event[] = [];
  const change = (children: readonly WantedChild[]) => {
    const apply = children.flatMap(({ object }) => (object === null ? [] : [object]));
    const gone = children.flatMap(({ key, object }) => (object === null ? [key] : []));
    const done = changeObjects({ cluster, reader: draft, actor: id, apply, delete: gone });
    draft.write(done.writes);
    events.push(...done.events);
  };
  const { ingresses, certificates } = wantedChildren(instance);
  change(ingresses);
  const half = { writes: draft.writes(), events: [...events] };
  change(certificates);
  draft.write(statusWrites(pass, draft, instance));
  const whole = outcome('reconciled', { writes: draft.writes(), events });
  const canStopHalfway = half.events.length > 0 && half.events.length < events.length;
  return canStopHalfway ? [whole, { ...outcome('crash', half), fault: 'crash' }] : [whole];
}

function statusWrites({ cluster }: Pass, draft: Draft, instance: KubernetesObject): readonly Write[] {
  const status = wantedStatus(instance);
  if (canonicalJson(instance.status ?? {}) === canonicalJson(status)) return [];
  return cluster.objects.write(draft, new Map([[objectKey(instance), { ...instance, status }]]));
}

/** Phase and image follow the workload alone: DNS, certificates and Ingresses do not show in them. */
function wantedStatus(instance: KubernetesObject): Readonly<Record<string, unknown>> {
  return { observedImage: instance.spec?.image, phase: 'Running', readyReplicas: 1 };
}

function letGo({ cluster, reader, id }: Pass, instance: KubernetesObject): Outcome {
  const { writes, events } = deleteObject({ cluster, reader, actor: id, key: objectKey(instance) });
  return outcome('let go', { writes, events });
}

function isBeingDeleted(instance: KubernetesObject): boolean {
  return instance.metadata.deletionTimestamp !== undefined;
}
