import { H, type SharedMemory } from '../shared-memory.ts';
import { slotHash } from '../slot-values.ts';
import { symmetryTable } from './value-images.ts';

/**
 * Puts the least image of a packed row in its place: images are compared by the numbers of their values, slot by slot.
 *
 * Part of the innermost loop of an exploration. Most images are greater at the first slot that is looked at.
 */
export class LeastImage {
  readonly #memory: SharedMemory;
  /** The numbers of the least image in the slots compared, while it is written. */
  readonly #least: Int32Array;

  constructor(memory: SharedMemory) {
    this.#memory = memory;
    this.#least = new Int32Array(memory.header.array[H.slotCount] as number);
  }

  /** Changes the row at `base`, whose hash is given. Returns the hash of what is there then. */
  take(rows: Int32Array, base: number, hash: number): number {
    const elementCount = this.#memory.header.array[H.elementCount] as number;
    let least = 0;
    for (let element = 1; element < elementCount; element += 1) {
      if (this.#compare(rows, base, element, least) < 0) least = element;
    }
    return least === 0 ? hash : this.#put(rows, base, least, hash);
  }

  /** How many different images a row has. */
  orbitSize(rows: Int32Array, base: number): number {
    const elementCount = this.#memory.header.array[H.elementCount] as number;
    let sameCount = 1;
    for (let element = 1; element < elementCount; element += 1) {
      if (this.#compare(rows, base, element, 0) === 0) sameCount += 1;
    }
    return elementCount / sameCount;
  }

  /** Negative if the image under `left` comes before the one under `right`; 0 if they are the same. */
  #compare(rows: Int32Array, base: number, left: number, right: number): number {
    const { header, symmetry, layout, images } = this.#memory;
    const slotCount = header.array[H.slotCount] as number;
    const elementCount = header.array[H.elementCount] as number;
    const comparedCount = header.array[H.comparedCount] as number;
    const table = symmetry.array;
    const fields = layout.array;
    const ofLeft = slotCount * (1 + left);
    const ofRight = slotCount * (1 + right);
    const bases = slotCount * (1 + elementCount);
    for (let index = 0; index < comparedCount; index += 1) {
      const slot = table[index] as number;
      const leftSlot = table[ofLeft + slot] as number;
      const rightSlot = table[ofRight + slot] as number;
      const leftField = 3 * leftSlot;
      const rightField = 3 * rightSlot;
      const leftWord = rows[base + (fields[leftField] as number)] as number;
      const rightWord = rows[base + (fields[rightField] as number)] as number;
      const leftValue = (leftWord >>> (fields[leftField + 1] as number)) & (fields[leftField + 2] as number);
      const rightValue = (rightWord >>> (fields[rightField + 1] as number)) & (fields[rightField + 2] as number);
      const leftImage = images.array[(table[bases + leftSlot] as number) + leftValue * elementCount + left] as number;
      const rightImage = images.array[
        (table[bases + rightSlot] as number) + rightValue * elementCount + right
      ] as number;
      if (leftImage !== rightImage) return leftImage - rightImage;
    }
    return 0;
  }

  #put(rows: Int32Array, base: number, element: number, hash: number): number {
    const { header, symmetry, layout, images } = this.#memory;
    const slotCount = header.array[H.slotCount] as number;
    const elementCount = header.array[H.elementCount] as number;
    const comparedCount = header.array[H.comparedCount] as number;
    const { sources, bases } = symmetryTable(slotCount, elementCount);
    const table = symmetry.array;
    const fields = layout.array;
    const least = this.#least;
    for (let index = 0; index < comparedCount; index += 1) {
      const source = table[sources + element * slotCount + (table[index] as number)] as number;
      const word = rows[base + (fields[3 * source] as number)] as number;
      const value = (word >>> (fields[3 * source + 1] as number)) & (fields[3 * source + 2] as number);
      least[index] = images.array[(table[bases + source] as number) + value * elementCount + element] as number;
    }
    let after = hash;
    for (let index = 0; index < comparedCount; index += 1) {
      const slot = table[index] as number;
      const at = base + (fields[3 * slot] as number);
      const shift = fields[3 * slot + 1] as number;
      const mask = fields[3 * slot + 2] as number;
      const word = rows[at] as number;
      const before = (word >>> shift) & mask;
      const value = least[index] as number;
      if (before === value) continue;
      after ^= slotHash(slot, before) ^ slotHash(slot, value);
      rows[at] = (word & ~(mask << shift)) | (value << shift);
    }
    return after;
  }
}

/** How many worlds the states stand for. */
export function worldCountOf(memory: SharedMemory): number {
  const header = memory.header.array;
  const stateCount = header[H.stateCount] as number;
  if ((header[H.elementCount] as number) < 2) return stateCount;
  const least = new LeastImage(memory);
  const stride = header[H.stride] as number;
  let count = 0;
  for (let state = 0; state < stateCount; state += 1) count += least.orbitSize(memory.rows.array, state * stride);
  return count;
}
