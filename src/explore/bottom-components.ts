/** A graph as flat arrays: the edges of state `s` are those from `ends[s - 1]` to `ends[s]` in `targets`, times two. */
export interface EdgeArrays {
  readonly stateCount: number;
  readonly targets: Int32Array;
  readonly ends: Int32Array;
}

/**
 * The strongly connected components that nothing leaves: where every run ends up in which all steps that stay possible
 * happen now and then.
 *
 * Returns for every state the number of its bottom component, from 0 upwards, or -1 for a state that will be left for
 * good. Tarjan's algorithm without recursion, all on flat arrays.
 */
export function bottomComponents(edges: EdgeArrays): Int32Array {
  const search = new ComponentSearch(edges);
  for (let state = 0; state < edges.stateCount; state += 1) search.visit(state);
  return search.bottoms;
}

class ComponentSearch {
  readonly bottoms: Int32Array;
  readonly #edges: EdgeArrays;
  /** 0: not seen; then the order of first sight. Of a finished component: -1. */
  readonly #order: Int32Array;
  readonly #low: Int32Array;
  readonly #next: Int32Array;
  /** States seen whose component is not finished. */
  readonly #open: Int32Array;
  /** The path from the root of the search to the state at hand. */
  readonly #path: Int32Array;
  #openCount = 0;
  #pathLength = 0;
  #seenCount = 0;
  #bottomCount = 0;

  constructor(edges: EdgeArrays) {
    this.#edges = edges;
    const array = () => new Int32Array(edges.stateCount);
    this.#order = array();
    this.#low = array();
    this.#next = array();
    this.#open = array();
    this.#path = array();
    this.bottoms = array().fill(notBottom);
  }

  visit(root: number): void {
    if (this.#order[root] !== 0) return;
    this.#enter(root);
    while (this.#pathLength > 0) {
      const state = this.#path[this.#pathLength - 1] as number;
      const edge = this.#next[state] as number;
      if (edge < (this.#edges.ends[state] as number)) {
        this.#next[state] = edge + 1;
        this.#follow(state, (this.#edges.targets[edge] as number) >>> 1);
      } else {
        this.#leave(state);
      }
    }
  }

  #enter(state: number): void {
    this.#seenCount += 1;
    this.#order[state] = this.#seenCount;
    this.#low[state] = this.#seenCount;
    this.#next[state] = startOf(this.#edges, state);
    this.#open[this.#openCount] = state;
    this.#openCount += 1;
    this.#path[this.#pathLength] = state;
    this.#pathLength += 1;
  }

  #follow(state: number, target: number): void {
    const order = this.#order[target] as number;
    if (order === 0) this.#enter(target);
    else if (order > 0) this.#low[state] = Math.min(this.#low[state] as number, order);
  }

  #leave(state: number): void {
    this.#pathLength -= 1;
    const low = this.#low[state] as number;
    if (this.#pathLength > 0) {
      const before = this.#path[this.#pathLength - 1] as number;
      this.#low[before] = Math.min(this.#low[before] as number, low);
    }
    if (low === this.#order[state]) this.#finish(state);
  }

  /** The component of `root` is what was opened since. It is a bottom one if no edge leaves it. */
  #finish(root: number): void {
    let first = this.#openCount - 1;
    while (this.#open[first] !== root) first -= 1;
    for (let index = first; index < this.#openCount; index += 1)
      this.bottoms[this.#open[index] as number] = this.#bottomCount;
    const isBottom = this.#isClosed(first);
    for (let index = first; index < this.#openCount; index += 1) {
      const state = this.#open[index] as number;
      this.#order[state] = finished;
      if (!isBottom) this.bottoms[state] = notBottom;
    }
    this.#openCount = first;
    if (isBottom) this.#bottomCount += 1;
  }

  #isClosed(first: number): boolean {
    for (let index = first; index < this.#openCount; index += 1) {
      const state = this.#open[index] as number;
      const end = this.#edges.ends[state] as number;
      for (let edge = startOf(this.#edges, state); edge < end; edge += 1) {
        if (this.bottoms[(this.#edges.targets[edge] as number) >>> 1] !== this.#bottomCount) return false;
      }
    }
    return true;
  }
}

const notBottom = -1;
const finished = -1;

/** Where the edges of a state begin. */
export function startOf(edges: EdgeArrays, state: number): number {
  return state === 0 ? 0 : (edges.ends[state - 1] as number);
}

/** The edges between states of the same class. */
export function edgesWithin(graph: EdgeArrays, classOf: (state: number) => number): EdgeArrays {
  const { stateCount, targets, ends } = graph;
  const classes = Int32Array.from({ length: stateCount }, (_, state) => classOf(state));
  const kept = new Int32Array(ends[stateCount - 1] ?? 0);
  const keptEnds = new Int32Array(stateCount);
  let count = 0;
  for (let state = 0; state < stateCount; state += 1) {
    const end = ends[state] as number;
    for (let edge = startOf(graph, state); edge < end; edge += 1) {
      const target = targets[edge] as number;
      if (classes[target >>> 1] !== classes[state]) continue;
      kept[count] = target;
      count += 1;
    }
    keptEnds[state] = count;
  }
  return { stateCount, targets: kept.subarray(0, count), ends: keptEnds };
}

/**
 * A shortest way round: the states after `from`, along edges that stay within its component, back to `from`. If `via` is
 * given, the way begins with the step there. Empty if there is none.
 */
export function cycleFrom(edges: EdgeArrays, bottoms: Int32Array, from: number, via?: number): readonly number[] {
  if (via === from) return [from];
  const before = new Map<number, number>();
  const queue = [via ?? from];
  for (let head = 0; head < queue.length; head += 1) {
    const state = queue[head] as number;
    for (let edge = startOf(edges, state); edge < (edges.ends[state] as number); edge += 1) {
      const target = (edges.targets[edge] as number) >>> 1;
      if (target === from) {
        const way = [from];
        for (let at = state; at !== (via ?? from); at = before.get(at) as number) way.push(at);
        if (via !== undefined) way.push(via);
        return way.reverse();
      }
      if (before.has(target) || target === (via ?? from) || bottoms[target] !== bottoms[from]) continue;
      before.set(target, state);
      queue.push(target);
    }
  }
  return [];
}
