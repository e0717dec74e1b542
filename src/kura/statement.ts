import { sqlFile } from './sql-file.ts';
import type { TableName } from './tables.ts';

/** A statement of the product, with the tables it looks at and those it may change (by cascade too). */
export interface Statement {
  readonly name: string;
  readonly sql: string;
  readonly reads: readonly TableName[];
  readonly writes: readonly TableName[];
}

/** The definition of every table. */
export const SCHEMA_SQL = sqlFile('schema');

/** The prune of endpoints whose host lacks the environment's suffix, as the product's migration has it; `:suffix`. */
export const PRUNE_STALE_ENDPOINTS_SQL = sqlFile('prune-stale-endpoints');

const endpoints = ['account_cache_endpoints'] as const;
const servers = ['kura_servers'] as const;
const deployments = ['kura_deployments'] as const;

/**
 * The product's statements, by what they do.
 *
 * *Source:* server/lib/tuist/kura.ex, server/lib/tuist/kura/reconciler.ex and server/lib/tuist/accounts.ex of
 * tuist/tuist, whose queries these re-express.
 */
export const STATEMENTS = {
  insertEndpoint: statement('insert-endpoint', ['accounts', ...endpoints], endpoints),
  pruneSupersededEndpoint: statement('prune-superseded-endpoint', endpoints, endpoints),
  pruneUnnamedEndpoints: statement('prune-unnamed-endpoints', [...servers, ...endpoints], endpoints),
  insertOwnEndpoint: statement('insert-own-endpoint', ['accounts', ...endpoints], endpoints),
  deleteEndpoint: statement('delete-endpoint', endpoints, endpoints),
  deleteServerEndpoint: statement('delete-server-endpoint', endpoints, endpoints),
  listEndpoints: statement('list-endpoints', endpoints, []),
  listServerEndpoints: statement('list-server-endpoints', servers, []),
  findAccount: statement('find-account', ['accounts'], []),
  findAccountByName: statement('find-account-by-name', ['accounts'], []),
  insertAccount: statement('insert-account', ['accounts'], ['accounts']),
  renameAccount: statement('rename-account', ['accounts'], ['accounts']),
  deleteAccount: statement(
    'delete-account',
    ['accounts', ...servers, ...deployments, ...endpoints],
    ['accounts', ...servers, ...deployments, ...endpoints],
  ),
  insertServer: statement('insert-server', ['accounts', ...servers], servers),
  findServer: statement('find-server', servers, []),
  findLiveServer: statement('find-live-server', servers, []),
  listDestroyingServers: statement('list-destroying-servers', servers, []),
  listProjectedServers: statement('list-projected-servers', servers, []),
  listOutdatedServers: statement('list-outdated-servers', [...servers, ...deployments], []),
  listOpenDeployments: statement('list-open-deployments', [...servers, ...deployments], []),
  findLatestDeployment: statement('find-latest-deployment', deployments, []),
  insertDeployment: statement('insert-deployment', [...servers, ...deployments], deployments),
  setDeploymentStatus: statement('set-deployment-status', deployments, deployments),
  activateServer: statement('activate-server', servers, servers),
  recordObservation: statement('record-observation', servers, servers),
  setServerStatus: statement('set-server-status', servers, servers),
  markServerDestroyed: statement('mark-server-destroyed', servers, servers),
  recordMigration: statement('record-migration', ['schema_migrations'], ['schema_migrations']),
  listMigrations: statement('list-migrations', ['schema_migrations'], []),
} as const;

function statement(name: string, reads: readonly TableName[], writes: readonly TableName[]): Statement {
  return { name, sql: sqlFile(name), reads, writes };
}
