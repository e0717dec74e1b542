import type { Action, Part } from '../kernel/action.ts';
import type { Model } from '../kernel/model.ts';
import type { Landscape } from '../properties/landscape.ts';
import type { Scenario } from './scenario.ts';
import type { Step } from './step.ts';

/** A scenario as a world with actions: what both drivers run. */
export interface BuiltScenario {
  readonly scenario: Scenario;
  readonly model: Model;
  readonly landscape: Landscape;
  /** What there is and what happens by itself: the model without the actions of the steps. */
  readonly surroundings: readonly Part[];
  /** The actions that taking a step fires, in order; none for steps that are the driver's own matter. */
  stepActionsOf(step: Step): readonly Action[];
  /** Their ids. */
  actionsOf(step: Step): readonly string[];
}
