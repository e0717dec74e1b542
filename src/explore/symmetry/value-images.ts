import { assert } from '../../kernel/assert.ts';
import { H, type SharedMemory } from '../shared-memory.ts';
import type { SlotValues } from '../slot-values.ts';
import type { SymmetryGroup } from './symmetry-group.ts';

/**
 * What the elements of a group make of the values in every slot, as far as it was learned, and for the threads as
 * integers ({@link SymmetryTable}).
 *
 * It is a group action: of whatever is learned, every image has images that fit.
 */
export class ValueImages {
  readonly #group: SymmetryGroup;
  readonly #memory: SharedMemory;
  readonly #values: SlotValues;
  /** By slot, then by the interner's id of a value: by element, the id of its image. */
  readonly #byValue: readonly Map<number, Int32Array>[];
  /** By slot: for how many values there is room in the table. */
  readonly #capacities: number[];
  readonly #isCompared: boolean[];
  #imagesEnd = 0;

  constructor(group: SymmetryGroup, memory: SharedMemory, values: SlotValues) {
    const slotCount = memory.header.array[H.slotCount] as number;
    this.#group = group;
    this.#memory = memory;
    this.#values = values;
    this.#byValue = Array.from({ length: slotCount }, () => new Map());
    this.#capacities = Array.from({ length: slotCount }, () => 0);
    this.#isCompared = Array.from({ length: slotCount }, () => false);
    const table = symmetryTable(slotCount, group.elementCount);
    assert(memory.symmetry.reserve(table.length), 'there is room for the elements of a group');
    memory.header.array[H.elementCount] = group.elementCount;
    for (const [element, slots] of group.slotsBack.entries())
      memory.symmetry.array.set(slots, table.sources + element * slotCount);
    for (let slot = 0; slot < slotCount; slot += 1) {
      if (group.slots.some((slots) => slots[slot] !== slot)) this.#compare(slot);
    }
  }

  /**
   * Takes in a value of a slot (by the interner's id) with its image under every element, in the slots that the elements
   * lead to. If that does not fit what is known, it says of which element.
   */
  learn(slot: number, ids: Int32Array): { readonly misfit: number } | undefined {
    const known = this.#byValue[slot]?.get(ids[0] as number);
    if (known !== undefined) return misfitOf(known, ids);
    const { elementCount, slots, products } = this.#group;
    for (let first = 0; first < elementCount; first += 1) {
      const at = slots[first]?.[slot] as number;
      const images = Int32Array.from(
        { length: elementCount },
        (_, then) => ids[products[then]?.[first] as number] as number,
      );
      const other = this.#byValue[at]?.get(ids[first] as number);
      if (other !== undefined && misfitOf(other, images) !== undefined) return { misfit: first };
      this.#byValue[at]?.set(ids[first] as number, images);
    }
    for (let first = 0; first < elementCount; first += 1) {
      const at = slots[first]?.[slot] as number;
      this.#publish(at, this.#byValue[at]?.get(ids[first] as number) as Int32Array);
    }
    return undefined;
  }

  /** By element: the image of a value that is known. */
  imagesOf(slot: number, id: number): Int32Array {
    const images = this.#byValue[slot]?.get(id);
    assert(images !== undefined, 'a value that was met has images');
    return images;
  }

  /** The image of a world under an element; undefined if a value in it was never learned. */
  worldImage(element: number, ids: Int32Array): Int32Array | undefined {
    const slots = this.#group.slots[element] as Int32Array;
    const image = new Int32Array(ids.length);
    for (let slot = 0; slot < ids.length; slot += 1) {
      const images = this.#byValue[slot]?.get(ids[slot] as number);
      if (images === undefined) return undefined;
      image[slots[slot] as number] = images[element] as number;
    }
    return image;
  }

  /** Bytes in use by the threads' tables. */
  get byteCount(): number {
    return 4 * (this.#imagesEnd + this.#memory.symmetry.array.length);
  }

  #publish(slot: number, ids: Int32Array): void {
    const { elementCount, slots } = this.#group;
    const { images, symmetry } = this.#memory;
    const local = this.#values.localOf(slot, ids[0] as number);
    if (local >= (this.#capacities[slot] as number)) this.#widen(slot, local);
    const base = symmetry.array[symmetryTable(this.#byValue.length, elementCount).bases + slot] as number;
    for (let element = 0; element < elementCount; element += 1) {
      const at = slots[element]?.[slot] as number;
      const image = this.#values.localOf(at, ids[element] as number);
      images.array[base + local * elementCount + element] = image;
      if (image !== local) this.#compare(slot);
    }
  }

  /** Moves the table of a slot to where there is room for the value with this number, and as many again. */
  #widen(slot: number, local: number): void {
    const { elementCount } = this.#group;
    const { images, symmetry } = this.#memory;
    const { bases } = symmetryTable(this.#byValue.length, elementCount);
    const from = symmetry.array[bases + slot] as number;
    const length = (this.#capacities[slot] as number) * elementCount;
    const capacity = 2 * (local + 1);
    assert(images.reserve(this.#imagesEnd + capacity * elementCount), 'there is room for images of values');
    images.array.copyWithin(this.#imagesEnd, from, from + length);
    symmetry.array[bases + slot] = this.#imagesEnd;
    this.#imagesEnd += capacity * elementCount;
    this.#capacities[slot] = capacity;
  }

  /**
   * Has a slot compared when the least image is looked for. Slots are compared in the order in which they came to be, so
   * that which image is the least never changes: where a slot was not compared, all images had the same value there.
   */
  #compare(slot: number): void {
    if (this.#isCompared[slot] === true) return;
    this.#isCompared[slot] = true;
    const { header, symmetry } = this.#memory;
    const count = header.array[H.comparedCount] as number;
    symmetry.array[count] = slot;
    header.array[H.comparedCount] = count + 1;
  }
}

/**
 * Where things are in `symmetry`: from 0 the slots compared; from `sources`, by element and slot, the slot that takes its
 * place; from `bases`, by slot, where in `images` its values begin, each with its images' numbers, one per element.
 */
export function symmetryTable(
  slotCount: number,
  elementCount: number,
): { readonly sources: number; readonly bases: number; readonly length: number } {
  const bases = slotCount * (1 + elementCount);
  return { sources: slotCount, bases, length: bases + slotCount };
}

function misfitOf(left: Int32Array, right: Int32Array): { readonly misfit: number } | undefined {
  const misfit = left.findIndex((id, element) => id !== right[element]);
  return misfit < 0 ? undefined : { misfit };
}
