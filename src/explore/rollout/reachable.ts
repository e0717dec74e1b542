import type { Reader } from '../../kernel/component.ts';
import type { Model } from '../../kernel/model.ts';
import { servedOf } from '../../properties/served.ts';
import type { BuiltScenario } from '../../scenario/built-scenario.ts';
import { checkExpectation } from '../../scenario/check/check-expectation.ts';
import type { Moment } from '../../scenario/check/moment.ts';
import type { Expectation } from '../../scenario/expectation.ts';
import type { Exploration } from '../exploration.ts';
import type { Property } from '../property.ts';
import type { TraceStep } from '../trace-steps.ts';
import { attemptsOf, clientsOf } from './questions.ts';

/** What became of an expectation that something can come about, or cannot. */
export interface ReachedExpectation {
  readonly expectation: Expectation;
  /** `unreachable`: in no order of events, and all was seen. */
  readonly verdict: 'reachable' | 'unreachable' | 'inconclusive';
  /** The shortest way there. */
  readonly trace?: readonly TraceStep[];
  /** Whether it was to be so; `null` if that is open. */
  readonly isAsExpected: boolean | null;
}

/** The expectations that only an explorer can judge, as questions to every order of events. */
export function reachableWitnesses({ scenario, landscape }: BuiltScenario, model: Model): readonly Property[] {
  return reachableExpectations(scenario).map((expectation, index) => ({
    kind: 'witness',
    name: witnessName(index),
    holds: (reader) => holdsNow(expectation, momentOf(landscape, reader), model),
  }));
}

/** What the exploration has found about them, in the order in which they are written. */
export function reachedExpectations(
  { scenario }: BuiltScenario,
  { properties }: Pick<Exploration, 'properties'>,
): readonly ReachedExpectation[] {
  return reachableExpectations(scenario).map((expectation, index): ReachedExpectation => {
    const found = properties.find(({ name, kind }) => kind === 'witness' && name === witnessName(index));
    const isWanted = expectation.when.moment === 'reachable';
    if (found?.verdict === 'holds') {
      const trace = found.trace ?? [];
      return { expectation, verdict: 'reachable', trace, isAsExpected: isWanted };
    }
    if (found?.verdict === 'violated') return { expectation, verdict: 'unreachable', isAsExpected: !isWanted };
    return { expectation, verdict: 'inconclusive', isAsExpected: null };
  });
}

function reachableExpectations({ expectations }: BuiltScenario['scenario']): readonly Expectation[] {
  return expectations.filter(({ when: { moment } }) => moment === 'reachable' || moment === 'unreachable');
}

function witnessName(index: number): string {
  return `expectation ${index + 1}`;
}

/** Whether it holds in a world; of `served`, whether every client can be served so that asks now. */
function holdsNow(expectation: Expectation, moment: Moment, model: Model): boolean {
  if (expectation.form !== 'served') return checkExpectation(expectation, moment).length === 0;
  return expectation.clients.every(({ client, by }) => {
    const actions = clientsOf(model).find(([first]) => first?.actor === client) ?? [];
    return attemptsOf(actions, moment.reader).some((events) =>
      events.some((event) => {
        const served = servedOf(event);
        return served !== undefined && by === (served.isFallback ? 'fallback' : (served.servedBy ?? 'nobody'));
      }),
    );
  });
}

/** A world without a past: forms that look at one are refused when the scenario is read. */
function momentOf(landscape: Moment['landscape'], reader: Reader): Moment {
  return {
    landscape,
    reader,
    nowMs: 0,
    events: [],
    eventCountByHand: 0,
    isSettled: false,
    lastChange: { atMs: 0, component: '' },
    brokenBySteps: () => [],
  };
}
