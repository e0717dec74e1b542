import { readFileSync } from 'node:fs';
import { invariants } from '../properties/invariants.ts';
import { describeProblem } from '../report/describe-problem.ts';
import type { ProblemText } from '../report/problem-text.ts';
import { actionProblems } from '../scenario/action-problems.ts';
import { buildScenario } from '../scenario/build-scenario.ts';
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
  /** The files that it named, whether they could be read or not, each once. */
  readonly named: readonly string[];
}

/** Loads a scenario and the files that it names from the file system. */
export function loadFile({ path, text }: ScenarioFile): LoadedFile {
  const asked = new Set<string>();
  const readFile = (named: string) => {
    asked.add(named);
    return readNamedFile(named);
  };
  const { variants = [], problems } = loadScenario({ path, text, readFile, invariants: Object.keys(invariants) });
  const misnamed = variants.flatMap(misnamedActions);
  return {
    path,
    variants: misnamed.length > 0 ? [] : variants,
    problems: [...problems, ...misnamed].map(inWords),
    named: [...asked],
  };
}

/** The text of a file that a scenario names; nothing where it cannot be read. */
export function readNamedFile(named: string): string | undefined {
  const read = attempt(() => readFileSync(named, 'utf8'));
  return 'value' in read ? read.value : undefined;
}

/** Only a built world knows its actions, and only scenarios that name one need it at this point. */
export function misnamedActions(scenario: Scenario): readonly Problem[] {
  if (!scenario.steps.some((step) => 'action' in step)) return [];
  return actionProblems(
    scenario,
    buildScenario(scenario).model.actions.map(({ id }) => id),
  );
}

function inWords(problem: Problem): ProblemText {
  return describeProblem({ input: 'scenario', problem });
}
