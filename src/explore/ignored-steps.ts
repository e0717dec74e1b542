import { assert } from '../kernel/assert.ts';
import { bottomComponents, type EdgeArrays, edgesWithin } from './bottom-components.ts';
import type { EndObservers } from './end-observers.ts';
import { FootprintFlags, type Footprints, footprintAt } from './footprints.ts';
import type { KeptEdges } from './kept-edges.ts';
import { PossibleSteps } from './possible-steps.ts';
import { H, type SharedMemory } from './shared-memory.ts';
import type { StateReader } from './state-reader.ts';
import { hasBit, StubbornSets } from './stubborn-sets.ts';

/**
 * Finds where a reduced search has passed over something for good: the conditions of {@link ReductionWish} on bottom
 * strongly connected components, which are looked at when a search has come to its end.
 *
 * In a component that nothing leaves, what is never taken in any of its states is never taken at all; and a property
 * that is asked only at the end must not look at anything there whose order was left out.
 */
export class IgnoredSteps {
  readonly #memory: SharedMemory;
  readonly #states: StateReader;
  readonly #edges: KeptEdges;
  readonly #footprints: Footprints;
  readonly #observers: EndObservers;
  readonly #actionCount: number;
  /** How many properties are asked in every state. */
  readonly #checkedCount: number;
  readonly #stage: number | undefined;
  readonly #possible: PossibleSteps;
  readonly #stubborn: StubbornSets;

  constructor(parts: {
    readonly memory: SharedMemory;
    readonly states: StateReader;
    readonly edges: KeptEdges;
    readonly footprints: Footprints;
    readonly observers: EndObservers;
    readonly checkedCount: number;
    /** The slot of the stage, if there are stages. */
    readonly stage?: number | undefined;
  }) {
    this.#memory = parts.memory;
    this.#states = parts.states;
    this.#edges = parts.edges;
    this.#footprints = parts.footprints;
    this.#observers = parts.observers;
    this.#checkedCount = parts.checkedCount;
    this.#stage = parts.stage;
    this.#actionCount = parts.memory.header.array[H.actionCount] as number;
    this.#possible = new PossibleSteps(parts.memory);
    this.#stubborn = new StubbornSets(parts.memory);
  }

  /** The states from `first` on whose other steps have to be taken, too; they are marked as whole. `mode` as they had. */
  find(first: number, mode: number): readonly number[] {
    const { header, whole } = this.#memory;
    const stateCount = header.array[H.stateCount] as number;
    header.array[H.mode] = mode;
    const bottoms = bottomComponents(this.#graph(stateCount));
    const components = new Map<number, number[]>();
    for (let state = first; state < stateCount; state += 1) {
      const component = bottoms[state] as number;
      if (component < 0) continue;
      const members = components.get(component);
      if (members === undefined) components.set(component, [state]);
      else members.push(state);
    }
    const found = [...components.values()].flatMap((members) => this.#lackingIn(members));
    assert(whole.reserve((stateCount >>> 5) + 1), 'there is a bit for every state');
    for (const state of found) whole.array[state >>> 5] = (whole.array[state >>> 5] as number) | (1 << (state & 31));
    return found.sort((left, right) => left - right);
  }

  /** The graph in which things come to rest: with stages, the one of all steps that stay at their stage. */
  #graph(stateCount: number): EdgeArrays {
    const graph = this.#edges.graph(stateCount);
    const stage = this.#stage;
    return stage === undefined ? graph : edgesWithin(graph, (state) => this.#states.idOf(state, stage));
  }

  /**
   * The states of a component that lack something. Where a step is ignored, it could be taken everywhere in the component,
   * unless footprints have grown meanwhile: so it is looked for where it is possible.
   */
  #lackingIn(members: readonly number[]): readonly number[] {
    this.#noteObservers(members);
    /** By action: the first state where it changes something, until it is seen to be taken somewhere. */
    const open = new Map<number, number>();
    const taken = new Set<number>();
    const lacking: number[] = [];
    for (const state of members) {
      this.#choose(state);
      const isWhole = hasBit(this.#memory.whole.array, state);
      for (let action = 0; action < this.#actionCount; action += 1) {
        if (!hasBit(this.#stubborn.moving, action) || taken.has(action)) continue;
        if (!isWhole && !this.#stubborn.has(action)) {
          if (!open.has(action)) open.set(action, state);
          continue;
        }
        taken.add(action);
        open.delete(action);
      }
      if (!isWhole && !this.#stubborn.isEverything && this.#isAnObserverPassedOver(state)) lacking.push(state);
    }
    if (lacking.length > 0 || open.size === 0) return lacking;
    return [Math.min(...open.values())];
  }

  #noteObservers(members: readonly number[]): void {
    if (this.#observers.count === 0) return;
    for (const state of members) {
      const ids = this.#states.ids(state);
      for (let index = 0; index < this.#observers.count; index += 1) {
        this.#footprints.noteObserver(this.#checkedCount + index, this.#observers.slotsOf(index, ids));
      }
    }
    this.#footprints.publish();
  }

  #choose(state: number): void {
    this.#possible.enter(state);
    const count = this.#possible.collect();
    assert(count >= 0, 'what can happen in a state that was expanded is remembered');
    this.#stubborn.choose(state, this.#possible.values, this.#possible.programs, count);
  }

  /** Whether a step that is taken changes what a property looks at, and one that could change it, too, is left out. */
  #isAnObserverPassedOver(state: number): boolean {
    const ids = this.#states.ids(state);
    const indices = Array.from({ length: this.#observers.count }, (_, index) => index);
    return indices.some((index) => this.#isSeen(index) && !this.#isClosedFor(this.#observers.slotsOf(index, ids)));
  }

  #isSeen(observer: number): boolean {
    const { header, masks } = this.#memory;
    const slotCount = header.array[H.slotCount] as number;
    const length = header.array[H.maskLength] as number;
    for (let action = 0; action < this.#actionCount; action += 1) {
      if (!this.#stubborn.has(action)) continue;
      const at = footprintAt(this.#stubborn.footprintOf(action), slotCount, length);
      if (((masks.array[at] as number) & FootprintFlags.moves) === 0) continue;
      const met = masks.array.subarray(at + 1, at + 1 + length);
      if (hasBit(met, this.#actionCount + this.#checkedCount + observer)) return true;
    }
    return false;
  }

  #isClosedFor(slots: Int32Array): boolean {
    const length = this.#memory.header.array[H.maskLength] as number;
    return slots.every((slot) => {
      const writers = this.#memory.masks.array.subarray(2 * slot * length, (2 * slot + 1) * length);
      for (let action = 0; action < this.#actionCount; action += 1) {
        if (hasBit(writers, action) && !this.#stubborn.has(action)) return false;
      }
      return true;
    });
  }
}
