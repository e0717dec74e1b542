import type { ControlPlane, Pod } from './control-plane.ts';
import { releaseOf } from './control-plane.ts';
import { execute, query } from './database.ts';
import type { Draft } from './draft.ts';
import { handleProblems, instanceName, instanceNameProblems } from './name-limits.ts';
import type { OrderRefusal, PlaneOrder } from './plane-order.ts';
import { availableRegions } from './region.ts';
import type { SqlParameters } from './sqlite.ts';
import { STATEMENTS, type Statement } from './statement.ts';
import { type AccountRow, type ServerRow, TECHNOLOGY } from './tables.ts';

type Order<Verb extends PlaneOrder['verb']> = Extract<PlaneOrder, { readonly verb: Verb }>;

/** A place to carry orders out: the control plane and what has changed so far. */
export interface OrderDesk {
  readonly plane: ControlPlane;
  readonly draft: Draft;
}

/** Adds an account that may use the product's endpoints. */
export function createAccount(desk: OrderDesk, order: Order<'create-account'>, pod: Pod): OrderRefusal | null {
  const { handle, dedicated } = order;
  if (handleProblems(handle, releaseOf(desk.plane, pod).handleLengthMax).length > 0)
    return { code: 'ACCOUNT_NAME_INVALID', name: handle };
  const flags = { kura_cache: 1, custom_endpoints: 1, dedicated: dedicated === true ? 1 : 0 };
  const isDone = run(desk, STATEMENTS.insertAccount, { name: handle, ...flags });
  return isDone ? null : { code: 'ACCOUNT_NAME_TAKEN', name: handle };
}

/**
 * Gives an account another name. Nothing else is touched: hosts follow the name when next rendered, the names of
 * instances stay, and the limits of neither are looked at.
 */
export function renameAccount(desk: OrderDesk, order: Order<'rename'>, pod: Pod): OrderRefusal | null {
  const { account: name, to } = order;
  const account = accountByName(desk, name);
  if (account === undefined) return { code: 'ACCOUNT_UNKNOWN', account: name };
  if (handleProblems(to, releaseOf(desk.plane, pod).handleLengthMax).length > 0)
    return { code: 'ACCOUNT_NAME_INVALID', name: to };
  const isDone = run(desk, STATEMENTS.renameAccount, { account_id: account.id, name: to });
  return isDone ? null : { code: 'ACCOUNT_NAME_TAKEN', name: to };
}

/** Deletes an account and, by cascade, its servers, deployments and endpoints. Its instances stay in the cluster. */
export function deleteAccount(desk: OrderDesk, { account: name }: Order<'delete-account'>): OrderRefusal | null {
  const account = accountByName(desk, name);
  if (account === undefined) return { code: 'ACCOUNT_UNKNOWN', account: name };
  run(desk, STATEMENTS.deleteAccount, { account_id: account.id });
  return null;
}

/**
 * Creates a server with a deployment of the configured image. Refused for a region not on offer, a name that no instance
 * can have, or where the account has a server already.
 *
 * *Source:* server/lib/tuist/kura.ex:create_server, validate_provisioner_node_ref/2 of tuist/tuist.
 */
export function createServer(desk: OrderDesk, order: Order<'create-server'>, pod: Pod): OrderRefusal | null {
  const { account: name, region: id } = order;
  const account = accountByName(desk, name);
  if (account === undefined) return { code: 'ACCOUNT_UNKNOWN', account: name };
  const region = availableRegions(releaseOf(desk.plane, pod).regions, pod.regions).find((one) => one.id === id);
  if (region === undefined) return { code: 'REGION_UNAVAILABLE', region: id };
  const instance = instanceName(account.name, region.clusterId);
  if (instanceNameProblems(instance).length > 0) return { code: 'INSTANCE_NAME_INVALID', instance };
  const { draft, plane } = desk;
  const inserted = execute(draft, plane.database, STATEMENTS.insertServer, {
    account_id: account.id,
    region: id,
    provisioner_node_ref: instance,
  });
  if (!inserted.ok) return { code: 'SERVER_EXISTS', account: name, region: id };
  const server = inserted.rows[0] as ServerRow;
  run(desk, STATEMENTS.insertDeployment, { server_id: server.id, image_tag: pod.image });
  return null;
}

/**
 * Asks for a server to be destroyed. What is remembered is the row as it is now: the transaction that follows deletes the
 * endpoint of the URL in it, even if an activation has changed the URL in between.
 */
export function requestDestruction(desk: OrderDesk, order: Order<'destroy-server'>): OrderRefusal | null {
  const { account: name, region } = order;
  const account = accountByName(desk, name);
  if (account === undefined) return { code: 'ACCOUNT_UNKNOWN', account: name };
  const { draft, plane } = desk;
  const parameters = { account_id: account.id, region };
  const [server] = query<ServerRow>(draft, plane.database, STATEMENTS.findLiveServer, parameters);
  if (server === undefined) return { code: 'SERVER_UNKNOWN', account: name, region };
  const requests = draft.get(plane.destroyRequests).filter((request) => request.server !== server.id);
  draft.put(plane.destroyRequests, [...requests, { server: server.id, account: account.id, url: server.url }]);
  return null;
}

/** Inserts or deletes a row of the endpoint table by hand. */
export function changeEndpoint(
  desk: OrderDesk,
  order: Order<'insert-endpoint'> | Order<'delete-endpoint'>,
): OrderRefusal | null {
  const account = accountByName(desk, order.account);
  if (account === undefined) return { code: 'ACCOUNT_UNKNOWN', account: order.account };
  const row = { account_id: account.id, url: order.url };
  if (order.verb === 'insert-endpoint') {
    run(desk, STATEMENTS.insertOwnEndpoint, { ...row, technology: TECHNOLOGY[order.technology] });
  } else {
    run(desk, STATEMENTS.deleteEndpoint, row);
  }
  return null;
}

function accountByName({ draft, plane }: OrderDesk, name: string): AccountRow | undefined {
  return query<AccountRow>(draft, plane.database, STATEMENTS.findAccountByName, { name })[0];
}

function run({ draft, plane }: OrderDesk, statement: Statement, parameters: SqlParameters): boolean {
  return execute(draft, plane.database, statement, parameters).ok;
}
