import type { Part } from '../kernel/action.ts';
import { assert } from '../kernel/assert.ts';
import type { Reader } from '../kernel/component.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import { givenEndpoints } from './client.ts';
import { createCommit } from './commit.ts';
import { type ControlPlane, type Pod, releaseOf, sortedPods } from './control-plane.ts';
import { createDatabase, readTables } from './database.ts';
import { createDeployActions } from './deploy.ts';
import type { Network } from './network.ts';
import type { PlaneOrder } from './plane-order.ts';
import { createDestroy, type PlaneStep, planeStep } from './plane-step.ts';
import { createProbe } from './probe.ts';
import { findRegion } from './region.ts';
import type { Release } from './release.ts';
import { type EnvironmentSeed, seedTables } from './seed.ts';
import { decisionBranches } from './server-decision.ts';
import { type AccountRow, serverStatusWord, TECHNOLOGY } from './tables.ts';
import { createTick, TICK_INTERVAL_MS, tickId } from './tick.ts';

/** What an environment is made of beside its seed. */
export interface EnvironmentOptions {
  readonly seed: EnvironmentSeed;
  readonly releases: ReadonlyMap<string, Release>;
  readonly cluster: Cluster;
  /** What its activation gate asks through. */
  readonly network: Network;
  /** When the first tick comes; a minute after the start if not given. */
  readonly firstTickMs?: number;
}

/** A server as people speak of it. */
export interface ServerState {
  /** The handle of its account. */
  readonly account: string;
  readonly region: string;
  readonly status: string;
  readonly url: string | null;
  readonly image: string | null;
  /** Whether clients outside the cluster have an endpoint for it. */
  readonly isPublic: boolean;
  readonly clusterId: string;
}

/** A row of the endpoint table as people speak of it. */
export interface EndpointState {
  readonly account: string;
  readonly technology: string;
  readonly url: string;
}

/** One environment of the product: a part of a model, and ways to act on it and look at it. */
export interface Environment extends Part {
  readonly name: string;
  readonly plane: ControlPlane;
  /** What carries out an order, for an action of the scenario to run when its turn has come. */
  step(order: PlaneOrder): PlaneStep;
  /** Servers that are not destroyed, in the order of their ids. */
  servers(reader: Reader): readonly ServerState[];
  /** The endpoint table; with releases that derive endpoints, what they derive takes the place of mirrored rows. */
  endpoints(reader: Reader): readonly EndpointState[];
  /** The URLs that an account's command line is given now; none if there is no such account or only the shared one. */
  endpointsGiven(reader: Reader, account: string): readonly string[];
}

/**
 * An environment: database, pods, reconciler, deploys. Its cluster's instance controller, certificates, ingress controller
 * and external-dns are parts of their own.
 */
export function createEnvironment(options: EnvironmentOptions): Environment {
  const { seed } = options;
  const plane = createControlPlane(options);
  const { tables } = plane.database;
  return {
    name: seed.name,
    plane,
    components: [...Object.values(tables), plane.pods, plane.job, plane.deploy, plane.destroyRequests],
    actions: [
      createTick(plane),
      createProbe(plane, options.network),
      createCommit(plane),
      createDestroy(plane),
      ...createDeployActions(plane),
    ],
    timers: [{ action: tickId(seed.name), afterMs: options.firstTickMs ?? TICK_INTERVAL_MS }],
    branches: [{ actor: seed.name, names: decisionBranches }],
    step: (order) => planeStep(plane, order),
    servers: (reader) => serversOf(plane, reader),
    endpoints: (reader) => endpointsOf(plane, reader),
    endpointsGiven: (reader, account) => {
      const lists = givenEndpoints(plane, reader, account) ?? [];
      return lists.filter(({ fallback }) => fallback !== 'default').flatMap(({ urls }) => urls);
    },
  };
}

function createControlPlane({ seed, releases, cluster }: EnvironmentOptions): ControlPlane {
  const release = releases.get(seed.release);
  assert(release !== undefined, `environment ${seed.name} runs release ${seed.release}, which nobody described`);
  const { name, deployEnv, image, regions } = seed;
  const pod: Pod = { release: seed.release, deployEnv, image, regions };
  const batchSize = seed.batchSize ?? 200;
  return {
    name,
    cluster,
    releases,
    surge: seed.surge ?? true,
    database: createDatabase({ environment: name, tables: seedTables(seed, release), batchSize }),
    pods: {
      id: `kura/${name}/pods`,
      scope: 'shared',
      initial: sortedPods(Array.from({ length: seed.podCount }, () => pod)),
    },
    job: { id: `kura/${name}/job`, scope: 'private', initial: null },
    deploy: { id: `kura/${name}/deploy`, scope: 'shared', initial: null },
    destroyRequests: { id: `kura/${name}/destroy-requests`, scope: 'private', initial: [] },
  };
}

function serversOf(plane: ControlPlane, reader: Reader): readonly ServerState[] {
  const { accounts, kura_servers } = readTables(reader, plane.database);
  const catalogues = [...new Set(reader.get(plane.pods).flatMap((pod) => releaseOf(plane, pod).regions))];
  return kura_servers
    .map((row) => {
      const region = findRegion(catalogues, row.region);
      return {
        account: handleOf(accounts, row.account_id),
        region: row.region,
        status: serverStatusWord(row.status),
        url: row.url,
        image: row.current_image_tag,
        isPublic: region !== undefined && region.kind !== 'private',
        clusterId: region?.clusterId ?? row.region,
      };
    })
    .filter(({ status }) => status !== 'destroyed');
}

function endpointsOf(plane: ControlPlane, reader: Reader): readonly EndpointState[] {
  const { accounts, account_cache_endpoints } = readTables(reader, plane.database);
  const rows = account_cache_endpoints.map(({ account_id, technology, url }) => ({
    account: handleOf(accounts, account_id),
    technology: technologyWord(technology),
    url,
  }));
  const isDerived = reader.get(plane.pods).every((pod) => releaseOf(plane, pod).abilities.endpointsFromServers);
  if (!isDerived) return rows;
  const active = serversOf(plane, reader).filter(({ status, isPublic }) => status === 'active' && isPublic);
  const derived = active.flatMap(({ account, url }) => (url === null ? [] : [{ account, technology: 'kura', url }]));
  return [...rows.filter(({ technology }) => technology !== 'kura'), ...derived];
}

/** The word for a technology, as scenarios spell it. */
function technologyWord(technology: number): string {
  if (technology === TECHNOLOGY.kura) return 'kura';
  return technology === TECHNOLOGY.selfHostedPeer ? 'kura-self-hosted-peer' : 'default';
}

function handleOf(accounts: readonly AccountRow[], id: number): string {
  return accounts.find((row) => row.id === id)?.name ?? String(id);
}
