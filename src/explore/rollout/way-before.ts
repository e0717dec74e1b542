import { startOf } from '../bottom-components.ts';
import type { ExploredGraph } from '../exploration.ts';
import type { TraceStep } from '../trace-steps.ts';

/**
 * A shortest way to a state where something is so before something else has ever been; `undefined` if there is none.
 * What comes about at one moment is not one before the other.
 */
export function wayBefore(
  graph: ExploredGraph,
  options: {
    readonly isSo: (state: number) => boolean;
    readonly hasOther: (state: number) => boolean;
    readonly faultBudget: number;
  },
): readonly TraceStep[] | undefined {
  const { isSo, hasOther, faultBudget } = options;
  const { stateCount } = graph;
  // A state once for every number of faults on the way to it, as in a story graph.
  const parents = new Int32Array(stateCount * (faultBudget + 1)).fill(-1);
  const queue = [0];
  parents[0] = 0;
  for (const node of queue) {
    const state = node % stateCount;
    if (hasOther(state)) continue;
    if (isSo(state)) return graph.wayAlong(statesTo(parents, node, stateCount));
    const base = node - state;
    const visit = (next: number) => {
      if (parents[next] !== -1) return;
      parents[next] = node;
      queue.push(next);
    };
    forEachTarget(graph, state, (target) => visit(base + target));
    if (graph.faults !== undefined && base < faultBudget * stateCount) {
      forEachTarget(graph.faults, state, (target) => visit(base + stateCount + target));
    }
  }
  return undefined;
}

function forEachTarget(edges: Parameters<typeof startOf>[0], state: number, visit: (target: number) => void): void {
  const end = edges.ends[state] as number;
  for (let edge = startOf(edges, state); edge < end; edge += 1) visit((edges.targets[edge] as number) >>> 1);
}

function statesTo(parents: Int32Array, node: number, stateCount: number): readonly number[] {
  const states = [node % stateCount];
  for (let at = node; at !== 0; at = parents[at] as number) states.push((parents[at] as number) % stateCount);
  return states.reverse();
}
