import { assert } from '../../kernel/assert.ts';
import type { Component } from '../../kernel/component.ts';
import type { Model } from '../../kernel/model.ts';
import { bottomComponents, edgesWithin, startOf } from '../bottom-components.ts';
import type { ExploredGraph } from '../exploration.ts';
import { ForbiddenInStories } from './forbidden-in-stories.ts';

/** How far a rollout has come. Every state is at one stage, and a step of the rollout leads to a later one. */
export interface Stage {
  /** The steps that have been taken, ascending. */
  readonly done: readonly number[];
}

/**
 * The explored graph as the stories of a rollout see it: which steps have been taken in a state, which properties hold
 * there, and where the system comes to rest if nobody takes another step.
 */
export class StoryGraph {
  readonly stages: readonly Stage[];
  /** By state: the index of its stage. */
  readonly stageOf: Uint16Array;
  /** By state: a bit for each property that is violated there. */
  readonly badBits: Int32Array;
  /**
   * By state: the bottom component of the graph without the rollout's steps, or -1. Whoever leaves the system alone finds
   * it there in the end.
   */
  readonly rests: Int32Array;
  /** By bottom component: a bit for each property violated in all its states, and in some of them. */
  readonly stuckBits: Int32Array;
  readonly flappingBits: Int32Array;
  /** By bottom component: 1 if a shared part of the world goes on changing there. */
  readonly isRestless: Uint8Array;
  readonly graph: ExploredGraph;
  readonly faultBudget: number;
  readonly #forbidden: ForbiddenInStories;
  readonly #stageIndex = new Map<string, number>();

  constructor(options: {
    readonly graph: ExploredGraph;
    readonly model: Model;
    readonly done: Component<readonly number[]>;
    readonly faultBudget: number;
    /** The ids of the actions of the rollout's steps; none if nobody asks what single steps violate. */
    readonly stepActions?: readonly string[];
  }) {
    const { graph, model, done, faultBudget, stepActions = [] } = options;
    this.graph = graph;
    this.#forbidden = new ForbiddenInStories(graph, stepActions);
    this.faultBudget = faultBudget;
    const { stateCount } = graph;
    this.stageOf = new Uint16Array(stateCount);
    this.badBits = new Int32Array(stateCount);
    const stages: Stage[] = [];
    const slot = model.slotOf(done.id);
    const stageByValue = new Map<number, number>();
    for (let state = 0; state < stateCount; state += 1) {
      const id = graph.idOf(state, slot);
      let stage = stageByValue.get(id);
      if (stage === undefined) {
        stage = stages.length;
        stageByValue.set(id, stage);
        const steps = model.interner.value(id) as readonly number[];
        stages.push({ done: steps });
        this.#stageIndex.set(steps.join(), stage);
      }
      this.stageOf[state] = stage;
      this.badBits[state] = graph.violatedIn(state);
    }
    this.stages = stages;
    this.rests = bottomComponents(edgesWithin(graph, (state) => this.stageOf[state] as number));
    const count = this.rests.reduce((most, rest) => Math.max(most, rest + 1), 0);
    this.stuckBits = new Int32Array(count).fill(-1);
    this.flappingBits = new Int32Array(count);
    this.isRestless = new Uint8Array(count);
    this.#judgeRests();
  }

  /**
   * How many nodes there are: each state once for every number of faults that may have happened on the way to it. The
   * node of a state after so many faults is `faults * stateCount + state`.
   */
  get nodeCount(): number {
    return this.graph.stateCount * (this.faultBudget + 1);
  }

  stateOf(node: number): number {
    return node % this.graph.stateCount;
  }

  /** The nodes that one step leads to, faults included as far as the budget goes. */
  forEachNext(node: number, visit: (next: number) => void): void {
    const { graph, faultBudget } = this;
    const { stateCount, targets, ends, faults } = graph;
    const state = node % stateCount;
    const base = node - state;
    const end = ends[state] as number;
    for (let edge = startOf(graph, state); edge < end; edge += 1) visit(base + ((targets[edge] as number) >>> 1));
    if (faults === undefined || base === faultBudget * stateCount) return;
    const faultEnd = faults.ends[state] as number;
    for (let edge = startOf(faults, state); edge < faultEnd; edge += 1) {
      visit(base + stateCount + ((faults.targets[edge] as number) >>> 1));
    }
  }

  /** The properties of single steps that can be violated at a node by what happens by itself. */
  violatedByItself(node: number): number {
    return this.#forbidden.byItself(this.stateOf(node), this.#mayFail(node));
  }

  /** Those that a step of the rollout violates there. */
  violatedByStep(node: number, step: number): number {
    return this.#forbidden.byStep(this.stateOf(node), step);
  }

  /** A step there that violates the property at this bit; of the rollout's none but `next`. */
  violation(node: number, { bit, next }: { readonly bit: number; readonly next: number | undefined }) {
    return this.#forbidden.stepFrom(this.stateOf(node), { bit, mayFail: this.#mayFail(node), next });
  }

  #mayFail(node: number): boolean {
    return node < this.faultBudget * this.graph.stateCount;
  }

  /** The stage at which exactly these steps have been taken; `undefined` if no state is there. */
  stageWith(done: readonly number[]): number | undefined {
    return this.#stageIndex.get([...done].sort((left, right) => left - right).join());
  }

  /** The step of the rollout that leads from one stage to a later one. */
  stepBetween(from: number, to: number): number {
    const before = this.stages[from] as Stage;
    const step = (this.stages[to] as Stage).done.find((one) => !before.done.includes(one));
    assert(step !== undefined, 'an edge to another stage is a step of the rollout');
    return step;
  }

  #judgeRests(): void {
    const { stateCount, targets, ends } = this.graph;
    for (let state = 0; state < stateCount; state += 1) {
      const rest = this.rests[state] as number;
      if (rest < 0) continue;
      const bits = this.badBits[state] as number;
      this.stuckBits[rest] = (this.stuckBits[rest] as number) & bits;
      this.flappingBits[rest] = (this.flappingBits[rest] as number) | bits;
      const end = ends[state] as number;
      for (let edge = startOf(this.graph, state); edge < end; edge += 1) {
        const target = targets[edge] as number;
        if ((target & 1) === 1 && this.rests[target >>> 1] === rest) this.isRestless[rest] = 1;
      }
    }
  }
}
