import { nearestFact } from './nearest.ts';
import type { Problem } from './problem.ts';
import type { Scenario } from './scenario.ts';

/**
 * The `fault`, `hold` and `fire` steps that name an action which the world does not have. Only a built world knows its actions,
 * so this check comes after the building; its problems are like all others.
 */
export function actionProblems(scenario: Scenario, actionIds: readonly string[]): readonly Problem[] {
  return scenario.steps.flatMap((step): readonly Problem[] => {
    if (!('action' in step) || actionIds.includes(step.action)) return [];
    const { action: found, at } = step;
    const actor = found.slice(0, found.indexOf('.') + 1);
    const ofActor = actionIds.filter((id) => id.startsWith(actor));
    const known = ofActor.length > 0 ? ofActor : actionIds;
    return [{ code: 'SCENARIO_UNKNOWN_REFERENCE', kind: 'action', found, known, at, ...nearestFact(found, actionIds) }];
  });
}
