import { flagSpec } from '../externaldns/flags/known-flags.ts';
import { changedFlags } from './changed-flags.ts';
import type { At } from './located.ts';
import { childPath, type LocatedList, type LocatedMap, type LocatedNode, type TreePath } from './located-tree.ts';
import { nearestFact } from './nearest.ts';
import { documentShape } from './shape/document-shape.ts';
import { knownKeysAt } from './shape/known-keys.ts';
import { choiceText, type WhatIfChoice, type WhatIfPart } from './what-if.ts';
import { flagsOfValue, valueNode } from './what-if-value.ts';
import { shortForms, waysOf } from './what-if-ways.ts';

/** Why a choice has no place in a scenario. */
export type WhatIfMiss =
  /** `place` has no `found`. Empty: the scenario itself. */
  | {
      readonly kind: 'nowhere';
      readonly place: string;
      readonly found: string;
      readonly known: readonly string[];
      readonly nearest?: string;
    }
  /** A short form, and nothing there that it could be about. */
  | { readonly kind: 'nobody'; readonly who: 'controller' | 'environment' }
  /** A flag can be changed, and not be taken away. */
  | { readonly kind: 'flag-stays'; readonly flag: string };

/** What stands as the file of a place that is in a choice. */
export function choiceFile(choice: WhatIfChoice): string {
  return `--what-if ${choiceText(choice)}`;
}

/**
 * A scenario's tree with a choice put in wherever its path leads. Keys of the language that are missing on a way without
 * `*` are added; `null` takes away. A controller that is a list of flags becomes a map where its other keys are meant, and its
 * flags are changed by name (`…external-dns.flags.policy`).
 */
export function treeWithChoice(
  root: LocatedNode,
  choice: WhatIfChoice,
): { readonly tree: LocatedNode } | { readonly miss: WhatIfMiss } {
  const { ways, who } = waysOf(choice.whatIf.parts);
  const placing = new Placing(
    choice,
    ways.flat().every(({ kind }) => kind !== 'every'),
  );
  const tree = ways.reduce((node, way) => placing.put(node, way, []), root);
  if (placing.placedCount > 0) return { tree };
  return { miss: placing.miss?.kind !== 'flag-stays' && who !== undefined ? { kind: 'nobody', who } : placing.nowhere };
}

class Placing {
  placedCount = 0;
  miss: WhatIfMiss | undefined;
  #missDepth = -1;
  readonly #choice: WhatIfChoice;
  /** Whether keys of the language that are missing on the way are added: not where `*` asks for what is there. */
  readonly #isAdding: boolean;

  constructor(choice: WhatIfChoice, isAdding: boolean) {
    this.#choice = choice;
    this.#isAdding = isAdding;
  }

  get nowhere(): WhatIfMiss {
    return this.miss ?? { kind: 'nowhere', place: '', found: this.#choice.whatIf.path, known: [] };
  }

  /** The node with everything put in that the way leads to; the same node if it leads nowhere. */
  put(node: LocatedNode, way: readonly WhatIfPart[], path: TreePath): LocatedNode {
    const [part, ...rest] = way as readonly [WhatIfPart, ...WhatIfPart[]];
    const holder = asMap(node, part, path);
    if (part.kind === 'every') return this.#putInEvery(holder, way, path);
    if (part.kind === 'item') {
      const item = holder.kind === 'list' ? holder.items[part.index] : undefined;
      if (holder.kind !== 'list' || item === undefined) return this.#missAt(node, path, part.index);
      return this.#withItem(holder, part.index, this.#replaced(item, rest, [...path, part.index]));
    }
    if (holder.kind !== 'map') return this.#missAt(node, path, part.key);
    const [flag] = rest;
    if (isController(path) && part.key === 'flags' && flag?.kind === 'key')
      return this.#changed(holder, flag.key, path);
    return this.#putInMember(holder, way, path);
  }

  #putInEvery(holder: LocatedNode, [, ...rest]: readonly WhatIfPart[], path: TreePath): LocatedNode {
    const parts: readonly WhatIfPart[] =
      holder.kind === 'map'
        ? [...holder.members.keys()].map((key) => ({ kind: 'key', key }))
        : holder.kind === 'list'
          ? holder.items.map((_, index) => ({ kind: 'item', index }) as const).reverse()
          : [];
    if (parts.length === 0) return this.#missAt(holder, path, '*');
    return parts.reduce((node, part) => this.put(node, [part, ...rest], path), holder);
  }

  #putInMember(holder: LocatedMap, way: readonly WhatIfPart[], path: TreePath): LocatedNode {
    const [part, ...rest] = way as readonly [{ readonly kind: 'key'; readonly key: string }, ...WhatIfPart[]];
    const { key } = part;
    const member = holder.members.get(key);
    const isNew = member === undefined;
    if (isNew && !this.#canBeAdded(key, path, rest.length === 0)) return this.#missAt(holder, path, key);
    const before: LocatedNode = member?.node ?? { kind: 'map', at: holder.at, members: new Map() };
    const after = this.#replaced(before, rest, [...path, key]);
    if (after === before) return holder;
    const members = new Map(holder.members);
    if (after === undefined) members.delete(key);
    else members.set(key, { keyAt: isNew || rest.length === 0 ? after.at : member.keyAt, node: after });
    return { ...holder, members };
  }

  /** Names can be added, and keys of the language; on the way to something else only the latter. */
  #canBeAdded(key: string, path: TreePath, isLast: boolean): boolean {
    const ofLanguage = keysOfLanguage(path);
    if (!isLast) return this.#isAdding && ofLanguage.includes(key);
    return !this.#isRemoval && (ofLanguage.length === 0 || ofLanguage.includes(key));
  }

  /** What takes the place of a node; `undefined` if it is taken away. */
  #replaced(node: LocatedNode, rest: readonly WhatIfPart[], path: TreePath): LocatedNode | undefined {
    if (rest.length > 0) return this.put(node, rest, path);
    if (!this.#isRemoval) return this.#value(path);
    this.placedCount += 1;
    return undefined;
  }

  #withItem(list: LocatedList, index: number, item: LocatedNode | undefined): LocatedNode {
    if (item === list.items[index]) return list;
    return { ...list, items: list.items.flatMap((old, at) => (at === index ? (item ?? []) : [old])) };
  }

  /** The controller with a flag changed. */
  #changed(holder: LocatedMap, flag: string, path: TreePath): LocatedNode {
    if (this.#isRemoval) {
      this.miss = { kind: 'flag-stays', flag };
      this.#missDepth = Number.POSITIVE_INFINITY;
      return holder;
    }
    const at = this.#at([...path, 'flags', flag]);
    const known = holder.members.get('change')?.node;
    const before = (known?.kind === 'list' ? known.items : []).map((item) => ({
      flag: item.kind === 'scalar' ? String(item.value) : '',
      at: item.at,
    }));
    const isBoolean = flagSpec(flag)?.kind === 'boolean';
    const flags = changedFlags(
      before,
      flagsOfValue(flag, this.#node(at), isBoolean).map((one) => ({ flag: one, at })),
    );
    const items = flags.map((one) => ({ kind: 'scalar', at: one.at, value: one.flag, lines: folded }) as const);
    this.placedCount += 1;
    return {
      ...holder,
      members: new Map(holder.members).set('change', { keyAt: at, node: { kind: 'list', at, items } }),
    };
  }

  #value(path: TreePath): LocatedNode {
    this.placedCount += 1;
    const at = this.#at(path);
    // A release is a text, whatever YAML makes of 0.18.
    const isVersion = isController(path.slice(0, -1)) && path.at(-1) === 'version';
    if (isVersion) return { kind: 'scalar', at, value: this.#choice.value, lines: folded };
    return this.#node(at);
  }

  get #isRemoval(): boolean {
    const node = this.#node(this.#at([]));
    return node.kind === 'scalar' && node.value === null;
  }

  #node(at: At): LocatedNode {
    return valueNode(this.#choice.value, at).node;
  }

  #at(path: TreePath): At {
    const text = path.reduce<string>((before, part) => childPath(before, part), '');
    return { file: choiceFile(this.#choice), line: 1, column: 1, path: text };
  }

  /** Of several misses the one that came furthest is told. */
  #missAt<N extends LocatedNode>(node: N, path: TreePath, part: string | number): N {
    if (path.length <= this.#missDepth) return node;
    this.#missDepth = path.length;
    const { path: place } = this.#at(path);
    const keys = node.kind === 'map' ? [...node.members.keys()] : [];
    const items = node.kind === 'list' ? node.items.map((_, index) => String(index)) : [];
    const found = String(part);
    const ofLanguage = [...keysOfLanguage(path), ...(path.length === 0 ? ['version', 'release'] : [])];
    const known = [...new Set([...keys, ...items, ...(ofLanguage.includes(found) ? [] : ofLanguage)])];
    const nearest = nearestFact(found, path.length === 0 ? [...known, ...shortForms] : known);
    this.miss = { kind: 'nowhere', place, found, known, ...nearest };
    return node;
  }
}

const folded = { placement: 'folded' } as const;

/** The keys that a map may have at this place; variants are chosen otherwise. */
function keysOfLanguage(path: TreePath): readonly string[] {
  return knownKeysAt(documentShape, path).filter((key) => path.length > 0 || key !== 'variants');
}

/** A controller that is a list of flags, as a map, where another of its keys is meant. */
function asMap(node: LocatedNode, part: WhatIfPart, path: TreePath): LocatedNode {
  if (node.kind !== 'list' || part.kind !== 'key' || !isController(path)) return node;
  return { kind: 'map', at: node.at, members: new Map([['flags', { keyAt: node.at, node }]]) };
}

function isController(path: TreePath): boolean {
  if (path[0] !== 'clusters') return false;
  return (path.length === 3 && path[2] === 'external-dns') || (path.length === 4 && path[2] === 'controllers');
}
