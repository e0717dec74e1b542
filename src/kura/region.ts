import { byCodeUnit } from '../kernel/json.ts';

/**
 * Where servers can run.
 *
 * A `public` region has a public host name, rendered from the release's template. A `private` region is reached inside
 * its cluster only. A `local` region has one fixed URL.
 */
export interface Region {
  readonly id: string;
  readonly kind: 'public' | 'private' | 'local';
  readonly clusterId: string;
  /** The class of the region's shared ingress controller; `null` where there is no Ingress. */
  readonly ingressClass: string | null;
  /** The URL of a local region. */
  readonly fixedUrl?: string;
}

/**
 * The regions that the product ships with, in catalogue order.
 *
 * *Source:* server/lib/tuist/kura/regions.ex of tuist/tuist (managed and private region specifications).
 */
export const DEFAULT_REGIONS: readonly Region[] = [
  publicRegion('us-east'),
  publicRegion('us-west'),
  publicRegion('eu-central'),
  privateRegion('scw-fr-par-runners', 'scw-fr-par'),
  privateRegion('hetzner-production-runners', 'production'),
  privateRegion('hetzner-canary-runners', 'canary'),
  privateRegion('hetzner-staging-runners', 'staging'),
  {
    id: 'local-controller',
    kind: 'local',
    clusterId: 'local-controller',
    ingressClass: null,
    fixedUrl: 'http://localhost:4100',
  },
];

/** The region of this id, whether or not it is offered; `undefined` if the catalogue does not have it. */
export function findRegion(catalogue: readonly Region[], id: string): Region | undefined {
  return catalogue.find((region) => region.id === id);
}

/** The region ids in a value of `TUIST_KURA_AVAILABLE_REGIONS`: a comma-separated list; unset, there are none. */
export function regionIds(variable: string | null): readonly string[] {
  return (variable ?? '')
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
}

/**
 * The regions in which servers may be created, in catalogue order: those on offer; unknown ids are ignored. A server
 * that exists in a region no longer offered is reconciled all the same: only creation looks here.
 *
 * *Source:* server/lib/tuist/kura/regions.ex:available/0 of tuist/tuist.
 */
export function availableRegions(catalogue: readonly Region[], offered: readonly string[]): readonly Region[] {
  return catalogue.filter((region) => offered.includes(region.id));
}

/** The offered regions that users may choose: those that are not private. */
export function selectableRegions(catalogue: readonly Region[], offered: readonly string[]): readonly Region[] {
  return availableRegions(catalogue, offered).filter((region) => region.kind !== 'private');
}

/** Why a catalogue of regions cannot keep host names apart. */
export type CatalogueProblem =
  | { readonly code: 'REGION_DUPLICATE'; readonly region: string }
  | { readonly code: 'REGION_CLUSTER_DUPLICATE'; readonly clusterId: string }
  /** `shorter` preceded by a dash ends `longer`: two handles could render one name. */
  | { readonly code: 'REGION_CLUSTER_AMBIGUOUS'; readonly shorter: string; readonly longer: string }
  /** A public cluster id ends in what another environment appends to its names. */
  | { readonly code: 'REGION_CLUSTER_LIKE_SUFFIX'; readonly clusterId: string; readonly suffix: string };

/**
 * What makes a catalogue ambiguous. A host label is handle, dash, cluster id and environment suffix, so it tells
 * accounts, regions and environments apart only while no cluster id is a dash-suffix of another and no public cluster
 * id is or ends in an environment's suffix.
 */
export function catalogueProblems(
  catalogue: readonly Region[],
  suffixes: readonly string[],
): readonly CatalogueProblem[] {
  const problems: CatalogueProblem[] = [];
  for (const region of repeated(catalogue.map(({ id }) => id))) problems.push({ code: 'REGION_DUPLICATE', region });
  const clusterIds = catalogue.map((region) => region.clusterId);
  for (const clusterId of repeated(clusterIds)) problems.push({ code: 'REGION_CLUSTER_DUPLICATE', clusterId });
  const distinct = [...new Set(clusterIds)].sort(byCodeUnit);
  for (const shorter of distinct) {
    for (const longer of distinct) {
      if (longer.endsWith(`-${shorter}`)) problems.push({ code: 'REGION_CLUSTER_AMBIGUOUS', shorter, longer });
    }
  }
  for (const { clusterId } of catalogue.filter((region) => region.kind === 'public')) {
    for (const suffix of suffixes) {
      if (suffix !== '' && `-${clusterId}`.endsWith(suffix)) {
        problems.push({ code: 'REGION_CLUSTER_LIKE_SUFFIX', clusterId, suffix });
      }
    }
  }
  return problems;
}

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].sort(byCodeUnit);
}

function publicRegion(id: string): Region {
  return { id, kind: 'public', clusterId: `${id}-1`, ingressClass: `kura-${id}` };
}

function privateRegion(id: string, clusterId: string): Region {
  return { id, kind: 'private', clusterId, ingressClass: null };
}
