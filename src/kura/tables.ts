import type { SqlRow } from './sqlite.ts';

/** An account. Flags are 0 or 1. */
export interface AccountRow extends SqlRow {
  readonly id: number;
  readonly name: string;
  /** Whether its command line is given mirrored endpoints at all. */
  readonly kura_cache: number;
  /** Whether its own endpoints may be used. */
  readonly custom_endpoints: number;
  /** Whether its servers get a gateway of their own. */
  readonly dedicated: number;
}

/** A server. `updated_at` is a rank: see {@link Database.batchSize}. */
export interface ServerRow extends SqlRow {
  readonly id: string;
  readonly account_id: number;
  readonly region: string;
  readonly status: number;
  readonly url: string | null;
  readonly current_image_tag: string | null;
  readonly observed_image_tag: string | null;
  /** The name of the KuraInstance, from the account's name when the server was created. */
  readonly provisioner_node_ref: string | null;
  readonly updated_at: number;
}

/** A deployment of an image to a server. The newest one has the highest `inserted_at`. */
export interface DeploymentRow extends SqlRow {
  readonly id: string;
  readonly server_id: string;
  readonly image_tag: string;
  readonly status: number;
  readonly inserted_at: number;
}

/** A cache endpoint of an account. Nothing but equality of `url` ties it to a server. */
export interface EndpointRow extends SqlRow {
  readonly account_id: number;
  readonly url: string;
  readonly technology: number;
}

/** A migration that was run. */
export interface MigrationRow extends SqlRow {
  readonly version: string;
}

/** The rows of every table of one environment. */
export interface Tables {
  readonly accounts: readonly AccountRow[];
  readonly kura_servers: readonly ServerRow[];
  readonly kura_deployments: readonly DeploymentRow[];
  readonly account_cache_endpoints: readonly EndpointRow[];
  readonly schema_migrations: readonly MigrationRow[];
}

/** The name of a table. */
export type TableName = keyof Tables;

/** The numbers that stand for a server's status. */
export const SERVER_STATUS = { provisioning: 0, active: 1, failed: 2, destroying: 3, destroyed: 4 } as const;
/** The numbers that stand for a deployment's status. */
export const DEPLOYMENT_STATUS = { pending: 0, running: 1, succeeded: 2, failed: 3, cancelled: 4 } as const;
/** The numbers that stand for an endpoint's technology; 2 was never used. */
export const TECHNOLOGY = { default: 0, kura: 1, selfHostedPeer: 3 } as const;

/** The word for a server's status, as scenarios and reports spell it. */
export function serverStatusWord(status: number): keyof typeof SERVER_STATUS {
  const words = ['provisioning', 'active', 'failed', 'destroying', 'destroyed'] as const;
  return words[status] ?? 'failed';
}

/** The columns of each table that a world holds, and the order of its rows there. */
export const TABLES: Readonly<Record<TableName, { readonly columns: readonly string[]; readonly sortedBy: string[] }>> =
  {
    accounts: { columns: ['id', 'name', 'kura_cache', 'custom_endpoints', 'dedicated'], sortedBy: ['id'] },
    kura_servers: {
      columns: [
        'id',
        'account_id',
        'region',
        'status',
        'url',
        'current_image_tag',
        'observed_image_tag',
        'provisioner_node_ref',
        'updated_at',
      ],
      sortedBy: ['id'],
    },
    kura_deployments: { columns: ['id', 'server_id', 'image_tag', 'status', 'inserted_at'], sortedBy: ['id'] },
    account_cache_endpoints: {
      columns: ['account_id', 'url', 'technology'],
      sortedBy: ['account_id', 'technology', 'url'],
    },
    schema_migrations: { columns: ['version'], sortedBy: ['version'] },
  };

/** Every table, parents before what refers to them. */
export const TABLE_NAMES: readonly TableName[] = [
  'accounts',
  'kura_servers',
  'kura_deployments',
  'account_cache_endpoints',
  'schema_migrations',
];
