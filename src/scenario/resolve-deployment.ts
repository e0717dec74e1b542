import type { At, PlacedText } from './located.ts';
import { type LocatedNode, nearestNodeAt, nodeAt, plainValue, type TreePath } from './located-tree.ts';
import type { Resolution } from './resolution.ts';
import { readYamlTrees } from './yaml-tree.ts';

/** A command-line flag and where it is written. */
export interface PlacedFlag {
  readonly flag: string;
  readonly at: At;
}

/** What environment variables of a container are called when they stand for flags. *Source:* kingpin's DefaultEnvars. */
const VARIABLE_PREFIX = 'EXTERNAL_DNS_';

/**
 * The flags of an external-dns Deployment: those that its environment variables stand for, then the container's
 * arguments, which go before them. Reports a text that holds no Deployment, or several.
 */
export function resolveDeployment(
  resolution: Resolution,
  written: string | Readonly<Record<string, unknown>>,
  path: TreePath,
): readonly PlacedFlag[] | undefined {
  if (typeof written !== 'string') return flagsOf(resolution, [resolution.node(path)], resolution.at(path));
  const placed = resolution.inlineOrFile(written, path);
  if (placed === undefined) return undefined;
  const trees = treesOf(resolution, placed);
  return trees === undefined ? undefined : flagsOf(resolution, trees, placed.place(1, 1));
}

function treesOf(resolution: Resolution, placed: PlacedText): readonly LocatedNode[] | undefined {
  const { roots, problems } = readYamlTrees(placed);
  for (const problem of problems) resolution.report(problem);
  return problems.length > 0 ? undefined : roots;
}

function flagsOf(resolution: Resolution, objects: readonly LocatedNode[], at: At): readonly PlacedFlag[] | undefined {
  const kinds = objects.map((object) => String(valueAt(object, ['kind']) ?? ''));
  const deployments = objects.filter((_, index) => kinds[index] === 'Deployment');
  const container = deployments.length === 1 ? containerOf(deployments[0] as LocatedNode) : undefined;
  if (container === undefined) {
    resolution.report({ code: 'SCENARIO_NO_DEPLOYMENT', at, kinds });
    return undefined;
  }
  const given = itemsAt(container, ['args']).map((node) => ({ flag: String(plainValue(node)), at: node.at }));
  const names = new Set(given.map(({ flag }) => flagName(flag)));
  return [...flagsOfVariables(container).filter(({ flag }) => !names.has(flagName(flag))), ...given];
}

/** The container that runs external-dns: the one called so, else the first with arguments. */
function containerOf(deployment: LocatedNode): LocatedNode | undefined {
  const containers = itemsAt(deployment, ['spec', 'template', 'spec', 'containers']);
  const named = containers.find((container) => valueAt(container, ['name']) === 'external-dns');
  return named ?? containers.find((container) => itemsAt(container, ['args']).length > 0);
}

function flagsOfVariables(container: LocatedNode): readonly PlacedFlag[] {
  return itemsAt(container, ['env']).flatMap((variable) => {
    const name = valueAt(variable, ['name']);
    const value = valueAt(variable, ['value']);
    if (typeof name !== 'string' || !name.startsWith(VARIABLE_PREFIX) || typeof value !== 'string') return [];
    const flag = name.slice(VARIABLE_PREFIX.length).toLowerCase().replaceAll('_', '-');
    const { at } = nearestNodeAt(variable, ['value']);
    return value.split('\n').map((one) => ({ flag: flagOfVariable(flag, one), at }));
  });
}

/** A switch has no value on the command line: `true` is the flag, `false` its negation. */
function flagOfVariable(flag: string, value: string): string {
  if (value === 'true') return `--${flag}`;
  return value === 'false' ? `--no-${flag}` : `--${flag}=${value}`;
}

function flagName(flag: string): string {
  return flag.split('=', 1)[0] ?? flag;
}

function valueAt(node: LocatedNode, path: TreePath): unknown {
  const found = nodeAt(node, path);
  return found === undefined ? undefined : plainValue(found);
}

function itemsAt(node: LocatedNode, path: TreePath): readonly LocatedNode[] {
  const found = nodeAt(node, path);
  return found?.kind === 'list' ? found.items : [];
}
