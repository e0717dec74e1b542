import { childOf } from './decision-trie.ts';
import { FootprintFlags, footprintAt } from './footprints.ts';
import { H, Mode, type SharedMemory } from './shared-memory.ts';
import { labelBits, Program } from './step-programs.ts';

/**
 * Chooses the actions whose steps a reduced search takes from a state: a stubborn set. Why that is enough is told at
 * {@link ReductionWish}.
 *
 * The set is closed: with an action it has all that could change what the action rests on here, and all that look at
 * what it changes; with a property that looks at such a change, all that could change what the property rests on here.
 * And it has an action that changes something without fault, if there is one.
 *
 * Of the sets that grow from such actions the one with the fewest actions that change something is chosen; among equals
 * the one with the action that led here, so that whoever has begun goes on; then the first. This depends on the state,
 * on how it was first reached, and on what footprints are known: never on threads.
 */
export class StubbornSets {
  readonly #memory: SharedMemory;
  readonly #footprints: Int32Array;
  /** Actions that change something here: with and without faults if these may come. */
  #moving: Int32Array;
  #chosen: Int32Array;
  #closure: Int32Array;
  readonly #open: Int32Array;
  readonly #observerCount: number;
  #isEverything = true;

  constructor(memory: SharedMemory) {
    this.#memory = memory;
    const header = memory.header.array;
    const length = header[H.maskLength] as number;
    this.#observerCount = (header[H.propertyCount] as number) - (header[H.stepPropertyCount] as number);
    this.#footprints = new Int32Array(header[H.actionCount] as number);
    this.#moving = new Int32Array(length);
    this.#chosen = new Int32Array(length);
    this.#closure = new Int32Array(length);
    this.#open = new Int32Array(32 * length);
  }

  /** True if the set that was chosen last has all that can happen. */
  get isEverything(): boolean {
    return this.#isEverything;
  }

  /** Whether the set that was chosen last has this action. */
  has(action: number): boolean {
    return this.#isEverything || hasBit(this.#chosen, action);
  }

  /** The actions that change something in the state that was last chosen for. */
  get moving(): Int32Array {
    return this.#moving;
  }

  /** The footprint that an action has in the state that was last chosen for. */
  footprintOf(action: number): number {
    return this.#footprints[action] as number;
  }

  /** Chooses for a state, whose values and programs are given; {@link Mode.faulty} says whether faults may come. */
  choose(state: number, values: Int32Array, programs: Int32Array, programCount: number): void {
    const { header, programs: code, movers, labels } = this.#memory;
    const actionCount = this.#footprints.length;
    const isFaulty = ((header.array[H.mode] as number) & Mode.faulty) !== 0;
    this.#enter(programs, programCount, isFaulty);
    const mover = state === 0 ? -1 : (movers.array[(labels.array[state] as number) >>> labelBits] as number);
    const movingCount = countBits(this.#moving);
    let best = Number.POSITIVE_INFINITY;
    let hasMover = false;
    for (let index = 0; index < programCount && (best > 1 || !hasMover); index += 1) {
      const action = code.array[(programs[index] as number) + Program.action] as number;
      if ((this.#flagsOf(action) & FootprintFlags.moves) === 0) continue;
      const count = this.#close(action, { values, isFaulty, actionCount, most: best });
      if (count > best) continue;
      const isWithMover = mover >= 0 && hasBit(this.#closure, mover);
      if (count === best && (hasMover || !isWithMover)) continue;
      best = count;
      hasMover = isWithMover;
      [this.#chosen, this.#closure] = [this.#closure, this.#chosen];
    }
    this.#isEverything = best >= movingCount;
  }

  /** Takes in what each action can do here. */
  #enter(programs: Int32Array, programCount: number, isFaulty: boolean): void {
    const { programs: code, resting } = this.#memory;
    const counted = FootprintFlags.moves | (isFaulty ? FootprintFlags.fails : 0);
    this.#footprints.set(resting.array.subarray(0, this.#footprints.length));
    this.#moving.fill(0);
    for (let index = 0; index < programCount; index += 1) {
      const program = programs[index] as number;
      const action = code.array[program + Program.action] as number;
      this.#footprints[action] = code.array[program + Program.footprint] as number;
      if ((this.#flagsOf(action) & counted) !== 0) setBit(this.#moving, action);
    }
  }

  /** Closes the set of one action. Returns how many of it change something; more than `most` may mean: not finished. */
  #close(
    seed: number,
    {
      values,
      isFaulty,
      actionCount,
      most,
    }: {
      readonly values: Int32Array;
      readonly isFaulty: boolean;
      readonly actionCount: number;
      readonly most: number;
    },
  ): number {
    const { header, masks } = this.#memory;
    const length = header.array[H.maskLength] as number;
    const slotCount = header.array[H.slotCount] as number;
    const closure = this.#closure;
    const open = this.#open;
    const bitMax = actionCount + this.#observerCount;
    closure.fill(0);
    setBit(closure, seed);
    open[0] = seed;
    let openCount = 1;
    let count = 0;
    while (openCount > 0) {
      openCount -= 1;
      const bit = open[openCount] as number;
      if (bit >= actionCount) {
        openCount = this.#observe(bit - actionCount, { values, isFaulty, openCount });
        continue;
      }
      if (hasBit(this.#moving, bit)) count += 1;
      if (count > most) return count;
      const at = footprintAt(this.#footprints[bit] as number, slotCount, length) + 1 + (isFaulty ? length : 0);
      for (let word = 0; word < length; word += 1) {
        let fresh = (masks.array[at + word] as number) & ~(closure[word] as number);
        while (fresh !== 0) {
          const lowest = fresh & -fresh;
          fresh ^= lowest;
          const next = 32 * word + 31 - Math.clz32(lowest);
          if (next >= bitMax) continue;
          closure[word] = (closure[word] as number) | lowest;
          open[openCount] = next;
          openCount += 1;
        }
      }
    }
    return count;
  }

  /** Adds all that could change what a property rests on here. Returns how many are open then. */
  #observe(
    property: number,
    { values, isFaulty, openCount }: { readonly values: Int32Array; readonly isFaulty: boolean; openCount: number },
  ): number {
    const { header, nodes, checks, masks } = this.#memory;
    const length = header.array[H.maskLength] as number;
    let count = openCount;
    let reference = checks.array[1 + property] as number;
    while (reference > 0) {
      const slot = nodes.array[3 * reference] as number;
      const at = (2 * slot + (isFaulty ? 1 : 0)) * length;
      for (let word = 0; word < length; word += 1) {
        let fresh = (masks.array[at + word] as number) & ~(this.#closure[word] as number);
        this.#closure[word] = (this.#closure[word] as number) | fresh;
        while (fresh !== 0) {
          const lowest = fresh & -fresh;
          fresh ^= lowest;
          this.#open[count] = 32 * word + 31 - Math.clz32(lowest);
          count += 1;
        }
      }
      reference = childOf(this.#memory, reference, values[slot] as number);
    }
    return count;
  }

  #flagsOf(action: number): number {
    const { header, masks } = this.#memory;
    const at = footprintAt(
      this.#footprints[action] as number,
      header.array[H.slotCount] as number,
      header.array[H.maskLength] as number,
    );
    return masks.array[at] as number;
  }
}

/** Whether a mask has this bit. */
export function hasBit(mask: Int32Array, bit: number): boolean {
  return ((mask[bit >>> 5] as number) & (1 << (bit & 31))) !== 0;
}

function setBit(mask: Int32Array, bit: number): void {
  mask[bit >>> 5] = (mask[bit >>> 5] as number) | (1 << (bit & 31));
}

function countBits(mask: Int32Array): number {
  let count = 0;
  for (let word = 0; word < mask.length; word += 1) {
    for (let bits = mask[word] as number; bits !== 0; bits &= bits - 1) count += 1;
  }
  return count;
}
