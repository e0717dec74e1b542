import { assert } from '../kernel/assert.ts';
import type { LocatedMember, LocatedNode, TreePath } from './located-tree.ts';
import { plainValue, withoutPath } from './located-tree.ts';
import type { Problem } from './problem.ts';
import { documentShape, type ScenarioDocument } from './shape/document-shape.ts';
import { type ShapeProblem, shapeProblemsOf } from './shape/shape-problems.ts';

/** A document of the right shape, and the tree it was read from. What was wrong is left out of both. */
export interface ShapedDocument {
  readonly document: ScenarioDocument;
  readonly tree: LocatedNode;
  readonly problems: readonly Problem[];
}

/**
 * Checks the shape of a document. What has a mistake is reported and left out, so that everything else can be checked
 * further; what is missing because of that is not reported again.
 */
export function checkShape(root: LocatedNode): ShapedDocument {
  let tree = root;
  let problems: readonly Problem[] | undefined;
  for (;;) {
    const result = documentShape.safeParse(plainValue(tree));
    if (result.success) return { document: result.data, tree, problems: problems ?? [] };
    const current = tree;
    const found = result.error.issues.flatMap((issue) => shapeProblemsOf(documentShape, current, issue));
    assert(found.length > 0, 'every issue of a shape is a problem');
    problems ??= found.map(({ problem }) => problem);
    tree = repaired(tree, found);
  }
}

function repaired(root: LocatedNode, found: readonly ShapeProblem[]): LocatedNode {
  let tree: LocatedNode = root.kind === 'map' ? root : { kind: 'map', at: root.at, members: new Map() };
  const paths = found.map(({ leaveOut }) => leaveOut).sort(lastFirst);
  for (const path of paths) tree = withoutPath(tree, path);
  return withPlaceholders(tree);
}

/** Without a title or a zone there would be nothing to check further. */
function withPlaceholders(tree: LocatedNode): LocatedNode {
  if (tree.kind !== 'map') return tree;
  const members = new Map<string, LocatedMember>(tree.members);
  for (const [key, value] of [
    ['title', 'untitled'],
    ['zone', 'zone.invalid'],
  ] as const) {
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
