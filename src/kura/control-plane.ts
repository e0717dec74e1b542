import { assert } from '../kernel/assert.ts';
import type { Component } from '../kernel/component.ts';
import { canonicalJson } from '../kernel/json.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import type { Database } from './database.ts';
import type { Deploy } from './deploy.ts';
import type { Release } from './release.ts';
import type { Decision } from './server-decision.ts';

/** A server pod: which release it runs and what it was told about its surroundings. */
export interface Pod {
  readonly release: string;
  /** `TUIST_DEPLOY_ENV`; `null`: not set. */
  readonly deployEnv: string | null;
  /** The runtime image that servers are to run. */
  readonly image: string;
  /** The regions on offer. */
  readonly regions: readonly string[];
}

/** An activation that a tick began and has not ended: the probe and the transaction come later. */
export interface Activation {
  readonly server: string;
  /** The open deployment, on the fast path. */
  readonly deployment: string | null;
  readonly image: string;
  readonly decision: Decision;
  /** The URL that passed the probe, rendered before it; `null` until then. */
  readonly url: string | null;
}

/** A tick that waits for probes: what it still has to do, and the code that does it. */
export interface Job {
  readonly pod: Pick<Pod, 'release' | 'deployEnv'>;
  readonly waiting: readonly Activation[];
}

/** A server whose destruction was asked for, with the URL that it had at that moment. */
export interface DestroyRequest {
  readonly server: string;
  readonly account: number;
  readonly url: string | null;
}

/** One environment of the product: its database, its pods and the cluster that its instances run in. */
export interface ControlPlane {
  readonly name: string;
  readonly cluster: Cluster;
  readonly database: Database;
  readonly releases: ReadonlyMap<string, Release>;
  /** Whether a deploy starts a new pod before it stops an old one. */
  readonly surge: boolean;
  /** In canonical order: pods have no names. */
  readonly pods: Component<readonly Pod[]>;
  readonly job: Component<Job | null>;
  readonly deploy: Component<Deploy | null>;
  readonly destroyRequests: Component<readonly DestroyRequest[]>;
}

/** The release of a pod. */
export function releaseOf(plane: ControlPlane, pod: Pick<Pod, 'release'>): Release {
  const release = plane.releases.get(pod.release);
  assert(release !== undefined, `environment ${plane.name} runs release ${pod.release}, which nobody described`);
  return release;
}

/** Pods in canonical order, so that which of two like pods was replaced makes no difference. */
export function sortedPods(pods: readonly Pod[]): readonly Pod[] {
  return [...pods].sort((left, right) => (canonicalJson(left) < canonicalJson(right) ? -1 : 1));
}

/** One pod of each kind: any pod may do what pods do, and like pods do the same. */
export function distinctPods(pods: readonly Pod[]): readonly Pod[] {
  return pods.filter((pod, index) => index === 0 || canonicalJson(pods[index - 1]) !== canonicalJson(pod));
}

/** What tells the outcomes of unlike pods apart. */
export function podLabel(pod: Pod, pods: readonly Pod[]): string {
  const isAlone = pods.filter(({ release }) => release === pod.release).length === 1;
  return isAlone ? `by ${pod.release}` : `by ${canonicalJson(pod)}`;
}
