import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { exploreScenario, type ScenarioExploration } from '../../src/explore/rollout/explore-scenario.ts';
import { questionsOf } from '../../src/explore/rollout/questions.ts';
import { type TransitionTables, transitionTables } from '../../src/explore/tables/transition-tables.ts';
import { promelaText } from '../../src/report/promela/promela-text.ts';
import type { BuiltScenario } from '../../src/scenario/built-scenario.ts';
import { builtFrom } from '../explore/rollout/bundled.ts';

interface World {
  readonly scenario: string;
  readonly variant?: string;
  readonly faults: number;
}

const worlds: readonly World[] = [
  { scenario: 'seed-incident/both-commits', faults: 0 },
  { scenario: 'rollouts/seed-incident-canary', variant: 'together', faults: 1 },
  { scenario: 'rollouts/record-under-foreign-txt', variant: 'as-it-happened', faults: 0 },
  { scenario: 'rollouts/former-owner-takes-it-back', variant: 'as-it-happened', faults: 2 },
  { scenario: 'rollouts/txt-of-a-refused-change', variant: 'as-it-happened', faults: 1 },
  { scenario: 'rollouts/one-owner-id-for-two', variant: 'as-it-happened', faults: 1 },
  { scenario: 'rollouts/instances-without-owner-id', variant: 'an-id-for-each', faults: 0 },
  { scenario: 'ownership-lost/crash-between-record-and-txt', variant: 'one-by-one', faults: 1 },
  { scenario: 'deletion/ingress-status-blink', variant: 'sync', faults: 1 },
  { scenario: 'alerts/shadowed-name', variant: 'same-type', faults: 0 },
  { scenario: 'half-applied/update-as-delete-and-create', variant: 'create-refused', faults: 1 },
  { scenario: 'kura-orderings/gate-asks-once', faults: 1 },
  { scenario: 'kura-lifecycle/handle-taken-over', faults: 0 },
];

const hasSpin = [
  ['spin', '-V'],
  ['gcc', '--version'],
].every(([tool = '', asked = '']) => spawnSync(tool, [asked]).error === undefined);
if (!hasSpin)
  console.warn('skipped: spin or gcc is missing (apt-get install spin gcc), so nobody counts exported worlds');
const folder = mkdtempSync(join(tmpdir(), 'exported-worlds-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Real SPIN counts what dibs has counted, from nothing but the text that was exported. */
describe.skipIf(!hasSpin)('an exported world, counted by SPIN', () => {
  it.each(worlds)('$scenario $variant, $faults faults: the same states and transitions', (world) => {
    const built = bundled(world);
    const found = exploreScenario(built, { faultBudget: world.faults });
    const tables = tablesOf(built, found, world.faults);

    if (world.faults === 0) {
      expect(tables).toMatchObject({ states: found.exploration.states, transitions: found.exploration.transitions });
    }
    expect(countedBySpin(tables)).toEqual({
      states: tables.states,
      transitions: tables.transitions + 1,
      errors: 0,
    });
  });

  it.each(worlds.slice(0, 4))('$scenario $variant, $faults faults: the same states break invariants', (world) => {
    const built = bundled(world);
    const found = exploreScenario(built, { faultBudget: world.faults });
    const tables = tablesOf(built, found, world.faults);
    const broken = tables.invariants.filter(({ violationCount }) => violationCount > 0);

    expect(broken.length).toBeGreaterThan(0);
    for (const { name, violationCount } of broken.slice(0, 2)) {
      const macro = name.toUpperCase().replaceAll('-', '_');
      expect({ name, ...countedBySpin(tables, macro) }).toMatchObject({ name, errors: violationCount });
    }
  });

  it('has an error if dibs had missed a situation', () => {
    const built = bundled({ scenario: 'rollouts/one-owner-id-for-two', variant: 'as-it-happened', faults: 0 });
    const tables = tablesOf(built, exploreScenario(built), 0);
    const actions = tables.actions.map((action) => (action.id === 'a.plan' ? withoutFirstWay(action) : action));

    expect(countedBySpin({ ...tables, actions }).errors).toBeGreaterThan(0);
  });
});

function bundled({ scenario, variant }: World): BuiltScenario {
  const path = fileURLToPath(new URL(`../../scenarios/${scenario}.yaml`, import.meta.url));
  return builtFrom(readFileSync(path, 'utf8'), variant);
}

/** The action as if one value of what it reads first had never been met. */
function withoutFirstWay({ id, decision }: TransitionTables['actions'][number]): TransitionTables['actions'][number] {
  const [, ...others] = decision.next;
  return { id, decision: { ...decision, next: new Map(others) } };
}

function tablesOf(built: BuiltScenario, { model }: ScenarioExploration, budget: number): TransitionTables {
  const questions = questionsOf({ landscape: built.landscape, model });
  const tables = transitionTables(model, {
    faults: { budget, isAllowed: () => true },
    invariants: questions.flatMap(({ property }) => (property.kind === 'invariant' ? [property] : [])),
  });
  if ('end' in tables) throw new Error(`not all was explored: ${tables.end}`);
  return tables;
}

function countedBySpin(tables: TransitionTables, macro?: string) {
  return run(promelaText(tables, { subject: ['A world'], file: 'world.pml' }), macro);
}

function run(promela: string, macro?: string) {
  writeFileSync(join(folder, 'world.pml'), promela);
  const execute = (tool: string, args: readonly string[]) =>
    execFileSync(tool, args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 });
  execute('spin', ['-a', ...(macro === undefined ? [] : [`-D${macro}`]), 'world.pml']);
  execute('gcc', ['-O0', '-w', '-DSAFETY', '-DNOREDUCE', '-DVECTORSZ=4096', '-o', 'pan', 'pan.c']);
  const output = execute(join(folder, 'pan'), ['-n', '-c0', '-w20', '-m200000']);
  const number = (pattern: RegExp) => Number(pattern.exec(output)?.[1]);
  return {
    states: number(/(\d+) states, stored/),
    transitions: number(/(\d+) transitions/),
    errors: number(/errors: (\d+)/),
  };
}
