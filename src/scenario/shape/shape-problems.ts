import type { z } from 'zod';
import type { At } from '../located.ts';
import { keyPlaceAt, type LocatedNode, nearestNodeAt, nodeAt, plainValue, type TreePath } from '../located-tree.ts';
import { nearestFact } from '../nearest.ts';
import type { Problem, ShapeName } from '../problem.ts';
import { knownKeysAt } from './known-keys.ts';
import { type Issue, narrowIssue } from './narrow-issue.ts';

/** A mistake of shape, and what to leave out so that the rest can still be checked. */
export interface ShapeProblem {
  readonly problem: Problem;
  readonly leaveOut: TreePath;
}

/** The problems behind one zod issue, each at the value or key that is wrong. */
export function shapeProblemsOf(shape: z.ZodType, root: LocatedNode, issue: z.core.$ZodIssue): readonly ShapeProblem[] {
  return narrowIssue(issue).flatMap((narrowed) => {
    const node = nodeAt(root, narrowed.path);
    if (narrowed.kind === 'unknown-keys') return unknownKeys(shape, root, narrowed);
    if (node === undefined) return [missingKey(root, narrowed.path)];
    const at = narrowed.kind === 'key' ? keyPlaceOf(root, narrowed.path) : node.at;
    return [{ problem: { at, ...mistakeOf(narrowed, node) } as Problem, leaveOut: narrowed.path }];
  });
}

type Distribute<T> = T extends unknown ? Omit<T, 'at'> : never;

function mistakeOf(issue: Exclude<Issue, { kind: 'unknown-keys' }>, node: LocatedNode): Distribute<Problem> {
  const value = plainValue(node);
  switch (issue.kind) {
    case 'key':
      return { code: textCode(issue.code), found: String(issue.path.at(-1)) };
    case 'own-code':
      if (issue.known !== null) {
        const found = Object.keys(value as object).filter((key) => issue.known?.includes(key));
        return { code: issue.code as 'SCENARIO_NOT_ONE_VERB', found, known: issue.known };
      }
      return { code: textCode(issue.code), found: foundText(node) };
    case 'range':
      if (typeof value !== 'number') return { code: 'SCENARIO_EMPTY' };
      return { code: 'SCENARIO_OUT_OF_RANGE', found: value, minimum: issue.minimum, maximum: issue.maximum };
    case 'mismatch': {
      const known = issue.values.map(String);
      if (
        node.kind === 'scalar' &&
        issue.values.length > 0 &&
        issue.values.some((other) => typeof other === typeof value)
      ) {
        return { code: 'SCENARIO_WRONG_VALUE', found: foundText(node), known, ...nearestFact(foundText(node), known) };
      }
      const shapesOfValues = issue.values.map((other) => shapeNameOf(other));
      const expected = [...new Set([...issue.expected, ...shapesOfValues])];
      return { code: 'SCENARIO_WRONG_TYPE', expected, found: shapeNameOf(value) };
    }
  }
}

function unknownKeys(shape: z.ZodType, root: LocatedNode, issue: Issue & { kind: 'unknown-keys' }): ShapeProblem[] {
  const known = knownKeysAt(shape, issue.path);
  return issue.keys.map((key) => {
    const at = keyPlaceAt(root, issue.path, key);
    const problem = { code: 'SCENARIO_UNKNOWN_KEY', at, key, known, ...nearestFact(key, known) } as const;
    return { problem, leaveOut: [...issue.path, key] };
  });
}

function missingKey(root: LocatedNode, path: TreePath): ShapeProblem {
  const holder = path.slice(0, -1);
  const problem = { code: 'SCENARIO_MISSING_KEY', at: keyPlaceOf(root, holder), key: String(path.at(-1)) } as const;
  return { problem, leaveOut: holder.length === 0 ? path : holder };
}

/** The key that a path ends with, if it ends with a key: where a whole map is best pointed at. */
function keyPlaceOf(root: LocatedNode, path: TreePath): At {
  const last = path.at(-1);
  if (typeof last === 'string') return keyPlaceAt(root, path.slice(0, -1), last);
  return nearestNodeAt(root, path).at;
}

function textCode(code: string): 'SCENARIO_BAD_NAME' {
  return code as 'SCENARIO_BAD_NAME';
}

function foundText(node: LocatedNode): string {
  return node.kind === 'scalar' ? String(node.value) : shapeNameOf(plainValue(node));
}

/** What a value is, in the words of YAML. */
function shapeNameOf(value: unknown): ShapeName {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'map';
}
