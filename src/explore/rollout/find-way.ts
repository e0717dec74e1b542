import type { HarmClass } from '../exploration.ts';
import type { TraceStep } from '../trace-steps.ts';
import type { Gatekeeper } from './orderings.ts';
import type { StoryGraph } from './story-graph.ts';

/** Which harm a way is to lead to. */
export type Harm =
  | { readonly kind: 'property'; readonly bit: number; readonly harm: Exclude<HarmClass, 'safe'> }
  /** A step that the property of single steps at this bit forbids. It is the last of the way. */
  | { readonly kind: 'forbidden'; readonly bit: number }
  /** Changes that go on for ever. */
  | { readonly kind: 'restless' };

/** A shortest way to some harm, and the state that it ends in. */
export interface Way {
  readonly states: readonly number[];
  readonly steps: readonly TraceStep[];
}

/**
 * A shortest way to some harm in which the rollout's steps are taken in this order; `undefined` if it does not lead
 * there. A property counts as broken from where it stops to hold to where it holds again.
 */
export function findWay(
  graph: StoryGraph,
  options: { readonly ordering: readonly number[]; readonly harm: Harm; readonly isOpen?: Gatekeeper },
): Way | undefined {
  const { ordering, harm, isOpen = () => true } = options;
  const stageAt = Array.from({ length: ordering.length + 1 }, (_, length) =>
    graph.stageWith(ordering.slice(0, length)),
  );
  const isEnd = harm.kind === 'forbidden' ? () => false : endTest(graph, ordering.length, harm);
  const bit = harm.kind === 'property' ? 1 << harm.bit : 0;
  // Every node twice: with the property broken, and without.
  const parents = new Int32Array(2 * graph.nodeCount).fill(-1);
  const queue = new Int32Array(2 * graph.nodeCount);
  parents[0] = 0;
  let tail = 1;
  for (let head = 0; head < tail; head += 1) {
    const place = queue[head] as number;
    const node = place >>> 1;
    const state = graph.stateOf(node);
    if (isEnd(state, (place & 1) === 1)) return wayTo(graph, parents, place);
    const stage = graph.stageOf[state] as number;
    const length = graph.stages[stage]?.done.length ?? 0;
    if (harm.kind === 'forbidden') {
      const isNextOpen = length < ordering.length && isOpen(ordering[length] as number, state);
      const last = graph.violation(node, { bit: harm.bit, next: isNextOpen ? ordering[length] : undefined });
      if (last !== undefined) {
        const way = wayTo(graph, parents, place);
        return { ...way, steps: [...way.steps, last] };
      }
    }
    const wasGood = ((graph.badBits[state] as number) & bit) === 0;
    graph.forEachNext(node, (next) => {
      const target = graph.stateOf(next);
      const isStep = graph.stageOf[target] !== stage;
      if (isStep && (graph.stageOf[target] !== stageAt[length + 1] || !isOpen(ordering[length] as number, state)))
        return;
      const isBad = ((graph.badBits[target] as number) & bit) !== 0;
      const nextPlace = 2 * next + (isBad && (wasGood || (place & 1) === 1) ? 1 : 0);
      if (parents[nextPlace] !== -1) return;
      parents[nextPlace] = place;
      queue[tail] = nextPlace;
      tail += 1;
    });
  }
  return undefined;
}

function endTest(
  graph: StoryGraph,
  stepCount: number,
  harm: Exclude<Harm, { readonly kind: 'forbidden' }>,
): (state: number, isBroken: boolean) => boolean {
  const { rests, stuckBits, flappingBits, isRestless, stages, stageOf } = graph;
  const isLast = (state: number) => stages[stageOf[state] as number]?.done.length === stepCount;
  if (harm.kind === 'restless') return (state) => isRestless[rests[state] as number] === 1;
  const bit = 1 << harm.bit;
  if (harm.harm === 'transient') return (_, isBroken) => isBroken;
  const bits = harm.harm === 'stuck' ? stuckBits : flappingBits;
  return (state, isBroken) => {
    const rest = rests[state] as number;
    return rest >= 0 && (isBroken || isLast(state)) && ((bits[rest] as number) & bit) !== 0;
  };
}

function wayTo(graph: StoryGraph, parents: Int32Array, place: number): Way {
  const states = [graph.stateOf(place >>> 1)];
  for (let at = place; at !== 0; at = parents[at] as number) {
    states.push(graph.stateOf((parents[at] as number) >>> 1));
  }
  states.reverse();
  return { states, steps: graph.graph.wayAlong(states) };
}
