import type { Event } from '../kernel/action.ts';
import type { ControlPlane } from './control-plane.ts';
import { execute, query } from './database.ts';
import type { Draft } from './draft.ts';
import { destroyInstance, type Rendering, rollOut } from './provisioner.ts';
import type { Release } from './release.ts';
import type { Effect } from './server-decision.ts';
import { STATEMENTS, type Statement } from './statement.ts';
import { type AccountRow, DEPLOYMENT_STATUS, SERVER_STATUS, type ServerRow } from './tables.ts';

/** A process of the product at work: what it has changed so far and what happened on the way. */
export interface Work {
  readonly plane: ControlPlane;
  readonly release: Release;
  readonly deployEnv: string | null;
  readonly draft: Draft;
  readonly events: Event[];
  /** Whether the cluster refuses what is applied. */
  readonly refusesApply: boolean;
}

/** The server that effects are about. */
export interface Subject {
  readonly server: ServerRow;
  readonly account: AccountRow;
  readonly deployment: { readonly id: string; readonly status: number } | null;
  /** The image that the server is to run. */
  readonly image: string;
  /** The image that it was seen to run. */
  readonly observedImage: string | null;
}

/** The actor of all that a control plane does. */
export function planeActor(plane: Pick<ControlPlane, 'name'>): string {
  return `${plane.name}.kura`;
}

/**
 * Does what a decision wants done. Applying comes back with how it went; everything else is done when this returns.
 * Writes that would change no status are left out, as the product leaves them out.
 */
export function performEffect(effect: Effect, subject: Subject, work: Work): 'rolled-out' | 'roll-out-failed' | null {
  const { server, deployment } = subject;
  switch (effect) {
    case 'destroy-instance':
      if (server.provisioner_node_ref !== null) {
        destroyInstance(work.plane.cluster, work.draft, server.provisioner_node_ref);
      }
      return null;
    case 'mark-destroyed':
      write(work, STATEMENTS.markServerDestroyed, { server_id: server.id });
      report(work, 'kura.server-destroyed', subject);
      return null;
    case 'mark-running':
      if (deployment?.status === DEPLOYMENT_STATUS.pending) setDeployment(subject, work, 'running');
      return null;
    case 'cancel-deployment':
      setDeployment(subject, work, 'cancelled');
      return null;
    case 'succeed-deployment':
      setDeployment(subject, work, 'succeeded');
      return null;
    case 'fail-deployment':
      setDeployment(subject, work, 'failed');
      return null;
    case 'fail-server':
      write(work, STATEMENTS.setServerStatus, { server_id: server.id, status: SERVER_STATUS.failed });
      report(work, 'kura.server-failed', subject);
      return null;
    case 'record-observed':
      record(subject, work, { image: subject.observedImage, status: server.status });
      return null;
    case 'record-failed':
      record(subject, work, { image: subject.observedImage, status: SERVER_STATUS.failed });
      return null;
    case 'record-wanted':
      record(subject, work, { image: subject.image, status: server.status });
      return null;
    case 'log-error':
      report(work, 'kura.error-logged', subject);
      return null;
    case 'roll-out':
      return applyManifests(subject, work);
  }
}

/** The rendering of a subject by the process at work. */
export function renderingOf(subject: Pick<Subject, 'server' | 'account'>, work: Work): Rendering {
  return { release: work.release, deployEnv: work.deployEnv, account: subject.account, server: subject.server };
}

/** A server's account; `undefined` only between statements that the foreign key forbids to come apart. */
export function accountOf(work: Pick<Work, 'draft' | 'plane'>, accountId: number): AccountRow | undefined {
  return query<AccountRow>(work.draft, work.plane.database, STATEMENTS.findAccount, { account_id: accountId })[0];
}

/** Adds a fact about a server to what happened. */
export function report(
  work: Work,
  type: string,
  subject: Pick<Subject, 'server' | 'account'>,
  details: Readonly<Record<string, unknown>> = {},
): void {
  const { server, account } = subject;
  const actor = planeActor(work.plane);
  const about = { environment: work.plane.name, account: account.name, region: server.region, server: server.id };
  work.events.push({ type, actor, ...about, release: work.release.name, ...details });
}

function applyManifests(subject: Subject, work: Work): 'rolled-out' | 'roll-out-failed' {
  const rendering = renderingOf(subject, work);
  if (work.refusesApply) {
    report(work, 'kura.manifest-refused', subject, { reason: 'refused' });
    return 'roll-out-failed';
  }
  const { cluster } = work.plane;
  const { draft } = work;
  const { refusedFor, events } = rollOut({
    cluster,
    draft,
    rendering,
    image: subject.image,
    actor: planeActor(work.plane),
  });
  work.events.push(...events);
  if (refusedFor !== null) {
    report(work, 'kura.manifest-refused', subject, { reason: refusedFor });
    return 'roll-out-failed';
  }
  report(work, 'kura.manifest-applied', subject, { image: subject.image });
  return 'rolled-out';
}

function record(subject: Subject, work: Work, row: { readonly image: string | null; readonly status: number }): void {
  write(work, STATEMENTS.recordObservation, {
    server_id: subject.server.id,
    image_tag: row.image,
    status: row.status,
  });
  report(work, 'kura.observation-recorded', subject, { image: row.image });
}

function setDeployment(subject: Subject, work: Work, word: keyof typeof DEPLOYMENT_STATUS): void {
  if (subject.deployment === null) return;
  const status = DEPLOYMENT_STATUS[word];
  write(work, STATEMENTS.setDeploymentStatus, { deployment_id: subject.deployment.id, status });
  report(work, 'kura.deployment-changed', subject, { deployment: subject.deployment.id, status: word });
}

function write(work: Work, statement: Statement, parameters: Readonly<Record<string, string | number | null>>): void {
  execute(work.draft, work.plane.database, statement, parameters);
}
