import { type DeploymentFlags, flagsOfDeployment } from '../externaldns/flags/flags-of-deployment.ts';
import type { At } from './located.ts';
import { type LocatedNode, nearestNodeAt, nodeAt, plainValue, type TreePath } from './located-tree.ts';
import type { PlacedFlags } from './placed-flags.ts';
import type { Resolution } from './resolution.ts';
import { readYamlTrees } from './yaml-tree.ts';

/** What environment variables are called that stand for flags. */
const VARIABLE_PREFIX = 'EXTERNAL_DNS_';

/** Kinds that run containers. */
const WORKLOADS: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Pod']);

/**
 * The flags of an external-dns Deployment, from a file, a block or an object, among whatever else is applied with it.
 * Reports a text in which nothing runs external-dns, and variables whose values are somewhere else.
 */
export function resolveDeployment(
  resolution: Resolution,
  written: string | Readonly<Record<string, unknown>>,
  path: TreePath,
): PlacedFlags | undefined {
  const objects = typeof written === 'string' ? objectsOf(resolution, written, path) : [resolution.node(path)];
  if (objects === undefined) return undefined;
  for (const object of objects) {
    if (!WORKLOADS.has(kindOf(object))) continue;
    const flags = flagsOfDeployment(plainValue(object));
    if (!('code' in flags)) return placed(resolution, object, flags);
  }
  resolution.report({ code: 'SCENARIO_NO_DEPLOYMENT', at: resolution.at(path), kinds: objects.map(kindOf) });
  return undefined;
}

function objectsOf(resolution: Resolution, written: string, path: TreePath): readonly LocatedNode[] | undefined {
  const text = resolution.inlineOrFile(written, path);
  if (text === undefined) return undefined;
  const { roots, problems } = readYamlTrees(text);
  for (const problem of problems) resolution.report(problem);
  return problems.length > 0 ? undefined : roots;
}

function kindOf(object: LocatedNode): string {
  return String(valueAt(object, ['kind']) ?? '');
}

function placed(resolution: Resolution, object: LocatedNode, flags: DeploymentFlags): PlacedFlags {
  const container = containerOf(object, flags.container);
  const places = [...itemsAt(container, ['command']).slice(1), ...itemsAt(container, ['args'])].map(({ at }) => at);
  const placeOfVariable = (name: string): At => {
    const variable = itemsAt(container, ['env']).find((item) => valueAt(item, ['name']) === name);
    return variable === undefined ? container.at : nearestNodeAt(variable, ['value']).at;
  };
  for (const variable of flags.variablesFromElsewhere.filter((name) => name.startsWith(VARIABLE_PREFIX))) {
    resolution.report({ code: 'SCENARIO_VARIABLE_ELSEWHERE', at: placeOfVariable(variable), variable });
  }
  return {
    args: flags.args.map((flag, index) => ({ flag, at: places[index] ?? container.at })),
    variables: Object.entries(flags.environment)
      .filter(([name]) => name.startsWith(VARIABLE_PREFIX))
      .map(([name, value]) => ({ name, value, at: placeOfVariable(name) })),
    at: container.at,
    ...taggedVersion(flags.imageTag, nearestNodeAt(container, ['image']).at),
  };
}

/** The release that an image is tagged with; tags that are no version (`latest`) say nothing. */
function taggedVersion(tag: string, at: At): Pick<PlacedFlags, 'version'> {
  const [text] = /^v?\d+\.\d+(\.\d+)?/.exec(tag) ?? [];
  return text === undefined ? {} : { version: { text, at } };
}

/** The container of this name, in a pod template or a pod. */
function containerOf(object: LocatedNode, name: string): LocatedNode {
  const containers = [
    ['spec', 'template', 'spec', 'containers'],
    ['spec', 'containers'],
  ].flatMap((path) => itemsAt(object, path));
  return containers.find((container) => valueAt(container, ['name']) === name) ?? containers[0] ?? object;
}

function valueAt(node: LocatedNode, path: TreePath): unknown {
  const found = nodeAt(node, path);
  return found === undefined ? undefined : plainValue(found);
}

function itemsAt(node: LocatedNode, path: TreePath): readonly LocatedNode[] {
  const found = nodeAt(node, path);
  return found?.kind === 'list' ? found.items : [];
}
