import type { Component, Reader } from '../../kernel/component.ts';
import type { Model } from '../../kernel/model.ts';
import type { ExploredGraph } from '../exploration.ts';
import type { Property } from '../property.ts';
import type { ReductionWish } from '../reduction.ts';
import type { Question } from './questions.ts';

/** The questions about a rollout as an engine is asked them. */
export interface AskedProperties {
  readonly properties: readonly Property[];
  /** The graph whose bits are those of the questions about states, in their order; behind them the one of the gate. */
  bitsOfQuestions(graph: ExploredGraph): ExploredGraph;
}

/** So many bits a state has. */
const partCountMax = 30;

/**
 * What an engine is asked so that a rollout can be judged.
 *
 * A reduced search keeps the order of whatever a property looks at, so of a property of the whole zone it would have to
 * keep almost everything. Therefore it is asked about each part of it, and about the whole only where the system comes to
 * rest. That suffices where the property holds when the rollout begins: then it is broken sooner or later exactly if one of
 * its parts is, and how a rest is broken is asked of the whole. Where it does not hold at first it stays whole: it is
 * broken by the rollout only if all parts have held together before.
 *
 * The gate `served` is looked at together with the stage: it counts whether clients are served at the moment of a step.
 * Where no step can wait for it, it is not asked in a reduced search.
 */
export function askedProperties(options: {
  readonly questions: readonly Question[];
  readonly gate: Property;
  readonly model: Model;
  readonly done: Component;
  readonly reduction: ReductionWish;
  readonly isGateAsked: boolean;
}): AskedProperties {
  const { questions, gate, model, done, reduction, isGateAsked } = options;
  const ofStates = questions.filter(({ kind }) => kind === 'state');
  const others = questions.filter(({ kind }) => kind !== 'state').map(({ property }) => property);
  if (reduction === 'none') {
    const properties = [...ofStates.map(({ property }) => property), gate, ...others];
    return { properties, bitsOfQuestions: (graph) => graph };
  }
  const initial = model.reader(model.initialWorld());
  const parts = dividedAsFarAsPossible(
    ofStates.map(({ property, parts = [] }) => {
      const whole = holdsOf(property);
      return { whole: [whole], parts: parts.length > 0 && whole(initial) ? parts : [whole] };
    }),
  );
  const stagedGate: Holds = (reader) => {
    reader.get(done);
    return holdsOf(gate)(reader);
  };
  const groups = [...parts, ...(isGateAsked ? [[stagedGate]] : [])];
  const invariants = groups
    .flat()
    .map((holds, index): Property => ({ kind: 'invariant', name: `part ${index}`, holds }));
  const wholes = ofStates.flatMap(({ property }, index): readonly Property[] =>
    (parts[index] ?? []).length < 2 ? [] : [{ kind: 'eventually', name: property.name, holds: holdsOf(property) }],
  );
  return {
    properties: [...invariants, ...wholes, ...others],
    bitsOfQuestions: (graph) => ({ ...graph, violatedIn: (state) => joinedBits(graph.violatedIn(state), groups) }),
  };
}

type Holds = (reader: Reader) => boolean;

/** Those with the most parts stay whole if there are more parts than bits; one bit is the gate's. */
function dividedAsFarAsPossible(
  questions: readonly { readonly whole: readonly Holds[]; readonly parts: readonly Holds[] }[],
): readonly (readonly Holds[])[] {
  const groups = questions.map(({ parts }) => parts);
  while (groups.flat().length + 1 > partCountMax) {
    const most = Math.max(...groups.map(({ length }) => length));
    const largest = groups.findIndex(({ length }) => length === most);
    groups[largest] = questions[largest]?.whole ?? [];
    if (most === 1) break;
  }
  return groups;
}

function holdsOf(property: Property): Holds {
  return 'holds' in property ? (reader) => property.holds(reader) : () => true;
}

/** A bit for each group of bits of which one is set. */
function joinedBits(bits: number, groups: readonly (readonly unknown[])[]): number {
  let first = 0;
  let joined = 0;
  groups.forEach((group, index) => {
    const mask = ((1 << group.length) - 1) << first;
    if ((bits & mask) !== 0) joined |= 1 << index;
    first += group.length;
  });
  return joined;
}
