import { scenarioJsonSchema } from '../../src/scenario/json-schema.ts';
import { stepVerbs } from '../../src/scenario/shape/step-shape.ts';

interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

/** Parts that are told once and stand in several places. */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set([
  'steps[].expect[]',
  'zone[]',
  'clusters.<name>.controllers.<name>',
  'expect[].metrics.<name>.<name>[]',
  'expect[].not-before',
  ...Object.keys(stepVerbs).map((verb) => `rollout.<name>.${verb}`),
]);

/** The reference tables of the language, made of its JSON Schema: one per key of the top level that has keys below it. */
export function referenceTables(): string {
  const schema = scenarioJsonSchema() as Schema;
  const top = Object.entries(schema.properties ?? {});
  const sections = top.map(([key, value]) => [key, rowsOf(value, key)] as const).filter(([, rows]) => rows.length > 0);
  return [
    table(
      'The file',
      top.map(([key, value]) => row(key, value)),
    ),
    ...sections.map(([key, rows]) => table(`\`${key}\``, rows)),
  ].join('\n\n');
}

function table(title: string, rows: readonly string[]): string {
  return [`### ${title}`, '', '| Key | What it says |', '| --- | --- |', ...rows].join('\n');
}

function row(path: string, { description = '' }: Schema): string {
  return `| \`${path}\` | ${description.replaceAll('|', '\\|')} |`;
}

function rowsOf(schema: Schema, path: string): readonly string[] {
  if (TOLD_ELSEWHERE.has(path)) return [];
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const inner = `${path}.${key}`;
    return inner.startsWith('rollout.') && TOLD_ELSEWHERE.has(inner)
      ? []
      : [row(inner, value), ...rowsOf(value, inner)];
  });
  const below =
    typeof schema.additionalProperties === 'object' ? rowsOf(schema.additionalProperties, `${path}.<name>`) : [];
  const items = schema.items === undefined ? [] : rowsOf(schema.items, `${path}[]`);
  const branches = (schema.anyOf ?? []).flatMap((branch) => rowsOf(branch, path));
  return [...new Set([...own, ...below, ...items, ...branches])];
}
