import type { At } from './located.ts';
import { type LocatedNode, plainValue } from './located-tree.ts';
import type { Problem } from './problem.ts';
import { readYamlTree } from './yaml-tree.ts';

/**
 * A value as asked for, as a node of a scenario's tree that is everywhere at one place. What begins with a bracket or a
 * quote is YAML; numbers, `true`, `false` and `null` are themselves; all else is the text as it is.
 */
export function valueNode(
  value: string,
  at: At,
): { readonly node: LocatedNode; readonly problems: readonly Problem[] } {
  const { root, problems } = readYamlTree({ text: value, place: () => at });
  if (/^[[{"']/.test(value)) return { node: root ?? textNode(value, at), problems };
  const isOther = root?.kind === 'scalar' && typeof root.value !== 'string' && problems.length === 0;
  return { node: isOther ? root : textNode(value, at), problems: [] };
}

/** The arguments by which a flag gets a value: one for each item of a list; of a boolean flag `--events` or `--no-events`. */
export function flagsOfValue(flag: string, node: LocatedNode, isBoolean: boolean): readonly string[] {
  if (node.kind === 'list') return node.items.flatMap((item) => flagsOfValue(flag, item, isBoolean));
  const value = plainValue(node);
  if (isBoolean && typeof value === 'boolean') return [value ? `--${flag}` : `--no-${flag}`];
  return [`--${flag}=${typeof value === 'string' ? value : JSON.stringify(value)}`];
}

function textNode(value: string, at: At): LocatedNode {
  return { kind: 'scalar', at, value, lines: { placement: 'folded' } };
}
