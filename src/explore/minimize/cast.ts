import { byCodeUnit } from '../../kernel/json.ts';
import type { Written } from '../rollout/saved-scenario.ts';

/** The kinds of what can be left out of a scenario, the largest first. */
export const castKinds = [
  'cluster',
  'environment',
  'controller',
  'step',
  'account',
  'server',
  'object',
  'name',
  'record',
  'client',
  'resolver',
] as const;

export type CastKind = (typeof castKinds)[number];

/** Something that can be left out of a scenario, with all that mentions it. */
export interface CastMember {
  readonly kind: CastKind;
  /** Where it is written: keys and indices, separated by tabs; a line of a text after a `#`. */
  readonly path: string;
}

/** Everything that can be left out of a document, the largest first. */
export function castOf(document: Written): readonly CastMember[] {
  const { zone, clusters, resolvers, clients, kura, steps, rollout } = document;
  const members: CastMember[] = [
    ...keysOf(clusters).flatMap((name) => clusterMembers(at('clusters', name), membersOf(clusters)[name])),
    ...keysOf(membersOf(kura).environments).flatMap((name) =>
      environmentMembers(at('kura', 'environments', name), membersOf(membersOf(kura).environments)[name]),
    ),
    ...itemsOf(steps).flatMap((step, index) => stepMembers(at('steps', index), step)),
    ...keysOf(rollout).flatMap((name) => stepMembers(at('rollout', name), membersOf(rollout)[name])),
    ...zoneMembers(zone),
    ...lineMembers('elsewhere', document.elsewhere),
    ...keysOf(clients).map((name) => ({ kind: 'client', path: at('clients', name) }) as const),
    ...keysOf(resolvers).map((name) => ({ kind: 'resolver', path: at('resolvers', name) }) as const),
  ];
  return members.sort((left, right) => castKinds.indexOf(left.kind) - castKinds.indexOf(right.kind));
}

/** Joins keys and indices. */
export function at(...parts: readonly (string | number)[]): string {
  return parts.join('\t');
}

/** The members of a map; none of anything else. */
export function membersOf(value: unknown): Written {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Written) : {};
}

/** The items of a list; none of anything else. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The keys of a map, in our order. */
export function keysOf(value: unknown): readonly string[] {
  return Object.keys(membersOf(value)).sort(byCodeUnit);
}

/** The lines of a text that stand for themselves: records, one a line. */
export function recordLines(text: unknown): readonly { readonly line: number; readonly text: string }[] {
  if (typeof text !== 'string') return [];
  return text
    .split('\n')
    .map((one, line) => ({ line, text: one }))
    .filter((one) => /^[^\s;$]/.test(one.text));
}

function clusterMembers(path: string, cluster: unknown): readonly CastMember[] {
  const { controllers, manifests, 'external-dns': own } = membersOf(cluster);
  return [
    { kind: 'cluster', path },
    ...(own === undefined ? [] : [{ kind: 'controller', path: at(path, 'external-dns') } as const]),
    ...keysOf(controllers).map((name) => ({ kind: 'controller', path: at(path, 'controllers', name) }) as const),
    ...manifestMembers(at(path, 'manifests'), manifests),
  ];
}

function manifestMembers(path: string, manifests: unknown): readonly CastMember[] {
  return itemsOf(manifests).flatMap((object, index): readonly CastMember[] => {
    const place = at(path, index);
    const { rules, endpoints } = membersOf(membersOf(object).spec);
    const names = (key: string, items: unknown) =>
      itemsOf(items).map((_, item) => ({ kind: 'name', path: at(place, 'spec', key, item) }) as const);
    return [{ kind: 'object', path: place }, ...names('rules', rules), ...names('endpoints', endpoints)];
  });
}

function environmentMembers(path: string, environment: unknown): readonly CastMember[] {
  const { accounts, servers, endpoints, clients } = membersOf(environment);
  const items = (kind: CastKind, key: string, list: unknown) =>
    itemsOf(list).map((_, index): CastMember => ({ kind, path: at(path, key, index) }));
  return [
    { kind: 'environment', path },
    ...items('account', 'accounts', accounts),
    ...items('server', 'servers', servers),
    ...items('record', 'endpoints', endpoints),
    ...keysOf(clients).map((name): CastMember => ({ kind: 'client', path: at(path, 'clients', name) })),
  ];
}

function stepMembers(path: string, step: unknown): readonly CastMember[] {
  const { apply } = membersOf(step);
  return [{ kind: 'step', path }, ...manifestMembers(at(path, 'apply', 'manifests'), membersOf(apply).manifests)];
}

function zoneMembers(zone: unknown): readonly CastMember[] {
  if (Array.isArray(zone)) {
    return zone.flatMap((one, index) => lineMembers(at('zone', index, 'records'), membersOf(one).records));
  }
  return lineMembers(at('zone', 'records'), membersOf(zone).records);
}

function lineMembers(path: string, text: unknown): readonly CastMember[] {
  return recordLines(text).map(({ line }) => ({ kind: 'record', path: `${path}#${line}` }));
}
