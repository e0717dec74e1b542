import { assert } from '../kernel/assert.ts';
import { H, type SharedMemory } from './shared-memory.ts';

/** What one action looks at and changes in one local situation. */
interface Footprint {
  /** The slots that decided it: those read, and those written unread. */
  readonly slots: readonly number[];
  /** The slots changed by outcomes without fault, and by faults. */
  readonly normal: readonly number[];
  readonly faults: readonly number[];
}

/**
 * Who meets whom: what every action and every observed property was ever seen to read and to change, and, for each local
 * situation, which others could change what it rests on or look at what it changes. What actions declare is not asked:
 * a controller that may write a whole zone and writes two names of it meets only who looks at those two.
 *
 * What is known grows during a search; see {@link ReductionWish} for why that is no harm once a search has gone through
 * without its growing. {@link version} counts how often it has grown.
 *
 * Masks are sets of actions (then of observers), `maskLength` integers each. In `masks`: per slot its writers without
 * and with faults; then per footprint {@link FootprintFlags} and, without and with faults, those that it meets. `resting`
 * has the footprint of each action that its first question keeps from being enabled; `movers` the action of each step's
 * record. The main thread writes, between phases only.
 */
export class Footprints {
  readonly #memory: SharedMemory;
  readonly #slotCount: number;
  readonly #actionCount: number;
  readonly #length: number;
  readonly #stage: number | undefined;
  readonly #footprints: Footprint[] = [];
  readonly #ids = new Map<string, number>();
  /** By slot: who was ever seen to read it, to change it, and to change it by a fault or otherwise. */
  readonly #readers: Int32Array;
  readonly #writers: Int32Array;
  readonly #faultyWriters: Int32Array;
  #version = 0;
  #publishedVersion = -1;
  #publishedCount = 0;

  constructor(parts: {
    readonly memory: SharedMemory;
    readonly actionCount: number;
    readonly observerCount: number;
    /** The slot of the stage, if there are stages. */
    readonly stage?: number | undefined;
  }) {
    const { memory, actionCount, observerCount, stage } = parts;
    const slotCount = memory.header.array[H.slotCount] as number;
    this.#memory = memory;
    this.#slotCount = slotCount;
    this.#actionCount = actionCount;
    this.#length = Math.max(1, Math.ceil((actionCount + observerCount) / 32));
    memory.header.array[H.maskLength] = this.#length;
    memory.header.array[H.actionCount] = actionCount;
    this.#readers = new Int32Array(slotCount * this.#length);
    this.#writers = new Int32Array(slotCount * this.#length);
    this.#faultyWriters = new Int32Array(slotCount * this.#length);
    assert(memory.resting.reserve(actionCount + 1), 'there is room for what keeps actions from being enabled');
    this.add(0, { slots: [], normal: [], faults: [] });
    this.#stage = stage;
  }

  /** Changes whenever somebody was seen to do what was not known of them. */
  get version(): number {
    return this.#version;
  }

  /** Bytes in use. */
  get byteCount(): number {
    return 4 * (this.#footprintAt(this.#footprints.length) + this.#actionCount);
  }

  /** The number of a footprint, which an action was seen to have. Footprint 0 is empty. */
  add(action: number, footprint: Footprint): number {
    const slots = sorted(footprint.slots);
    const normal = sorted(footprint.normal);
    const faults = sorted(footprint.faults);
    for (const slot of slots) this.#note(this.#readers, slot, action);
    for (const slot of normal) this.#note(this.#writers, slot, action);
    for (const slot of [...normal, ...faults]) this.#note(this.#faultyWriters, slot, action);
    const key = [slots, normal, faults].map((part) => part.join(' ')).join('/');
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#footprints.length;
    this.#footprints.push({ slots, normal, faults });
    this.#ids.set(key, id);
    return id;
  }

  /** The number of the footprint that rests on further slots as well. */
  extend(action: number, id: number, slots: Iterable<number>): number {
    const footprint = this.#footprints[id] as Footprint;
    return this.add(action, { ...footprint, slots: [...footprint.slots, ...slots] });
  }

  /** An observed property was seen to read these slots. */
  noteObserver(observer: number, slots: Iterable<number>): void {
    for (const slot of slots) this.#note(this.#readers, slot, this.#actionCount + observer);
  }

  /** An observed property is asked at every stage: whoever changes the stage meets it, not the other way round. */
  noteStages(observer: number): void {
    if (this.#stage !== undefined) this.noteObserver(observer, [this.#stage]);
  }

  /** A step of an action was seen to be forbidden: before the next stage as after it. */
  noteForbidden(action: number): void {
    if (this.#stage !== undefined) this.#note(this.#readers, this.#stage, action);
  }

  /** An action that is not enabled while its first question, about this slot, is answered as it is. */
  noteResting(action: number, slot: number): void {
    this.#memory.resting.array[action] = this.add(action, { slots: [slot], normal: [], faults: [] });
  }

  /** Whose steps have this record. */
  noteMover(record: number, action: number): void {
    assert(this.#memory.movers.reserve(record + 1), 'there is room for the action of another step');
    this.#memory.movers.array[record] = action;
  }

  /** Writes down for all threads what has become known. */
  publish(): void {
    const isGrown = this.#publishedVersion !== this.#version;
    const first = isGrown ? 0 : this.#publishedCount;
    assert(this.#memory.masks.reserve(this.#footprintAt(this.#footprints.length)), 'there is room for more footprints');
    if (isGrown) this.#publishSlots();
    for (let id = first; id < this.#footprints.length; id += 1) this.#publishFootprint(id);
    this.#publishedVersion = this.#version;
    this.#publishedCount = this.#footprints.length;
  }

  #publishSlots(): void {
    const masks = this.#memory.masks.array;
    for (let slot = 0; slot < this.#slotCount; slot += 1) {
      const range = [slot * this.#length, (slot + 1) * this.#length] as const;
      masks.set(this.#writers.subarray(...range), 2 * slot * this.#length);
      masks.set(this.#faultyWriters.subarray(...range), (2 * slot + 1) * this.#length);
    }
  }

  #publishFootprint(id: number): void {
    const { slots, normal, faults } = this.#footprints[id] as Footprint;
    const masks = this.#memory.masks.array;
    const at = this.#footprintAt(id);
    masks[at] = (normal.length > 0 ? FootprintFlags.moves : 0) | (faults.length > 0 ? FootprintFlags.fails : 0);
    masks.fill(0, at + 1, at + 1 + 2 * this.#length);
    for (const slot of slots) {
      this.#merge(at + 1, this.#writers, slot);
      this.#merge(at + 1 + this.#length, this.#faultyWriters, slot);
    }
    for (const slot of normal) this.#merge(at + 1, this.#readers, slot);
    for (const slot of [...normal, ...faults]) this.#merge(at + 1 + this.#length, this.#readers, slot);
  }

  #merge(at: number, from: Int32Array, slot: number): void {
    const masks = this.#memory.masks.array;
    for (let word = 0; word < this.#length; word += 1) {
      masks[at + word] = (masks[at + word] as number) | (from[slot * this.#length + word] as number);
    }
  }

  #note(masks: Int32Array, slot: number, bit: number): void {
    const at = slot * this.#length + (bit >>> 5);
    const noted = (masks[at] as number) | (1 << (bit & 31));
    if (noted === masks[at]) return;
    masks[at] = noted;
    this.#version += 1;
  }

  #footprintAt(id: number): number {
    return footprintAt(id, this.#slotCount, this.#length);
  }
}

/** What comes of an action in a local situation: it changes something, it changes something by a fault. */
export const FootprintFlags = { moves: 1, fails: 2 } as const;

/** Where in `masks` a footprint is. */
export function footprintAt(id: number, slotCount: number, maskLength: number): number {
  return 2 * slotCount * maskLength + id * (1 + 2 * maskLength);
}

function sorted(slots: readonly number[]): readonly number[] {
  return [...new Set(slots)].sort((left, right) => left - right);
}
