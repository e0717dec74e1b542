import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { invariants } from '../../../src/properties/invariants.ts';
import { buildScenario } from '../../../src/scenario/build-scenario.ts';
import type { BuiltScenario } from '../../../src/scenario/built-scenario.ts';
import { loadScenario } from '../../../src/scenario/load-scenario.ts';

/** A bundled rollout, built: `seed-incident`, and the name of a variant. */
export function bundledRollout(name: string, variant?: string): BuiltScenario {
  const path = fileURLToPath(new URL(`../../../scenarios/rollouts/${name}.yaml`, import.meta.url));
  return builtFrom(readFileSync(path, 'utf8'), variant);
}

/** A scenario given as text, built. */
export function builtFrom(text: string, variant?: string): BuiltScenario {
  const readFile = () => undefined;
  const { variants = [], problems } = loadScenario({
    path: 'rollout.yaml',
    text,
    readFile,
    invariants: Object.keys(invariants),
  });
  const scenario = variants.find((one) => one.variant === variant);
  if (scenario === undefined) throw new Error(`no scenario: ${JSON.stringify(problems)}`);
  return buildScenario(scenario);
}
