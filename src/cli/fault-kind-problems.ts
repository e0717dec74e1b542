import { byCodeUnit } from '../kernel/json.ts';
import type { UsageProblem } from '../report/usage-problem.ts';
import type { BuiltScenario } from '../scenario/built-scenario.ts';
import { nearestFact } from '../scenario/nearest.ts';

/** Kinds of faults that no action of the scenarios can have, although only such were asked for. */
export function faultKindProblems(
  kinds: readonly string[] | null,
  built: readonly Pick<BuiltScenario, 'model'>[],
): readonly UsageProblem[] {
  const actions = built.flatMap(({ model }) => model.actions);
  const known = [...new Set(actions.flatMap(({ faults = [] }) => faults))].sort(byCodeUnit);
  return (kinds ?? [])
    .filter((kind) => !known.includes(kind))
    .map((found) => ({ code: 'USAGE_UNKNOWN_FAULT', found, known, ...nearestFact(found, known) }));
}
