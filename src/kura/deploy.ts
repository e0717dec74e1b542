import { type Action, type Outcome, outcome, type Timer } from '../kernel/action.ts';
import { put, type Reader } from '../kernel/component.ts';
import { canonicalJson } from '../kernel/json.ts';
import { type ControlPlane, type Pod, releaseOf, sortedPods } from './control-plane.ts';
import { Draft } from './draft.ts';
import { migrate } from './migrate.ts';
import { planeActor } from './server-effects.ts';

/** A deploy under way. */
export interface Deploy {
  readonly phase: 'migrating' | 'rolling' | 'rolling-back';
  /** What the new pods are: the migrating process is one of them. */
  readonly target: Pod;
  /** The pods that there are to be in the end, and those that there were. */
  readonly desired: readonly Pod[];
  readonly previous: readonly Pod[];
}

const HOOK_MS = 10_000;
const POD_START_MS = 20_000;

/** The id of the action that runs a deploy's migrations. */
export function hookId(environment: string): string {
  return `${environment}.hook`;
}

/** The id of the action that starts or stops one pod of a deploy. */
export function replacePodId(environment: string): string {
  return `${environment}.replace-pod`;
}

/** The timers that stand after a deploy got here. */
export function deployTimers(plane: Pick<ControlPlane, 'name'>, deploy: Deploy | null): readonly Timer[] {
  if (deploy === null) return [];
  if (deploy.phase === 'migrating') return [{ action: hookId(plane.name), afterMs: HOOK_MS }];
  return [{ action: replacePodId(plane.name), afterMs: POD_START_MS }];
}

/**
 * The two actions that carry a deploy on, as `helm upgrade --atomic` does: a hook that migrates with the new image while
 * the old pods go on, then pods replaced one after another.
 *
 * `hook` faults: `hook-failed` (before it ran anything) and `hook-failed-late` (all migrations ran): both end the deploy
 * with the old pods in place. `replace-pod` fault: `rollout-failed`, after which pods are brought back one by one; what
 * the migrations did stays.
 *
 * *Source:* infra/helm/tuist/templates/server-migration-job.yaml of tuist/tuist; Helm documentation, "Chart hooks" and
 * `helm upgrade --atomic`.
 */
export function createDeployActions(plane: ControlPlane): readonly Action[] {
  return [hookAction(plane), replacePodAction(plane)];
}

/** The deploy that makes `count` of the pods be like `target`; pods that are like it already are not counted again. */
export function planDeploy(
  pods: readonly Pod[],
  options: { readonly target: Pod; readonly count: number; readonly migrates: boolean },
): Deploy {
  const { target, count, migrates } = options;
  let left = count;
  const desired = pods.map((pod) => {
    if (left === 0 || canonicalJson(pod) === canonicalJson(target)) return pod;
    left -= 1;
    return target;
  });
  return { phase: migrates ? 'migrating' : 'rolling', target, desired: sortedPods(desired), previous: pods };
}

/** The next phase of a deploy that stands here with these pods: `null` if it is done. */
export function continueDeploy(deploy: Deploy, pods: readonly Pod[]): Deploy | null {
  if (deploy.phase === 'migrating') return deploy;
  return canonicalJson(sortedPods(pods)) === canonicalJson(deploy.desired) ? null : deploy;
}

function hookAction(plane: ControlPlane): Action {
  const tables = Object.values(plane.database.tables);
  return {
    id: hookId(plane.name),
    actor: `${plane.name}.deploy`,
    kind: 'rollout',
    reads: [plane.deploy, plane.pods, ...tables],
    writes: [plane.deploy, ...tables],
    faults: ['hook-failed', 'hook-failed-late'],
    run: (reader) => {
      const deploy = reader.get(plane.deploy);
      if (deploy?.phase !== 'migrating') return [];
      const next = continueDeploy({ ...deploy, phase: 'rolling' }, reader.get(plane.pods));
      const abandoned = put(plane.deploy, null);
      const draft = new Draft(reader);
      const release = releaseOf(plane, deploy.target);
      const { hasFailed, events } = migrate({ plane, release, deployEnv: deploy.target.deployEnv, draft });
      const migrated = draft.writes();
      if (hasFailed) return [outcome('migration failed', { writes: [...migrated, abandoned], events })];
      const timers = deployTimers(plane, next);
      return [
        outcome('ok', { writes: [...migrated, put(plane.deploy, next)], events, timers }),
        { ...outcome('hook-failed', { writes: [abandoned] }), fault: 'hook-failed' },
        { ...outcome('hook-failed-late', { writes: [...migrated, abandoned], events }), fault: 'hook-failed-late' },
      ];
    },
  };
}

function replacePodAction(plane: ControlPlane): Action {
  return {
    id: replacePodId(plane.name),
    actor: `${plane.name}.deploy`,
    kind: 'rollout',
    reads: [plane.deploy, plane.pods],
    writes: [plane.deploy, plane.pods],
    faults: ['rollout-failed'],
    run: (reader) => replaceOutcomes(plane, reader),
  };
}

function replaceOutcomes(plane: ControlPlane, reader: Reader): readonly Outcome[] {
  const deploy = reader.get(plane.deploy);
  if (deploy === null || deploy.phase === 'migrating') return [];
  const pods = reader.get(plane.pods);
  const change = nextPodChange(pods, { desired: deploy.desired, surge: plane.surge });
  const actor = planeActor(plane);
  const next = continueDeploy(deploy, change.pods);
  const event = {
    type: 'kura.pod-changed',
    actor,
    environment: plane.name,
    change: change.verb,
    release: change.pod.release,
  };
  const replaced = outcome(`${change.verb} ${change.pod.release}`, {
    writes: [put(plane.pods, change.pods), put(plane.deploy, next)],
    events: [event],
    timers: deployTimers(plane, next),
  });
  if (deploy.phase === 'rolling-back') return [replaced];
  const back = continueDeploy({ ...deploy, phase: 'rolling-back', desired: deploy.previous }, pods);
  const failure = outcome('rollout-failed', {
    writes: [put(plane.deploy, back)],
    events: [{ type: 'kura.rollout-failed', actor, environment: plane.name, release: deploy.target.release }],
    timers: deployTimers(plane, back),
  });
  return [replaced, { ...failure, fault: 'rollout-failed' }];
}

interface PodChange {
  readonly verb: 'start' | 'stop';
  readonly pod: Pod;
  readonly pods: readonly Pod[];
}

/** One pod more or one pod less on the way to the desired ones: with surge a new one first, without it an old one. */
function nextPodChange(
  pods: readonly Pod[],
  { desired, surge }: { readonly desired: readonly Pod[]; readonly surge: boolean },
): PodChange {
  const extra = withoutPods(pods, desired)[0];
  const missing = withoutPods(desired, pods)[0];
  const startsNow = surge ? pods.length <= desired.length : pods.length < desired.length;
  if (missing !== undefined && (startsNow || extra === undefined)) {
    return { verb: 'start', pod: missing, pods: sortedPods([...pods, missing]) };
  }
  const leaving = (extra ?? pods[0]) as Pod;
  return { verb: 'stop', pod: leaving, pods: withoutPods(pods, [leaving]) };
}

/** The pods without as many of each kind as there are in `others`. */
function withoutPods(pods: readonly Pod[], others: readonly Pod[]): readonly Pod[] {
  const left = others.map(canonicalJson);
  return pods.filter((pod) => {
    const index = left.indexOf(canonicalJson(pod));
    if (index < 0) return true;
    left.splice(index, 1);
    return false;
  });
}
