import { buildScenario } from '../../scenario/build-scenario.ts';
import type { BuiltScenario } from '../../scenario/built-scenario.ts';
import type { Scenario } from '../../scenario/scenario.ts';

/** In larger zones there is no trying which of the records a listing may have lost. */
const recordCountMax = 200;

/**
 * A scenario's model in which faults are possible that a run has only where a scenario orders them: a listing that
 * lacks a record. The scenario itself, its steps and their moments stay as they are.
 */
export function modelForExplaining(scenario: Scenario): BuiltScenario {
  const recordCount = scenario.zones.reduce((sum, { records }) => sum + records.length, 0);
  if (recordCount > recordCountMax) return buildScenario(scenario);
  const orders = scenario.clusters.flatMap(({ controllers, at }) =>
    controllers.map(({ name }) => {
      const fault = { action: `${name}.sync`, outcome: 'partial-listing', skip: 0, times: 1 };
      return { verb: 'fault', at, text: '', ...fault } as const;
    }),
  );
  const built = buildScenario({ ...scenario, steps: [...scenario.steps, ...orders] });
  return { ...built, scenario };
}
