import type { Model } from '../kernel/model.ts';
import type { Landscape } from '../properties/landscape.ts';
import type { Scenario } from './scenario.ts';
import type { Step } from './step.ts';

/** A scenario as a world with actions: what both drivers run. */
export interface BuiltScenario {
  readonly scenario: Scenario;
  readonly model: Model;
  readonly landscape: Landscape;
  /** The actions that taking a step fires, in order; none for steps that are the driver's own matter. */
  actionsOf(step: Step): readonly string[];
}
