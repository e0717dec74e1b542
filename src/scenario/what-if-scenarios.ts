import { stringify } from 'yaml';
import { canonicalJson } from '../kernel/json.ts';
import { type LoadedVariant, loadVariant, type ScenarioInput, variantTrees } from './load-scenario.ts';
import { type LocatedNode, plainValue, withoutPath } from './located-tree.ts';
import type { Problem } from './problem.ts';
import type { Scenario } from './scenario.ts';
import type { WhatIfChoice } from './what-if.ts';
import { choiceFile, treeWithChoice, type WhatIfMiss } from './what-if-tree.ts';
import { valueNode } from './what-if-value.ts';
import { readYamlTree } from './yaml-tree.ts';

/** A variant of a scenario with choices put in. */
export interface WhatIfScenario {
  readonly variant: string | null;
  readonly choices: readonly WhatIfChoice[];
  readonly scenario: Scenario;
}

/** What is wrong with a choice: it has no place in the scenario, or the scenario is wrong with it. */
export type WhatIfMistake =
  | { readonly choices: readonly WhatIfChoice[]; readonly problem: Problem }
  | { readonly choice: WhatIfChoice; readonly miss: WhatIfMiss };

/**
 * Variants of a scenario that is right (`null`: of one without any), each with every alternative put in before it is checked. The text of each is a
 * scenario of its own: it loads to just what it is here, so that traces and saved scenarios can carry it. Variants do
 * not undo a choice: it is put in after their patch.
 */
export function whatIfScenarios(
  input: ScenarioInput,
  {
    variants,
    alternatives,
  }: {
    readonly variants: readonly (string | null)[];
    readonly alternatives: readonly (readonly WhatIfChoice[])[];
  },
): { readonly scenarios: readonly WhatIfScenario[]; readonly mistakes: readonly WhatIfMistake[] } {
  const { path: file, text } = input;
  const { root } = readYamlTree({ text, place: (line, column) => ({ file, line, column, path: '' }) });
  if (root === undefined) return { scenarios: [], mistakes: [] };
  const loaded = variantTrees(root)
    .filter(({ variant }) => variants.includes(variant ?? null))
    .flatMap(({ variant, tree }) =>
      alternatives.map((choices) => withChoices(input, { root, variant, tree, choices })),
    );
  return {
    scenarios: loaded.flatMap(({ scenario }) => scenario ?? []),
    mistakes: loaded.flatMap(({ mistakes }) => mistakes),
  };
}

function withChoices(
  input: ScenarioInput,
  parts: {
    readonly root: LocatedNode;
    readonly variant: string | undefined;
    readonly tree: LocatedNode;
    readonly choices: readonly WhatIfChoice[];
  },
): { readonly scenario?: WhatIfScenario; readonly mistakes: readonly WhatIfMistake[] } {
  const { root, variant, choices } = parts;
  let tree = withoutPath(parts.tree, ['variants']);
  const mistakes: WhatIfMistake[] = [];
  for (const choice of choices) {
    const at = { file: choiceFile(choice), line: 1, column: 1, path: '' };
    const { problems } = valueNode(choice.value, at);
    const put = treeWithChoice(tree, choice);
    mistakes.push(...problems.map((problem) => ({ choices, problem })));
    if ('miss' in put) mistakes.push({ choice, miss: put.miss });
    else tree = put.tree;
  }
  if (mistakes.length > 0) return { mistakes };
  const text = textWith({ root, variant, tree });
  const { scenario, problems }: LoadedVariant = loadVariant({ ...input, text }, withVariants(tree, root), variant);
  if (problems.length > 0) return { mistakes: problems.map((problem) => ({ choices, problem })) };
  return { scenario: { variant: variant ?? null, choices, scenario }, mistakes: [] };
}

/** Steps may say which variants they are of: their names are needed. */
function withVariants(tree: LocatedNode, root: LocatedNode): LocatedNode {
  const variants = root.kind === 'map' ? root.members.get('variants') : undefined;
  if (variants === undefined || tree.kind !== 'map') return tree;
  return { ...tree, members: new Map(tree.members).set('variants', variants) };
}

type Written = Readonly<Record<string, unknown>>;

/** The scenario's text in which this variant, or the whole of one without variants, is what the tree says. */
function textWith({ root, variant, tree }: Record<'root' | 'tree', LocatedNode> & { variant: string | undefined }) {
  const written = plainValue(root) as Written;
  const changed = plainValue(tree) as Written;
  const { variants, ...base } = written;
  const document =
    variant === undefined
      ? { ...changed, ...(variants === undefined ? {} : { variants }) }
      : { ...base, variants: { ...(variants as Written), [variant]: patchBetween(base, changed) } };
  return stringify(document, { lineWidth: 120, aliasDuplicateObjects: false });
}

/** The JSON Merge Patch (RFC 7386) that makes one document of another. */
function patchBetween(from: Written, to: Written): Written {
  const gone = Object.keys(from).filter((key) => !Object.hasOwn(to, key));
  const changed = Object.entries(to).flatMap(([key, value]) => {
    const before = from[key];
    if (Object.hasOwn(from, key) && canonicalJson(before as never) === canonicalJson(value as never)) return [];
    return [[key, isMap(before) && isMap(value) ? patchBetween(before, value) : value] as const];
  });
  return Object.fromEntries([...gone.map((key) => [key, null] as const), ...changed]);
}

function isMap(value: unknown): value is Written {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
