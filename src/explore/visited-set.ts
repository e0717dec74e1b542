import { assert } from '../kernel/assert.ts';
import { Chunk, H, partitionBits, type SharedMemory } from './shared-memory.ts';

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
  readonly #entries = new Int32Array(batchLength);
  readonly #words = new Int32Array(batchLength);
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
      this.#owned[partition] = partition % threadCount === this.#thread ? 1 : 0;
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
    const hashes = this.#memory.candHash.array;
    const positions = this.#positions;
    const owned = this.#owned;
    let position = first;
    while (position < end) {
      let count = 0;
      for (; position < end && count < batchLength; position += 1) {
        positions[count] = position;
        count += owned[(hashes[position] as number) >>> (32 - partitionBits)] as number;
      }
      this.#touch(count);
      for (let index = 0; index < count; index += 1) this.#lookUp(positions[index] as number);
    }
  }

  /** Reads what the batch will need, in loops without dependencies, so that the reads overlap. */
  #touch(count: number): void {
    const { header, table, candHash, rows } = this.#memory;
    const reserve = header.array[H.partitionReserve] as number;
    const indexMask = (1 << (header.array[H.indexBits] as number)) - 1;
    const stride = header.array[H.stride] as number;
    const stateCount = header.array[H.stateCount] as number;
    for (let index = 0; index < count; index += 1) {
      const hash = candHash.array[this.#positions[index] as number] as number;
      const partition = hash >>> (32 - partitionBits);
      const mask = (header.array[H.partitionLengths + partition] as number) - 1;
      this.#entries[index] = table.array[partition * reserve + (hash & mask)] as number;
    }
    for (let index = 0; index < count; index += 1) {
      const state = ((this.#entries[index] as number) & indexMask) - 1;
      this.#words[index] = state >= 0 && state < stateCount ? (rows.array[state * stride] as number) : 0;
    }
  }

  #lookUp(candidate: number): void {
    const { header, table, candHash, candRows, rows } = this.#memory;
    const hash = candHash.array[candidate] as number;
    const indexBits = header.array[H.indexBits] as number;
    const stateMax = header.array[H.stateMax] as number;
    const stride = header.array[H.stride] as number;
    const partition = hash >>> (32 - partitionBits);
    const base = partition * (header.array[H.partitionReserve] as number);
    const mask = (header.array[H.partitionLengths + partition] as number) - 1;
    const tag = tagOf(hash, indexBits);
    const row = candidate * stride;
    for (let probe = hash & mask; ; probe = (probe + 1) & mask) {
      const entry = table.array[base + probe] as number;
      if (entry === 0) {
        this.#add(candidate, base + probe);
        return;
      }
      if ((entry ^ tag) >>> indexBits !== 0) continue;
      const index = (entry & ((1 << indexBits) - 1)) - 1;
      const isFresh = index >= stateMax;
      const known = isFresh ? candRows.array : rows.array;
      const start = (isFresh ? index - stateMax : index) * stride;
      let word = 0;
      while (word < stride && known[start + word] === candRows.array[row + word]) word += 1;
      if (word < stride) continue;
      if (isFresh) this.#meetFresh(candidate, index - stateMax);
      if (header.array[H.isKeepingEdges] === 1) this.#keepTarget(candidate, index);
      return;
    }
  }

  #add(candidate: number, at: number): void {
    const { header, table, candHash, fresh } = this.#memory;
    const hash = candHash.array[candidate] as number;
    const stateMax = header.array[H.stateMax] as number;
    table.array[at] = tagOf(hash, header.array[H.indexBits] as number) | (stateMax + candidate + 1);
    fresh.array[this.#thread * (header.array[H.overflowEnd] as number) + this.#freshCount] = candidate;
    this.#freshCount += 1;
    if (header.array[H.isKeepingEdges] === 1) this.#keepTarget(candidate, stateMax + candidate);
    const partition = hash >>> (32 - partitionBits);
    const count = (header.array[H.partitionCounts + partition] as number) + 1;
    header.array[H.partitionCounts + partition] = count;
    if (4 * count > 3 * (header.array[H.partitionLengths + partition] as number))
      growPartition(this.#memory, partition);
  }

  /** Another way to a state that is fresh in this block: the one with the least key is kept. */
  #meetFresh(candidate: number, standIn: number): void {
    const { candKey, candLabel } = this.#memory;
    if ((candKey.array[candidate] as number) >>> 0 > (candKey.array[standIn] as number) >>> 0) return;
    candKey.array[standIn] = candKey.array[candidate] as number;
    candLabel.array[standIn] = candLabel.array[candidate] as number;
  }

  /** Remembers where the step leads, with the two lower bits of its label. */
  #keepTarget(candidate: number, index: number): void {
    const { candTarget, candLabel } = this.#memory;
    candTarget.array[candidate] = (index << 2) | ((candLabel.array[candidate] as number) & 3);
  }
}

const batchLength = 256;

/**
 * Gives fresh states their numbers in the table and stores them: those at the places `first` to `end` of the order that
 * the main thread has chosen, the first place getting the number `stateCount`. Each stand-in's label becomes that number.
 */
export function storeFresh(memory: SharedMemory, first: number, end: number): void {
  const { header, order, rows, hashes, parents, labels, candHash, candKey, candLabel, candRows } = memory;
  const stride = header.array[H.stride] as number;
  const stateCount = header.array[H.stateCount] as number;
  const blockFirst = header.array[H.blockFirst] as number;
  for (let place = first; place < end; place += 1) {
    const candidate = order.array[place] as number;
    const state = stateCount + place;
    for (let word = 0; word < stride; word += 1) {
      rows.array[state * stride + word] = candRows.array[candidate * stride + word] as number;
    }
    hashes.array[state] = candHash.array[candidate] as number;
    parents.array[state] = blockFirst + ((candKey.array[candidate] as number) >>> 16);
    labels.array[state] = candLabel.array[candidate] as number;
    renumber(memory, candidate, state);
    candLabel.array[candidate] = state;
  }
}

/** Enters a state that is known to be new: the first one. */
export function enterFirst(memory: SharedMemory, hash: number): void {
  const { header, table } = memory;
  const partition = hash >>> (32 - partitionBits);
  const mask = (header.array[H.partitionLengths + partition] as number) - 1;
  const at = partition * (header.array[H.partitionReserve] as number) + (hash & mask);
  table.array[at] = tagOf(hash, header.array[H.indexBits] as number) | 1;
  header.array[H.partitionCounts + partition] = 1;
}

/** Changes the entry of a candidate that stands for a fresh state into that of the state. */
function renumber(memory: SharedMemory, candidate: number, state: number): void {
  const { header, table, candHash } = memory;
  const hash = candHash.array[candidate] as number;
  const partition = hash >>> (32 - partitionBits);
  const base = partition * (header.array[H.partitionReserve] as number);
  const mask = (header.array[H.partitionLengths + partition] as number) - 1;
  const tag = tagOf(hash, header.array[H.indexBits] as number);
  const entry = tag | ((header.array[H.stateMax] as number) + candidate + 1);
  let probe = hash & mask;
  while (table.array[base + probe] !== entry) probe = (probe + 1) & mask;
  table.array[base + probe] = tag | (state + 1);
}

/** Doubles a partition in place. */
function growPartition(memory: SharedMemory, partition: number): void {
  const { header, table, hashes, candHash } = memory;
  const reserve = header.array[H.partitionReserve] as number;
  const length = header.array[H.partitionLengths + partition] as number;
  const indexMask = (1 << (header.array[H.indexBits] as number)) - 1;
  const stateMax = header.array[H.stateMax] as number;
  const base = partition * reserve;
  if (2 * length > reserve) {
    assert((header.array[H.partitionCounts + partition] as number) < length - 1, 'a partition has room for its states');
    return;
  }
  const old = table.array.slice(base, base + length);
  const mask = 2 * length - 1;
  table.array.fill(0, base, base + length);
  for (const entry of old) {
    if (entry === 0) continue;
    const index = (entry & indexMask) - 1;
    const hash = (index >= stateMax ? candHash.array[index - stateMax] : hashes.array[index]) as number;
    let probe = hash & mask;
    while (table.array[base + probe] !== 0) probe = (probe + 1) & mask;
    table.array[base + probe] = entry;
  }
  header.array[H.partitionLengths + partition] = 2 * length;
}

/** The bits of the hash that share an entry with the number of its state. */
function tagOf(hash: number, indexBits: number): number {
  return (hash << partitionBits) & -(1 << indexBits);
}
