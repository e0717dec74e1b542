import { type Loaded, loadScenario } from '../../src/scenario/load-scenario.ts';
import type { Problem } from '../../src/scenario/problem.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

/** Invariants that the scenarios of these tests may name. */
export const INVARIANTS = ['no-shadowing', 'zone-settles', 'nobody-unserved'];

/** Loads a scenario that lies at `scenarios/story.yaml`, beside these files. */
export function load(text: string, files: Readonly<Record<string, string>> = {}): Loaded {
  return loadScenario({ path: 'scenarios/story.yaml', text, readFile: (path) => files[path], invariants: INVARIANTS });
}

/** The variants of a scenario that is right. */
export function variantsOf(text: string, files: Readonly<Record<string, string>> = {}): readonly Scenario[] {
  const { variants, problems } = load(text, files);
  if (variants === undefined) throw new Error(`not a right scenario: ${problems.map(shown).join('\n')}`);
  return variants;
}

/** The only variant of a scenario that is right. */
export function scenarioOf(text: string, files: Readonly<Record<string, string>> = {}): Scenario {
  const [scenario, ...others] = variantsOf(text, files);
  if (scenario === undefined || others.length > 0) throw new Error('not a scenario of one variant');
  return scenario;
}

/** `line:column CODE` of every problem, with the file where it is another than the scenario. */
export function problemsOf(text: string, files: Readonly<Record<string, string>> = {}): readonly string[] {
  return load(text, files).problems.map(shown);
}

function shown({ at, code }: Problem): string {
  const file = at.file === 'scenarios/story.yaml' ? '' : `${at.file}:`;
  return `${file}${at.line}:${at.column} ${code}`;
}
