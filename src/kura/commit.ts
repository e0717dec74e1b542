import { type Action, type Outcome, outcome } from '../kernel/action.ts';
import { assert } from '../kernel/assert.ts';
import type { Reader } from '../kernel/component.ts';
import { activate } from './activate.ts';
import { type Activation, type ControlPlane, type Job, releaseOf } from './control-plane.ts';
import { query } from './database.ts';
import { Draft } from './draft.ts';
import { type Effect, resume } from './server-decision.ts';
import { accountOf, performEffect, planeActor, type Subject, type Work } from './server-effects.ts';
import { STATEMENTS } from './statement.ts';
import { DEPLOYMENT_STATUS, type ServerRow } from './tables.ts';
import { commitId, jobTimers } from './tick.ts';

/** A process of a job at work on the first server that waits; `subject` is `null` if its row is gone. */
export interface JobWork extends Work {
  readonly job: Job;
  readonly activation: Activation;
  readonly subject: Subject | null;
}

/**
 * The transaction of an activation whose probe passed, then what follows for the open deployment. Enabled while the
 * first server of the job is past its probe.
 *
 * Faults: `crash` before the transaction, and between it and the deployment's success.
 */
export function createCommit(plane: ControlPlane): Action {
  const { kura_servers, kura_deployments, accounts, account_cache_endpoints } = plane.database.tables;
  return {
    id: commitId(plane.name),
    actor: planeActor(plane),
    kind: 'controller',
    reads: [plane.job, kura_servers, kura_deployments, accounts, account_cache_endpoints],
    writes: [plane.job, kura_servers, kura_deployments, account_cache_endpoints],
    faults: ['crash'],
    run: (reader) => {
      const work = jobWork(plane, reader, 'committing');
      if (work === null) return [];
      const { activation, subject } = work;
      const { url } = activation;
      assert(url !== null, 'an activation that is past its probe knows its URL');
      const before = crash(work, 'crash');
      if (subject === null) return [endStep(work, 'gone', []), before];
      const result = activate(work, subject, url);
      const { effects } = resume(activation.decision, result);
      const between = effects.length > 0 && result === 'committed' ? [crash(work, 'crash after activation')] : [];
      return [endStep(work, result === 'committed' ? 'ok' : result, effects), before, ...between];
    },
  };
}

/** The job at work in this world, if its first server stands in this state; `null` otherwise. */
export function jobWork(plane: ControlPlane, reader: Reader, state: 'activating' | 'committing'): JobWork | null {
  const job = reader.get(plane.job);
  const activation = job?.waiting[0];
  if (job === null || activation?.decision.state !== state) return null;
  const work: Work = {
    plane,
    release: releaseOf(plane, job.pod),
    deployEnv: job.pod.deployEnv,
    draft: new Draft(reader),
    events: [],
    refusesApply: false,
  };
  return { ...work, job, activation, subject: subjectOf(work, activation) };
}

/** The outcome in which the process dies here: what it wrote stays, the rest of its job is forgotten. */
export function crash(work: JobWork, label: string): Outcome {
  const draft = new Draft(work.draft);
  draft.put(work.plane.job, null);
  const writes = new Map([...work.draft.writes(), ...draft.writes()].map((write) => [write.component.id, write]));
  return { ...outcome(label, { writes: [...writes.values()], events: [...work.events] }), fault: 'crash' };
}

/** The outcome in which these effects are done and the job goes on with its next server. */
export function endStep(work: JobWork, label: string, effects: readonly Effect[]): Outcome {
  const { subject } = work;
  if (subject !== null) for (const effect of effects) performEffect(effect, subject, work);
  return goOn(work, label, work.job.waiting.slice(1));
}

/** The outcome in which the job goes on with these activations. */
export function goOn(work: JobWork, label: string, waiting: readonly Activation[]): Outcome {
  const { plane, draft, events } = work;
  const job = waiting.length === 0 ? null : { ...work.job, waiting };
  draft.put(plane.job, job);
  return outcome(label, { writes: draft.writes(), events, timers: jobTimers(plane, job) });
}

function subjectOf(work: Work, activation: Activation): Subject | null {
  const { draft, plane } = work;
  const [server] = query<ServerRow>(draft, plane.database, STATEMENTS.findServer, { server_id: activation.server });
  const account = server && accountOf(work, server.account_id);
  if (server === undefined || account === undefined) return null;
  const { deployment: id, image } = activation;
  const deployment = id === null ? null : { id, status: DEPLOYMENT_STATUS.running };
  return { server, account, deployment, image, observedImage: image };
}
