import { assert } from '../kernel/assert.ts';
import type { EdgeArrays } from './bottom-components.ts';
import { GrowableInts } from './growable-ints.ts';
import { Candidate, H, Mode, type SharedMemory } from './shared-memory.ts';
import { Label } from './step-programs.ts';

/**
 * The graph of all steps, kept only if a property asks what becomes of the system in the end.
 *
 * The edges of state `s` are those from `ends[s - 1]` to `ends[s]` in `targets`; a target is the state's number times
 * two, plus one if the step changes a shared component. Steps that change nothing are not kept: they lead nowhere else.
 * Faults within a budget are kept beside, without the second part. What a reduced search takes later from a state, all by itself, is kept beside.
 */
export class KeptEdges {
  readonly #targets: GrowableInts;
  readonly #ends: GrowableInts;
  #stateCount = 0;
  #edgeCount = 0;
  /** How many states and edges there were before the last block. */
  #blockStates = 0;
  #blockEdges = 0;
  #late: { readonly from: number; readonly targets: Int32Array }[] = [];
  #lateCount = 0;
  #lastLate: Int32Array | undefined;
  /** Faults, as pairs: the state, and the state that the fault leads to. */
  readonly #faults: GrowableInts;
  #faultEnd = 0;
  #lastFaults: Int32Array | undefined;

  constructor(stateMax: number) {
    this.#targets = GrowableInts.create(1024, 2 ** 30);
    this.#ends = GrowableInts.create(1024, stateMax + 1);
    this.#faults = GrowableInts.create(1024, 2 ** 30);
  }

  /** The faults that a budget allowed from the first states, so many; `undefined` if there were none. */
  faultGraph(stateCount: number): EdgeArrays | undefined {
    if (this.#faultEnd === 0) return undefined;
    const pairs = this.#faults.array;
    const ends = new Int32Array(stateCount);
    for (let at = 0; at < this.#faultEnd; at += 2)
      ends[pairs[at] as number] = (ends[pairs[at] as number] as number) + 1;
    for (let state = 1; state < stateCount; state += 1)
      ends[state] = (ends[state] as number) + (ends[state - 1] as number);
    const places = Int32Array.from(ends);
    const targets = new Int32Array(this.#faultEnd / 2);
    for (let at = this.#faultEnd - 2; at >= 0; at -= 2) {
      const from = pairs[at] as number;
      places[from] = (places[from] as number) - 1;
      targets[places[from] as number] = 2 * (pairs[at + 1] as number);
    }
    return { stateCount, targets, ends };
  }

  /** The graph of the first states, so many. Valid until the next block. */
  graph(stateCount: number): EdgeArrays {
    const plain = {
      stateCount,
      targets: this.#targets.array.subarray(0, this.#edgeCount),
      ends: this.#ends.array.subarray(0, stateCount),
    };
    if (this.#late.length === 0) return plain;
    const lateCounts = new Int32Array(stateCount);
    for (const { from, targets } of this.#late) lateCounts[from] = (lateCounts[from] as number) + targets.length;
    const ends = new Int32Array(stateCount);
    const targets = new Int32Array(this.edgeCount);
    const places = new Int32Array(stateCount);
    for (let state = 0, end = 0; state < stateCount; state += 1) {
      // Where a limit was met, the last states have no steps yet.
      const own =
        state < this.#stateCount
          ? plain.targets.subarray(state === 0 ? 0 : (plain.ends[state - 1] as number), plain.ends[state])
          : noEdges;
      targets.set(own, end);
      places[state] = end + own.length;
      end += own.length + (lateCounts[state] as number);
      ends[state] = end;
    }
    for (const late of this.#late) {
      targets.set(late.targets, places[late.from]);
      places[late.from] = (places[late.from] as number) + late.targets.length;
    }
    return { stateCount, targets, ends };
  }

  get edgeCount(): number {
    return this.#edgeCount + this.#lateCount;
  }

  /** What the last call of {@link keepBlock} kept. */
  lastBlock(): { readonly targets: Int32Array; readonly ends: Int32Array } {
    const apart = this.#lastLate ?? this.#lastFaults;
    if (apart !== undefined) return { targets: apart, ends: new Int32Array(0) };
    return {
      targets: this.#targets.array.slice(this.#blockEdges, this.#edgeCount),
      ends: this.#ends.array.slice(this.#blockStates, this.#stateCount),
    };
  }

  /** Takes in edges that an earlier run has kept for a block: the next ones, and where those of each state end. */
  append(block: {
    readonly first: number;
    readonly mode: number;
    readonly targets: Int32Array;
    readonly ends: Int32Array;
  }): void {
    const { first, mode, targets, ends } = block;
    if ((mode & Mode.normal) === 0) {
      this.#keepFaults(targets);
      return;
    }
    if ((mode & Mode.rest) !== 0) {
      this.#keepLate(first, targets);
      return;
    }
    const edgeCount = this.#edgeCount + targets.length;
    assert(this.#targets.reserve(edgeCount), 'there is room for edges that were kept before');
    this.#targets.array.set(targets, this.#edgeCount);
    this.#ends.reserve(this.#stateCount + ends.length);
    this.#ends.array.set(ends, this.#stateCount);
    this.#edgeCount = edgeCount;
    this.#stateCount += ends.length;
  }

  /** Bytes in use. */
  get byteCount(): number {
    return 4 * (this.edgeCount + this.#stateCount + this.#faultEnd);
  }

  /** Forgets all. */
  clear(): void {
    this.#stateCount = 0;
    this.#edgeCount = 0;
    this.#late = [];
    this.#lateCount = 0;
    this.#faultEnd = 0;
  }

  /** Keeps the edges of the block at hand, whose fresh states have got their numbers. False if there is no more room. */
  keepBlock(memory: SharedMemory): boolean {
    const { header, parentStart, parentCount } = memory;
    const mode = header.array[H.mode] as number;
    const blockFirst = header.array[H.blockFirst] as number;
    this.#blockStates = this.#stateCount;
    this.#blockEdges = this.#edgeCount;
    this.#lastLate = undefined;
    this.#lastFaults = undefined;
    const parents = (header.array[H.blockEnd] as number) - blockFirst;
    if ((mode & Mode.normal) === 0) return this.#keepBlockOfFaults(memory, blockFirst, parents);
    for (let offset = 0; offset < parents; offset += 1) {
      const start = parentStart.array[offset] as number;
      const end = start + (parentCount.array[offset] as number);
      if (!this.#targets.reserve(this.#edgeCount + end - start)) return false;
      const edgeEnd = this.#write(memory, start, end);
      if ((mode & Mode.rest) !== 0) {
        this.#lastLate = this.#targets.array.slice(this.#edgeCount, edgeEnd);
        this.#keepLate(blockFirst + offset, this.#lastLate);
        continue;
      }
      this.#edgeCount = edgeEnd;
      this.#ends.reserve(this.#stateCount + 1);
      this.#ends.array[this.#stateCount] = this.#edgeCount;
      this.#stateCount += 1;
    }
    return true;
  }

  #keepBlockOfFaults(memory: SharedMemory, blockFirst: number, parents: number): boolean {
    const { parentStart, parentCount, targets } = memory;
    const pairs: number[] = [];
    for (let offset = 0; offset < parents; offset += 1) {
      const start = parentStart.array[offset] as number;
      const end = start + (parentCount.array[offset] as number);
      for (let candidate = start; candidate < end; candidate += 1) {
        const target = targets.array[candidate] as number;
        if ((target & Label.fault) !== 0) pairs.push(blockFirst + offset, stateOf(memory, target));
      }
    }
    this.#lastFaults = Int32Array.from(pairs);
    return this.#keepFaults(this.#lastFaults);
  }

  #keepFaults(pairs: Int32Array): boolean {
    if (!this.#faults.reserve(this.#faultEnd + pairs.length)) return false;
    this.#faults.array.set(pairs, this.#faultEnd);
    this.#faultEnd += pairs.length;
    return true;
  }

  #keepLate(from: number, targets: Int32Array): void {
    this.#late.push({ from, targets });
    this.#lateCount += targets.length;
  }

  /** Writes the edges of some candidates behind those kept. Returns where they end. */
  #write(memory: SharedMemory, start: number, end: number): number {
    let edge = this.#edgeCount;
    for (let candidate = start; candidate < end; candidate += 1) {
      const target = memory.targets.array[candidate] as number;
      if ((target & Label.fault) !== 0) continue;
      this.#targets.array[edge] = 2 * stateOf(memory, target) + ((target & Label.shared) === 0 ? 0 : 1);
      edge += 1;
    }
    return edge;
  }
}

/** The state that a candidate is, whether it was known before or is a fresh one that has its number by now. */
function stateOf({ header, candidates }: SharedMemory, target: number): number {
  const stateMax = header.array[H.stateMax] as number;
  const index = target >>> 2;
  if (index < stateMax) return index;
  const length = Candidate.row + (header.array[H.stride] as number);
  return candidates.array[(index - stateMax) * length + Candidate.label] as number;
}

const noEdges = new Int32Array(0);
