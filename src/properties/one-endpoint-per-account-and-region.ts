import type { InvariantFinding } from './finding.ts';
import type { Invariant, StateView } from './invariant.ts';
import type { EndpointView, EnvironmentView, ServerView } from './landscape.ts';

/** At rest, clients are given one endpoint of the product per region, and it is the server's. */
export const oneEndpointPerAccountAndRegion: Invariant = {
  name: 'one-endpoint-per-account-and-region',
  sentence: 'every active public server has exactly one endpoint, and it is the URL of the server',
  judge: { over: 'state', check: wrongEndpoints },
};

function wrongEndpoints({ landscape, reader }: StateView): readonly InvariantFinding[] {
  return landscape.environments.flatMap((environment) => {
    const servers = environment.servers(reader).filter(({ status, isPublic }) => status === 'active' && isPublic);
    const rows = environment.endpoints(reader).filter(({ technology }) => technology === 'kura');
    return servers.flatMap((server) => wrongRows(environment, server, rows));
  });
}

function wrongRows(
  { name: environment }: EnvironmentView,
  { account, region, clusterId, url }: ServerView,
  rows: readonly EndpointView[],
): readonly InvariantFinding[] {
  const expected = url ?? '';
  const found = rows
    .filter((row) => row.account === account && (row.url === expected || isOfRegion(row.url, clusterId)))
    .map((row) => row.url)
    .sort();
  if (found.length === 1 && found[0] === expected) return [];
  const invariant = 'one-endpoint-per-account-and-region';
  return [{ code: 'ENDPOINT_COUNT', invariant, environment, account, region, expected, found }];
}

/** The first label of the product's hosts is `<handle>-<cluster id><suffix>`. */
function isOfRegion(url: string, clusterId: string): boolean {
  const label = /^https?:\/\/([^./]+)/.exec(url)?.[1] ?? '';
  return label.endsWith(`-${clusterId}`) || label.includes(`-${clusterId}-`);
}
