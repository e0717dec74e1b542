import type { Release } from '../kura/release.ts';
import type { At } from './located.ts';

/** The product: a control plane per environment, all of them in one zone. */
export interface KuraSetup {
  /** The releases built in and those that the scenario writes, by name. */
  readonly releases: ReadonlyMap<string, Release>;
  readonly environments: readonly KuraEnvironmentSetup[];
}

export interface KuraEnvironmentSetup {
  readonly name: string;
  readonly cluster: string;
  /** The value of TUIST_DEPLOY_ENV; `null`: not set. */
  readonly deployEnv: string | null;
  readonly release: string;
  /** How many server pods; any of them may run a tick. */
  readonly podCount: number;
  /** Whether a deploy starts a new pod before it stops an old one. */
  readonly surge: boolean;
  /** How many servers each phase of a tick takes up at most. */
  readonly batchSize: number;
  /** The regions on offer: TUIST_KURA_AVAILABLE_REGIONS. */
  readonly regions: readonly string[];
  readonly image: string;
  readonly accounts: readonly KuraAccount[];
  readonly servers: readonly KuraServer[];
  /** Rows of the endpoint table beside those that follow from the servers. */
  readonly endpoints: readonly KuraEndpointRow[];
  /** The resolver that its probe asks; `null`: the authoritative servers. */
  readonly resolver: string | null;
  readonly clients: readonly KuraClient[];
  readonly at: At;
}

export interface KuraAccount {
  readonly handle: string;
  /** Gateway of its own. */
  readonly dedicated: boolean;
  readonly at: At;
}

export interface KuraServer {
  readonly account: string;
  readonly region: string;
  readonly status: 'provisioning' | 'active' | 'failed' | 'destroying';
  /** The URL stored for it; `null`: the one that the environment's release renders. */
  readonly url: string | null;
  readonly at: At;
}

export interface KuraEndpointRow {
  readonly account: string;
  readonly url: string;
  readonly technology: 'default' | 'kura' | 'kura-self-hosted-peer';
  readonly at: At;
}

/** A command line that asks for an account's endpoints and uses them. */
export interface KuraClient {
  readonly name: string;
  readonly account: string;
  readonly resolver: string | null;
  readonly everyMs: number;
  /** When it first asks, from the beginning of the run. */
  readonly startsMs: number;
  readonly at: At;
}

/** What operators and users do to an environment. */
export type KuraStep =
  /** The migrations of the release as a hook (unless `migrate` is false), then its pods one after another. */
  | {
      readonly verb: 'deploy';
      readonly environment: string;
      readonly release: string;
      readonly migrate: boolean;
      /** The pods replaced, counted from 1; `null`: all. */
      readonly pods: readonly number[] | null;
    }
  | { readonly verb: 'migrate'; readonly environment: string; readonly release: string }
  | { readonly verb: 'create-account'; readonly environment: string; readonly handle: string }
  | { readonly verb: 'rename'; readonly environment: string; readonly account: string; readonly to: string }
  | { readonly verb: 'delete-account'; readonly environment: string; readonly account: string }
  | { readonly verb: 'create-server'; readonly environment: string; readonly account: string; readonly region: string }
  | { readonly verb: 'destroy-server'; readonly environment: string; readonly account: string; readonly region: string }
  | { readonly verb: 'set-regions'; readonly environment: string; readonly regions: readonly string[] }
  | { readonly verb: 'set-image'; readonly environment: string; readonly image: string }
  | { readonly verb: 'set-deploy-env'; readonly environment: string; readonly deployEnv: string | null }
  | { readonly verb: 'insert-endpoint'; readonly environment: string; readonly row: Omit<KuraEndpointRow, 'at'> }
  | { readonly verb: 'delete-endpoint'; readonly environment: string; readonly account: string; readonly url: string };
