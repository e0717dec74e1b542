import { invariants } from '../properties/invariants.ts';
import { describeProblem } from '../report/describe-problem.ts';
import { problemLines } from '../report/problem-text.ts';
import type { Problem } from '../scenario/problem.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { scenarioFromObject } from '../scenario/scenario-from-object.ts';
import type { WrittenScenario } from '../scenario/shape/document-shape.ts';

/** A scenario with mistakes in it. The message holds them all, each with its place and how to mend it. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const texts = problems.map((problem) => problemLines(describeProblem({ input: 'scenario', problem })).join('\n'));
    super(`the scenario has mistakes\n\n${texts.join('\n\n')}`);
    this.problems = problems;
  }
}

/**
 * A scenario written in TypeScript, with the keys of the scenario language: its variants, or the scenario alone if it
 * has none.
 * @throws {ScenarioError} with all mistakes at once.
 */
export function defineScenario(document: WrittenScenario): readonly [Scenario, ...Scenario[]] {
  const { variants, problems } = scenarioFromObject(document, { invariants: Object.keys(invariants) });
  const [first, ...others] = variants ?? [];
  if (first === undefined) throw new ScenarioError(problems);
  return [first, ...others];
}
