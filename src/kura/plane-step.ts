import { type Action, type Outcome, outcome } from '../kernel/action.ts';
import { type Component, put, type Reader } from '../kernel/component.ts';
import {
  changeEndpoint,
  createAccount,
  createServer,
  deleteAccount,
  type OrderDesk,
  renameAccount,
  requestDestruction,
} from './account-orders.ts';
import { type ControlPlane, distinctPods, type Pod, podLabel, sortedPods } from './control-plane.ts';
import { execute } from './database.ts';
import { continueDeploy, deployTimers, planDeploy } from './deploy.ts';
import { Draft } from './draft.ts';
import type { OrderRefusal, PlaneOrder } from './plane-order.ts';
import { planeActor } from './server-effects.ts';
import { STATEMENTS } from './statement.ts';
import { SERVER_STATUS } from './tables.ts';

/**
 * A step of a rollout on one environment: what an action of the scenario does when its turn has come. `run` returns no
 * outcome while the step has to wait for a deploy that is under way.
 */
export interface PlaneStep {
  readonly reads: readonly Component[];
  readonly writes: readonly Component[];
  run(reader: Reader): readonly Outcome[];
  /** Whether all that the step set going has come to its end. */
  isDone(reader: Reader): boolean;
}

/** The time from asking for a destruction to its transaction. */
const DESTROY_MS = 100;

/** The id of the action that carries out destructions asked for. */
export function destroyId(environment: string): string {
  return `${environment}.destroy`;
}

/**
 * The step that carries out an order. One that the product refuses is the outcome `refused`, changes nothing and says why
 * in the event `kura.refused`; the step then counts as done.
 */
export function planeStep(plane: ControlPlane, order: PlaneOrder): PlaneStep {
  const { tables } = plane.database;
  const { accounts, kura_servers, kura_deployments, account_cache_endpoints } = tables;
  const isDeploy = order.verb === 'deploy' || order.verb === 'migrate';
  const isSetting = order.verb === 'set-regions' || order.verb === 'set-image' || order.verb === 'set-deploy-env';
  const rows = [accounts, kura_servers, kura_deployments, account_cache_endpoints];
  const touched: readonly Component[] = isDeploy
    ? [plane.deploy, plane.pods]
    : isSetting
      ? [plane.pods]
      : [...rows, plane.destroyRequests];
  return {
    reads: [...new Set([...touched, plane.pods])],
    writes: touched,
    run: (reader) => {
      if (order.verb === 'deploy' || order.verb === 'migrate') return deployOutcomes(plane, order, reader);
      if (isSetting) return [settingOutcome(plane, order, reader)];
      return orderOutcomes(plane, order, reader);
    },
    isDone: (reader) => reader.get(plane.deploy) === null && reader.get(plane.destroyRequests).length === 0,
  };
}

/**
 * The transaction of a destruction that was asked for: status destroying, and the endpoint row of the URL that the server
 * had when it was asked for deleted. There is no lock, so what an activation did in between stays behind.
 *
 * *Source:* server/lib/tuist/kura.ex:destroy_server, remove_cache_endpoint of tuist/tuist.
 */
export function createDestroy(plane: ControlPlane): Action {
  const { kura_servers, account_cache_endpoints } = plane.database.tables;
  return {
    id: destroyId(plane.name),
    actor: planeActor(plane),
    kind: 'rollout',
    reads: [plane.destroyRequests, kura_servers, account_cache_endpoints],
    writes: [plane.destroyRequests, kura_servers, account_cache_endpoints],
    run: (reader) => {
      const [request, ...others] = reader.get(plane.destroyRequests);
      if (request === undefined) return [];
      const draft = new Draft(reader);
      const { server, account, url } = request;
      execute(draft, plane.database, STATEMENTS.setServerStatus, {
        server_id: server,
        status: SERVER_STATUS.destroying,
      });
      if (url !== null) execute(draft, plane.database, STATEMENTS.deleteServerEndpoint, { account_id: account, url });
      draft.put(plane.destroyRequests, others);
      const actor = planeActor(plane);
      const events = [{ type: 'kura.server-destroying', actor, environment: plane.name, server, url }];
      const timers = others.length === 0 ? [] : [{ action: destroyId(plane.name), afterMs: DESTROY_MS }];
      return [outcome('ok', { writes: draft.writes(), events, timers })];
    },
  };
}

function deployOutcomes(
  plane: ControlPlane,
  order: Extract<PlaneOrder, { readonly verb: 'deploy' | 'migrate' }>,
  reader: Reader,
): readonly Outcome[] {
  if (reader.get(plane.deploy) !== null) return [];
  const pods = reader.get(plane.pods);
  const { verb: _, ...wanted } = order;
  const target = targetPod(pods[0] as Pod, wanted);
  const isMigrationOnly = order.verb === 'migrate';
  const count = isMigrationOnly ? 0 : (order.podCount ?? pods.length);
  const deploy = continueDeploy(planDeploy(pods, { target, count, migrates: isMigrationOnly || order.migrate }), pods);
  const actor = `${plane.name}.deploy`;
  const events = [{ type: 'kura.deploy-begun', actor, environment: plane.name, release: order.release }];
  return [outcome('ok', { writes: [put(plane.deploy, deploy)], events, timers: deployTimers(plane, deploy) })];
}

function targetPod(pod: Pod, wanted: Partial<Pod> & { readonly release: string }): Pod {
  const { release, deployEnv = pod.deployEnv, image = pod.image, regions = pod.regions } = wanted;
  return { release, deployEnv, image, regions };
}

function settingOutcome(plane: ControlPlane, order: PlaneOrder, reader: Reader): Outcome {
  const change: Partial<Pod> =
    order.verb === 'set-regions'
      ? { regions: order.regions }
      : order.verb === 'set-image'
        ? { image: order.image }
        : order.verb === 'set-deploy-env'
          ? { deployEnv: order.deployEnv }
          : {};
  const pods = sortedPods(reader.get(plane.pods).map((pod) => ({ ...pod, ...change })));
  return outcome('ok', { writes: [put(plane.pods, pods)] });
}

/** What an order comes to. A pod carries it out, so unlike pods give several outcomes where they are asked. */
function orderOutcomes(plane: ControlPlane, order: PlaneOrder, reader: Reader): readonly Outcome[] {
  const asksPod = order.verb === 'create-server' || order.verb === 'create-account' || order.verb === 'rename';
  if (!asksPod) return [orderOutcome(plane, reader, (desk) => carryOut(desk, order))];
  const pods = distinctPods(reader.get(plane.pods));
  return pods.map((pod) => {
    const one = orderOutcome(plane, reader, (desk) => carryOutByPod(desk, order, pod));
    return pods.length === 1 ? one : { ...one, label: `${one.label} ${podLabel(pod, pods)}` };
  });
}

function carryOutByPod(
  desk: OrderDesk,
  order: Extract<PlaneOrder, { readonly verb: 'create-server' | 'create-account' | 'rename' }>,
  pod: Pod,
): OrderRefusal | null {
  switch (order.verb) {
    case 'create-server':
      return createServer(desk, order, pod);
    case 'create-account':
      return createAccount(desk, order, pod);
    case 'rename':
      return renameAccount(desk, order, pod);
  }
}

function carryOut(desk: OrderDesk, order: PlaneOrder): OrderRefusal | null {
  switch (order.verb) {
    case 'delete-account':
      return deleteAccount(desk, order);
    case 'destroy-server':
      return requestDestruction(desk, order);
    case 'insert-endpoint':
    case 'delete-endpoint':
      return changeEndpoint(desk, order);
    default:
      return null;
  }
}

function orderOutcome(plane: ControlPlane, reader: Reader, order: (desk: OrderDesk) => OrderRefusal | null): Outcome {
  const draft = new Draft(reader);
  const refusal = order({ plane, draft });
  const actor = planeActor(plane);
  if (refusal !== null) {
    return outcome('refused', { events: [{ type: 'kura.refused', actor, environment: plane.name, ...refusal }] });
  }
  const isDestruction = draft.get(plane.destroyRequests).length > 0;
  const timers = isDestruction ? [{ action: destroyId(plane.name), afterMs: DESTROY_MS }] : [];
  return outcome('ok', { writes: draft.writes(), timers });
}
