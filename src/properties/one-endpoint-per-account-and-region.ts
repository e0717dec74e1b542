import type { EndpointState, ServerState } from '../kura/environment.ts';
import type { InvariantFinding } from './finding.ts';
import { inEachEnvironment } from './in-each-environment.ts';
import type { Invariant, StateView } from './invariant.ts';
import type { EnvironmentView } from './landscape.ts';

/** At rest, clients are given one endpoint of the product per region, and it is the server's. */
export const oneEndpointPerAccountAndRegion: Invariant = {
  name: 'one-endpoint-per-account-and-region',
  sentence: 'every active public server has exactly one endpoint, and it is the URL of the server',
  premise: {
    absence: 'no public server is active',
    over: 'state',
    isMet: ({ landscape, reader }) =>
      landscape.environments.some((environment) => environment.servers(reader).some(isInService)),
  },
  judge: { over: 'state', check: wrongEndpoints, parts: inEachEnvironment(wrongEndpoints) },
};

function wrongEndpoints({ landscape, reader }: StateView): readonly InvariantFinding[] {
  return landscape.environments.flatMap((environment) => {
    const servers = environment.servers(reader);
    const rows = environment.endpoints(reader).filter(({ technology }) => technology === 'kura');
    const clusterIds = [...new Set(servers.map(({ clusterId }) => clusterId))];
    return servers.filter(isInService).flatMap((server) => wrongRows(environment, server, { rows, clusterIds }));
  });
}

function isInService({ status, isPublic }: ServerState): boolean {
  return status === 'active' && isPublic;
}

function wrongRows(
  { name: environment }: EnvironmentView,
  { account, region, clusterId, url }: ServerState,
  { rows, clusterIds }: { readonly rows: readonly EndpointState[]; readonly clusterIds: readonly string[] },
): readonly InvariantFinding[] {
  const expected = url ?? '';
  const found = rows
    .filter(
      (row) => row.account === account && (row.url === expected || clusterIdIn(row.url, clusterIds) === clusterId),
    )
    .map((row) => row.url)
    .sort();
  if (found.length === 1 && found[0] === expected) return [];
  const invariant = 'one-endpoint-per-account-and-region';
  return [{ code: 'ENDPOINT_COUNT', invariant, environment, account, region, expected, found }];
}

/**
 * The region in the first label of the product's hosts, `<handle>-<cluster id><suffix>`: the last one named, since a
 * handle may look like a region, too, and the longest of those that end there.
 */
function clusterIdIn(url: string, clusterIds: readonly string[]): string | undefined {
  const label = `${/^https?:\/\/([^./]+)/.exec(url)?.[1] ?? ''}-`;
  const places = clusterIds.flatMap((clusterId) => {
    const index = label.lastIndexOf(`-${clusterId}-`);
    return index < 0 ? [] : [{ clusterId, end: index + clusterId.length }];
  });
  places.sort((left, right) => right.end - left.end || right.clusterId.length - left.clusterId.length);
  return places[0]?.clusterId;
}
