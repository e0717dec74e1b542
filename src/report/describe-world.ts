import type { Component } from '../kernel/component.ts';
import { canonicalJson } from '../kernel/json.ts';
import type { Model, World } from '../kernel/model.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { terminalLine } from './printable.ts';
import { zoneRows } from './zone-rows.ts';

/** Longer values are cut: the whole of them is in no report. */
const VALUE_LENGTH_MAX = 160;

/**
 * A world, line by line: the zones as lines of a zone file behind the owner, then every other component that holds anything,
 * grouped by what it belongs to. Harmless for terminals.
 */
export function describeWorld(model: Model, world: World, scenario: Scenario): readonly string[] {
  const rows = zoneRows(model, world, scenario).map(({ text, owner }) => {
    return { text: terminalLine(text), owner: owner === null ? 'no owner' : `owner ${terminalLine(owner)}` };
  });
  const width = Math.max(0, ...rows.map(({ owner }) => owner.length));
  const zone = rows.map(({ text, owner }) => `  ${owner.padEnd(width)}  ${text}`);
  const lines = [
    `zone ${scenario.zones.map(({ name }) => name).join(', ')}`,
    ...(zone.length === 0 ? ['  (empty)'] : zone),
  ];
  const reader = model.reader(world);
  let group = '';
  for (const component of model.components) {
    if (component.id.startsWith('zone/')) continue;
    for (const [id, value] of entriesOf(component, reader.get(component))) {
      const next = groupOf(component.id);
      if (next !== group) lines.push('', terminalLine(next));
      group = next;
      const rest = id.slice(next.length).replace(/^\//, '');
      lines.push(terminalLine(`  ${rest === '' ? '' : `${rest}: `}${shortened(value)}`));
    }
  }
  return lines;
}

/** What a component holds, with names for its parts; nothing if it is empty. */
function entriesOf({ id }: Component, value: unknown): readonly (readonly [string, unknown])[] {
  if (value === null || (Array.isArray(value) && value.length === 0)) return [];
  if (!id.endsWith('/*') || !Array.isArray(value)) return [[id, value]];
  return (value as readonly (readonly [string, unknown])[]).map(([key, held]) => [`${id.slice(0, -1)}${key}`, held]);
}

/** `cluster/east/Ingress/default/app` belongs to `cluster/east`. */
function groupOf(id: string): string {
  return id.split('/').slice(0, 2).join('/');
}

function shortened(value: unknown): string {
  const text = canonicalJson(value);
  if (text.length <= VALUE_LENGTH_MAX) return text;
  return `${text.slice(0, VALUE_LENGTH_MAX)}… (${text.length} characters)`;
}
