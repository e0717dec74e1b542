import type { Action, Outcome } from '../kernel/action.ts';
import { canonicalJson } from '../kernel/json.ts';
import { componentsOfKind } from '../kubernetes/cluster.ts';
import { crash, endStep, goOn, type JobWork, jobWork } from './commit.ts';
import type { ControlPlane } from './control-plane.ts';
import { isServed, type Network, networkReads, networkWrites, type Reply, request } from './network.ts';
import { instanceKey, publicUrl } from './provisioner.ts';
import { type ActivationFailure, resume } from './server-decision.ts';
import { planeActor, renderingOf, report, type Subject } from './server-effects.ts';
import { probeId } from './tick.ts';

/**
 * The activation gate: asks the URL that is rendered from the account's present name, before the transaction.
 *
 * The host has to resolve (IPv4, through the environment's resolver, whose negative cache counts), then, for https, a GET
 * of `/up` has to give 2xx under a certificate for the host. No retry; the next tick tries again. Unless the release has
 * `gateChecksEnvironment`, it does not matter which environment answers. Enabled while the first server of the job waits
 * for it. Several addresses give several outcomes. Faults: `crash`; `probe-failed`: no answer in time from a host that is
 * well, so that the gate stays shut until the next tick.
 *
 * Event `kura.probe`: `result` is `ready`, `not-resolvable`, `not-ready` or `other`, `reason` says more, `servedBy` who
 * answered, `crossEnvironment` whether that is somebody else.
 *
 * *Source:* server/lib/tuist/kura.ex:ensure_public_endpoint_ready/1 of tuist/tuist.
 */
export function createProbe(plane: ControlPlane, network: Network): Action {
  const { kura_servers, kura_deployments, accounts } = plane.database.tables;
  const rows = [kura_servers, kura_deployments];
  const own = componentsOfKind(plane.cluster, 'KuraInstance');
  return {
    id: probeId(plane.name),
    actor: planeActor(plane),
    kind: 'controller',
    reads: [...new Set([plane.job, ...rows, accounts, ...own, ...networkReads(network)])],
    writes: [plane.job, ...rows, ...networkWrites(network)],
    faults: ['probe-failed', 'crash'],
    run: (reader) => {
      const start = () => jobWork(plane, reader, 'activating');
      const work = start();
      if (work === null) return [];
      const died = crash(work, 'crash');
      if (work.subject === null) return [endStep(work, 'gone', []), died];
      const { subject } = work;
      const url = publicUrl(renderingOf(subject, work));
      const findings = probe(work, network, { subject, url });
      const outcomes = findings.map((finding) => settle(start() as JobWork, url, finding));
      const named = outcomes.map((one, index) => ({ ...one, label: labelOf(findings, index) }));
      const flap = findings.find(({ result, reply }) => result === 'ready' && reply !== null);
      const missed = flap && settle(start() as JobWork, url, { ...flap, ...NO_ANSWER });
      return [...named, ...(missed ? [{ ...missed, label: 'probe-failed', fault: 'probe-failed' }] : []), died];
    },
  };
}

/** What a probe found, and what asking left behind. */
interface ProbeFinding {
  readonly result: 'ready' | Extract<ActivationFailure, 'not-resolvable' | 'not-ready' | 'other'>;
  readonly reason: string;
  readonly reply: Reply | null;
  readonly asked: Pick<Outcome, 'writes' | 'events' | 'timers'>;
}

/** The name resolves, and the answer does not come in time. */
const NO_ANSWER = { result: 'not-ready', reason: 'timeout', reply: null } as const;

const NOTHING_ASKED = { writes: [], events: [], timers: [] };

function probe(
  work: JobWork,
  network: Network,
  { subject, url }: { readonly subject: Subject; readonly url: string | null },
): readonly ProbeFinding[] {
  const host = /^https?:\/\/([^/:]+)/.exec(url ?? '')?.[1];
  if (url === null || host === undefined) {
    return [{ result: 'other', reason: 'url-invalid', reply: null, asked: NOTHING_ASKED }];
  }
  if (!url.startsWith('https://')) return [probeWithin(work, subject, host)];
  const { replies, ...asked } = request(network, work.draft, { host, path: '/up', actor: planeActor(work.plane) });
  const findings = replies.map((reply) => ({ ...judge(work, reply), reply, asked }));
  return findings.filter(
    (finding, index) =>
      findings.findIndex((other) => canonicalJson(other.reply) === canonicalJson(finding.reply)) === index,
  );
}

/** Names inside the cluster resolve while the instance is there, and plain HTTP is not asked anything. */
function probeWithin(work: JobWork, subject: Subject, host: string): ProbeFinding {
  const instance = subject.server.provisioner_node_ref ?? '';
  const isThere =
    host === 'localhost' || work.plane.cluster.objects.get(work.draft, instanceKey(instance)) !== undefined;
  return {
    result: isThere ? 'ready' : 'not-resolvable',
    reason: isThere ? 'not-asked' : 'not-resolvable',
    reply: null,
    asked: NOTHING_ASKED,
  };
}

function judge(work: JobWork, reply: Reply): Pick<ProbeFinding, 'result' | 'reason'> {
  if (reply.result === 'not-resolvable') return { result: 'not-resolvable', reason: reply.result };
  if (!isServed(reply)) {
    return { result: 'not-ready', reason: reply.result === 'answered' ? `status-${reply.status}` : reply.result };
  }
  const isOwn = reply.by === work.plane.name;
  if (work.release.abilities.gateChecksEnvironment && !isOwn) {
    return { result: 'not-ready', reason: 'other-environment' };
  }
  return { result: 'ready', reason: 'status-200' };
}

/** The outcome of a finding: on to the transaction, or what the decision makes of the failure. */
function settle(work: JobWork, url: string | null, finding: ProbeFinding): Outcome {
  const { activation, subject, draft } = work;
  draft.write(finding.asked.writes);
  work.events.push(...finding.asked.events);
  if (subject !== null) report(work, 'kura.probe', subject, probeDetails(work, url, finding));
  const { decision, effects } = resume(activation.decision, finding.result);
  const [, ...rest] = work.job.waiting;
  const one =
    decision.state === 'committing'
      ? goOn(work, finding.result, [{ ...activation, decision, url }, ...rest])
      : endStep(work, finding.result, effects);
  return { ...one, timers: [...one.timers, ...finding.asked.timers] };
}

function probeDetails(work: JobWork, url: string | null, finding: ProbeFinding): Readonly<Record<string, unknown>> {
  const { result, reason, reply } = finding;
  const servedBy = reply !== null && isServed(reply) ? reply.by : null;
  return {
    url,
    result,
    reason,
    address: reply?.address ?? null,
    servedBy,
    crossEnvironment: servedBy !== null && servedBy !== work.plane.name,
  };
}

function labelOf(findings: readonly ProbeFinding[], index: number): string {
  const finding = findings[index];
  const address = findings.length > 1 ? ` at ${finding?.reply?.address}` : '';
  return `${finding?.result}${address}`;
}
