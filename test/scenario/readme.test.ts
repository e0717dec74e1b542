import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { invariants } from '../../src/properties/invariants.ts';
import { checkShape } from '../../src/scenario/check-shape.ts';
import { documentShape } from '../../src/scenario/shape/document-shape.ts';
import { expectationForms, expectationTimings } from '../../src/scenario/shape/expectation-shape.ts';
import { stepVerbs } from '../../src/scenario/shape/step-shape.ts';
import { readYamlTree } from '../../src/scenario/yaml-tree.ts';
import { scenarioOf } from './load.ts';
import { referenceTables } from './reference-table.ts';

const README = readFileSync(new URL('../../scenarios/README.md', import.meta.url), 'utf8');
const REFERENCE_HEADING = '## Reference\n';
const [tour = '', reference = ''] = README.split(REFERENCE_HEADING);
const examples = [...tour.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');

describe('the documentation of the language', () => {
  it('has every key of the schema in its reference, in the words of the schema (vitest -u writes it)', async () => {
    const [introduction = ''] = reference.split('### ');
    const whole = `${tour}${REFERENCE_HEADING}${introduction}${referenceTables()}\n`;

    await expect(whole).toMatchFileSnapshot('../../scenarios/README.md');
  });

  it('begins with a whole example of about twenty lines', () => {
    const [first = ''] = examples;

    expect(scenarioOf(first).title).toBe('Staging cannot take a name that production owns');
    expect(first.trim().split('\n').length).toBeLessThan(26);
  });

  it.each(examples.map((example) => [example.split('\n', 2).join(' '), example]))(
    'has a right example in %s',
    (_, example) => {
      const { root, problems } = readYamlTree({
        text: example,
        place: (line, column) => ({ file: 'README.md', line, column, path: '' }),
      });
      const shaped = checkShape(documentShape, root ?? { kind: 'list', at: problems[0]?.at as never, items: [] }, {
        title: 't',
        zone: 'z',
      });
      const isFragment = !example.startsWith('title:');

      expect(problems).toEqual([]);
      expect(shaped.problems.filter(({ code }) => !(isFragment && code === 'SCENARIO_MISSING_KEY'))).toEqual([]);
    },
  );

  it('shows every verb, every form and every moment once', () => {
    const documents = examples.map((example) => parse(example) as Record<string, unknown>);
    const steps = documents.flatMap((document) => (document.steps ?? []) as Record<string, unknown>[]);
    const expectations = documents.flatMap((document) => (document.expect ?? []) as Record<string, unknown>[]);
    const shown = (items: Record<string, unknown>[]) => new Set(items.flatMap((item) => Object.keys(item)));

    expect(Object.keys(stepVerbs).filter((verb) => !shown(steps).has(verb))).toEqual([]);
    expect(Object.keys(expectationForms).filter((form) => !shown(expectations).has(form))).toEqual([]);
    expect(Object.keys(expectationTimings).filter((key) => !tour.includes(`| \`${key}:`))).toEqual([]);
  });

  it('explains every invariant in its own sentence', () => {
    for (const { name, sentence } of Object.values(invariants)) expect(tour).toContain(`| \`${name}\` | ${sentence} |`);
  });
});
