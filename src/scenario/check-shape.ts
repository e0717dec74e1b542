import type { z } from 'zod';
import { assert } from '../kernel/assert.ts';
import { canonicalJson } from '../kernel/json.ts';
import { type LocatedMember, type LocatedNode, plainValue, type TreePath, withoutPath } from './located-tree.ts';
import type { Problem } from './problem.ts';
import { type ShapeProblem, shapeProblemsOf } from './shape/shape-problems.ts';

/** A value of the right shape, and the tree it was read from. What was wrong is left out of both. */
export interface Shaped<T> {
  readonly value: T;
  readonly tree: LocatedNode;
  readonly problems: readonly Problem[];
}

/**
 * Checks the shape of a tree. What has a mistake is reported and left out, so that everything else can be checked
 * further; what is missing because of that is not reported again. `placeholders` are texts for the keys without which
 * there would be nothing to check: every key that the shape itself cannot do without.
 */
export function checkShape<S extends z.ZodType>(
  shape: S,
  root: LocatedNode,
  placeholders: Readonly<Record<string, string>> = {},
): Shaped<z.output<S>> {
  let tree = root;
  let problems: readonly Problem[] | undefined;
  for (;;) {
    const result = shape.safeParse(plainValue(tree));
    if (result.success) return { value: result.data, tree, problems: problems ?? [] };
    const current = tree;
    const found = result.error.issues.flatMap((issue) => shapeProblemsOf(shape, current, issue));
    assert(found.length > 0, 'every issue of a shape is a problem');
    problems ??= found.filter((one) => !isConsequence(one, found)).map(({ problem }) => problem);
    const next = withPlaceholders(repaired(tree, found), placeholders);
    assert(canonicalJson(plainValue(next)) !== canonicalJson(plainValue(tree)), 'what is wrong can be left out');
    tree = next;
  }
}

/** A key that is missing because it is misspelt right there is one mistake, not two. */
function isConsequence({ problem, leaveOut }: ShapeProblem, found: readonly ShapeProblem[]): boolean {
  if (problem.code !== 'SCENARIO_MISSING_KEY') return false;
  return found.some(
    (other) =>
      other.problem.code === 'SCENARIO_UNKNOWN_KEY' &&
      other.problem.nearest === problem.key &&
      other.problem.at.path.startsWith(problem.at.path) &&
      Math.abs(other.leaveOut.length - leaveOut.length) <= 1,
  );
}

function repaired(root: LocatedNode, found: readonly ShapeProblem[]): LocatedNode {
  let tree: LocatedNode = root.kind === 'map' ? root : { kind: 'map', at: root.at, members: new Map() };
  const paths = found.map(({ leaveOut }) => leaveOut).sort(lastFirst);
  for (const path of paths) tree = withoutPath(tree, path);
  return tree;
}

function withPlaceholders(tree: LocatedNode, placeholders: Readonly<Record<string, string>>): LocatedNode {
  if (tree.kind !== 'map') return tree;
  const members = new Map<string, LocatedMember>(tree.members);
  for (const [key, value] of Object.entries(placeholders)) {
    if (members.has(key)) continue;
    members.set(key, { keyAt: tree.at, node: { kind: 'scalar', at: tree.at, value, lines: { placement: 'folded' } } });
  }
  return { ...tree, members };
}

/** Later items of a list first, so that leaving one out does not move the others. */
function lastFirst(left: TreePath, right: TreePath): number {
  for (const [index, part] of left.entries()) {
    const other = right[index];
    if (typeof part === 'number' && typeof other === 'number' && part !== other) return other - part;
    if (part !== other) return String(part) < String(other) ? -1 : 1;
  }
  return right.length - left.length;
}
