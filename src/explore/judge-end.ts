import { bottomComponents, cycleFrom, type EdgeArrays, startOf } from './bottom-components.ts';
import type { HarmClass } from './exploration.ts';
import type { TraceFinder, TraceStep } from './trace-steps.ts';

/** Where a system ends up that it should not: how to get there, and what goes on there for ever. */
export interface BadEnd {
  readonly trace: readonly TraceStep[];
  readonly cycle: readonly TraceStep[];
  /** How many states of bottom components (for `settles`: steps between them) are bad. */
  readonly count: number;
}

/**
 * Judges what becomes of a system in the end, on the graph of all its steps without faults.
 *
 * Whatever happens, a run whose steps all get their turn now and then ends in a bottom strongly connected component and
 * sees all of it again and again. So what holds in the end is what holds in those components.
 */
export class EndJudge {
  readonly #edges: EdgeArrays;
  readonly #bottoms: Int32Array;
  readonly #traces: TraceFinder;

  constructor(edges: EdgeArrays, traces: TraceFinder) {
    this.#edges = edges;
    this.#traces = traces;
    this.#bottoms = bottomComponents(edges);
  }

  /** `eventually`: every state of every bottom component is good. */
  eventually(isGood: (state: number) => boolean): BadEnd | undefined {
    return this.#badEnd((state) => !isGood(state));
  }

  /** `recurs`: every bottom component has a good state. */
  recurs(isGood: (state: number) => boolean): BadEnd | undefined {
    const good = new Set<number>();
    this.#forEachBottomState((state, component) => {
      if (!good.has(component) && isGood(state)) good.add(component);
    });
    return this.#badEnd((_, component) => !good.has(component));
  }

  /** `settles`: no step within a bottom component changes a shared part of the world. */
  settles(): BadEnd | undefined {
    let count = 0;
    let first: { readonly from: number; readonly to: number } | undefined;
    this.#forEachBottomState((state) => {
      const end = this.#edges.ends[state] as number;
      for (let edge = startOf(this.#edges, state); edge < end; edge += 1) {
        const target = this.#edges.targets[edge] as number;
        if ((target & 1) === 0) continue;
        count += 1;
        first ??= { from: state, to: target >>> 1 };
      }
    });
    if (first === undefined) return undefined;
    return { trace: this.#traces.traceTo(first.from), cycle: this.#cycle(first.from, first.to), count };
  }

  /** The class of an invariant, worst first: `stuck`, `flapping`, `transient`, `safe`. */
  harmOf(
    isGood: (state: number) => boolean,
    isEverViolated: boolean,
  ): { harm: HarmClass; trace?: readonly TraceStep[] } {
    if (!isEverViolated) return { harm: 'safe' };
    const stuck = this.recurs(isGood);
    if (stuck !== undefined) return { harm: 'stuck', trace: stuck.trace };
    const flapping = this.eventually(isGood);
    return flapping === undefined ? { harm: 'transient' } : { harm: 'flapping', trace: flapping.trace };
  }

  #badEnd(isBad: (state: number, component: number) => boolean): BadEnd | undefined {
    let first: number | undefined;
    let count = 0;
    this.#forEachBottomState((state, component) => {
      if (!isBad(state, component)) return;
      first ??= state;
      count += 1;
    });
    if (first === undefined) return undefined;
    return { trace: this.#traces.traceTo(first), cycle: this.#cycle(first), count };
  }

  #cycle(from: number, via?: number): readonly TraceStep[] {
    return this.#traces.cycleAlong(from, cycleFrom(this.#edges, this.#bottoms, from, via));
  }

  #forEachBottomState(visit: (state: number, component: number) => void): void {
    this.#bottoms.forEach((component, state) => {
      if (component >= 0) visit(state, component);
    });
  }
}
