import type { BuiltScenario } from '../../scenario/built-scenario.ts';
import type { RolloutGate, Step } from '../../scenario/step.ts';

/** A step whose order is in question. */
export interface RolloutStep {
  /** Its key in the scenario's `rollout`, or the name of its action. */
  readonly name: string;
  /** The step as written, on one line. */
  readonly text: string;
  /** Its action in the scenario's model. */
  readonly action: string;
  readonly after: readonly RolloutGate[];
  readonly step: Step;
}

/** What comes first, by the clock, and then the steps in the order written. */
export interface Rollout {
  readonly scene: readonly Step[];
  readonly steps: readonly RolloutStep[];
  /** Steps that an explorer leaves out: between the steps it ignores the clock, and all that can go wrong may. */
  readonly ignored: readonly Step[];
}

/**
 * The rollout of a scenario. In one without `rollout` the steps that change something are one, each after the one
 * before. The scene is what comes before its first step.
 */
export function rolloutOf({ scenario, stepActionsOf }: BuiltScenario): Rollout {
  const { steps } = scenario;
  const isDeclared = steps.some(({ rollout }) => rollout !== undefined);
  const isPart = (step: Step) => (isDeclared ? step.rollout !== undefined : stepActionsOf(step).length > 0);
  const first = steps.findIndex(isPart);
  const scene = first < 0 ? [] : steps.slice(0, first);
  const rest = first < 0 ? steps : steps.slice(first);
  const rolloutSteps: RolloutStep[] = [];
  for (const step of rest.filter(isPart)) {
    for (const { id } of stepActionsOf(step)) {
      const { name, after } = step.rollout ?? { name: id, after: chained(rolloutSteps.at(-1)) };
      rolloutSteps.push({ name, text: step.text, action: id, after, step });
    }
  }
  return { scene: scene.filter(({ verb }) => verb !== 'expect'), steps: rolloutSteps, ignored: rest.filter(isLeftOut) };
}

function chained(previous: RolloutStep | undefined): readonly RolloutGate[] {
  return previous === undefined ? [] : [{ step: previous.name, until: null }];
}

function isLeftOut({ verb }: Step): boolean {
  return verb === 'fault' || verb === 'hold' || verb === 'fire';
}
