import { assert } from '../kernel/assert.ts';
import type { KubernetesObject, LoadBalancer } from '../kubernetes/cluster.ts';
import { withPublishedAddresses } from '../kubernetes/ingress-controller.ts';
import { tlsSecret } from '../kubernetes/tls.ts';
import { reconciledObjects } from './kura-controller.ts';
import { instanceName } from './name-limits.ts';
import { gatewayManifest, instanceManifest, publicUrl } from './provisioner.ts';
import { findRegion } from './region.ts';
import type { Release } from './release.ts';
import {
  type AccountRow,
  DEPLOYMENT_STATUS,
  type DeploymentRow,
  type EndpointRow,
  SERVER_STATUS,
  type ServerRow,
  type Tables,
  TECHNOLOGY,
} from './tables.ts';

/** An environment as it is at first: plain data. */
export interface EnvironmentSeed {
  readonly name: string;
  readonly release: string;
  /** `TUIST_DEPLOY_ENV`; `null`: not set. */
  readonly deployEnv: string | null;
  readonly podCount: number;
  /** The regions on offer. */
  readonly regions: readonly string[];
  /** The runtime image. */
  readonly image: string;
  readonly accounts: readonly AccountSeed[];
  readonly servers: readonly ServerSeed[];
  /** Rows beside those that follow from active servers. */
  readonly endpoints: readonly EndpointSeed[];
  /** Migrations already run; those of the release if not given. */
  readonly migrations?: readonly string[];
  /** Whether a deploy starts a pod before it stops one; true if not given. */
  readonly surge?: boolean;
  /** How many servers one phase of a tick takes; 200 if not given. */
  readonly batchSize?: number;
}

/** An account at first. */
export interface AccountSeed {
  readonly handle: string;
  /** Whether its servers get a gateway of their own; false if not given. */
  readonly dedicated?: boolean;
  /** Whether its command line is given mirrored endpoints; true if not given. */
  readonly kuraCache?: boolean;
  /** Whether its own endpoints may be used; true if not given. */
  readonly customEndpoints?: boolean;
}

/** A server at first. */
export interface ServerSeed {
  readonly account: string;
  readonly region: string;
  /** `provisioning`, as freshly created, if not given. */
  readonly status?: 'provisioning' | 'active' | 'failed' | 'destroying';
  /** The URL in the row; that which the release renders, for an active server, if not given. */
  readonly url?: string;
  /** Whether an active server has its row in the endpoint table; true if not given. */
  readonly mirrored?: boolean;
}

/** A row of the endpoint table at first. */
export interface EndpointSeed {
  readonly account: string;
  readonly url: string;
  readonly technology: keyof typeof TECHNOLOGY;
}

/** The tables of an environment at first. Accounts and regions that the seed names have to be there. */
export function seedTables(seed: EnvironmentSeed, release: Release): Tables {
  const accounts = seed.accounts.map(accountRow);
  const servers = seed.servers.map((server) => serverRow(server, { seed, release, accounts }));
  const mirrored = servers.filter((row, index) => isMirrored(seed.servers[index] as ServerSeed, row, release));
  const endpoints = new Map<string, EndpointRow>();
  for (const { account_id, url } of mirrored) {
    if (url !== null) endpoints.set(`${account_id} 1 ${url}`, { account_id, url, technology: TECHNOLOGY.kura });
  }
  for (const { account, url, technology: word } of seed.endpoints) {
    const technology = TECHNOLOGY[word];
    const { id } = accountNamed(accounts, account);
    endpoints.set(`${id} ${technology} ${url}`, { account_id: id, url, technology });
  }
  const migrations = seed.migrations ?? release.migrations.map(({ id }) => id);
  return {
    accounts,
    kura_servers: [...servers].sort(byId),
    kura_deployments: servers.map((row) => deploymentRow(row, seed.image)).sort(byId),
    account_cache_endpoints: [...endpoints.values()].sort(
      (left, right) =>
        left.account_id - right.account_id ||
        left.technology - right.technology ||
        (left.url < right.url ? -1 : left.url > right.url ? 1 : 0),
    ),
    schema_migrations: [...migrations].sort().map((version) => ({ version })),
  };
}

/**
 * What an environment's active and departing servers have in its cluster when everything is at rest: instances, Ingresses
 * with their addresses, Certificates and issued Secrets.
 */
export function seedObjects(
  seed: EnvironmentSeed,
  release: Release,
  loadBalancers: Readonly<Record<string, LoadBalancer>>,
): readonly KubernetesObject[] {
  const { accounts, kura_servers } = seedTables(seed, release);
  return kura_servers.flatMap((server) => {
    if (server.status === SERVER_STATUS.provisioning) return [];
    const account = accounts.find(({ id }) => id === server.account_id);
    const region = findRegion(release.regions, server.region);
    if (account === undefined || region === undefined) return [];
    const rendering = { release, deployEnv: seed.deployEnv, account, server };
    const instance = instanceManifest(rendering, region, seed.image);
    const gateway = gatewayManifest(account, region);
    const children = withPublishedAddresses(reconciledObjects(instance), loadBalancers);
    return [...(gateway === null ? [] : [gateway]), ...children, ...children.flatMap(issuedSecret)];
  });
}

function issuedSecret({ kind, metadata, spec }: KubernetesObject): readonly KubernetesObject[] {
  if (kind !== 'Certificate') return [];
  const { secretName, dnsNames } = spec as { readonly secretName: string; readonly dnsNames: readonly string[] };
  return [tlsSecret(metadata.namespace, secretName, dnsNames)];
}

function accountRow(account: AccountSeed, index: number): AccountRow {
  return {
    id: index + 1,
    name: account.handle,
    kura_cache: account.kuraCache === false ? 0 : 1,
    custom_endpoints: account.customEndpoints === false ? 0 : 1,
    dedicated: account.dedicated === true ? 1 : 0,
  };
}

function serverRow(
  server: ServerSeed,
  { seed, release, accounts }: { seed: EnvironmentSeed; release: Release; accounts: readonly AccountRow[] },
): ServerRow {
  const account = accountNamed(accounts, server.account);
  const region = findRegion(release.regions, server.region);
  const status = server.status ?? 'provisioning';
  const isUp = status === 'active' || status === 'destroying';
  const ref = instanceName(account.name, region?.clusterId ?? server.region);
  const bare = { region: server.region, url: null, provisioner_node_ref: ref };
  const rendered = isUp ? publicUrl({ release, deployEnv: seed.deployEnv, account, server: bare }) : null;
  return {
    ...bare,
    id: `${account.id}/${server.region}/1`,
    account_id: account.id,
    status: SERVER_STATUS[status],
    url: server.url ?? rendered,
    current_image_tag: isUp ? seed.image : null,
    observed_image_tag: isUp ? seed.image : null,
    updated_at: 0,
  };
}

function deploymentRow(server: ServerRow, image: string): DeploymentRow {
  const byStatus = new Map<number, number>([
    [SERVER_STATUS.provisioning, DEPLOYMENT_STATUS.pending],
    [SERVER_STATUS.failed, DEPLOYMENT_STATUS.failed],
  ]);
  const status = byStatus.get(server.status) ?? DEPLOYMENT_STATUS.succeeded;
  return { id: `${server.id}/1`, server_id: server.id, image_tag: image, status, inserted_at: 1 };
}

function isMirrored(seed: ServerSeed, row: ServerRow, release: Release): boolean {
  if (row.status !== SERVER_STATUS.active || seed.mirrored === false || release.abilities.endpointsFromServers)
    return false;
  return findRegion(release.regions, row.region)?.kind !== 'private';
}

function accountNamed(accounts: readonly AccountRow[], name: string): AccountRow {
  const account = accounts.find((row) => row.name === name);
  assert(account !== undefined, `the seed names account ${name}, which it does not have`);
  return account;
}

function byId(left: { readonly id: string }, right: { readonly id: string }): number {
  return left.id < right.id ? -1 : left.id > right.id ? 1 : 0;
}
