import { byCodeUnit } from '../kernel/json.ts';
import { BUILT_IN_RELEASES } from './built-in-releases.ts';
import type { DeployEnvironment } from './deploy-environment.ts';
import { type TemplateProblem, templateProblems } from './host-template.ts';
import { type Migration, type MigrationProblem, migrationProblems } from './migration.ts';
import { type CatalogueProblem, catalogueProblems, type Region } from './region.ts';
import { ABILITIES, type Ability, type Release } from './release.ts';

/** A release as users write it: whatever is not said comes from the release it extends. */
export interface ReleaseInput {
  /** The release to start from; without it, `before`. */
  readonly extends?: string;
  readonly host?: { readonly public?: string; readonly grpc?: string | null };
  readonly suffixes?: Partial<Readonly<Record<DeployEnvironment, string>>>;
  readonly revision?: string;
  readonly abilities?: Partial<Readonly<Record<Ability, boolean>>>;
  readonly handleLengthMax?: number;
  /** Takes the place of the extended release's list. */
  readonly migrations?: readonly Migration[];
  readonly regions?: readonly Region[];
}

/** What is wrong with releases as written. */
export type ReleaseProblem = { readonly release: string } & (
  | { readonly code: 'RELEASE_UNKNOWN_BASE'; readonly base: string; readonly known: readonly string[] }
  | { readonly code: 'RELEASE_EXTENDS_ITSELF'; readonly chain: readonly string[] }
  | { readonly code: 'RELEASE_UNKNOWN_ABILITY'; readonly ability: string; readonly known: readonly string[] }
  | TemplateProblem
  | MigrationProblem
  | CatalogueProblem
);

/**
 * The built-in releases and those written, by name; one written under a built-in name takes its place (and may extend
 * it). All problems are reported at once; a release with a problem of its base is left out.
 */
export function createReleaseCatalogue(written: Readonly<Record<string, ReleaseInput>>): {
  readonly releases: ReadonlyMap<string, Release>;
  readonly problems: readonly ReleaseProblem[];
} {
  const releases = new Map(BUILT_IN_RELEASES.map((release) => [release.name, release]));
  const builtIn = new Map(releases);
  const problems: ReleaseProblem[] = [];
  for (const name of Object.keys(written).sort(byCodeUnit)) {
    const release = resolve(name, [], { written, builtIn, problems });
    if (release === undefined) continue;
    releases.set(name, release);
    problems.push(...ownProblems(release, written[name] ?? {}));
  }
  return { releases, problems };
}

interface Sources {
  readonly written: Readonly<Record<string, ReleaseInput>>;
  readonly builtIn: ReadonlyMap<string, Release>;
  readonly problems: ReleaseProblem[];
}

function resolve(name: string, chain: readonly string[], sources: Sources): Release | undefined {
  const input = Object.hasOwn(sources.written, name) ? sources.written[name] : undefined;
  if (input === undefined) return sources.builtIn.get(name);
  const base = input.extends ?? 'before';
  if (chain.includes(name)) {
    if (chain[0] === name) sources.problems.push({ release: name, code: 'RELEASE_EXTENDS_ITSELF', chain });
    return undefined;
  }
  const isOwnBuiltIn = base === name;
  const from = isOwnBuiltIn ? sources.builtIn.get(base) : resolve(base, [...chain, name], sources);
  if (from !== undefined) return merge(name, input, from);
  const isKnown = sources.builtIn.has(base) || (Object.hasOwn(sources.written, base) && !isOwnBuiltIn);
  if (!isKnown && chain.length === 0) {
    const known = [...new Set([...sources.builtIn.keys(), ...Object.keys(sources.written)])].sort(byCodeUnit);
    sources.problems.push({ release: name, code: 'RELEASE_UNKNOWN_BASE', base, known });
  }
  return undefined;
}

function merge(name: string, input: ReleaseInput, base: Release): Release {
  return {
    name,
    host: { ...base.host, ...input.host },
    suffixes: { ...base.suffixes, ...input.suffixes },
    revision: input.revision ?? base.revision,
    abilities: { ...base.abilities, ...input.abilities },
    handleLengthMax: input.handleLengthMax ?? base.handleLengthMax,
    migrations: input.migrations ?? base.migrations,
    regions: input.regions ?? base.regions,
  };
}

function ownProblems(release: Release, input: ReleaseInput): readonly ReleaseProblem[] {
  const templates = [release.host.public, ...(release.host.grpc === null ? [] : [release.host.grpc])];
  const known: readonly string[] = ABILITIES;
  return [
    ...templates.flatMap(templateProblems),
    ...release.migrations.flatMap(migrationProblems),
    ...catalogueProblems(release.regions, Object.values(release.suffixes)),
    ...Object.keys(input.abilities ?? {})
      .filter((ability) => !known.includes(ability))
      .map((ability) => ({ code: 'RELEASE_UNKNOWN_ABILITY', ability, known }) as const),
  ].map((problem) => ({ release: release.name, ...problem }));
}
