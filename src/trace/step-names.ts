import type { BuiltScenario } from '../scenario/built-scenario.ts';
import type { Step } from '../scenario/step.ts';

/** What moments call the steps of a scenario: lower case, letters, digits and hyphens. */
export interface StepNames {
  /** By the action that taking a step fires. */
  readonly ofActions: ReadonlyMap<string, string>;
  /** `undefined`: the step has no name and fires nothing. */
  of(step: Step): string | undefined;
}

/** The names of a scenario's steps. One without a name of its own is called by its number, `step-3`, if it acts. */
export function stepNames({ scenario, actionsOf }: BuiltScenario): StepNames {
  const names = new Map<Step, string>();
  const ofActions = new Map<string, string>();
  for (const step of scenario.steps) {
    const [first, ...others] = actionsOf(step);
    const written = first === undefined ? step.name : actorOf(first);
    if (written === undefined) continue;
    const name = slugOf(written);
    names.set(step, name);
    for (const action of first === undefined ? [] : [first, ...others]) ofActions.set(action, slugOf(actorOf(action)));
  }
  return { ofActions, of: (step) => names.get(step) };
}

/** Actions are called `<actor>.<verb>`; a step's actor is its name, or `step-3`. */
function actorOf(action: string): string {
  return action.slice(0, action.lastIndexOf('.'));
}

function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
