import type { z } from 'zod';
import type { TreePath } from '../located-tree.ts';
import type { ShapeName } from '../problem.ts';

/** A zod issue reduced to what can be wrong with a scenario. */
export type Issue =
  | { readonly kind: 'unknown-keys'; readonly path: TreePath; readonly keys: readonly string[] }
  /** A key that is not of its kind; the path ends with it. */
  | { readonly kind: 'key'; readonly path: TreePath; readonly code: string }
  /** A shape refused the value with a code of its own; `known` is there where one of some keys must stand. */
  | {
      readonly kind: 'own-code';
      readonly path: TreePath;
      readonly code: string;
      readonly known: readonly string[] | null;
      /** The value is not even of the type that the code is about. */
      readonly isMismatch: boolean;
    }
  | {
      readonly kind: 'range';
      readonly path: TreePath;
      readonly minimum: number | null;
      readonly maximum: number | null;
    }
  /** Neither of an expected type nor one of the expected values. */
  | {
      readonly kind: 'mismatch';
      readonly path: TreePath;
      readonly expected: readonly ShapeName[];
      readonly values: readonly (string | number | boolean)[];
    };

/**
 * The mistakes behind an issue. Of a union, only the branch that the value was meant for counts: the one whose type it
 * has. Where it has the type of none, the branches together are one mismatch.
 */
export function narrowIssue(issue: z.core.$ZodIssue, above: TreePath = []): readonly Issue[] {
  const path = [...above, ...(issue.path as TreePath)];
  switch (issue.code) {
    case 'unrecognized_keys':
      return [{ kind: 'unknown-keys', path, keys: issue.keys }];
    case 'invalid_key':
      return [{ kind: 'key', path, code: issue.issues[0]?.message ?? 'SCENARIO_BAD_NAME' }];
    case 'too_small':
      return [{ kind: 'range', path, minimum: Number(issue.minimum), maximum: null }];
    case 'too_big':
      return [{ kind: 'range', path, minimum: null, maximum: Number(issue.maximum) }];
    case 'invalid_union':
      return narrowUnion(issue, path);
    case 'invalid_value':
      return [{ kind: 'mismatch', path, expected: [], values: issue.values as (string | number | boolean)[] }];
    case 'invalid_type':
      if (!isOwnCode(issue.message))
        return [{ kind: 'mismatch', path, expected: [shapeName(issue.expected)], values: [] }];
      return [{ kind: 'own-code', path, code: issue.message, known: null, isMismatch: true }];
    default: {
      const params = 'params' in issue ? issue.params : undefined;
      const known = (params as { readonly known?: readonly string[] } | undefined)?.known ?? null;
      return [{ kind: 'own-code', path, code: issue.message, known, isMismatch: false }];
    }
  }
}

function narrowUnion(issue: z.core.$ZodIssueInvalidUnion, path: TreePath): readonly Issue[] {
  const branches = issue.errors.map((issues) => issues.flatMap((inner) => narrowIssue(inner, path)));
  const isMismatch = (one: Issue) =>
    one.path.length === path.length && (one.kind === 'mismatch' || (one.kind === 'own-code' && one.isMismatch));
  const meant = branches.find((branch) => !branch.some(isMismatch));
  if (meant !== undefined) return meant;
  const mismatches = branches.flat().filter(isMismatch);
  const ownCode = mismatches.find((one) => one.kind === 'own-code');
  if (ownCode !== undefined) return [ownCode];
  const expected = mismatches.flatMap((one) => (one.kind === 'mismatch' ? one.expected : []));
  const values = mismatches.flatMap((one) => (one.kind === 'mismatch' ? one.values : []));
  return [{ kind: 'mismatch', path, expected: [...new Set(expected)], values: [...new Set(values)] }];
}

function isOwnCode(message: string): boolean {
  return message.startsWith('SCENARIO_');
}

function shapeName(expected: string): ShapeName {
  switch (expected) {
    case 'string':
      return 'text';
    case 'int':
      return 'whole-number';
    case 'number':
    case 'boolean':
      return expected;
    case 'array':
      return 'list';
    default:
      return 'map';
  }
}
