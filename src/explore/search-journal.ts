import { assert } from '../kernel/assert.ts';
import type { Journal, JournalBlock, Progress } from './journal.ts';
import type { KeptEdges } from './kept-edges.ts';
import type { RealCode } from './real-code.ts';
import { unpackRow } from './row-layout.ts';
import { H, type SharedMemory } from './shared-memory.ts';
import { stateHash } from './slot-values.ts';
import type { StateReader } from './state-reader.ts';
import { enter } from './visited-set.ts';

/**
 * A search's side of its journal: writes down the block just done, and does again, without expanding anything, the
 * blocks that an earlier run has written.
 *
 * What is remembered comes about by running code for the same states in the same order, with the journal in the place of
 * the code; so all numbers of values, rows and labels are the same again. After its last block a search is where the
 * earlier one was, to the bit, and goes on from there.
 */
export class SearchJournal {
  readonly #journal: Journal;
  readonly #memory: SharedMemory;
  readonly #states: StateReader;
  readonly #edges: KeptEdges | undefined;
  readonly #code: RealCode;
  readonly #values: Int32Array;
  #isReadToEnd = false;
  #resolved: number[] = [];

  constructor(parts: {
    readonly journal: Journal;
    readonly memory: SharedMemory;
    readonly states: StateReader;
    readonly edges: KeptEdges | undefined;
    readonly code: RealCode;
    readonly slotCount: number;
  }) {
    this.#journal = parts.journal;
    this.#memory = parts.memory;
    this.#states = parts.states;
    this.#edges = parts.edges;
    this.#code = parts.code;
    this.#values = new Int32Array(parts.slotCount);
  }

  /** To be called after code has run for a state, or was found to be remembered. */
  noteResolved(state: number): void {
    this.#resolved.push(state);
  }

  /** Does the next block that was written earlier, which begins at `first`; undefined if there is no more. */
  replay(first: number, mode: number): JournalBlock | undefined {
    if (this.#isReadToEnd) return undefined;
    const block = this.#journal.read();
    if (block === undefined) {
      this.#isReadToEnd = true;
      return undefined;
    }
    assert(block.first === first && block.mode === mode, 'a journal is of the search that goes on from it');
    this.#code.recall(block, () => {
      for (const state of block.resolved) this.#states.resolve(state);
    });
    this.#restoreStates(block);
    this.#edges?.append(block);
    return block;
  }

  /** Writes down the block at hand: its new states are those from `before` on. */
  write(before: number, progress: Progress): void {
    const { header, rows, parents, labels } = this.#memory;
    const stride = header.array[H.stride] as number;
    const after = progress.stateCount;
    const parentRange = { first: header.array[H.blockFirst] as number, end: header.array[H.blockEnd] as number };
    this.#journal.write({
      ...parentRange,
      mode: header.array[H.mode] as number,
      resolved: Int32Array.from(this.#resolved),
      ...this.#code.takeTranscript(),
      rows: rows.array.slice(before * stride, after * stride),
      parents: parents.array.slice(before, after),
      labels: labels.array.slice(before, after),
      ...(this.#edges?.lastBlock() ?? { targets: new Int32Array(0), ends: new Int32Array(0) }),
      progress,
    });
    this.#resolved = [];
  }

  #restoreStates(block: JournalBlock): void {
    const { header, rows, hashes, parents, labels, layout } = this.#memory;
    const stride = header.array[H.stride] as number;
    const before = header.array[H.stateCount] as number;
    const after = block.progress.stateCount;
    assert(block.rows.length === (after - before) * stride, 'rows are packed as they were when they were written');
    assert(after <= (header.array[H.stateMax] as number), 'there is room for the states of an earlier run');
    assert(rows.reserve((after + 1) * stride), 'there is room for the rows of an earlier run');
    for (const ints of [hashes, parents, labels]) ints.reserve(after + 1);
    rows.array.set(block.rows, before * stride);
    parents.array.set(block.parents, before);
    labels.array.set(block.labels, before);
    for (let state = before; state < after; state += 1) {
      unpackRow(rows.array, state * stride, layout.array, this.#values);
      hashes.array[state] = stateHash(this.#values);
      enter(this.#memory, state);
    }
    header.array[H.stateCount] = after;
  }
}
