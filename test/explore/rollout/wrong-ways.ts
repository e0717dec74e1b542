import type { ScenarioExploration } from '../../../src/explore/rollout/explore-scenario.ts';
import { playSteps } from '../../../src/explore/rollout/play-steps.ts';
import { type Question, questionsOf } from '../../../src/explore/rollout/questions.ts';
import type { InvariantHarm } from '../../../src/explore/rollout/rollout-judge.ts';
import type { TraceStep } from '../../../src/explore/trace-steps.ts';
import type { BuiltScenario } from '../../../src/scenario/built-scenario.ts';

/**
 * The ways of an exploration that do not show what they are shown for, in words: one for the first ordering of each group
 * and each of its harms, and one for each step that is forbidden. A way that cannot be taken at all throws.
 */
export function wrongWaysOf({ landscape }: BuiltScenario, found: ScenarioExploration): readonly string[] {
  const { model, properties, orderings = [], rollout } = found;
  const questions = new Map(questionsOf({ landscape, model }).map((question) => [question.invariant, question]));
  const ofSteps = properties.flatMap(({ invariant, trace }): readonly string[] => {
    const question = questions.get(invariant);
    if (trace === undefined || question === undefined) return [];
    return isForbidden(question, found, trace) ? [] : [`${invariant} allows the last step of its way`];
  });
  const ofHarms = orderings.flatMap(({ orderings: [ordering = []], harms }) =>
    harms.flatMap((harm): readonly string[] => {
      const way = found.wayTo?.(ordering, harm) ?? [];
      const names = rollout.steps.map(({ action }) => action);
      const taken = way.flatMap(({ action }) => (names.includes(action) ? [names.indexOf(action)] : []));
      const isInOrder = taken.every((step, index) => step === ordering[index]);
      const question = questions.get(harm.invariant);
      if (isInOrder && question !== undefined && isHarmed(question, found, { way, harm })) return [];
      return [`${harm.invariant} ${harm.harm} in ${ordering.join()}: the way does not show it`];
    }),
  );
  return [...ofSteps, ...ofHarms];
}

function isForbidden({ property }: Question, { model }: ScenarioExploration, way: readonly TraceStep[]): boolean {
  const last = playSteps(model, model.initialWorld(), way).at(-1);
  const action = last && model.action(last.step.action);
  if (property.kind !== 'step' || last === undefined || action === undefined) return false;
  const { outcome, before, after } = last;
  return !property.allows({ action, outcome, before: model.reader(before), after: model.reader(after) });
}

/** What stays broken is so at the end of its way; what heals was whole before. The end of what goes on for ever is not told. */
function isHarmed(
  { property }: Question,
  { model }: ScenarioExploration,
  { way, harm }: { readonly way: readonly TraceStep[]; readonly harm: InvariantHarm },
): boolean {
  const played = playSteps(model, model.initialWorld(), way);
  if (!('holds' in property) || harm.harm === 'flapping') return true;
  const worlds = [model.initialWorld(), ...played.map(({ after }) => after)];
  const holds = worlds.map((world) => property.holds(model.reader(world)));
  return holds.at(-1) === false && (harm.harm === 'stuck' || holds.includes(true));
}
