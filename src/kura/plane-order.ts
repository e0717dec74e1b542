import type { TECHNOLOGY } from './tables.ts';

/** What operators and users do to an environment, as plain data. */
export type PlaneOrder =
  /** Migrations as a hook (if `migrate`), then `podCount` pods one after another, all of them if not given. */
  | {
      readonly verb: 'deploy';
      readonly release: string;
      readonly migrate: boolean;
      readonly podCount?: number;
      /** What the new pods are told; as the first of the present pods if not given. */
      readonly deployEnv?: string | null;
      readonly image?: string;
      readonly regions?: readonly string[];
    }
  /** The migrations of a release without a roll-out. */
  | { readonly verb: 'migrate'; readonly release: string; readonly deployEnv?: string | null }
  | { readonly verb: 'create-account'; readonly handle: string; readonly dedicated?: boolean }
  | { readonly verb: 'rename'; readonly account: string; readonly to: string }
  | { readonly verb: 'delete-account'; readonly account: string }
  | { readonly verb: 'create-server'; readonly account: string; readonly region: string }
  | { readonly verb: 'destroy-server'; readonly account: string; readonly region: string }
  /** These three change what every pod is told, at once. */
  | { readonly verb: 'set-regions'; readonly regions: readonly string[] }
  | { readonly verb: 'set-image'; readonly image: string }
  | { readonly verb: 'set-deploy-env'; readonly deployEnv: string | null }
  /** These two change the endpoint table by hand. */
  | {
      readonly verb: 'insert-endpoint';
      readonly account: string;
      readonly url: string;
      readonly technology: keyof typeof TECHNOLOGY;
    }
  | { readonly verb: 'delete-endpoint'; readonly account: string; readonly url: string };

/** Why an order was not carried out. Nothing was changed then. */
export type OrderRefusal =
  | { readonly code: 'ACCOUNT_UNKNOWN'; readonly account: string }
  | { readonly code: 'ACCOUNT_NAME_INVALID'; readonly name: string }
  | { readonly code: 'ACCOUNT_NAME_TAKEN'; readonly name: string }
  | { readonly code: 'REGION_UNAVAILABLE'; readonly region: string }
  | { readonly code: 'INSTANCE_NAME_INVALID'; readonly instance: string }
  | { readonly code: 'SERVER_EXISTS'; readonly account: string; readonly region: string }
  | { readonly code: 'SERVER_UNKNOWN'; readonly account: string; readonly region: string };
