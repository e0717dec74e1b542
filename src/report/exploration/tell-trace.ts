import type { ScenarioExploration } from '../../explore/rollout/explore-scenario.ts';
import { playSteps } from '../../explore/rollout/play-steps.ts';
import type { TraceStep } from '../../explore/trace-steps.ts';
import type { Event } from '../../kernel/action.ts';
import type { InvariantName } from '../../properties/invariant.ts';
import { invariants } from '../../properties/invariants.ts';
import type { BuiltScenario } from '../../scenario/built-scenario.ts';
import { describeEvent } from '../describe-event.ts';
import { describeFinding } from '../describe-finding.ts';
import type { ToldStep } from './exploration-report.ts';

/** A way through the state space as a story: what each step did, or, where nothing shows, what it was. */
export function storyOf(
  { model, rollout }: Pick<ScenarioExploration, 'model' | 'rollout'>,
  trace: readonly TraceStep[],
): readonly ToldStep[] {
  const written = new Map(rollout.steps.map((step) => [step.action, step]));
  return playSteps(model, model.initialWorld(), trace).map(({ step, outcome }, index): ToldStep => {
    const taken = written.get(step.action);
    const number = index + 1;
    const { action, fault } = step;
    const [actor = action, verb = ''] = splitAction(action);
    if (taken !== undefined) return { number, actor: taken.name, text: taken.text, kind: 'rollout' };
    const told = outcome.events.filter(isTold).map(describeEvent);
    const what = told.length === 0 ? `${verb} (${step.outcome})` : told.join('; ');
    if (fault === undefined) return { number, actor, text: what, kind: 'other' };
    return {
      number,
      actor,
      text: `FAULT ${step.outcome} in ${verb}${told.length === 0 ? '' : `: ${told.join('; ')}`}`,
      kind: 'fault',
    };
  });
}

/** Why the invariant does not hold where the trace ends, in sentences. */
export function findingsAfter(
  { model }: Pick<ScenarioExploration, 'model'>,
  about: { readonly built: BuiltScenario; readonly trace: readonly TraceStep[]; readonly invariant: InvariantName },
): readonly string[] {
  const { landscape } = about.built;
  const { judge } = invariants[about.invariant];
  const played = playSteps(model, model.initialWorld(), about.trace);
  const last = played.at(-1);
  const reader = model.reader(last?.after ?? model.initialWorld());
  if (judge.over === 'state') return judge.check({ landscape, reader }).flatMap(describeFinding);
  const action = last === undefined ? undefined : model.action(last.step.action);
  if (judge.over !== 'step' || last === undefined || action === undefined) return [];
  const step = { landscape, action, events: last.outcome.events, before: model.reader(last.before), after: reader };
  return judge.check(step).flatMap(describeFinding);
}

function splitAction(action: string): readonly [string, string] {
  const dot = action.indexOf('.');
  return [action.slice(0, dot), action.slice(dot + 1)];
}

/** Events that a reader of a story wants: no debug lines, no counters, no calls beside the changes that they made. */
function isTold({ type, level, result }: Event): boolean {
  switch (type) {
    case 'metric':
    case 'process.started':
    case 'sync.started':
    case 'sync.finished':
      return false;
    case 'log':
      return level !== 'debug' && level !== 'info';
    case 'zone.call':
      return result !== 'ok';
    default:
      return true;
  }
}
