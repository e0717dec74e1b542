import { buildScenario } from '../../scenario/build-scenario.ts';
import type { BuiltScenario } from '../../scenario/built-scenario.ts';
import type { Scenario } from '../../scenario/scenario.ts';

/** In larger zones there is no trying which of the records a listing may have lost. */
const recordCountMax = 200;

/**
 * A scenario's model in which faults are possible that a run has only where a scenario orders them: a listing that
 * lacks a record, a source that comes back empty. The scenario itself, its steps and their moments stay as they are.
 */
export function modelForExplaining(scenario: Scenario): BuiltScenario {
  const recordCount = scenario.zones.reduce((sum, { records }) => sum + records.length, 0);
  const faults = [
    ...(recordCount > recordCountMax ? [] : [{ verb: 'sync', outcome: 'partial-listing' }]),
    { verb: 'plan', outcome: 'source-empty' },
  ];
  const orders = scenario.clusters.flatMap(({ controllers, at }) =>
    controllers.flatMap(({ name }) =>
      faults.map(({ verb, outcome }) => {
        return { verb: 'fault', at, text: '', action: `${name}.${verb}`, outcome, skip: 0, times: 1 } as const;
      }),
    ),
  );
  const built = buildScenario({ ...scenario, steps: [...scenario.steps, ...orders] });
  return { ...built, scenario };
}
