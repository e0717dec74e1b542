import type { Configuration } from '../externaldns/configuration.ts';
import { changedFlags } from './changed-flags.ts';
import type { At } from './located.ts';
import type { TreePath } from './located-tree.ts';
import type { PlacedFlag } from './placed-flags.ts';
import { parseRecordKey } from './record-key.ts';
import type { Resolution } from './resolution.ts';
import { flagsAt } from './resolve-controller.ts';
import { resolveExpectations } from './resolve-expectations.ts';
import { resolveFlags } from './resolve-flags.ts';
import { resolveKuraStep } from './resolve-kura-step.ts';
import { resolveManifests } from './resolve-manifests.ts';
import { fullObjectKey } from './resolve-objects-form.ts';
import { resolveZoneLines } from './resolve-zone-lines.ts';
import type { StepVerb } from './step.ts';
import type { WrittenStep } from './written-step.ts';

/** What a controller's process is started with. */
export interface CommandLine {
  readonly flags: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly configuration: Configuration;
}

/** The command line that every controller has by now. */
export type FlagsByController = ReadonlyMap<string, CommandLine>;

/** What a step does; nothing where a mistake leaves nothing to do. `path` leads to the step. */
export function resolveStepVerb(
  resolution: Resolution,
  written: WrittenStep,
  { path, flags }: { readonly path: TreePath; readonly flags: FlagsByController },
): StepVerb | undefined {
  const { apply, delete: deletion, fault, hold, wait, settle, fire, expect } = written;
  if (apply !== undefined) {
    referToCluster(resolution, apply.cluster, [...path, 'apply', 'cluster']);
    const objects = resolveManifests(resolution, apply.manifests, [...path, 'apply', 'manifests']);
    return { verb: 'apply', cluster: apply.cluster, objects };
  }
  if (deletion !== undefined) {
    referToCluster(resolution, deletion.cluster, [...path, 'delete', 'cluster']);
    return { verb: 'delete', cluster: deletion.cluster, objects: deletion.objects.map(fullObjectKey) };
  }
  if (written['set-flags'] !== undefined) return setFlags(resolution, written['set-flags'], { path, flags });
  for (const verb of ['stop', 'start'] as const) {
    const controller = written[verb];
    if (controller === undefined) continue;
    referToController(resolution, controller, [...path, verb]);
    return { verb, controller };
  }
  if (fault !== undefined) {
    const { action, outcome, skip = 0, times = 1 } = fault;
    return { verb: 'fault', action, outcome, skip, times };
  }
  if (hold !== undefined) return { verb: 'hold', action: hold.action, durationMs: hold.for };
  if (written['edit-zone'] !== undefined) return editZone(resolution, written['edit-zone'], [...path, 'edit-zone']);
  if (wait !== undefined) return { verb: 'wait', durationMs: wait };
  if (settle !== undefined) return { verb: 'settle', withinMs: typeof settle === 'number' ? settle : settle.within };
  if (fire !== undefined) return { verb: 'fire', action: fire };
  if (expect !== undefined) {
    const place = { path: [...path, 'expect'], place: 'step' } as const;
    return { verb: 'expect', expectations: resolveExpectations(resolution, expect, place) };
  }
  return resolveKuraStep(resolution, written, path);
}

function setFlags(
  resolution: Resolution,
  written: NonNullable<WrittenStep['set-flags']>,
  { path, flags }: { readonly path: TreePath; readonly flags: FlagsByController },
): StepVerb | undefined {
  const own = [...path, 'set-flags'];
  const { controller, change } = written;
  const isKnown = referToController(resolution, controller, [...own, 'controller']);
  const keys = ['flags', 'change'];
  const hasNothing = written.flags === undefined && change === undefined && written.version === undefined;
  if (hasNothing || (written.flags !== undefined && change !== undefined)) {
    const code = hasNothing ? 'SCENARIO_ONE_KEY_OF' : 'SCENARIO_KEYS_EXCLUDE_EACH_OTHER';
    resolution.report({ code, at: resolution.keyAt(own), keys: hasNothing ? [...keys, 'version'] : keys });
    return undefined;
  }
  const at = resolution.keyAt(own);
  const known = flags.get(controller);
  const before = written.flags === undefined ? known : undefined;
  const given = flagsAt(resolution, written.flags ?? change ?? [], [...own, change === undefined ? 'flags' : 'change']);
  const version =
    written.version === undefined
      ? known && { text: known.configuration.version, at }
      : { text: written.version, at: resolution.at([...own, 'version']) };
  const placed = {
    args: before === undefined ? given : changedFlags(placedAt(before.flags, at), given),
    variables: Object.entries(before?.environment ?? {}).map(([name, value]) => ({ name, value, at })),
    at,
    ...(version === undefined ? {} : { version }),
  };
  // Changes to a controller whose own flags are wrong cannot be judged.
  if (written.flags === undefined && before === undefined) return undefined;
  const resolved = resolveFlags(resolution, placed);
  return resolved === undefined || !isKnown ? undefined : { verb: 'set-flags', controller, ...resolved };
}

function placedAt(flags: readonly string[], at: At): readonly PlacedFlag[] {
  return flags.map((flag) => ({ flag, at }));
}

function editZone(
  resolution: Resolution,
  written: NonNullable<WrittenStep['edit-zone']>,
  path: TreePath,
): StepVerb | undefined {
  const { zones } = resolution.names;
  const remove = (written.remove ?? []).map(parseRecordKey);
  const foundZones = remove.map((key, index) => resolution.zoneOf(key.name, resolution.at([...path, 'remove', index])));
  const zone = written.zone ?? foundZones.find((found) => found !== undefined) ?? zones[0];
  if (written.zone !== undefined) {
    resolution.refer({ kind: 'zone', found: written.zone, known: zones, at: resolution.at([...path, 'zone']) });
  }
  if (written.remove === undefined && written.add === undefined) {
    resolution.report({ code: 'SCENARIO_ONE_KEY_OF', at: resolution.keyAt(path), keys: ['remove', 'add'] });
  }
  if (zone === undefined) return undefined;
  const add =
    written.add === undefined
      ? []
      : resolveZoneLines(resolution, resolution.inline(written.add, [...path, 'add']), zone).records;
  return { verb: 'edit-zone', zone, remove, add };
}

function referToCluster(resolution: Resolution, found: string, path: TreePath): void {
  resolution.refer({ kind: 'cluster', found, known: resolution.names.clusters, at: resolution.at(path) });
}

function referToController(resolution: Resolution, found: string, path: TreePath): boolean {
  const known = resolution.names.controllers;
  return resolution.refer({ kind: 'controller', found, known, at: resolution.at(path) });
}
