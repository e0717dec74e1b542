import type { BlockSearch } from './block-search.ts';
import type { PropertyVerdict } from './exploration.ts';
import type { BadEnd, EndJudge } from './judge-end.ts';
import type { Property, StateProperty, StepProperty } from './property.ts';
import type { StateReader } from './state-reader.ts';
import type { TraceFinder, TraceStep } from './trace-steps.ts';

/**
 * The properties of an exploration in the order in which the search knows them: first those asked in every state, then
 * those of states that are asked at the end, and those of steps.
 */
export interface SortedProperties {
  /** Invariants, then witnesses: the state properties asked in every state. */
  readonly checked: readonly StateProperty[];
  readonly atEnd: readonly StateProperty[];
  readonly steps: readonly StepProperty[];
}

/** Sorts the properties by when they are asked. */
export function sortProperties(properties: readonly Property[]): SortedProperties {
  const ofState = properties.filter((property): property is StateProperty => 'holds' in property);
  const isKind = (...kinds: readonly Property['kind'][]) => ofState.filter(({ kind }) => kinds.includes(kind));
  return {
    checked: [...isKind('invariant'), ...isKind('witness')],
    atEnd: isKind('eventually', 'recurs'),
    steps: properties.filter((property) => property.kind === 'step'),
  };
}

/** What the search asks of a state: a finding is a state where the answer is no. */
export type Question = Pick<StateProperty, 'name' | 'holds'>;

/** The questions of state properties. A witness is found where it holds. */
export function questionsOf({ checked, atEnd }: SortedProperties): readonly Question[] {
  return [...checked, ...atEnd].map((property) =>
    property.kind === 'witness' ? { ...property, holds: (reader) => !property.holds(reader) } : property,
  );
}

/** Judges every property, in the order given. `judge` is there if edges were kept and all was seen. */
export function judge(
  properties: readonly Property[],
  found: {
    readonly sorted: SortedProperties;
    readonly blocks: BlockSearch;
    readonly states: StateReader;
    readonly traces: TraceFinder;
    readonly judge: EndJudge | undefined;
    readonly isExhausted: boolean;
    /** Given if ways found are not the shortest. */
    readonly shorten?: ((property: SearchedProperty, trace: readonly TraceStep[]) => readonly TraceStep[]) | undefined;
  },
): readonly PropertyVerdict[] {
  const { sorted, states, judge: end, shorten } = found;
  const searched = (property: SearchedProperty, index: number): Found => {
    const verdict = verdictOfSearch(index, property.kind, found);
    if (verdict.trace === undefined || shorten === undefined) return verdict;
    return { ...verdict, trace: shorten(property, verdict.trace) };
  };
  const holdsIn = (property: StateProperty) => {
    const index = [...sorted.checked, ...sorted.atEnd].indexOf(property);
    return (state: number) => states.holds(index, state);
  };
  const judgeOne = (property: Property): PropertyVerdict => {
    const { kind, name } = property;
    switch (kind) {
      case 'settles':
        return { kind, name, ...verdictOfEnd(end, (judge) => judge.settles()) };
      case 'eventually':
        return { kind, name, ...verdictOfEnd(end, (judge) => judge.eventually(holdsIn(property))) };
      case 'recurs':
        return { kind, name, ...verdictOfEnd(end, (judge) => judge.recurs(holdsIn(property))) };
      case 'step':
        return { kind, name, ...searched(property, sorted.checked.length + sorted.steps.indexOf(property)) };
      case 'witness':
        return { kind, name, ...searched(property, sorted.checked.indexOf(property)) };
      case 'invariant': {
        const verdict = searched(property, sorted.checked.indexOf(property));
        const harm = end?.harmOf(holdsIn(property), verdict.count > 0);
        return {
          kind,
          name,
          ...verdict,
          ...(harm === undefined ? {} : { harm: harm.harm }),
          ...(harm?.trace === undefined ? {} : { harmTrace: harm.trace }),
        };
      }
    }
  };
  return properties.map(judgeOne);
}

/** A property that the search decides on its way: an invariant, a witness, or one of steps. */
export type SearchedProperty = StateProperty | StepProperty;

type Found = Pick<PropertyVerdict, 'verdict' | 'trace' | 'cycle' | 'count'>;

function verdictOfSearch(
  index: number,
  kind: SearchedProperty['kind'],
  found: { readonly blocks: BlockSearch; readonly traces: TraceFinder; readonly isExhausted: boolean },
): Found {
  const finding = found.blocks.findings[index];
  const whenFound = kind === 'witness' ? 'holds' : 'violated';
  const whenNot = kind === 'witness' ? 'violated' : 'holds';
  if (finding === undefined) return { verdict: found.isExhausted ? whenNot : 'inconclusive', count: 0 };
  const way = found.traces.traceTo(finding.state);
  const trace = kind === 'step' ? [...way, found.traces.stepWithLabel(finding.state, finding.label)] : way;
  return { verdict: whenFound, trace, count: finding.count };
}

function verdictOfEnd(end: EndJudge | undefined, ask: (judge: EndJudge) => BadEnd | undefined): Found {
  if (end === undefined) return { verdict: 'inconclusive', count: 0 };
  const bad = ask(end);
  return bad === undefined ? { verdict: 'holds', count: 0 } : { verdict: 'violated', ...bad };
}
