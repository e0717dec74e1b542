import type { Migration } from '../kura/migration.ts';
import type { Region } from '../kura/region.ts';
import { ABILITIES, type Release } from '../kura/release.ts';
import { createReleaseCatalogue, type ReleaseInput, type ReleaseProblem } from '../kura/release-catalogue.ts';
import { checkShape } from './check-shape.ts';
import type { At } from './located.ts';
import { nearestNodeAt, type TreePath } from './located-tree.ts';
import type { Resolution } from './resolution.ts';
import type { ScenarioDocument } from './shape/document-shape.ts';
import { abilityKey, type ReleaseDocument, release as releaseShape } from './shape/release-shape.ts';
import { readYamlTree } from './yaml-tree.ts';

/** A release as written, with the place of its parts. */
interface PlacedRelease {
  readonly written: ReleaseDocument;
  readonly at: At;
  place(path: TreePath): At;
}

/** The releases built in and those that the scenario writes. Mistakes in the latter are reported. */
export function resolveReleases(resolution: Resolution, document: ScenarioDocument): ReadonlyMap<string, Release> {
  const placed = new Map<string, PlacedRelease>();
  for (const [name, written] of Object.entries(document.kura?.releases ?? {})) {
    const release = placedRelease(resolution, written, ['kura', 'releases', name]);
    if (release !== undefined) placed.set(name, release);
  }
  const inputs = [...placed].map(([name, release]) => [name, inputOf(resolution, release, name)] as const);
  const { releases, problems } = createReleaseCatalogue(Object.fromEntries(inputs));
  for (const mistake of problems) {
    const at = placeOf(mistake, placed.get(mistake.release)) ?? resolution.at(['kura', 'releases']);
    resolution.report({ code: 'SCENARIO_BAD_RELEASE', at, mistake });
  }
  return releases;
}

function placedRelease(
  resolution: Resolution,
  written: string | ReleaseDocument,
  path: TreePath,
): PlacedRelease | undefined {
  const at = resolution.keyAt(path);
  if (typeof written !== 'string') {
    return { written, at, place: (inside) => resolution.at([...path, ...inside]) };
  }
  const text = resolution.inlineOrFile(written, path);
  if (text === undefined) return undefined;
  const { root, problems } = readYamlTree(text);
  for (const problem of problems) resolution.report(problem);
  if (root === undefined) return undefined;
  const { value, tree, problems: mistakes } = checkShape(releaseShape, root);
  for (const problem of mistakes) resolution.report(problem);
  return { written: value, at, place: (inside) => nearestNodeAt(tree, inside).at };
}

function inputOf(resolution: Resolution, { written }: PlacedRelease, name: string): ReleaseInput {
  const { extends: base, host, suffixes, revision, abilities, migrations, regions } = written;
  const handleLengthMax = written['handle-length-max'];
  const path = ['kura', 'releases', name];
  const input = {
    extends: base,
    host: host && {
      public: host.public,
      grpc: host.grpc === 'none' ? null : host.grpc,
    },
    suffixes,
    revision,
    abilities: abilities && camelAbilities(abilities),
    handleLengthMax,
    migrations: migrations?.map((migration, index) =>
      migrationOf(resolution, migration, [...path, 'migrations', index, 'sql']),
    ),
    regions: regions?.map(regionOf),
  };
  return withoutUndefined(input) as ReleaseInput;
}

function camelAbilities(written: Readonly<Record<string, boolean | undefined>>): Readonly<Record<string, boolean>> {
  const known = ABILITIES.map((ability) => [ability, written[abilityKey(ability)]] as const);
  return Object.fromEntries(known.filter((entry): entry is [(typeof entry)[0], boolean] => entry[1] !== undefined));
}

type WrittenMigration = NonNullable<ReleaseDocument['migrations']>[number];

function migrationOf(resolution: Resolution, written: WrittenMigration, path: TreePath): Migration {
  const { id, sql, environments = ['prod', 'can', 'stag'] } = written;
  const isFile = !sql.includes('\n') && sql.endsWith('.sql');
  return { id, sql: isFile ? (resolution.file(sql, path)?.text ?? '') : sql, environments };
}

function regionOf(written: NonNullable<ReleaseDocument['regions']>[number]): Region {
  const { id, kind = 'public', 'cluster-id': clusterId = `${id}-1`, 'fixed-url': fixedUrl } = written;
  const ingressClass = written['ingress-class'] ?? (kind === 'public' ? `kura-${id}` : null);
  return { id, kind, clusterId, ingressClass, ...(fixedUrl === undefined ? {} : { fixedUrl }) };
}

/** The part of a release that a mistake is about. */
function placeOf(mistake: ReleaseProblem, placed: PlacedRelease | undefined): At | undefined {
  if (placed === undefined) return undefined;
  switch (mistake.code) {
    case 'RELEASE_UNKNOWN_BASE':
    case 'RELEASE_EXTENDS_ITSELF':
      return placed.place(['extends']);
    case 'MIGRATION_SQL_INVALID': {
      const index = placed.written.migrations?.findIndex(({ id }) => id === mistake.migration) ?? 0;
      return placed.place(['migrations', index, 'sql']);
    }
    case 'REGION_DUPLICATE':
    case 'REGION_CLUSTER_DUPLICATE':
    case 'REGION_CLUSTER_AMBIGUOUS':
    case 'REGION_CLUSTER_LIKE_SUFFIX':
      return placed.place(['regions']);
    default:
      return placed.place(['host']);
  }
}

function withoutUndefined(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const kept = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(kept.map(([key, member]) => [key, withoutUndefined(member)]));
}
