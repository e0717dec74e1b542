import type { Reader } from '../../kernel/component.ts';
import type { Model } from '../../kernel/model.ts';
import { servedOf } from '../../properties/served.ts';
import type { BuiltScenario } from '../../scenario/built-scenario.ts';
import { checkExpectation } from '../../scenario/check/check-expectation.ts';
import type { Moment } from '../../scenario/check/moment.ts';
import type { Expectation, ExpectationForm } from '../../scenario/expectation.ts';
import type { Exploration } from '../exploration.ts';
import type { Property } from '../property.ts';
import type { TraceStep } from '../trace-steps.ts';
import { attemptsOf, clientsOf } from './questions.ts';
import { wayBefore } from './way-before.ts';

/** What became of an expectation that something can come about, or cannot, or not before something else. */
export interface ReachedExpectation {
  readonly expectation: Expectation;
  /** `unreachable`: in no order of events (or not before the other), and all was seen. */
  readonly verdict: 'reachable' | 'unreachable' | 'inconclusive';
  /** The shortest way there. */
  readonly trace?: readonly TraceStep[];
  /** Whether it was to be so; `null` if that is open. */
  readonly isAsExpected: boolean | null;
}

/**
 * The expectations about all orders of events, as questions about every state. What is not to be before something else
 * is two: what becomes of them is for the graph to tell.
 */
export function reachableWitnesses({ scenario, landscape }: BuiltScenario, model: Model): readonly Property[] {
  return askedExpectations(scenario).flatMap((expectation, index) => {
    const { when } = expectation;
    const witness = (name: string, form: ExpectationForm): Property => ({
      kind: 'witness',
      name,
      holds: (reader) => holdsNow(form, momentOf(landscape, reader), model),
    });
    const own = witness(witnessName(index), expectation);
    return when.moment === 'not-before' ? [own, witness(otherName(index), when.other)] : [own];
  });
}

/** What the exploration has found about them, in the order in which they are written. */
export function reachedExpectations(
  { scenario }: BuiltScenario,
  exploration: Exploration,
  faultBudget: number,
): readonly ReachedExpectation[] {
  return askedExpectations(scenario).map((expectation, index): ReachedExpectation => {
    const isWanted = expectation.when.moment === 'reachable';
    const found =
      expectation.when.moment === 'not-before'
        ? foundBefore(exploration, index, faultBudget)
        : foundAnywhere(exploration, index);
    if (found.verdict === 'inconclusive') return { expectation, ...found, isAsExpected: null };
    return { expectation, ...found, isAsExpected: isWanted === (found.verdict === 'reachable') };
  });
}

type Found = Pick<ReachedExpectation, 'verdict' | 'trace'>;

function foundAnywhere({ properties }: Exploration, index: number): Found {
  const found = properties.find(({ name, kind }) => kind === 'witness' && name === witnessName(index));
  if (found?.verdict === 'holds') return { verdict: 'reachable', trace: found.trace ?? [] };
  return { verdict: found?.verdict === 'violated' ? 'unreachable' : 'inconclusive' };
}

function foundBefore(exploration: Exploration, index: number, faultBudget: number): Found {
  const { graph, end } = exploration;
  if (graph === undefined || end !== 'exhausted') return { verdict: 'inconclusive' };
  const trace = wayBefore(graph, {
    isSo: (state) => exploration.isWitnessed(witnessName(index), state),
    hasOther: (state) => exploration.isWitnessed(otherName(index), state),
    faultBudget,
  });
  return trace === undefined ? { verdict: 'unreachable' } : { verdict: 'reachable', trace };
}

function askedExpectations({ expectations }: BuiltScenario['scenario']): readonly Expectation[] {
  const asked: readonly string[] = ['reachable', 'unreachable', 'not-before'];
  return expectations.filter(({ when: { moment } }) => asked.includes(moment));
}

function witnessName(index: number): string {
  return `expectation ${index + 1}`;
}

function otherName(index: number): string {
  return `${witnessName(index)}: before`;
}

/** Whether it holds in a world; of `served`, whether every client can be served so that asks now. */
function holdsNow(expectation: ExpectationForm, moment: Moment, model: Model): boolean {
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
