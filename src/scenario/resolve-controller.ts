import type { z } from 'zod';
import { changedFlags } from './changed-flags.ts';
import type { TreePath } from './located-tree.ts';
import type { PlacedFlag, PlacedFlags } from './placed-flags.ts';
import type { Resolution } from './resolution.ts';
import { resolveDeployment } from './resolve-deployment.ts';
import { resolveFlags } from './resolve-flags.ts';
import type { ControllerSetup } from './scenario.ts';
import type { controller } from './shape/cluster-shape.ts';

/** A controller from its flags or its Deployment; nothing where these are wrong, which is reported. */
export function resolveController(
  resolution: Resolution,
  options: {
    readonly name: string;
    readonly cluster: string;
    readonly written: z.output<typeof controller>;
    readonly path: TreePath;
  },
): ControllerSetup | undefined {
  const { name, cluster, written, path } = options;
  const map = Array.isArray(written) ? { flags: written } : written;
  const given = placedFlags(resolution, map, { path, flagsPath: Array.isArray(written) ? path : [...path, 'flags'] });
  const { version } = map as { version?: string };
  const placed =
    given === undefined || version === undefined
      ? given
      : { ...given, version: { text: version, at: resolution.at([...path, 'version']) } };
  const resolved = placed === undefined ? undefined : resolveFlags(resolution, placed);
  if (resolved === undefined) return undefined;
  const { starts: startsMs = 0, stopped = false } = map as { starts?: number; stopped?: boolean };
  return { name, cluster, ...resolved, startsMs, stopped, at: resolution.keyAt(path) };
}

/** Flags with the place of each in the scenario. */
export function flagsAt(resolution: Resolution, flags: readonly string[], path: TreePath): readonly PlacedFlag[] {
  return flags.map((flag, index) => ({ flag, at: resolution.at([...path, index]) }));
}

type ControllerMap = Exclude<z.output<typeof controller>, readonly string[]>;

function placedFlags(
  resolution: Resolution,
  map: ControllerMap,
  { path, flagsPath }: { readonly path: TreePath; readonly flagsPath: TreePath },
): PlacedFlags | undefined {
  const at = resolution.keyAt(path);
  const change = flagsAt(resolution, map.change ?? [], [...path, 'change']);
  if (map.deployment === undefined) {
    if (map.flags !== undefined) {
      return { args: changedFlags(flagsAt(resolution, map.flags, flagsPath), change), variables: [], at };
    }
    resolution.report({ code: 'SCENARIO_ONE_KEY_OF', at, keys: ['flags', 'deployment'] });
    return undefined;
  }
  if (map.flags !== undefined) {
    resolution.report({ code: 'SCENARIO_KEYS_EXCLUDE_EACH_OTHER', at, keys: ['flags', 'deployment'] });
  }
  const deployed = resolveDeployment(resolution, map.deployment, [...path, 'deployment']);
  return deployed && { ...deployed, args: changedFlags(deployed.args, change) };
}
