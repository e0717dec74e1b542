import { canonicalJson } from '../kernel/json.ts';
import { checkShape } from './check-shape.ts';
import { knownNames } from './known-names.ts';
import type { At } from './located.ts';
import { keysAt, type LocatedNode, nodeAt } from './located-tree.ts';
import { mergePatch } from './merge-patch.ts';
import type { Problem } from './problem.ts';
import { type ReadFile, Resolution } from './resolution.ts';
import { resolveScenario } from './resolve-scenario.ts';
import type { Scenario } from './scenario.ts';
import { documentShape } from './shape/document-shape.ts';
import { readYamlTree } from './yaml-tree.ts';

/** What a scenario is read from. */
export interface ScenarioInput {
  /** The scenario's own path: what problems and traces call it, and what the files it names are relative to. */
  readonly path: string;
  readonly text: string;
  readonly readFile: ReadFile;
  /** The invariants that `holds` and `violates` may name. */
  readonly invariants: readonly string[];
}

/** The variants of a scenario, one of them without a name if it has none; or everything that is wrong with it. */
export type Loaded =
  | { readonly variants: readonly Scenario[]; readonly problems: readonly [] }
  | { readonly variants?: never; readonly problems: readonly Problem[] };

/** Without these there would be nothing to check further. */
const PLACEHOLDERS = { title: 'untitled', zone: 'zone.invalid' };

/**
 * Reads a scenario: YAML or JSON text to checked, typed values. Every mistake in it, in its variants and in the files it
 * names is reported at once, ordered by place.
 */
export function loadScenario(input: ScenarioInput): Loaded {
  const { path: file, text } = input;
  const { root, problems: syntaxProblems } = readYamlTree({
    text,
    place: (line, column) => ({ file, line, column, path: '' }),
  });
  if (root === undefined) return { problems: inOrder(syntaxProblems, file) };
  const loaded = variantTrees(root).map(({ variant, tree, problems }) => {
    const one = loadVariant(input, tree, variant);
    return { scenario: one.scenario, problems: [...problems, ...one.problems] };
  });
  const problems = [...syntaxProblems, ...loaded.flatMap((one) => one.problems)];
  if (problems.length > 0) return { problems: inOrder(problems, file) };
  return { variants: loaded.map(({ scenario }) => scenario), problems: [] };
}

/** The document of one variant, or of a scenario without any. */
export interface VariantTree {
  readonly variant: string | undefined;
  readonly tree: LocatedNode;
  readonly problems: readonly Problem[];
}

/** The documents to run: the file with each variant's patch over it, or the file itself. */
export function variantTrees(root: LocatedNode): readonly VariantTree[] {
  const patches = nodeAt(root, ['variants']);
  const names = keysAt(root, ['variants']).filter((name) => nodeAt(root, ['variants', name])?.kind === 'map');
  if (patches?.kind !== 'map' || names.length === 0) return [{ variant: undefined, tree: root, problems: [] }];
  return names.map((variant) => {
    const { node, problems } = mergePatch(root, nodeAt(patches, [variant]) ?? patches);
    return { variant, tree: node, problems };
  });
}

/** One variant, with everything that is wrong with it. */
export interface LoadedVariant {
  readonly scenario: Scenario;
  readonly problems: readonly Problem[];
}

/** Checks and resolves the document of one variant. `input.text` is what the scenario says that it was made of. */
export function loadVariant(input: ScenarioInput, root: LocatedNode, variant: string | undefined): LoadedVariant {
  const { path: file, text, readFile, invariants } = input;
  const { value: document, tree, problems } = checkShape(documentShape, root, PLACEHOLDERS);
  const names = knownNames(root);
  const resolution = new Resolution({ tree, names, invariants, variant, file, readFile });
  const scenario = resolveScenario(resolution, document, { file, text });
  return { scenario, problems: [...problems, ...resolution.problems] };
}

/** By place, the scenario's own file first; a mistake that several variants share once. */
function inOrder(problems: readonly Problem[], file: string): readonly Problem[] {
  const distinct = new Map(problems.map((problem) => [canonicalJson(problem), problem]));
  return [...distinct.values()].sort((left, right) => comparePlaces(left.at, right.at, file));
}

function comparePlaces(left: At, right: At, file: string): number {
  if (left.file !== right.file) {
    if (left.file === file) return -1;
    if (right.file === file) return 1;
    return left.file < right.file ? -1 : 1;
  }
  return left.line - right.line || left.column - right.column;
}
