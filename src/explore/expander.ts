import { childOf } from './decision-trie.ts';
import { PossibleSteps } from './possible-steps.ts';
import { Answer } from './remembered-properties.ts';
import { Candidate, Chunk, Finding, H, Mode, type SharedMemory } from './shared-memory.ts';
import { Program } from './step-programs.ts';
import { hasBit, StubbornSets } from './stubborn-sets.ts';
import { LeastImage } from './symmetry/least-image.ts';

/**
 * First phase of a block: the steps of its parents, found among what is remembered, become candidates for new states.
 *
 * Threads take chunks of parents, each with its own stretch of the candidates. A step that changes nothing is counted,
 * but is no candidate. A parent that needs something not remembered leaves no candidates, only a mark: the main thread
 * runs the real code after the phase, and expands it then.
 *
 * This is the innermost loop of an exploration: integer work on typed arrays, nothing allocated. First the programs of
 * the steps of one parent are collected, then they are run on its row.
 */
export class Expander {
  readonly #memory: SharedMemory;
  readonly #possible: PossibleSteps;
  readonly #values: Int32Array;
  readonly #stubborn: StubbornSets | undefined;
  readonly #least: LeastImage | undefined;
  /** What properties had to say about the parent at hand and its steps: (property, label) pairs. */
  readonly #notes: number[] = [];
  /**
   * Where in the block this thread last put a candidate, by some bits of the hash: its hash, its place. Most steps lead where another step
   * of a parent close by has led already: dropping those here saves most look-ups. Chunks are taken in order, so the
   * candidate that stays has the lesser key. An entry may be of a parent that was given up half-way: then what is there
   * now is compared, and that is before the candidate at hand or not looked at.
   */
  readonly #recent = new Int32Array(2 * (recentMask + 1));
  #isDropping = false;
  /** Outcomes of the last parent, those that change nothing included. */
  #stepCount = 0;

  constructor(memory: SharedMemory) {
    this.#memory = memory;
    this.#possible = new PossibleSteps(memory);
    this.#values = this.#possible.values;
    this.#stubborn = memory.header.array[H.maskLength] === 0 ? undefined : new StubbornSets(memory);
    this.#least = (memory.header.array[H.elementCount] as number) < 2 ? undefined : new LeastImage(memory);
  }

  /** Takes chunks until none is left. */
  run(): void {
    const header = this.#memory.header.array;
    this.#isDropping = header[H.isKeepingEdges] !== 1;
    if (this.#isDropping) this.#recent.fill(noCandidate);
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
    this.#isDropping = false;
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
    const { header, parentStart, parentCount, chunks } = this.#memory;
    const offset = state - (header.array[H.blockFirst] as number);
    const mode = header.array[H.mode] as number;
    this.#possible.enter(state);
    this.#notes.length = 0;
    parentStart.array[offset] = position;
    parentCount.array[offset] = notRemembered;
    if ((mode & Mode.check) !== 0 && !this.#checkState()) return position;
    let end = position;
    if ((mode & (Mode.normal | Mode.faults)) !== 0) {
      let programCount = this.#possible.collect();
      if (programCount < 0) return position;
      if ((mode & Mode.reduce) !== 0) programCount = this.#reduce(state, programCount, mode);
      if (programCount < 0) return position;
      end = this.#runPrograms(state, programCount, position);
      if (end < 0) return position;
      const at = chunk * Chunk.length;
      chunks.array[at + Chunk.transitions] = (chunks.array[at + Chunk.transitions] as number) + this.#stepCount;
      if (this.#stepCount === 0 && (mode & Mode.check) !== 0) {
        if (chunks.array[at + Chunk.deadlocks] === 0) chunks.array[at + Chunk.firstDeadlock] = state;
        chunks.array[at + Chunk.deadlocks] = (chunks.array[at + Chunk.deadlocks] as number) + 1;
      }
    }
    parentCount.array[offset] = end - position;
    if (this.#notes.length > 0) this.#writeNotes(state, chunk);
    return end;
  }

  /**
   * Leaves only the programs of a stubborn set (with {@link Mode.rest}: the others). Step properties are asked about those
   * left out, too. Returns how many are left, or -1 if an answer is not known.
   */
  #reduce(state: number, programCount: number, mode: number): number {
    const { programs: code, whole } = this.#memory;
    const stubborn = this.#stubborn as StubbornSets;
    const programs = this.#possible.programs;
    const isRest = (mode & Mode.rest) !== 0;
    if (!isRest && hasBit(whole.array, state)) return programCount;
    stubborn.choose(state, this.#values, programs, programCount);
    let count = 0;
    for (let index = 0; index < programCount; index += 1) {
      const program = programs[index] as number;
      if (stubborn.has(code.array[program + Program.action] as number) !== isRest) {
        programs[count] = program;
        count += 1;
      } else if (!isRest && !this.#checkProgram(program, mode)) return -1;
    }
    return count;
  }

  /** Asks the step properties about the outcomes that the mode allows. False if an answer is not known. */
  #checkProgram(program: number, mode: number): boolean {
    const code = this.#memory.programs.array;
    const isNormal = (mode & Mode.normal) !== 0;
    let at = isNormal ? program + Program.outcomes : (code[program + Program.firstFault] as number);
    let count = isNormal ? (code[program] as number) : 0;
    if ((mode & Mode.faults) !== 0) count += code[program + Program.faultCount] as number;
    for (; count > 0; count -= 1) {
      const checks = code[at + Program.checks] as number;
      if (checks > 0 && !this.#checkStep(checks, code[at] as number)) return false;
      at += Program.changes + 2 * (code[at + Program.changeCount] as number);
    }
    return true;
  }

  /** Makes a candidate of each outcome. Returns where the next one goes, or -1 if a property's answer is not known. */
  #runPrograms(state: number, programCount: number, position: number): number {
    const memory = this.#memory;
    const recent = this.#isDropping ? this.#recent : undefined;
    const least = this.#least;
    const header = memory.header.array;
    const code = memory.programs.array;
    const rows = memory.rows.array;
    const candidates = memory.candidates.array;
    const programs = this.#possible.programs;
    const hash = memory.hashes.array[state] as number;
    const stride = header[H.stride] as number;
    const length = Candidate.row + stride;
    const base = state * stride;
    const mode = header[H.mode] as number;
    const isNormal = (mode & Mode.normal) !== 0;
    let key = (state - (header[H.blockFirst] as number)) << 16;
    let to = position * length;
    for (let index = 0; index < programCount; index += 1) {
      const program = programs[index] as number;
      let at = isNormal ? program + Program.outcomes : (code[program + Program.firstFault] as number);
      let count = isNormal ? (code[program] as number) : 0;
      if ((mode & Mode.faults) !== 0) count += code[program + Program.faultCount] as number;
      for (const end = key + count; key < end; key += 1) {
        const checks = code[at + Program.checks] as number;
        if (checks > 0 && !this.#checkStep(checks, code[at] as number)) return -1;
        const changeCount = code[at + Program.changeCount] as number;
        if (changeCount === 0) {
          at += Program.changes;
          continue;
        }
        let candidateHash = hash ^ (code[at + Program.hashDelta] as number);
        candidates[to + Candidate.key] = key;
        candidates[to + Candidate.label] = code[at] as number;
        const row = to + Candidate.row;
        for (let word = 0; word < stride; word += 1) candidates[row + word] = rows[base + word] as number;
        at += Program.changes;
        for (const last = at + 2 * changeCount; at < last; at += 2) {
          const flipped = row + (code[at] as number);
          candidates[flipped] = (candidates[flipped] as number) ^ (code[at + 1] as number);
        }
        if (least !== undefined) candidateHash = least.take(candidates, row, candidateHash);
        candidates[to] = candidateHash;
        if (recent !== undefined) {
          const place = 2 * ((candidateHash ^ (candidateHash >>> 16)) & recentMask);
          const isMet = recent[place] === candidateHash;
          if (isMet && isSameCandidate(candidates, recent[place + 1] as number, to, length)) continue;
          recent[place] = candidateHash;
          recent[place + 1] = to;
        }
        to += length;
      }
    }
    this.#stepCount = key & 0xffff;
    return to / length;
  }

  /** Notes which state properties are not as hoped. False if an answer is not known. */
  #checkState(): boolean {
    const { header, checks } = this.#memory;
    const propertyCount = (header.array[H.propertyCount] as number) - (header.array[H.stepPropertyCount] as number);
    for (let property = 0; property < propertyCount; property += 1) {
      const answer = this.#answerAt(checks.array[1 + property] as number);
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
      const answer = this.#answerAt(this.#memory.checks.array[checks + property] as number);
      if (answer === 0) return false;
      if (answer === Answer.no) this.#notes.push(first + property, label);
    }
    return true;
  }

  #answerAt(root: number): number {
    const nodes = this.#memory.nodes;
    let reference = root;
    while (reference > 0) {
      reference = childOf(this.#memory, reference, this.#values[nodes.array[3 * reference] as number] as number);
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
    this.#notes.length = 0;
  }
}

/** The mark of a parent that could not be expanded from what is remembered. */
export const notRemembered = -1;

const recentMask = 2 ** 15 - 1;

/** Greater than where any candidate is. */
const noCandidate = 0x7fffffff;

/** True if the candidate at `other`, which has to be before the one at `to`, has the same hash and row. */
function isSameCandidate(candidates: Int32Array, other: number, to: number, length: number): boolean {
  if (other >= to || candidates[other] !== candidates[to]) return false;
  let word = Candidate.row as number;
  while (word < length && candidates[other + word] === candidates[to + word]) word += 1;
  return word === length;
}
