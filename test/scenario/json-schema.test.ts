import { describe, expect, it } from 'vitest';
import { scenarioJsonSchema } from '../../src/scenario/json-schema.ts';

interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

function undescribed(schema: Schema, path: string): readonly string[] {
  const children: [string, Schema][] = Object.entries(schema.properties ?? {}).map(([key, value]) => [
    `${path}.${key}`,
    value,
  ]);
  const missing = children.filter(([, child]) => (child.description ?? '') === '').map(([child]) => child);
  if (typeof schema.additionalProperties === 'object') children.push([`${path}.*`, schema.additionalProperties]);
  if (schema.items !== undefined) children.push([`${path}[]`, schema.items]);
  children.push(...(schema.anyOf ?? []).map((branch): [string, Schema] => [path, branch]));
  return [...missing, ...children.flatMap(([childPath, child]) => undescribed(child, childPath))];
}

describe('the JSON Schema of scenarios', () => {
  it('describes every key', () => {
    expect(undescribed(scenarioJsonSchema() as Schema, '')).toEqual([]);
  });

  it('is draft 2020-12 and lets no unknown key pass', () => {
    expect(scenarioJsonSchema()).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      required: ['title', 'zone'],
      additionalProperties: false,
    });
  });
});
