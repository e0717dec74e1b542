import { HANDLE_LENGTH_MAX } from './name-limits.ts';
import { DEFAULT_REGIONS } from './region.ts';
import { ABILITIES, type Ability, type Release } from './release.ts';
import { PRUNE_STALE_ENDPOINTS_SQL } from './statement.ts';

/** What a release has none of. */
const NO_ABILITIES = Object.fromEntries(ABILITIES.map((ability) => [ability, false])) as Record<Ability, boolean>;

/**
 * Before environments were told apart: one host for an account and region, whatever the environment. Its true revision
 * is not known; any value differs from the later ones, and this one is also older than they are.
 */
const BEFORE: Release = {
  name: 'before',
  host: {
    public: '{account_handle}-{cluster_id}.kura.tuist.dev',
    grpc: 'grpc.{account_handle}-{cluster_id}.kura.tuist.dev',
  },
  suffixes: { prod: '', can: '-canary', stag: '-staging' },
  revision: '2026-06-01-unscoped-public-host-v1',
  abilities: NO_ABILITIES,
  handleLengthMax: HANDLE_LENGTH_MAX,
  migrations: [],
  regions: DEFAULT_REGIONS,
};

const SCOPED_HOST = {
  public: '{account_handle}-{cluster_id}{env_suffix}.kura.tuist.dev',
  grpc: 'grpc.{account_handle}-{cluster_id}{env_suffix}.kura.tuist.dev',
};

/** Hosts with the environment's suffix, a new revision and the migration that prunes rows of the old hosts. */
const FIRST_COMMIT: Release = {
  ...BEFORE,
  name: 'first-commit',
  host: SCOPED_HOST,
  revision: '2026-06-13-env-scoped-public-host-v1',
  migrations: [
    {
      id: '20260613120000_prune_stale_kura_cache_endpoints',
      sql: PRUNE_STALE_ENDPOINTS_SQL,
      environments: ['stag', 'can'],
    },
  ],
};

/** The first commit, and servers whose URL changed are activated again and their former row deleted. */
const SECOND_COMMIT: Release = {
  ...FIRST_COMMIT,
  name: 'second-commit',
  abilities: { ...NO_ABILITIES, urlAwareConvergence: true, supersededEndpointPrune: true },
};

/**
 * The releases that need not be written out.
 *
 * *Source:* tuist/tuist pull request 11270: server/lib/tuist/kura/regions.ex (templates),
 * provisioner/kubernetes_controller.ex (revision), priv/repo/migrations (prune), reconciler.ex and kura.ex (abilities).
 */
export const BUILT_IN_RELEASES: readonly Release[] = [
  BEFORE,
  FIRST_COMMIT,
  SECOND_COMMIT,
  /** New hosts under an old revision: nothing makes the reconciler apply them. */
  { ...FIRST_COMMIT, name: 'suffix-without-revision', revision: BEFORE.revision },
  /** The same with the URL check: it probes hosts that nothing serves. */
  { ...SECOND_COMMIT, name: 'url-check-without-revision', revision: BEFORE.revision },
];
