import type { BuiltScenario } from '../../scenario/built-scenario.ts';
import { runScenario } from '../../timeline/run-scenario.ts';

/** Something that people or pipelines do, as the scenario says, with the moment when they do it. */
export interface Deed {
  readonly atMs: number;
  readonly actions: readonly string[];
}

/**
 * When the steps of a scenario are taken: as a run of it takes them. Faults that it orders are not among them: what
 * went wrong is for the logs to show.
 */
export function deedsOf(built: BuiltScenario): readonly Deed[] {
  const { steps } = runScenario(built);
  const momentOf = new Map(steps.map(({ action, atMs }) => [action, atMs]));
  return built.scenario.steps.flatMap((step) => {
    const actions = built.actionsOf(step).filter((action) => momentOf.has(action));
    const [first] = actions;
    return first === undefined ? [] : [{ atMs: momentOf.get(first) as number, actions }];
  });
}
