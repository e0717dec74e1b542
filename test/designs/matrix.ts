import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { invariants } from '../../src/properties/invariants.ts';
import { buildScenario } from '../../src/scenario/build-scenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { scenarioFromObject } from '../../src/scenario/scenario-from-object.ts';
import { runScenario } from '../../src/timeline/run-scenario.ts';

/** What a design adds to the releases of a story. */
export interface Design {
  readonly abilities?: Readonly<Record<string, boolean>>;
  readonly migrations?: readonly unknown[];
}

interface Stories {
  readonly kura: { readonly releases: Readonly<Record<'old' | 'new', object>> };
  readonly [key: string]: unknown;
}

const stories: Stories = parse(readFileSync(new URL('rows.yaml', import.meta.url), 'utf8'), { merge: false });

/** Every story, with its releases as the design has them. */
export function storiesWith({ abilities = {}, migrations }: Design): readonly Scenario[] {
  const { old, new: next } = stories.kura.releases;
  const releases = { old: { ...old, abilities }, new: { ...next, abilities, ...(migrations && { migrations }) } };
  const scenario = { ...stories, kura: { ...stories.kura, releases } };
  const { variants, problems } = scenarioFromObject(scenario, { invariants: Object.keys(invariants) });
  if (variants === undefined) throw new Error(JSON.stringify(problems, null, 2));
  return variants;
}

/** Whether the design survives the story: the expectations hold, and the story took place. */
export function survives(story: Scenario): boolean {
  const { verdict, troubles } = runScenario(buildScenario(story));
  if (troubles.length > 0) throw new Error(`${story.variant}: ${JSON.stringify(troubles)}`);
  return verdict === 'passed';
}

/** The table of which design survives what, one row a story. */
export function matrixOf(designs: Readonly<Record<string, Design>>): string {
  const names = Object.keys(designs);
  const columns = Object.values(designs).map((design) => storiesWith(design));
  const rows = (columns[0] ?? []).map(({ title }, index) => {
    const cells = columns.map((column) => (survives(column[index] as Scenario) ? '✓' : '✗'));
    return `| ${[title, ...cells].join(' | ')} |`;
  });
  return [`| | ${names.join(' | ')} |`, `| --- |${' :-: |'.repeat(names.length)}`, ...rows].join('\n');
}
