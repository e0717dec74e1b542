import { zoneKey } from '../dns/zone.ts';
import { keysAt, type LocatedNode, nodeAt, plainValue, type TreePath } from './located-tree.ts';

/** Every name that a scenario defines, whether or not what it names is right otherwise. */
export interface KnownNames {
  readonly zones: readonly string[];
  readonly clusters: readonly string[];
  readonly controllers: readonly string[];
  readonly resolvers: readonly string[];
  /** Those of environments as `environment/client`. */
  readonly clients: readonly string[];
  readonly environments: readonly string[];
  /** Only those that the scenario writes itself. */
  readonly releases: readonly string[];
  readonly variants: readonly string[];
  /** By environment: handles at the beginning, and those that steps bring about. */
  readonly accounts: ReadonlyMap<string, readonly string[]>;
}

/** Collects the names from the whole tree, mistakes included: a broken cluster is still a known one. */
export function knownNames(root: LocatedNode): KnownNames {
  const clusters = keysAt(root, ['clusters']);
  const environments = keysAt(root, ['kura', 'environments']);
  const controllers = clusters.flatMap((cluster) => [
    ...(nodeAt(root, ['clusters', cluster, 'external-dns']) === undefined ? [] : [cluster]),
    ...keysAt(root, ['clusters', cluster, 'controllers']).map((name) => `${cluster}/${name}`),
  ]);
  const environmentClients = environments.flatMap((environment) =>
    keysAt(root, ['kura', 'environments', environment, 'clients']).map((client) => `${environment}/${client}`),
  );
  return {
    zones: zonesIn(root),
    clusters,
    controllers,
    resolvers: keysAt(root, ['resolvers']),
    clients: [...keysAt(root, ['clients']), ...environmentClients],
    environments,
    releases: keysAt(root, ['kura', 'releases']),
    variants: keysAt(root, ['variants']),
    accounts: new Map(environments.map((environment) => [environment, accountsIn(root, environment)])),
  };
}

function zonesIn(root: LocatedNode): readonly string[] {
  const zone = nodeAt(root, ['zone']);
  if (zone === undefined) return [];
  const nodes = zone.kind === 'list' ? zone.items : [zone];
  return nodes.flatMap((node) => textOf(node.kind === 'map' ? nodeAt(node, ['name']) : node)).map(zoneKey);
}

function accountsIn(root: LocatedNode, environment: string): readonly string[] {
  const place = ['kura', 'environments', environment];
  const listed = itemsAt(root, [...place, 'accounts']).flatMap((node) => textOf(nodeAt(node, ['handle']) ?? node));
  const served = itemsAt(root, [...place, 'servers']).flatMap((node) => textOf(nodeAt(node, ['server']) ?? node));
  const rolloutSteps = keysAt(root, ['rollout']).flatMap((key) => nodeAt(root, ['rollout', key]) ?? []);
  const fromSteps = [...itemsAt(root, ['steps']), ...rolloutSteps].flatMap((step) => [
    ...handleOf(step, environment, 'create-account', 'account'),
    ...handleOf(step, environment, 'rename', 'to'),
  ]);
  return [...new Set([...listed, ...served.map((server) => server.split('/', 1)[0] ?? ''), ...fromSteps])];
}

function handleOf(step: LocatedNode, environment: string, verb: string, key: string): readonly string[] {
  const [of] = textOf(nodeAt(step, [verb, 'environment']));
  return of === environment ? textOf(nodeAt(step, [verb, key])) : [];
}

function itemsAt(root: LocatedNode, path: TreePath): readonly LocatedNode[] {
  const node = nodeAt(root, path);
  return node?.kind === 'list' ? node.items : [];
}

function textOf(node: LocatedNode | undefined): readonly string[] {
  const value = node?.kind === 'scalar' ? plainValue(node) : undefined;
  return typeof value === 'string' ? [value] : [];
}
