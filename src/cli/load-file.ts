import { readFileSync } from 'node:fs';
import { invariants } from '../properties/invariants.ts';
import { describeProblem } from '../report/describe-problem.ts';
import type { ProblemText } from '../report/problem-text.ts';
import { loadScenario } from '../scenario/load-scenario.ts';
import type { Problem } from '../scenario/problem.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { ScenarioFile } from './find-scenarios.ts';
import { attempt } from './system-error.ts';

/** A scenario's file after loading: what can be run, or what is wrong. */
export interface LoadedFile {
  readonly path: string;
  readonly variants: readonly Scenario[];
  readonly problems: readonly ProblemText[];
}

/** Loads a scenario and the files that it names from the file system. */
export function loadFile({ path, text }: ScenarioFile): LoadedFile {
  const readFile = (named: string) => {
    const read = attempt(() => readFileSync(named, 'utf8'));
    return 'value' in read ? read.value : undefined;
  };
  const { variants = [], problems } = loadScenario({ path, text, readFile, invariants: Object.keys(invariants) });
  return { path, variants, problems: problems.map(inWords) };
}

function inWords(problem: Problem): ProblemText {
  return describeProblem({ input: 'scenario', problem });
}
