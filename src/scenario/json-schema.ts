import { z } from 'zod';
import { documentShape } from './shape/document-shape.ts';

/** The JSON Schema (draft 2020-12) of scenario files, with a description on every key: for editors. */
export function scenarioJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(documentShape, { target: 'draft-2020-12', io: 'input' });
  return { $schema, title: 'dibs scenario', ...schema };
}
