import { sparseChildOf } from './decision-trie.ts';
import { unpackRow } from './row-layout.ts';
import { H, type SharedMemory } from './shared-memory.ts';

/**
 * What can happen in one state, found among what is remembered: the programs of all actions that may be enabled.
 * Integer work on typed arrays, nothing allocated: part of the innermost loop of an exploration.
 */
export class PossibleSteps {
  readonly #memory: SharedMemory;
  /** The values of the state at hand, by slot. */
  readonly values: Int32Array;
  /** The programs of the state at hand; longer than there are. */
  programs: Int32Array = new Int32Array(64);

  constructor(memory: SharedMemory) {
    this.#memory = memory;
    this.values = new Int32Array(memory.header.array[H.slotCount] as number);
  }

  /** Turns to a state. */
  enter(state: number): void {
    const { header, rows, layout } = this.#memory;
    unpackRow(rows.array, state * (header.array[H.stride] as number), layout.array, this.values);
  }

  /** Finds the programs of all that may happen. Returns how many, or -1 if something is not remembered. */
  collect(): number {
    const memory = this.#memory;
    const values = this.values;
    const nodes = memory.nodes.array;
    const children = memory.children.array;
    const lists = memory.lists.array;
    const groups = memory.groups.array;
    const header = memory.header.array;
    const groupCount = header[H.groupCount] as number;
    let programs = this.programs;
    let list = header[H.unconditionalList] as number;
    let count = 0;
    for (let group = 0; ; group += 1) {
      if (list === 0) return -1;
      const end = list + (lists[list] as number);
      if (count + end - list > programs.length) programs = this.#widen(count + end - list);
      for (let entry = list + 1; entry <= end; entry += 1) {
        let reference = lists[entry] as number;
        while (reference > 0) {
          const value = values[nodes[3 * reference] as number] as number;
          reference =
            value < (nodes[3 * reference + 2] as number)
              ? (children[(nodes[3 * reference + 1] as number) + value] as number)
              : sparseChildOf(memory, reference, value);
        }
        if (reference === 0) return -1;
        programs[count] = -reference;
        count += 1;
      }
      if (group >= groupCount) return count;
      const node = groups[2 * group + 1] as number;
      const value = values[groups[2 * group] as number] as number;
      list =
        value < (nodes[3 * node + 2] as number)
          ? (children[(nodes[3 * node + 1] as number) + value] as number)
          : sparseChildOf(memory, node, value);
    }
  }

  #widen(length: number): Int32Array {
    const wider = new Int32Array(2 * length);
    wider.set(this.programs);
    this.programs = wider;
    return wider;
  }
}
