import { z } from 'zod';
import type { TreePath } from '../located-tree.ts';

/** The keys that a map at this place of the document may have, in the order of the shape; none for maps of names. */
export function knownKeysAt(shape: z.core.$ZodType, path: TreePath): readonly string[] {
  let shapes: readonly z.core.$ZodType[] = unwrapped(shape);
  for (const part of path) shapes = shapes.flatMap((candidate) => inner(candidate, part)).flatMap(unwrapped);
  const keys = shapes.flatMap((candidate) => (candidate instanceof z.ZodObject ? Object.keys(candidate.shape) : []));
  return [...new Set(keys)];
}

/** The shapes behind wrappers: every branch of a union, what an optional or transformed shape takes in. */
function unwrapped(shape: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (shape instanceof z.ZodOptional) return unwrapped(shape.def.innerType);
  if (shape instanceof z.ZodPipe) return unwrapped(shape.def.in);
  if (shape instanceof z.ZodUnion) return shape.def.options.flatMap(unwrapped);
  return [shape];
}

function inner(shape: z.core.$ZodType, part: string | number): readonly z.core.$ZodType[] {
  if (shape instanceof z.ZodObject) {
    const member = (shape.shape as Readonly<Record<string, z.core.$ZodType>>)[String(part)];
    return member === undefined ? [] : [member];
  }
  if (shape instanceof z.ZodRecord) return [shape.def.valueType];
  if (shape instanceof z.ZodArray && typeof part === 'number') return [shape.def.element];
  return [];
}
