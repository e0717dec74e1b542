import type { At } from './located.ts';

/** A YAML value that remembers where it is written, member by member, through every merge. */
export type LocatedNode = LocatedMap | LocatedList | LocatedScalar;

export interface LocatedMap {
  readonly kind: 'map';
  readonly at: At;
  readonly members: ReadonlyMap<string, LocatedMember>;
}

export interface LocatedMember {
  /** The place of the key. */
  readonly keyAt: At;
  readonly node: LocatedNode;
}

export interface LocatedList {
  readonly kind: 'list';
  readonly at: At;
  readonly items: readonly LocatedNode[];
}

export interface LocatedScalar {
  readonly kind: 'scalar';
  readonly at: At;
  readonly value: string | number | boolean | null;
  /** Where the lines of the text begin, so that a problem inside it can be shown in the file. */
  readonly lines: LinePlacement;
}

/**
 * How lines of a scalar's text lie in the file. `block`: line n of the text is line `firstLine` + n - 1 of the file,
 * shifted right by `indent`. `inline`: the text is on one line and begins at `column`. `folded`: the lines cannot be
 * told apart; everything is at the scalar's own place.
 */
export type LinePlacement =
  | { readonly placement: 'block'; readonly firstLine: number; readonly indent: number }
  | { readonly placement: 'inline'; readonly column: number }
  | { readonly placement: 'folded' };

/** A way through a tree: keys and indices from 0. */
export type TreePath = readonly (string | number)[];

/** The plain value of a tree. Maps become objects without a prototype, so that no key means anything special. */
export function plainValue(node: LocatedNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(plainValue);
    case 'map': {
      const object: Record<string, unknown> = Object.create(null);
      for (const [key, member] of node.members) object[key] = plainValue(member.node);
      return object;
    }
  }
}

/** The node at the end of a path, or nothing where the path leads nowhere. */
export function nodeAt(root: LocatedNode, path: TreePath): LocatedNode | undefined {
  let node: LocatedNode | undefined = root;
  for (const part of path) node = node === undefined ? undefined : childOf(node, part);
  return node;
}

/** The node at the end of a path, or the nearest one above it that exists. */
export function nearestNodeAt(root: LocatedNode, path: TreePath): LocatedNode {
  let node = root;
  for (const part of path) {
    const child = childOf(node, part);
    if (child === undefined) return node;
    node = child;
  }
  return node;
}

/** The keys of the map at the end of a path, in the order of the file; none if there is no map. */
export function keysAt(root: LocatedNode, path: TreePath): readonly string[] {
  const node = nodeAt(root, path);
  return node?.kind === 'map' ? [...node.members.keys()] : [];
}

/** The place of a key of the map at a path; the place of the map where it has no such key. */
export function keyPlaceAt(root: LocatedNode, path: TreePath, key: string): At {
  const node = nearestNodeAt(root, path);
  return (node.kind === 'map' ? node.members.get(key)?.keyAt : undefined) ?? node.at;
}

/** The tree without what a path leads to. */
export function withoutPath(root: LocatedNode, path: TreePath): LocatedNode {
  const [first, ...rest] = path;
  if (first === undefined) return root;
  if (root.kind === 'map') {
    const member = root.members.get(String(first));
    if (member === undefined) return root;
    const members = new Map(root.members);
    if (rest.length === 0) members.delete(String(first));
    else members.set(String(first), { keyAt: member.keyAt, node: withoutPath(member.node, rest) });
    return { ...root, members };
  }
  if (root.kind === 'list') {
    const items = root.items.flatMap((item, index) => {
      if (index !== first) return [item];
      return rest.length === 0 ? [] : [withoutPath(item, rest)];
    });
    return { ...root, items };
  }
  return root;
}

/** `clusters.east.external-dns[2]`; names with anything but letters, digits, `-` and `_` are quoted in brackets. */
export function childPath(path: string, part: string | number): string {
  if (typeof part === 'number') return `${path}[${part}]`;
  if (!/^[A-Za-z0-9_-]+$/.test(part)) return `${path}[${JSON.stringify(part)}]`;
  return path === '' ? part : `${path}.${part}`;
}

function childOf(node: LocatedNode, part: string | number): LocatedNode | undefined {
  if (node.kind === 'map') return node.members.get(String(part))?.node;
  if (node.kind === 'list' && typeof part === 'number') return node.items[part];
  return undefined;
}
