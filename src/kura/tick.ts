import { type Action, type Outcome, outcome, type Timer } from '../kernel/action.ts';
import type { Reader } from '../kernel/component.ts';
import { componentsOfKinds } from '../kubernetes/cluster.ts';
import { type ControlPlane, distinctPods, type Job, type Pod, podLabel, releaseOf } from './control-plane.ts';
import { Draft } from './draft.ts';
import { reconcile, type TickWork } from './reconcile.ts';
import { planeActor } from './server-effects.ts';

/** The reconciler runs once a minute. */
export const TICK_INTERVAL_MS = 60_000;
/** How long a probe of a name that resolves and answers takes, and a transaction. */
const STEP_MS = 100;

/** The id of the action that begins a tick. */
export function tickId(environment: string): string {
  return `${environment}.tick`;
}

/** The id of the action that asks the URL of the next server that waits. */
export function probeId(environment: string): string {
  return `${environment}.probe`;
}

/** The id of the action that writes the transaction of the server whose probe passed. */
export function commitId(environment: string): string {
  return `${environment}.commit`;
}

/**
 * One run of the reconciler, up to the probes: schedule deployments of the configured image, then servers that are being
 * destroyed, open deployments and all others; at most a batch of each, the one written longest ago first.
 *
 * A tick is three actions, because what happens between them matters. `tick` decides and applies for every server; then,
 * for one server after another that wants activation, `probe` asks its URL and `commit` writes the transaction. So a
 * rename, a destruction, another controller or the death of the process can come in between. Nothing else is remembered,
 * and nothing at all between ticks. Two ticks never overlap here; in the product they do when one takes longer than a
 * minute. In the product a server is probed before the next is looked at; here all are looked at first.
 *
 * Any pod may run it: unlike pods give several outcomes. Faults: `crash` after each effect, `cluster-unreachable` (no
 * observation succeeds), `apply-refused` (the cluster refuses every manifest).
 *
 * *Source:* server/lib/tuist/kura/reconciler.ex:reconcile/0 and the Oban crontab of tuist/tuist.
 */
export function createTick(plane: ControlPlane): Action {
  const { kura_servers, kura_deployments, accounts } = plane.database.tables;
  const objects = componentsOfKinds(plane.cluster, ['KuraInstance', 'KuraGateway']);
  return {
    id: tickId(plane.name),
    actor: planeActor(plane),
    kind: 'controller',
    reads: [plane.job, plane.pods, kura_servers, kura_deployments, accounts, ...objects],
    writes: [plane.job, kura_servers, kura_deployments, ...objects],
    faults: ['crash', 'cluster-unreachable', 'apply-refused'],
    run: (reader) => {
      if (reader.get(plane.job) !== null) return [];
      const pods = distinctPods(reader.get(plane.pods));
      return pods.flatMap((pod) => {
        const outcomes = tickOutcomes(plane, pod, reader);
        if (pods.length === 1) return outcomes;
        return outcomes.map((one) => ({ ...one, label: `${one.label} ${podLabel(pod, pods)}` }));
      });
    },
  };
}

/** The timers that stand after an action of the reconciler that leaves this job. */
export function jobTimers(plane: ControlPlane, job: Job | null): readonly Timer[] {
  const next = job?.waiting[0];
  if (next === undefined) return [];
  const action = next.decision.state === 'committing' ? commitId(plane.name) : probeId(plane.name);
  return [{ action, afterMs: STEP_MS }];
}

type Trouble = 'none' | 'cluster-unreachable' | 'apply-refused';

function tickOutcomes(plane: ControlPlane, pod: Pod, reader: Reader): readonly Outcome[] {
  const timers = [{ action: tickId(plane.name), afterMs: TICK_INTERVAL_MS }];
  const run = (trouble: Trouble): { readonly work: TickWork; readonly parts: Omit<Outcome, 'label'> } => {
    const work = tickWork({ plane, pod, reader, trouble });
    reconcile(work);
    const { waiting, draft, events } = work;
    const branches = [...work.branches];
    const job = waiting.length === 0 ? null : { pod: { release: pod.release, deployEnv: pod.deployEnv }, waiting };
    if (job !== null) draft.put(plane.job, job);
    return { work, parts: { writes: draft.writes(), events, branches, timers: [...timers, ...jobTimers(plane, job)] } };
  };
  const { work, parts } = run('none');
  const outcomes: Outcome[] = [{ ...outcome('ok'), ...parts }];
  const isLastEffectTheEnd = work.waiting.length === 0;
  for (const crash of isLastEffectTheEnd ? work.crashes.slice(0, -1) : work.crashes) {
    outcomes.push({ ...crash, timers });
  }
  for (const [trouble, call] of [
    ['cluster-unreachable', 'observe'],
    ['apply-refused', 'roll-out'],
  ] as const) {
    if (work.calls.has(call)) outcomes.push({ ...outcome(trouble), ...run(trouble).parts, fault: trouble });
  }
  return outcomes;
}

function tickWork(options: {
  readonly plane: ControlPlane;
  readonly pod: Pod;
  readonly reader: Reader;
  readonly trouble: Trouble;
}): TickWork {
  const { plane, pod, reader, trouble } = options;
  return {
    plane,
    pod,
    release: releaseOf(plane, pod),
    deployEnv: pod.deployEnv,
    draft: new Draft(reader),
    events: [],
    refusesApply: trouble === 'apply-refused',
    isReachable: trouble !== 'cluster-unreachable',
    waiting: [],
    crashes: [],
    branches: new Set(),
    calls: new Set(),
  };
}
