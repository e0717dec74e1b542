import { stringify } from 'yaml';
import { assert } from '../../kernel/assert.ts';
import type { InvariantName } from '../../properties/invariant.ts';
import type { BuiltScenario } from '../../scenario/built-scenario.ts';
import { plainValue } from '../../scenario/located-tree.ts';
import { mergePatch } from '../../scenario/merge-patch.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { readYamlTree } from '../../scenario/yaml-tree.ts';
import type { HarmClass } from '../exploration.ts';
import type { TraceStep } from '../trace-steps.ts';
import type { ScenarioExploration } from './explore-scenario.ts';
import { playSteps } from './play-steps.ts';
import type { RolloutStep } from './rollout.ts';

/** What a way shows. */
export interface SavedHarm {
  readonly invariant: InvariantName;
  readonly harm: Exclude<HarmClass, 'safe'> | 'violated';
  readonly trace: readonly TraceStep[];
}

/** So long the clock runs on after a way to something that stays broken: what heals by itself has healed by then. */
const AFTERWARDS = '6h';

/** What stands in a scenario, as plain data. */
export type Written = Readonly<Record<string, unknown>>;

/**
 * A scenario that goes exactly the way that an explorer found, and expects that nothing is broken by it: it fails as
 * long as the way leads where it led, and guards what was mended from then on. (A scene that never settles fails in a
 * `settle` step as well, as it did before.) One file, without variants; the files
 * that it names are those of the scenario it was made from.
 */
export function savedScenario(
  built: BuiltScenario,
  found: Pick<ScenarioExploration, 'rollout' | 'scene' | 'model'>,
  { invariant, harm, trace }: SavedHarm,
): string {
  const { scenario } = built;
  const written = writtenIn(scenario);
  const { variants: _variants, rollout: declared, expect: _expect, steps: _steps, ...rest } = written;
  const own = ownSteps(written, scenario.variant);
  const scene = sceneSteps(own, scenario, found);
  const way = playSteps(found.model, found.model.initialWorld(), trace).flatMap(({ step, before }) => {
    const taken = found.rollout.steps.find(({ action }) => action === step.action);
    if (taken !== undefined)
      return [writtenStep(taken, own[scenario.steps.indexOf(taken.step)], declared as Written | undefined)];
    const action = found.model.action(step.action);
    assert(action !== undefined, `the model has no action ${step.action}`);
    const normal = found.model.evaluate(before, action).outcomes.filter(({ fault }) => fault === undefined);
    const isUsual = step.fault === undefined && normal.length === 1;
    return [...(isUsual ? [] : [{ fault: { action: step.action, outcome: step.outcome } }]), { fire: step.action }];
  });
  const holds = { holds: [invariant] };
  // What heals is seen at once or never; of single steps and of clients the whole run is asked.
  const isOfTheMoment =
    harm === 'transient' && invariant !== 'nobody-unserved' && invariant !== 'no-cross-environment-path';
  const document = {
    ...rest,
    title: `${String(rest.title)}: ${invariant} ${harm}`,
    seed: found.scene.seed,
    steps: [...scene, ...way, ...(isOfTheMoment ? [{ expect: [holds] }] : [{ wait: AFTERWARDS }])],
    ...(isOfTheMoment ? {} : { expect: [holds] }),
  };
  return stringify(document, { lineWidth: 120, aliasDuplicateObjects: false });
}

/** A test for vitest that runs a saved scenario. `file` is its name, beside the test. */
export function savedTest(file: string): string {
  return `import { readFileSync } from 'node:fs';
import { assertPassed, buildScenario, defineScenario, runScenario } from 'dibs';
import { it } from 'vitest';
import { parse } from 'yaml';

const [scenario] = defineScenario(parse(readFileSync(new URL('./${file}', import.meta.url), 'utf8')));

it(scenario.title, () => {
  const built = buildScenario(scenario);
  assertPassed(runScenario(built), built);
});
`;
}

/** The document as it is written, with the patch of the variant applied. */
export function writtenIn({ source, variant }: Scenario): Written {
  const place = (line: number, column: number) => ({ file: source.file, line, column, path: '' });
  const { root } = readYamlTree({ text: source.text, place });
  assert(root?.kind === 'map', 'a scenario that was built is a map');
  const patches = root.members.get('variants')?.node;
  const patch = variant === undefined || patches?.kind !== 'map' ? undefined : patches.members.get(variant)?.node;
  return plainValue(patch === undefined ? root : mergePatch(root, patch).node) as Written;
}

/** The steps before the rollout, as written. What they expect is left out. */
function sceneSteps(
  own: readonly Written[],
  { steps }: Scenario,
  { rollout }: Pick<ScenarioExploration, 'rollout'>,
): readonly Written[] {
  const first = rollout.steps[0]?.step;
  if (first?.rollout !== undefined) return [...own.filter(isPlayed), { settle: '6h' }];
  return first === undefined ? [] : own.slice(0, steps.indexOf(first)).filter(isPlayed);
}

/** A step as written: under its name in the rollout, or in its place among the others. */
function writtenStep(
  { name, step }: RolloutStep,
  inPlace: Written | undefined,
  declared: Written | undefined,
): Written {
  if (step.rollout !== undefined) {
    const { after: _after, only: _only, ...verb } = (declared?.[name] ?? {}) as Written;
    return { name, ...verb };
  }
  const { at: _at, ...verb } = inPlace ?? {};
  return verb;
}

/** The steps of the variant, as written. */
export function ownSteps(written: Written, variant: string | undefined): readonly Written[] {
  const { steps = [{ settle: '1h' }] } = written as { readonly steps?: readonly Written[] };
  return steps
    .filter(({ only }) => only === undefined || isHere(only, variant))
    .map(({ only: _only, ...step }) => step);
}

function isHere(only: unknown, variant: string | undefined): boolean {
  return variant !== undefined && Array.isArray(only) && only.includes(variant);
}

function isPlayed({ expect }: Written): boolean {
  return expect === undefined;
}
