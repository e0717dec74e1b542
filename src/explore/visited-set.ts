import { assert } from '../kernel/assert.ts';
import { packRow } from './row-layout.ts';
import { Candidate, Chunk, H, partitionBits, type SharedMemory } from './shared-memory.ts';
import { stateHash } from './slot-values.ts';

/**
 * Second phase of a block: each candidate is looked up among the states known, and is found or becomes a fresh state.
 *
 * The visited set is exact: an entry is the number of a state (and, above it, some bits of its hash, so that few rows
 * are looked at in vain), and whole rows are compared. It is cut into partitions by the upper bits of the hash; each has
 * linear probing of its own, grows on its own (no pause is longer than it takes to move a 64th), and belongs to one
 * thread, so that nothing is locked.
 *
 * A fresh state is entered as `stateMax` + the position of the candidate that stands for it, and gets its number in the
 * next phase. Of several candidates for one fresh state the least key wins, so that the result does not depend on who
 * came first.
 *
 * Memory is slower than arithmetic: candidates are handled in batches, whose entries and rows are touched one after
 * another before any is needed, so that the waiting overlaps.
 */
export class VisitedSet {
  readonly #memory: SharedMemory;
  readonly #thread: number;
  readonly #positions = new Int32Array(batchLength);
  /** What was touched: entries, then words of rows. Written, so that reading them is not in vain. */
  readonly #touched = new Int32Array(batchLength);
  readonly #owned = new Int32Array(2 ** partitionBits);
  #freshCount = 0;

  constructor(memory: SharedMemory, thread: number) {
    this.#memory = memory;
    this.#thread = thread;
  }

  /** Looks up all candidates of the block in the partitions of this thread. */
  run(): void {
    const header = this.#memory.header.array;
    const threadCount = header[H.threadCount] as number;
    for (let partition = 0; partition < this.#owned.length; partition += 1) {
      this.#owned[partition] = ownerOf(partition, threadCount) === this.#thread ? 1 : 0;
    }
    this.#freshCount = 0;
    const chunkCount = header[H.chunkCount] as number;
    const capacity = header[H.chunkCapacity] as number;
    for (let chunk = 0; chunk < chunkCount; chunk += 1) {
      const end = this.#memory.chunks.array[chunk * Chunk.length + Chunk.candidateEnd] as number;
      this.#lookUpRange(chunk * capacity, end);
    }
    this.#lookUpRange(chunkCount * capacity, header[H.overflowEnd] as number);
    header[H.freshCounts + this.#thread] = this.#freshCount;
  }

  #lookUpRange(first: number, end: number): void {
    const header = this.#memory.header.array;
    const candidates = this.#memory.candidates.array;
    const length = Candidate.row + (header[H.stride] as number);
    const positions = this.#positions;
    const owned = this.#owned;
    let position = first;
    while (position < end) {
      let count = 0;
      for (; position < end && count < batchLength; position += 1) {
        positions[count] = position;
        count += owned[(candidates[position * length] as number) >>> (32 - partitionBits)] as number;
      }
      this.#touch(count);
      this.#lookUpBatch(count);
    }
  }

  /** Reads what the batch will need, in loops without dependencies, so that the reads overlap. */
  #touch(count: number): void {
    const header = this.#memory.header.array;
    const candidates = this.#memory.candidates.array;
    const table = this.#memory.table.array;
    const rows = this.#memory.rows.array;
    const reserve = header[H.partitionReserve] as number;
    const indexMask = (1 << (header[H.indexBits] as number)) - 1;
    const stride = header[H.stride] as number;
    const length = Candidate.row + stride;
    const stateCount = header[H.stateCount] as number;
    const positions = this.#positions;
    const touched = this.#touched;
    for (let index = 0; index < count; index += 1) {
      const hash = candidates[(positions[index] as number) * length] as number;
      const partition = hash >>> (32 - partitionBits);
      const mask = (header[H.partitionLengths + partition] as number) - 1;
      touched[index] = table[partition * reserve + (hash & mask)] as number;
    }
    for (let index = 0; index < count; index += 1) {
      const state = ((touched[index] as number) & indexMask) - 1;
      touched[index] = state >= 0 && state < stateCount ? (rows[state * stride] as number) : 0;
    }
  }

  #lookUpBatch(count: number): void {
    const header = this.#memory.header.array;
    const candidates = this.#memory.candidates.array;
    const table = this.#memory.table.array;
    const rows = this.#memory.rows.array;
    const reserve = header[H.partitionReserve] as number;
    const indexBits = header[H.indexBits] as number;
    const indexMask = (1 << indexBits) - 1;
    const stateMax = header[H.stateMax] as number;
    const stride = header[H.stride] as number;
    const length = Candidate.row + stride;
    const isKeepingEdges = header[H.isKeepingEdges] === 1;
    for (let index = 0; index < count; index += 1) {
      const candidate = this.#positions[index] as number;
      const row = candidate * length + Candidate.row;
      const hash = candidates[candidate * length] as number;
      const partition = hash >>> (32 - partitionBits);
      const base = partition * reserve;
      const mask = (header[H.partitionLengths + partition] as number) - 1;
      const tag = (hash << partitionBits) & ~indexMask;
      for (let probe = hash & mask; ; probe = (probe + 1) & mask) {
        const entry = table[base + probe] as number;
        if (entry === 0) {
          this.#add(candidate, base + probe);
          break;
        }
        if (((entry ^ tag) & ~indexMask) !== 0) continue;
        const target = (entry & indexMask) - 1;
        const isFresh = target >= stateMax;
        const known = isFresh ? candidates : rows;
        const start = isFresh ? (target - stateMax) * length + Candidate.row : target * stride;
        let word = 0;
        while (word < stride && known[start + word] === candidates[row + word]) word += 1;
        if (word < stride) continue;
        if (isKeepingEdges) this.#keepTarget(candidate, target);
        if (isFresh) this.#meetFresh(candidate, target - stateMax);
        break;
      }
    }
  }

  #add(candidate: number, at: number): void {
    const { header, table, candidates, fresh } = this.#memory;
    const length = Candidate.row + (header.array[H.stride] as number);
    const hash = candidates.array[candidate * length] as number;
    const index = (header.array[H.stateMax] as number) + candidate;
    table.array[at] = tagOf(hash, header.array[H.indexBits] as number) | (index + 1);
    fresh.array[this.#thread * (header.array[H.overflowEnd] as number) + this.#freshCount] = candidate;
    this.#freshCount += 1;
    if (header.array[H.isKeepingEdges] === 1) this.#keepTarget(candidate, index);
    countEntry(this.#memory, hash >>> (32 - partitionBits));
  }

  /** Another way to a state that is fresh in this block: the one with the least key is kept. */
  #meetFresh(candidate: number, standIn: number): void {
    const candidates = this.#memory.candidates.array;
    const length = Candidate.row + (this.#memory.header.array[H.stride] as number);
    const from = candidate * length;
    const to = standIn * length;
    const key = candidates[from + Candidate.key] as number;
    if (key >>> 0 > (candidates[to + Candidate.key] as number) >>> 0) return;
    candidates[to + Candidate.key] = key;
    candidates[to + Candidate.label] = candidates[from + Candidate.label] as number;
  }

  /** Remembers where the step leads, with the two lower bits of its label. */
  #keepTarget(candidate: number, index: number): void {
    const { header, candidates, targets } = this.#memory;
    const length = Candidate.row + (header.array[H.stride] as number);
    targets.array[candidate] = (index << 2) | ((candidates.array[candidate * length + Candidate.label] as number) & 3);
  }
}

const batchLength = 256;

/** Neighbours have the same owner: what is counted per partition shares cache lines. */
function ownerOf(partition: number, threadCount: number): number {
  return (partition * threadCount) >>> partitionBits;
}

/**
 * Gives fresh states their numbers in the table and stores them: those at the places `first` to `end` of the order that
 * the main thread has chosen, the first place getting the number `stateCount`. Each stand-in's label becomes that number.
 */
export function storeFresh(memory: SharedMemory, first: number, end: number): void {
  const header = memory.header.array;
  const order = memory.order.array;
  const rows = memory.rows.array;
  const candidates = memory.candidates.array;
  const hashes = memory.hashes.array;
  const parents = memory.parents.array;
  const labels = memory.labels.array;
  const stride = header[H.stride] as number;
  const stateCount = header[H.stateCount] as number;
  const blockFirst = header[H.blockFirst] as number;
  for (let place = first; place < end; place += 1) {
    const candidate = order[place] as number;
    const at = candidate * (Candidate.row + stride);
    const state = stateCount + place;
    for (let word = 0; word < stride; word += 1) {
      rows[state * stride + word] = candidates[at + Candidate.row + word] as number;
    }
    hashes[state] = candidates[at] as number;
    parents[state] = blockFirst + ((candidates[at + Candidate.key] as number) >>> 16);
    labels[state] = candidates[at + Candidate.label] as number;
    candidates[at + Candidate.label] = state;
  }
  renumber(memory, first, end);
}

/** Enters a state that is known to be new, whose hash is in its place: the first one, and those of an earlier run. */
export function enter(memory: SharedMemory, state: number): void {
  const header = memory.header.array;
  const table = memory.table.array;
  const hash = memory.hashes.array[state] as number;
  const partition = hash >>> (32 - partitionBits);
  const base = partition * (header[H.partitionReserve] as number);
  const mask = (header[H.partitionLengths + partition] as number) - 1;
  let probe = hash & mask;
  while (table[base + probe] !== 0) probe = (probe + 1) & mask;
  table[base + probe] = tagOf(hash, header[H.indexBits] as number) | (state + 1);
  countEntry(memory, partition);
}

/** The state with these values; undefined if there is none. Not during a block. */
export function findState(memory: SharedMemory, values: Int32Array): number | undefined {
  const header = memory.header.array;
  const table = memory.table.array;
  const rows = memory.rows.array;
  const stride = header[H.stride] as number;
  const fields = memory.layout.array;
  const isFitting = values.every((local, slot) => ((fields[3 * slot + 2] as number) & local) === local);
  if (!isFitting) return undefined;
  const row = new Int32Array(stride);
  packRow(row, 0, { stride, fields }, values);
  const hash = stateHash(values);
  const partition = hash >>> (32 - partitionBits);
  const base = partition * (header[H.partitionReserve] as number);
  const mask = (header[H.partitionLengths + partition] as number) - 1;
  const indexMask = (1 << (header[H.indexBits] as number)) - 1;
  for (let probe = hash & mask; ; probe = (probe + 1) & mask) {
    const entry = table[base + probe] as number;
    if (entry === 0) return undefined;
    const state = (entry & indexMask) - 1;
    if (state < (header[H.stateCount] as number) && row.every((word, at) => word === rows[state * stride + at]))
      return state;
  }
}

/** Changes the entries of the candidates that stand for fresh states into those of the states. */
function renumber(memory: SharedMemory, first: number, end: number): void {
  const header = memory.header.array;
  const order = memory.order.array;
  const table = memory.table.array;
  const hashes = memory.hashes.array;
  const reserve = header[H.partitionReserve] as number;
  const stateMax = header[H.stateMax] as number;
  const stateCount = header[H.stateCount] as number;
  const indexBits = header[H.indexBits] as number;
  for (let place = first; place < end; place += 1) {
    const hash = hashes[stateCount + place] as number;
    const partition = hash >>> (32 - partitionBits);
    const base = partition * reserve;
    const mask = (header[H.partitionLengths + partition] as number) - 1;
    const tag = tagOf(hash, indexBits);
    const entry = tag | (stateMax + (order[place] as number) + 1);
    let probe = hash & mask;
    while (table[base + probe] !== entry) probe = (probe + 1) & mask;
    table[base + probe] = tag | (stateCount + place + 1);
  }
}

/** Counts one more entry; a partition that is more than three quarters full is doubled. */
function countEntry(memory: SharedMemory, partition: number): void {
  const header = memory.header.array;
  const count = (header[H.partitionCounts + partition] as number) + 1;
  header[H.partitionCounts + partition] = count;
  if (4 * count > 3 * (header[H.partitionLengths + partition] as number)) growPartition(memory, partition);
}

/** Doubles a partition in place. */
function growPartition(memory: SharedMemory, partition: number): void {
  const header = memory.header.array;
  const table = memory.table.array;
  const hashes = memory.hashes.array;
  const candidates = memory.candidates.array;
  const reserve = header[H.partitionReserve] as number;
  const length = header[H.partitionLengths + partition] as number;
  if (2 * length > reserve) {
    assert((header[H.partitionCounts + partition] as number) < length - 1, 'a partition has room for its states');
    return;
  }
  const indexMask = (1 << (header[H.indexBits] as number)) - 1;
  const stateMax = header[H.stateMax] as number;
  const candidateLength = Candidate.row + (header[H.stride] as number);
  const base = partition * reserve;
  const old = table.slice(base, base + length);
  const mask = 2 * length - 1;
  table.fill(0, base, base + length);
  for (let from = 0; from < length; from += 1) {
    const entry = old[from] as number;
    if (entry === 0) continue;
    const index = (entry & indexMask) - 1;
    const hash = (index >= stateMax ? candidates[(index - stateMax) * candidateLength] : hashes[index]) as number;
    let probe = hash & mask;
    while (table[base + probe] !== 0) probe = (probe + 1) & mask;
    table[base + probe] = entry;
  }
  header[H.partitionLengths + partition] = 2 * length;
}

/** The bits of the hash that share an entry with the number of its state. */
function tagOf(hash: number, indexBits: number): number {
  return (hash << partitionBits) & -(1 << indexBits);
}
