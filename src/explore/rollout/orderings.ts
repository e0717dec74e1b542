import { type HarmBits, noHarm } from './harm.ts';
import type { StoryGraph } from './story-graph.ts';

/** Says whether a step may be taken in a state. What the model itself forbids needs no telling. */
export type Gatekeeper = (step: number, state: number) => boolean;

/** Orderings with the same story: they go through the same states and do the same harm. */
export interface OrderingGroup {
  /** Each a list of step numbers. */
  readonly orderings: readonly (readonly number[])[];
  readonly harm: HarmBits;
  /** Whether the zone, the tables or the objects go on changing for ever, at the end or while nobody takes the next step. */
  readonly isRestless: boolean;
  /** Whether the last of its steps can be taken at all: a gate may never open. */
  readonly isComplete: boolean;
}

/**
 * Judges every ordering of a rollout's steps over all interleavings of everything else, on the one graph that they share.
 *
 * Two prefixes that bring the same states about have the same future, so they are followed once. Harm is what the rollout
 * does: a property that held and then does not (`transient`); that stays violated unless somebody takes another step
 * (`stuck`), or is violated again and again (`flapping`). What was so from the beginning counts only if it is so in the
 * end.
 */
export function judgeOrderings(
  graph: StoryGraph,
  options: { readonly stepCount: number; readonly isOpen?: Gatekeeper },
): readonly OrderingGroup[] {
  return new OrderingJudge(graph, options).groups();
}

/** Some prefixes of orderings that have led to the same states of one stage. */
interface Prefixes {
  readonly stage: number;
  readonly orderings: (readonly number[])[];
  /** The nodes in which the stage is entered, ascending, and what is broken there. */
  readonly nodes: Int32Array;
  readonly broken: Int32Array;
  readonly harm: HarmBits;
  readonly isRestless: boolean;
}

class OrderingJudge {
  readonly #graph: StoryGraph;
  readonly #stepCount: number;
  readonly #isOpen: Gatekeeper;
  /** By node: 1 if it has been reached from the prefixes at hand; and the properties that are broken there. */
  readonly #isReached: Uint8Array;
  readonly #broken: Int32Array;
  readonly #byStage: Prefixes[][];

  constructor(graph: StoryGraph, options: { readonly stepCount: number; readonly isOpen?: Gatekeeper }) {
    this.#graph = graph;
    this.#stepCount = options.stepCount;
    this.#isOpen = options.isOpen ?? (() => true);
    this.#isReached = new Uint8Array(graph.nodeCount);
    this.#broken = new Int32Array(graph.nodeCount);
    this.#byStage = graph.stages.map(() => []);
  }

  groups(): readonly OrderingGroup[] {
    const { stages } = this.#graph;
    const inOrder = stages.map((_, stage) => stage).sort((left, right) => this.#length(left) - this.#length(right));
    this.#byStage[0]?.push({
      stage: 0,
      orderings: [[]],
      nodes: Int32Array.of(0),
      broken: Int32Array.of(0),
      harm: noHarm,
      isRestless: false,
    });
    return inOrder.flatMap((stage) => (this.#byStage[stage] ?? []).flatMap((prefixes) => this.#follow(prefixes)));
  }

  #length(stage: number): number {
    return this.#graph.stages[stage]?.done.length ?? 0;
  }

  /** Everything that can happen before the next step; then hands on to the next stages. Returns orderings that end here. */
  #follow(prefixes: Prefixes): readonly OrderingGroup[] {
    const reached = this.#close(prefixes);
    const { harm, isRestless } = this.#harmIn(reached, prefixes);
    const isLast = this.#length(prefixes.stage) === this.#stepCount;
    const isContinued = !isLast && this.#handOn(reached, { ...prefixes, harm, isRestless });
    for (const node of reached) {
      this.#isReached[node] = 0;
      this.#broken[node] = 0;
    }
    if (isContinued) return [];
    return [{ orderings: prefixes.orderings, harm, isRestless, isComplete: isLast }];
  }

  #close({ nodes, broken, stage }: Prefixes): readonly number[] {
    const graph = this.#graph;
    const reached: number[] = [];
    const open: number[] = [];
    const meet = (node: number, bits: number) => {
      const before = this.#broken[node] as number;
      if (this.#isReached[node] === 1 && (before | bits) === before) return;
      if (this.#isReached[node] === 0) reached.push(node);
      this.#isReached[node] = 1;
      this.#broken[node] = before | bits;
      open.push(node);
    };
    nodes.forEach((node, index) => {
      meet(node, broken[index] as number);
    });
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      const from = node;
      graph.forEachNext(from, (next) => {
        if (graph.stageOf[graph.stateOf(next)] === stage) meet(next, this.#brokenAfter(from, next));
      });
    }
    return reached.sort((left, right) => left - right);
  }

  /** Broken is what held before and does not now, and stays so until it holds again. */
  #brokenAfter(node: number, next: number): number {
    const { badBits } = this.#graph;
    const before = badBits[this.#graph.stateOf(node)] as number;
    return (badBits[this.#graph.stateOf(next)] as number) & ((this.#broken[node] as number) | ~before);
  }

  #harmIn(reached: readonly number[], { stage, harm, isRestless }: Prefixes): Pick<Prefixes, 'harm' | 'isRestless'> {
    const { rests, stuckBits, flappingBits, isRestless: restless } = this.#graph;
    const isLast = this.#length(stage) === this.#stepCount;
    let { transient, flapping, stuck, violated } = harm;
    let goesOn = isRestless;
    for (const node of reached) {
      const broken = this.#broken[node] as number;
      transient |= broken;
      violated |= this.#graph.violatedByItself(node);
      const rest = rests[this.#graph.stateOf(node)] as number;
      if (rest < 0) continue;
      const counted = isLast ? -1 : broken;
      stuck |= (stuckBits[rest] as number) & counted;
      flapping |= (flappingBits[rest] as number) & counted;
      goesOn ||= restless[rest] === 1;
    }
    return { harm: { transient, flapping, stuck, violated }, isRestless: goesOn };
  }

  /** Takes every next step from every state where it may be taken. False if there is none. */
  #handOn(reached: readonly number[], prefixes: Prefixes): boolean {
    const graph = this.#graph;
    const entries = new Map<number, Map<number, number>>();
    const violatedOnTheWay = new Map<number, number>();
    for (const node of reached) {
      graph.forEachNext(node, (next) => {
        const stage = graph.stageOf[graph.stateOf(next)] as number;
        if (stage === prefixes.stage) return;
        const step = graph.stepBetween(prefixes.stage, stage);
        if (!this.#isOpen(step, graph.stateOf(node))) return;
        violatedOnTheWay.set(stage, (violatedOnTheWay.get(stage) ?? 0) | graph.violatedByStep(node, step));
        const into = entries.get(stage) ?? new Map<number, number>();
        into.set(next, (into.get(next) ?? 0) | this.#brokenAfter(node, next));
        entries.set(stage, into);
      });
    }
    for (const [stage, into] of entries) {
      const violated = prefixes.harm.violated | (violatedOnTheWay.get(stage) ?? 0);
      this.#enter(stage, into, { ...prefixes, harm: { ...prefixes.harm, violated } });
    }
    return entries.size > 0;
  }

  #enter(
    stage: number,
    into: ReadonlyMap<number, number>,
    { stage: from, orderings, harm, isRestless }: Prefixes,
  ): void {
    const step = this.#graph.stepBetween(from, stage);
    const longer = orderings.map((ordering) => [...ordering, step]);
    const nodes = Int32Array.from(into.keys()).sort();
    const broken = nodes.map((node) => into.get(node) as number);
    const group = { stage, orderings: longer, nodes, broken, harm, isRestless };
    const known = this.#byStage[stage]?.find((other) => isSameStory(other, group));
    if (known === undefined) this.#byStage[stage]?.push(group);
    else known.orderings.push(...longer);
  }
}

function isSameStory(left: Prefixes, right: Prefixes): boolean {
  return (
    left.nodes.length === right.nodes.length &&
    left.isRestless === right.isRestless &&
    left.harm.transient === right.harm.transient &&
    left.harm.flapping === right.harm.flapping &&
    left.harm.stuck === right.harm.stuck &&
    left.harm.violated === right.harm.violated &&
    left.nodes.every((node, index) => node === right.nodes[index]) &&
    left.broken.every((bits, index) => bits === right.broken[index])
  );
}
