import { type DeployEnvironment, deployEnvironment, isKnownDeployEnvironment } from './deploy-environment.ts';
import { renderHost } from './host-template.ts';
import type { Migration } from './migration.ts';
import type { Region } from './region.ts';

/** What a release of the product can do that another cannot. */
export const ABILITIES = [
  /** A server whose stored URL is not the rendered one is probed and activated again. */
  'urlAwareConvergence',
  /** Activation deletes the endpoint row of the URL that the server had before. */
  'supersededEndpointPrune',
  /** Activation deletes every mirrored row of the account that no server names: prune last, not in a migration. */
  'pruneAfterActivation',
  /** Command lines are given the URLs of active servers; the endpoint table is neither written nor read for them. */
  'endpointsFromServers',
  /** The manifest revision holds the rendered host, so a rename or another environment counts as drift. */
  'hostInRevision',
  /** A manifest is applied again only if the live revision is older, never if it is newer. */
  'orderedRevision',
  /** The host that the server is known by stays routed and certified until the new one is active. */
  'oldHostAlias',
  /** The activation gate asks which environment answers, and passes its own only. */
  'gateChecksEnvironment',
  /** Without a known `TUIST_DEPLOY_ENV` no public host is rendered at all. */
  'unknownEnvironmentHasNoHost',
] as const;

/** The name of something that a release can do. */
export type Ability = (typeof ABILITIES)[number];

/** One version of the product, as data. */
export interface Release {
  readonly name: string;
  /** Host templates: see {@link renderHost}. `grpc` is `null` where gRPC has no host of its own. */
  readonly host: { readonly public: string; readonly grpc: string | null };
  /** What `{env_suffix}` stands for in each environment. */
  readonly suffixes: Readonly<Record<DeployEnvironment, string>>;
  /** The manifest revision, compared with the live object's for inequality. */
  readonly revision: string;
  readonly abilities: Readonly<Record<Ability, boolean>>;
  /** The longest account name that it accepts, when an account is created or renamed. */
  readonly handleLengthMax: number;
  readonly migrations: readonly Migration[];
  readonly regions: readonly Region[];
}

/** The suffix that a process of this release appends; `null` if it may render no public host. */
export function envSuffix(release: Release, deployEnv: string | null): string | null {
  if (release.abilities.unknownEnvironmentHasNoHost && !isKnownDeployEnvironment(deployEnv)) return null;
  return release.suffixes[deployEnvironment(deployEnv)];
}

/** The hosts that a process renders for an account's server; `null` for those that it renders not. */
export interface RenderedHosts {
  readonly publicHost: string | null;
  readonly grpcHost: string | null;
}

/** The public hosts of an account in a region. A region that is not public has none. */
export function renderHosts(options: {
  readonly release: Release;
  readonly deployEnv: string | null;
  readonly region: Region;
  readonly accountName: string;
}): RenderedHosts {
  const { release, region, accountName } = options;
  const suffix = envSuffix(release, options.deployEnv);
  if (region.kind !== 'public' || suffix === null) return { publicHost: null, grpcHost: null };
  const values = { accountName, clusterId: region.clusterId, envSuffix: suffix };
  return {
    publicHost: renderHost(release.host.public, values),
    grpcHost: release.host.grpc === null ? null : renderHost(release.host.grpc, values),
  };
}
