import { sparseChildOf } from './decision-trie.ts';
import { Answer } from './remembered-properties.ts';
import { unpackRow } from './row-layout.ts';
import { Chunk, Finding, H, Mode, type SharedMemory } from './shared-memory.ts';
import { Program } from './step-programs.ts';

/**
 * First phase of a block: the steps of its parents, found among what is remembered, become candidates for new states.
 *
 * Threads take chunks of parents, each with its own stretch of the candidates. A candidate is a packed row, its hash,
 * the label of the step and a key (parent in the block, place among its steps), by which the first way to a state is
 * chosen. A step that changes nothing is counted, but is no candidate. A parent that needs something not remembered
 * leaves no candidates, only a mark: the main thread runs the real code after the phase, and expands it then.
 *
 * This is the innermost loop of an exploration: integer work on typed arrays, nothing allocated.
 */
export class Expander {
  readonly #memory: SharedMemory;
  readonly #values: Int32Array;
  /** What properties had to say about the steps of the parent at hand: (property, label) pairs. */
  readonly #notes: number[] = [];
  /** Outcomes of the last parent expanded, those that change nothing included. */
  #transitionCount = 0;

  constructor(memory: SharedMemory) {
    this.#memory = memory;
    this.#values = new Int32Array(memory.header.array[H.slotCount] as number);
  }

  /** Takes chunks until none is left. */
  run(): void {
    const header = this.#memory.header.array;
    for (;;) {
      const chunk = Atomics.add(header, H.nextChunk, 1);
      if (chunk >= (header[H.chunkCount] as number)) return;
      this.#expandChunk(chunk);
    }
  }

  /** Expands one parent, all of whose steps are remembered, after the last chunk. */
  expandLate(state: number): void {
    const header = this.#memory.header.array;
    const chunk = header[H.chunkCount] as number;
    header[H.overflowEnd] = this.#expandParent(state, header[H.overflowEnd] as number, chunk);
  }

  #expandChunk(chunk: number): void {
    const header = this.#memory.header.array;
    const chunkParents = header[H.chunkParents] as number;
    const first = (header[H.blockFirst] as number) + chunk * chunkParents;
    const end = Math.min(first + chunkParents, header[H.blockEnd] as number);
    let position = chunk * (header[H.chunkCapacity] as number);
    for (let state = first; state < end; state += 1) position = this.#expandParent(state, position, chunk);
    this.#memory.chunks.array[chunk * Chunk.length + Chunk.candidateEnd] = position;
  }

  /** Returns where the next candidate goes. */
  #expandParent(state: number, position: number, chunk: number): number {
    const { header, rows, layout, parentStart, parentCount, chunks } = this.#memory;
    const offset = state - (header.array[H.blockFirst] as number);
    const mode = header.array[H.mode] as number;
    unpackRow(rows.array, state * (header.array[H.stride] as number), layout.array, this.#values);
    parentStart.array[offset] = position;
    parentCount.array[offset] = -1;
    this.#notes.length = 0;
    if ((mode & Mode.check) !== 0 && !this.#checkState()) return position;
    let end = position;
    if ((mode & (Mode.normal | Mode.faults)) !== 0) {
      end = this.#takeSteps(state, offset, position);
      if (end < 0) return position;
      const at = chunk * Chunk.length;
      chunks.array[at + Chunk.transitions] = (chunks.array[at + Chunk.transitions] as number) + this.#transitionCount;
      if (this.#transitionCount === 0 && (mode & Mode.normal) !== 0) {
        if (chunks.array[at + Chunk.deadlocks] === 0) chunks.array[at + Chunk.firstDeadlock] = state;
        chunks.array[at + Chunk.deadlocks] = (chunks.array[at + Chunk.deadlocks] as number) + 1;
      }
    }
    parentCount.array[offset] = end - position;
    if (this.#notes.length > 0) this.#writeNotes(state, chunk);
    return end;
  }

  /** Looks at all steps of the parent. Returns where the next candidate goes, or -1 if something is not remembered. */
  #takeSteps(state: number, offset: number, position: number): number {
    const { header, nodes, children, lists, groups } = this.#memory;
    const values = this.#values;
    const nodeArray = nodes.array;
    const childArray = children.array;
    const listArray = lists.array;
    const groupArray = groups.array;
    const hash = this.#memory.hashes.array[state] as number;
    const base = state * (header.array[H.stride] as number);
    const groupCount = header.array[H.groupCount] as number;
    const key = offset << 16;
    let list = header.array[H.unconditionalList] as number;
    this.#transitionCount = 0;
    for (let group = -1; ; ) {
      if (list === 0) return -1;
      const end = list + (listArray[list] as number);
      for (let entry = list + 1; entry <= end; entry += 1) {
        let reference = listArray[entry] as number;
        while (reference > 0) {
          const value = values[nodeArray[3 * reference] as number] as number;
          reference =
            value < (nodeArray[3 * reference + 2] as number)
              ? (childArray[(nodeArray[3 * reference + 1] as number) + value] as number)
              : sparseChildOf(this.#memory, reference, value);
        }
        if (reference === 0) return -1;
        position = this.#runProgram(-reference, { base, hash, key }, position);
        if (position < 0) return -1;
      }
      group += 1;
      if (group >= groupCount) return position;
      const node = groupArray[2 * group + 1] as number;
      const value = values[groupArray[2 * group] as number] as number;
      list =
        value < (nodeArray[3 * node + 2] as number)
          ? (childArray[(nodeArray[3 * node + 1] as number) + value] as number)
          : sparseChildOf(this.#memory, node, value);
    }
  }

  /** Makes a candidate of each outcome. Returns where the next one goes, or -1 if a property's answer is not known. */
  #runProgram(
    program: number,
    parent: { readonly base: number; readonly hash: number; readonly key: number },
    position: number,
  ): number {
    const { header, programs, rows, candHash, candKey, candLabel, candRows } = this.#memory;
    const code = programs.array;
    const mode = header.array[H.mode] as number;
    const stride = header.array[H.stride] as number;
    const normalCount = (mode & Mode.normal) !== 0 ? (code[program] as number) : 0;
    const count = normalCount + ((mode & Mode.faults) !== 0 ? (code[program + Program.faultCount] as number) : 0);
    let at = normalCount > 0 ? program + Program.outcomes : (code[program + Program.firstFault] as number);
    let ordinal = this.#transitionCount;
    const end = ordinal + count;
    for (; ordinal < end; ordinal += 1) {
      const changeCount = code[at + Program.changeCount] as number;
      const checks = code[at + Program.checks] as number;
      if (checks > 0 && !this.#checkStep(checks, code[at] as number)) return -1;
      if (changeCount !== 0) {
        candHash.array[position] = parent.hash ^ (code[at + Program.hashDelta] as number);
        candKey.array[position] = parent.key | ordinal;
        candLabel.array[position] = code[at] as number;
        const row = position * stride;
        for (let word = 0; word < stride; word += 1) {
          candRows.array[row + word] = rows.array[parent.base + word] as number;
        }
        for (let change = 0; change < changeCount; change += 1) {
          const flipped = row + (code[at + Program.changes + 2 * change] as number);
          candRows.array[flipped] = (candRows.array[flipped] as number) ^ (code[at + 5 + 2 * change] as number);
        }
        position += 1;
      }
      at += Program.changes + 2 * changeCount;
    }
    this.#transitionCount = end;
    return position;
  }

  /** Notes which state properties are not as hoped. False if an answer is not known. */
  #checkState(): boolean {
    const { header, checks } = this.#memory;
    const propertyCount = (header.array[H.propertyCount] as number) - (header.array[H.stepPropertyCount] as number);
    for (let property = 0; property < propertyCount; property += 1) {
      const answer = this.#descend(checks.array[1 + property] as number);
      if (answer === 0) return false;
      if (answer === Answer.no) this.#notes.push(property, 0);
    }
    return true;
  }

  #checkStep(checks: number, label: number): boolean {
    const { header } = this.#memory;
    const count = header.array[H.stepPropertyCount] as number;
    const first = (header.array[H.propertyCount] as number) - count;
    for (let property = 0; property < count; property += 1) {
      const answer = this.#descend(this.#memory.checks.array[checks + property] as number);
      if (answer === 0) return false;
      if (answer === Answer.no) this.#notes.push(first + property, label);
    }
    return true;
  }

  #descend(root: number): number {
    let reference = root;
    while (reference > 0) {
      const { nodes, children } = this.#memory;
      const value = this.#values[nodes.array[3 * reference] as number] as number;
      reference =
        value < (nodes.array[3 * reference + 2] as number)
          ? (children.array[(nodes.array[3 * reference + 1] as number) + value] as number)
          : sparseChildOf(this.#memory, reference, value);
    }
    return reference;
  }

  #writeNotes(state: number, chunk: number): void {
    const findings = this.#memory.findings.array;
    const propertyCount = this.#memory.header.array[H.propertyCount] as number;
    for (let note = 0; note < this.#notes.length; note += 2) {
      const at = (chunk * propertyCount + (this.#notes[note] as number)) * Finding.length;
      if (findings[at + Finding.count] === 0) {
        findings[at + Finding.state] = state;
        findings[at + Finding.label] = this.#notes[note + 1] as number;
      }
      findings[at + Finding.count] = (findings[at + Finding.count] as number) + 1;
    }
  }
}
