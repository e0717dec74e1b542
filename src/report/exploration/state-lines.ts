import type { ScenarioExploration } from '../../explore/rollout/explore-scenario.ts';
import type { BuiltScenario } from '../../scenario/built-scenario.ts';
import { describeWorld } from '../describe-world.ts';
import { counted } from '../phrase.ts';
import { terminalLine } from '../printable.ts';
import { storyOf } from './tell-trace.ts';

/** One state of an exploration, line by line: the shortest way to it, the world there, and what can happen next. */
export function stateLines(
  found: ScenarioExploration,
  built: Pick<BuiltScenario, 'scenario' | 'landscape'>,
  state: number,
): readonly string[] {
  const { exploration, model } = found;
  const way = storyOf(found, exploration.traceTo(state));
  const steps = exploration.stepsFrom(state);
  const stepLines = steps.map(({ action, outcome, fault, to }) => {
    const what = fault === undefined ? outcome : `FAULT ${outcome}`;
    return `  ${to === undefined ? 'not explored' : `state ${to}`}  ${action} (${what})`;
  });
  return [
    `state ${state} of ${exploration.states}, after ${counted(way.length, 'step')}`,
    ...way.map(({ number, actor, text }) => `  ${number}  ${actor}  ${text}`),
    '',
    ...describeWorld({ ...built, model }, exploration.world(state)),
    '',
    'what can happen here, and where it leads',
    ...(stepLines.length === 0 ? ['  (nothing)'] : stepLines),
  ].map(terminalLine);
}
