import { type Outcome, outcome } from '../kernel/action.ts';
import type { KubernetesObject } from '../kubernetes/cluster.ts';
import type { Activation, Pod } from './control-plane.ts';
import { execute, query } from './database.ts';
import type { DecisionFacts, DecisionPath, Observation } from './finding.ts';
import { compareRevision, observe, publicUrl } from './provisioner.ts';
import { findRegion } from './region.ts';
import { type Decision, decide, decisionBranch, resume } from './server-decision.ts';
import { accountOf, performEffect, planeActor, renderingOf, type Subject, type Work } from './server-effects.ts';
import { STATEMENTS } from './statement.ts';
import { type DeploymentRow, SERVER_STATUS, type ServerRow } from './tables.ts';

/** A tick at work. The lists grow as it goes on. */
export interface TickWork extends Work {
  readonly pod: Pod;
  /** Whether the cluster can be asked; if not, no observation succeeds. */
  readonly isReachable: boolean;
  /** The activations that are left for later. */
  readonly waiting: Activation[];
  /** What is left behind by a process that dies after each effect. */
  readonly crashes: Outcome[];
  /** The rows of the decision tables that were met. */
  readonly branches: Set<string>;
  /** Which calls were made to the cluster: those that could have failed. */
  readonly calls: Set<'observe' | 'roll-out'>;
}

/**
 * A tick up to the probes, in the product's order: schedule, destroying, open deployments, projection. An error while
 * scheduling ends the tick for every account.
 */
export function reconcile(work: TickWork): void {
  const { database } = work.plane;
  if (!schedule(work)) return;
  const batch = { batch: database.batchSize };
  for (const server of query<ServerRow>(work.draft, database, STATEMENTS.listDestroyingServers, batch)) {
    decideServer(work, { path: 'destroying', server, deployment: null });
  }
  const processed = new Set<string>();
  for (const deployment of query<DeploymentRow>(work.draft, database, STATEMENTS.listOpenDeployments, batch)) {
    const [server] = query<ServerRow>(work.draft, database, STATEMENTS.findServer, { server_id: deployment.server_id });
    if (server === undefined) continue;
    processed.add(server.id);
    decideServer(work, { path: 'deploying', server, deployment });
  }
  for (const server of query<ServerRow>(work.draft, database, STATEMENTS.listProjectedServers, batch)) {
    if (processed.has(server.id)) continue;
    const [deployment] = query<DeploymentRow>(work.draft, database, STATEMENTS.findLatestDeployment, {
      server_id: server.id,
    });
    decideServer(work, { path: 'projecting', server, deployment: deployment ?? null });
  }
}

/**
 * Inserts a deployment for every active server whose image is not the configured one and that never had a deployment of
 * it. The first server whose region the catalogue does not know makes the whole call fail.
 *
 * *Source:* server/lib/tuist/kura.ex:schedule_version_deployments/1 of tuist/tuist.
 */
function schedule(work: TickWork): boolean {
  const { database } = work.plane;
  const parameters = { image_tag: work.pod.image };
  for (const server of query<ServerRow>(work.draft, database, STATEMENTS.listOutdatedServers, parameters)) {
    if (findRegion(work.release.regions, server.region) === undefined) {
      work.events.push({
        type: 'kura.tick-aborted',
        actor: planeActor(work.plane),
        environment: work.plane.name,
        reason: 'region-unknown',
        region: server.region,
        server: server.id,
      });
      return false;
    }
    execute(work.draft, database, STATEMENTS.insertDeployment, { server_id: server.id, ...parameters });
    rememberCrash(work, `schedule ${server.id}`);
  }
  return true;
}

interface Candidate {
  readonly path: DecisionPath;
  readonly server: ServerRow;
  readonly deployment: DeploymentRow | null;
}

/** Decides about one server and does what the decision wants, until it is done or waits for a probe. */
function decideServer(work: TickWork, candidate: Candidate): void {
  const { path, server, deployment } = candidate;
  const account = accountOf(work, server.account_id);
  if (account === undefined) return;
  const { observation, instance } = observeServer(work, candidate);
  const observedImage = observation.seen === 'image' ? observation.image : null;
  const subject: Subject = { server, account, deployment, image: deployment?.image_tag ?? '', observedImage };
  const facts = factsOf(work, subject, { observation, instance });
  work.branches.add(decisionBranch(path, facts));
  let { decision, effects } = decide(path, facts);
  while (effects.length > 0) {
    const answer = performAll(work, subject, effects);
    if (answer === null) break;
    work.calls.add('roll-out');
    ({ decision, effects } = resume(decision, answer));
  }
  if (decision.state === 'activating') work.waiting.push(waitFor(subject, path, decision));
}

function performAll(
  work: TickWork,
  subject: Subject,
  effects: ReturnType<typeof decide>['effects'],
): 'rolled-out' | 'roll-out-failed' | null {
  let answer: 'rolled-out' | 'roll-out-failed' | null = null;
  for (const effect of effects) {
    answer = performEffect(effect, subject, work) ?? answer;
    if (effect !== 'log-error') rememberCrash(work, `${effect} ${subject.server.id}`);
  }
  return answer;
}

function observeServer(
  work: TickWork,
  { path, server, deployment }: Candidate,
): { readonly observation: Observation; readonly instance: KubernetesObject | null } {
  const isLeaving = server.status === SERVER_STATUS.destroying || server.status === SERVER_STATUS.destroyed;
  const isUnasked = (path === 'deploying' && isLeaving) || (path === 'projecting' && deployment === null);
  if (isUnasked) return { observation: { seen: 'not-found' }, instance: null };
  work.calls.add('observe');
  if (!work.isReachable) return { observation: { seen: 'error' }, instance: null };
  return observe({ cluster: work.plane.cluster, reader: work.draft, release: work.release, server });
}

function factsOf(
  work: TickWork,
  subject: Subject,
  seen: { readonly observation: Observation; readonly instance: KubernetesObject | null },
): DecisionFacts {
  const { server, deployment } = subject;
  const rendering = renderingOf(subject, work);
  const image = deployment === null ? null : subject.image;
  const url = work.release.abilities.urlAwareConvergence ? publicUrl(rendering) : null;
  return {
    serverStatus: server.status,
    image,
    deploymentStatus: deployment?.status ?? null,
    observation: seen.observation,
    revision: seen.instance === null ? 'unreadable' : compareRevision(rendering, seen.instance),
    isConverged:
      server.status === SERVER_STATUS.active &&
      server.current_image_tag === image &&
      server.observed_image_tag === image,
    isUrlInSync: url === null || url === server.url,
  };
}

/** What is remembered of a decision that waits: no more than the probe and the transaction need. */
function waitFor(subject: Subject, path: DecisionPath, decision: Decision): Activation {
  const memory = { needsActivation: true, hasSucceeded: false, hasFailed: false };
  return {
    server: subject.server.id,
    deployment: path === 'deploying' ? (subject.deployment?.id ?? null) : null,
    image: subject.image,
    decision: { ...decision, memory },
    url: null,
  };
}

function rememberCrash(work: TickWork, after: string): void {
  const parts = { writes: work.draft.writes(), events: [...work.events] };
  work.crashes.push({ ...outcome(`crash after ${after}`, parts), fault: 'crash' });
}
