import type { Interner } from '../kernel/interner.ts';

/**
 * The values met in each slot, numbered from 0 in the order of first sight: small numbers, so that a row can be packed
 * into few bits and a decision looked up by index. The interner's ids count the values of all slots together.
 */
export class SlotValues {
  readonly interner: Interner;
  readonly #localById: readonly Map<number, number>[];
  readonly #idByLocal: readonly number[][];

  constructor(interner: Interner, slotCount: number) {
    this.interner = interner;
    this.#localById = Array.from({ length: slotCount }, () => new Map());
    this.#idByLocal = Array.from({ length: slotCount }, () => []);
  }

  /** How many values the slot has had. */
  count(slot: number): number {
    return (this.#idByLocal[slot] as number[]).length;
  }

  /** The number of an interned value in this slot, a new one if it was never met there. */
  localOf(slot: number, id: number): number {
    const locals = this.#localById[slot] as Map<number, number>;
    let local = locals.get(id);
    if (local === undefined) {
      local = locals.size;
      locals.set(id, local);
      (this.#idByLocal[slot] as number[]).push(id);
    }
    return local;
  }

  /** The number of an interned value in this slot, if it was met there. */
  knownLocalOf(slot: number, id: number): number | undefined {
    return (this.#localById[slot] as Map<number, number>).get(id);
  }

  /** The interner's id of a value by its number in the slot. */
  idOf(slot: number, local: number): number {
    return (this.#idByLocal[slot] as number[])[local] as number;
  }
}

/** The hash of a state by the numbers of its values in their slots. */
export function stateHash(values: Int32Array): number {
  let hash = 0;
  for (let slot = 0; slot < values.length; slot += 1) hash ^= slotHash(slot, values[slot] as number);
  return hash;
}

/**
 * The share of one slot in a state's hash: 32 bits, the state's hash being the XOR of the shares of all slots.
 * Only the table's layout depends on it, never a result: rows are always compared whole.
 */
export function slotHash(slot: number, local: number): number {
  let bits = Math.imul(slot + 1, 0x9e3779b1) ^ Math.imul(local + 1, 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 16), 0x7feb352d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b);
  return bits ^ (bits >>> 16);
}
