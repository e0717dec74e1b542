import type { Answer } from '../dns/resolve.ts';
import type { Configuration } from '../externaldns/configuration.ts';
import type { ControllerMemory } from '../externaldns/controller-memory.ts';
import type { Component } from '../kernel/component.ts';
import { canonicalJson } from '../kernel/json.ts';
import type { Model, World } from '../kernel/model.ts';
import type { KubernetesObject } from '../kubernetes/cluster.ts';
import { describeObject } from './describe-object.ts';
import { counted } from './phrase.ts';
import { terminalLine } from './printable.ts';
import { columnLines, tableLines } from './table-lines.ts';
import { type ZonesOf, zoneRows } from './zone-rows.ts';

/** Longer values are cut: the whole of them is in no report. */
const VALUE_LENGTH_MAX = 160;

/** A part of a component with its name: `Ingress/default/app` and the object. */
type Entry = readonly [name: string, value: unknown];

/**
 * A world, line by line: the zones as lines of a zone file behind the owner, then every other part that holds anything,
 * grouped by what it belongs to: objects, tables, caches, processes. Harmless for terminals.
 */
export function describeWorld(of: ZonesOf, world: World): readonly string[] {
  const { model, scenario } = of;
  const rows = zoneRows(of, world).map(({ text, owner }) => {
    return [owner === null ? 'no owner' : `owner ${owner}`, text];
  });
  const zone = rows.length === 0 ? ['(empty)'] : columnLines(rows);
  const sections = [...groupsOf(model, world)].map(([group, entries]) => [
    '',
    terminalLine(group.replace('/', ' ')),
    ...indented(groupLines(group, entries)),
  ]);
  return [`zone ${scenario.zones.map(({ name }) => name).join(', ')}`, ...indented(zone), ...sections.flat()];
}

/** What there is beside the zones, by the first two parts of the components' ids, in the order of the model. */
function groupsOf(model: Model, world: World): ReadonlyMap<string, readonly Entry[]> {
  const reader = model.reader(world);
  const groups = new Map<string, Entry[]>();
  for (const component of model.components) {
    if (component.id.startsWith('zone/')) continue;
    for (const [id, value] of entriesOf(component, reader.get(component))) {
      const group = groupOf(component.id);
      groups.set(group, [...(groups.get(group) ?? []), [id.slice(group.length).replace(/^\//, ''), value]]);
    }
  }
  return groups;
}

/** What a component holds, with names for its parts; nothing if it is empty. */
function entriesOf({ id }: Component, value: unknown): readonly Entry[] {
  if (value === null || (Array.isArray(value) && value.length === 0)) return [];
  if (!id.endsWith('/*') || !Array.isArray(value)) return [[id, value]];
  return (value as readonly Entry[]).map(([key, held]) => [`${id.slice(0, -1)}${key}`, held]);
}

/** `cluster/east/Ingress/default/app` belongs to `cluster/east`, a controller of several in a cluster to itself. */
function groupOf(id: string): string {
  const parts = id.split('/');
  return parts[0] === 'controller' ? parts.slice(0, -1).join('/') : parts.slice(0, 2).join('/');
}

function groupLines(group: string, entries: readonly Entry[]): readonly string[] {
  switch (group.split('/')[0]) {
    case 'cluster':
      return columnLines(entries.map(([key, object]) => [key, describeObject(object as KubernetesObject)]));
    case 'kura':
      return entries.flatMap(([table, value]) => [table, ...indented(rowsOf(value) ?? [shortened(value)])]);
    case 'controller':
      return columnLines(entries.map(([part, value]) => [part, controllerText(part, value)]));
    case 'resolver':
      return columnLines(entries.map(([question, answer]) => [question, answerText(answer as Answer)]));
    default:
      return entries.map(([name, value]) => terminalLine(`${name === '' ? '' : `${name}: `}${shortened(value)}`));
  }
}

function rowsOf(value: unknown): readonly string[] | undefined {
  const isTable = Array.isArray(value) && value.every((row) => row !== null && typeof row === 'object');
  return isTable ? tableLines(value) : undefined;
}

function controllerText(part: string, value: unknown): string {
  if (part === 'configuration') {
    const { provider, registry, policy, txtOwnerId, version } = value as Configuration;
    return `${provider}, registry ${registry}, owner ${txtOwnerId}, ${policy}, ${version}`;
  }
  if (part !== 'memory') return shortened(value);
  const { state, calls, softErrorCount, registry, providerCache } = value as ControllerMemory;
  return [
    state,
    ...(calls.length === 0 ? [] : [`${counted(calls.length, 'call')} to make`]),
    ...(softErrorCount === 0 ? [] : [`${counted(softErrorCount, 'soft error')} in a row`]),
    ...(registry.cachedEndpoints === null ? [] : ['has the registry cached']),
    ...(providerCache === null ? [] : ['has the zone cached']),
  ].join(', ');
}

function answerText({ status, answers, ttlSeconds }: Answer): string {
  const values = answers.flatMap((set) => set.values);
  return `${status === 'NOERROR' ? values.join(', ') : status} for ${ttlSeconds} s`;
}

function shortened(value: unknown): string {
  const text = typeof value === 'string' ? value : canonicalJson(value);
  if (text.length <= VALUE_LENGTH_MAX) return text;
  return `${text.slice(0, VALUE_LENGTH_MAX)}… (${text.length} characters)`;
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
