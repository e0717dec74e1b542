import type { Model, World } from '../kernel/model.ts';
import type { DecisionTrie } from './decision-trie.ts';
import type { Footprints } from './footprints.ts';
import type { RememberedProperties } from './remembered-properties.ts';
import type { RememberedSteps } from './remembered-steps.ts';
import { unpackRow } from './row-layout.ts';
import { H, type SharedMemory } from './shared-memory.ts';
import type { SlotValues } from './slot-values.ts';
import type { CheckedSymmetry } from './symmetry/checked-symmetry.ts';
import { findState } from './visited-set.ts';

/** From the numbers of states back to worlds: for running real code on them, for answers and for traces. */
export class StateReader {
  readonly steps: RememberedSteps;
  readonly properties: RememberedProperties;
  /** Only if like worlds are not told apart. */
  readonly symmetry: CheckedSymmetry | undefined;
  readonly #model: Model;
  readonly #memory: SharedMemory;
  readonly #slotValues: SlotValues;
  readonly #trie: DecisionTrie;
  readonly #footprints: Footprints | undefined;
  readonly #values: Int32Array;

  constructor(parts: {
    readonly model: Model;
    readonly memory: SharedMemory;
    readonly slotValues: SlotValues;
    readonly trie: DecisionTrie;
    readonly steps: RememberedSteps;
    readonly properties: RememberedProperties;
    /** Only if the search is reduced. */
    readonly footprints?: Footprints | undefined;
    readonly symmetry?: CheckedSymmetry | undefined;
  }) {
    this.steps = parts.steps;
    this.properties = parts.properties;
    this.symmetry = parts.symmetry;
    this.#model = parts.model;
    this.#memory = parts.memory;
    this.#slotValues = parts.slotValues;
    this.#trie = parts.trie;
    this.#footprints = parts.footprints;
    this.#values = new Int32Array(parts.model.components.length);
  }

  /** The world of a state. */
  world(state: number): World {
    return this.#model.worldOf(this.ids(state));
  }

  /** The interner's ids of a state's values, by slot. */
  ids(state: number): Int32Array {
    this.#unpack(state);
    return this.#values.map((local, slot) => this.#slotValues.idOf(slot, local));
  }

  /** The interner's ids of the values of every world that a state stands for, its own first; some may be given twice. */
  worldsOf(state: number): readonly Int32Array[] {
    const ids = this.ids(state);
    if (this.symmetry === undefined) return [ids];
    const { group, images } = this.symmetry;
    return group.slots.flatMap((_, element) => images.worldImage(element, ids) ?? []);
  }

  /** The state that stands for the world whose values have these ids of the interner; undefined if it was not met. */
  find(ids: Int32Array): number | undefined {
    if (this.symmetry === undefined) return this.#findWorld(ids);
    const { group, images } = this.symmetry;
    for (const element of group.slots.keys()) {
      const image = images.worldImage(element, ids);
      const state = image && this.#findWorld(image);
      if (state !== undefined) return state;
    }
    return undefined;
  }

  #findWorld(ids: Int32Array): number | undefined {
    const locals = Array.from(ids, (id, slot) => this.#slotValues.knownLocalOf(slot, id));
    if (!locals.every((local) => local !== undefined)) return undefined;
    return findState(this.#memory, Int32Array.from(locals));
  }

  /** Makes sure that the steps of a state and all answers about it and them are remembered. */
  resolve(state: number): void {
    const ids = this.ids(state);
    this.steps.resolve(this.#values, ids);
    this.properties.resolve(this.#values, ids, this.steps);
    this.#footprints?.publish();
  }

  /** True if the state property at this index (of all that the exploration was given) holds in the state. */
  holds(property: number, state: number): boolean {
    const ids = this.ids(state);
    return this.properties.holds(property, this.#values, ids);
  }

  /** A bit for each of the first state properties, `count` of them, that does not hold in the state. */
  violatedIn(state: number, count: number): number {
    const ids = this.ids(state);
    let bits = 0;
    for (let index = 0; index < count; index += 1) {
      if (!this.properties.holds(index, this.#values, ids)) bits |= 1 << index;
    }
    return bits;
  }

  /** The interner's id of the value that a slot has in a state. */
  idOf(state: number, slot: number): number {
    this.#unpack(state);
    return this.#slotValues.idOf(slot, this.#values[slot] as number);
  }

  /** Bytes in use by what is remembered. */
  get byteCount(): number {
    const footprints = this.#footprints?.byteCount ?? 0;
    const images = this.symmetry?.images.byteCount ?? 0;
    return this.#trie.byteCount + this.steps.byteCount + this.properties.byteCount + footprints + images;
  }

  #unpack(state: number): void {
    const { header, rows, layout } = this.#memory;
    unpackRow(rows.array, state * (header.array[H.stride] as number), layout.array, this.#values);
  }
}
