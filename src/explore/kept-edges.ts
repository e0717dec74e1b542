import { assert } from '../kernel/assert.ts';
import { GrowableInts } from './growable-ints.ts';
import { Candidate, H, Mode, type SharedMemory } from './shared-memory.ts';
import { Label } from './step-programs.ts';

/**
 * The graph of all steps without faults, kept only if a property asks what becomes of the system in the end.
 *
 * The edges of state `s` are those from `ends[s - 1]` to `ends[s]` in `targets`; a target is the state's number times
 * two, plus one if the step changes a shared component. Steps that change nothing are not kept: they lead nowhere else.
 */
export class KeptEdges {
  readonly #targets: GrowableInts;
  readonly #ends: GrowableInts;
  #stateCount = 0;
  #edgeCount = 0;
  /** How many states and edges there were before the last block. */
  #blockStates = 0;
  #blockEdges = 0;

  constructor(stateMax: number) {
    this.#targets = GrowableInts.create(1024, 2 ** 30);
    this.#ends = GrowableInts.create(1024, stateMax + 1);
  }

  get targets(): Int32Array {
    return this.#targets.array;
  }

  get ends(): Int32Array {
    return this.#ends.array;
  }

  get edgeCount(): number {
    return this.#edgeCount;
  }

  /** What the last call of {@link keepBlock} kept. */
  lastBlock(): { readonly targets: Int32Array; readonly ends: Int32Array } {
    return {
      targets: this.#targets.array.slice(this.#blockEdges, this.#edgeCount),
      ends: this.#ends.array.slice(this.#blockStates, this.#stateCount),
    };
  }

  /** Takes in edges that an earlier run has kept: the next ones, and where those of each state end. */
  append(targets: Int32Array, ends: Int32Array): void {
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
    return 4 * (this.#edgeCount + this.#stateCount);
  }

  /** Keeps the edges of the block at hand, whose fresh states have got their numbers. False if there is no more room. */
  keepBlock(memory: SharedMemory): boolean {
    const { header, parentStart, parentCount, targets, candidates } = memory;
    this.#blockStates = this.#stateCount;
    this.#blockEdges = this.#edgeCount;
    if (((header.array[H.mode] as number) & Mode.normal) === 0) return true;
    const stateMax = header.array[H.stateMax] as number;
    const length = Candidate.row + (header.array[H.stride] as number);
    const parents = (header.array[H.blockEnd] as number) - (header.array[H.blockFirst] as number);
    for (let offset = 0; offset < parents; offset += 1) {
      const start = parentStart.array[offset] as number;
      const end = start + (parentCount.array[offset] as number);
      if (!this.#targets.reserve(this.#edgeCount + end - start)) return false;
      for (let candidate = start; candidate < end; candidate += 1) {
        const target = targets.array[candidate] as number;
        if ((target & Label.fault) !== 0) continue;
        const index = target >>> 2;
        const state =
          index < stateMax ? index : (candidates.array[(index - stateMax) * length + Candidate.label] as number);
        this.#targets.array[this.#edgeCount] = 2 * state + ((target & Label.shared) === 0 ? 0 : 1);
        this.#edgeCount += 1;
      }
      this.#ends.reserve(this.#stateCount + 1);
      this.#ends.array[this.#stateCount] = this.#edgeCount;
      this.#stateCount += 1;
    }
    return true;
  }
}
