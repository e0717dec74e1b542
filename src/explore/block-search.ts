import { assert } from '../kernel/assert.ts';
import { type Foreman, Phase } from './crew.ts';
import { notRemembered } from './expander.ts';
import type { FirstFinding, Progress } from './journal.ts';
import type { KeptEdges } from './kept-edges.ts';
import { orderFresh } from './order-fresh.ts';
import type { SearchJournal } from './search-journal.ts';
import {
  blockParentsMax,
  Candidate,
  Chunk,
  Finding,
  H,
  overflowMax,
  poolLength,
  type SharedMemory,
} from './shared-memory.ts';
import type { StateReader } from './state-reader.ts';

/** Why a search went no further. */
export type SearchLimit = 'states' | 'memory' | 'time';

/**
 * Goes through a range of states block by block: expand, run what is not remembered, look up, number, store.
 *
 * The size of a block depends on what is remembered when it begins, never on the threads, so that everything here is
 * the same for any number of them.
 */
export class BlockSearch {
  readonly #memory: SharedMemory;
  readonly #foreman: Foreman;
  readonly #states: StateReader;
  readonly #edges: KeptEdges | undefined;
  readonly #journal: SearchJournal | undefined;
  readonly #byteMax: number;
  readonly #isOverTime: () => boolean;
  readonly findings: (FirstFinding | undefined)[];
  transitionCount = 0;
  deadlockCount = 0;
  firstDeadlock: number | undefined;
  limit: SearchLimit | undefined;

  constructor(parts: {
    readonly memory: SharedMemory;
    readonly foreman: Foreman;
    readonly states: StateReader;
    readonly edges: KeptEdges | undefined;
    readonly journal: SearchJournal | undefined;
    readonly byteMax: number;
    readonly isOverTime: () => boolean;
  }) {
    this.#memory = parts.memory;
    this.#foreman = parts.foreman;
    this.#states = parts.states;
    this.#edges = parts.edges;
    this.#journal = parts.journal;
    this.#byteMax = parts.byteMax;
    this.#isOverTime = parts.isOverTime;
    this.findings = new Array(parts.memory.header.array[H.propertyCount] as number);
  }

  get stateCount(): number {
    return this.#memory.header.array[H.stateCount] as number;
  }

  /** Expands the states from `first` to `end`. False if a limit was met: then {@link limit} says which. */
  expandRange(first: number, end: number, mode: number): boolean {
    let next = first;
    while (next < end) {
      const replayed = this.#journal?.replay(next, mode);
      if (replayed !== undefined) {
        this.#resumeAt(replayed.progress);
        next = replayed.end;
        continue;
      }
      if (this.byteCount > this.#byteMax) this.limit = 'memory';
      if (this.#isOverTime()) this.limit = 'time';
      if (this.limit !== undefined) return false;
      this.#lay(next, end, mode);
      const isWorthSharing = (this.#memory.header.array[H.chunkCount] as number) >= chunksWorthSharing;
      this.#foreman.run(Phase.expand, isWorthSharing);
      if (!this.#expandLate()) continue;
      this.#settle(isWorthSharing);
      next = this.#memory.header.array[H.blockEnd] as number;
    }
    return this.limit === undefined;
  }

  /** Lays out a block: how many parents, and where their candidates go. */
  #lay(first: number, end: number, mode: number): void {
    const { header, chunks, findings } = this.#memory;
    const branching = Math.max(1, this.#states.steps.branchingMax);
    assert(branching < 2 ** 16, 'a world has fewer than 65536 steps');
    const chunkParents = Math.min(chunkParentsMax, Math.max(1, Math.floor(poolLength / (16 * branching))));
    const chunksMax = Math.floor(Math.min(poolLength / (chunkParents * branching), blockParentsMax / chunkParents));
    const chunkCount = Math.min(chunksMax, Math.ceil((end - first) / chunkParents));
    const length = chunkCount * chunkParents * branching;
    header.array[H.mode] = mode;
    header.array[H.blockFirst] = first;
    header.array[H.blockEnd] = Math.min(end, first + chunkCount * chunkParents);
    header.array[H.chunkParents] = chunkParents;
    header.array[H.chunkCapacity] = chunkParents * branching;
    header.array[H.chunkCount] = chunkCount;
    header.array[H.nextChunk] = 0;
    header.array[H.overflowEnd] = length;
    this.#reserveCandidates(length);
    chunks.reserve((chunkCount + 1) * Chunk.length);
    chunks.array.fill(0, 0, (chunkCount + 1) * Chunk.length);
    const findingLength = (chunkCount + 1) * this.findings.length * Finding.length;
    findings.reserve(findingLength);
    findings.array.fill(0, 0, findingLength);
  }

  /**
   * Runs real code for the parents that need it, and expands them. False if the block has to be begun anew: because
   * rows were packed differently meanwhile, or because there are too many candidates.
   */
  #expandLate(): boolean {
    const { header, parentCount } = this.#memory;
    const first = header.array[H.blockFirst] as number;
    const end = header.array[H.blockEnd] as number;
    const { steps } = this.#states;
    const layoutVersion = steps.programs.layoutVersion;
    const late: number[] = [];
    for (let state = first; state < end; state += 1)
      if (parentCount.array[state - first] === notRemembered) late.push(state);
    if (late.length === 0) return true;
    for (const state of late) {
      this.#states.resolve(state);
      this.#journal?.noteResolved(state);
    }
    if (layoutVersion !== steps.programs.layoutVersion) return false;
    const start = header.array[H.overflowEnd] as number;
    const length = late.length * steps.branchingMax;
    if (length > overflowMax) return false;
    this.#reserveCandidates(start + length);
    for (const state of late) this.#foreman.self.expander.expandLate(state);
    return true;
  }

  #reserveCandidates(count: number): void {
    const { header, candidates, targets } = this.#memory;
    candidates.reserve(count * (Candidate.row + (header.array[H.stride] as number)));
    if (this.#edges !== undefined) targets.reserve(count);
  }

  /** Looks the candidates up, numbers and stores the fresh states, and adds up what was found. */
  #settle(isWorthSharing: boolean): void {
    const { header, fresh, rows, hashes, parents, labels } = this.#memory;
    const before = header.array[H.stateCount] as number;
    fresh.reserve((header.array[H.overflowEnd] as number) * this.#foreman.threadCount);
    this.#foreman.run(Phase.lookUp, isWorthSharing);
    const found = orderFresh(this.#memory);
    const room = (header.array[H.stateMax] as number) - before;
    header.array[H.freshCount] = Math.min(found, room);
    const after = before + Math.min(found, room);
    if (found > room) this.limit = 'states';
    if (!rows.reserve((after + 1) * (header.array[H.stride] as number))) {
      this.limit = 'memory';
      return;
    }
    for (const ints of [hashes, parents, labels]) ints.reserve(after + 1);
    this.#foreman.run(Phase.store, isWorthSharing);
    header.array[H.stateCount] = after;
    if (found <= room && this.#edges?.keepBlock(this.#memory) === false) this.limit = 'memory';
    this.#addUp();
    if (this.limit === undefined) this.#journal?.write(before, this.#progress());
  }

  #progress(): Progress {
    return {
      stateCount: this.stateCount,
      transitionCount: this.transitionCount,
      deadlockCount: this.deadlockCount,
      firstDeadlock: this.firstDeadlock ?? null,
      findings: Array.from(this.findings, (finding) => finding ?? null),
    };
  }

  /** Takes up what was known after a block that was read back. */
  #resumeAt(progress: Progress): void {
    this.transitionCount = progress.transitionCount;
    this.deadlockCount = progress.deadlockCount;
    this.firstDeadlock = progress.firstDeadlock ?? undefined;
    progress.findings.forEach((finding, property) => {
      this.findings[property] = finding ?? undefined;
    });
  }

  #addUp(): void {
    const { header, chunks, findings } = this.#memory;
    for (let chunk = 0; chunk <= (header.array[H.chunkCount] as number); chunk += 1) {
      const at = chunk * Chunk.length;
      this.transitionCount += chunks.array[at + Chunk.transitions] as number;
      const deadlocks = chunks.array[at + Chunk.deadlocks] as number;
      if (deadlocks > 0) {
        const state = chunks.array[at + Chunk.firstDeadlock] as number;
        if (this.deadlockCount === 0 || state < (this.firstDeadlock as number)) this.firstDeadlock = state;
        this.deadlockCount += deadlocks;
      }
      for (let property = 0; property < this.findings.length; property += 1) {
        this.#addFinding(property, findings.array, (chunk * this.findings.length + property) * Finding.length);
      }
    }
  }

  /** Blocks come in the order of the search; within one, only the late parents are out of order. */
  #addFinding(property: number, findings: Int32Array, at: number): void {
    const count = findings[at + Finding.count] as number;
    if (count === 0) return;
    const known = this.findings[property];
    const state = findings[at + Finding.state] as number;
    const label = findings[at + Finding.label] as number;
    const isFirst = known === undefined || (state < known.state && known.state >= this.#blockFirst);
    this.findings[property] = isFirst
      ? { count: (known?.count ?? 0) + count, state, label }
      : { ...known, count: known.count + count };
  }

  get #blockFirst(): number {
    return this.#memory.header.array[H.blockFirst] as number;
  }

  /** Bytes in use by the states, what is remembered, and the edges. */
  get byteCount(): number {
    const header = this.#memory.header.array;
    const tableLength = header
      .subarray(H.partitionLengths, H.partitionLengths + partitionCount)
      .reduce((sum, length) => sum + length, 0);
    const perState = (header[H.stride] as number) + 3;
    return 4 * (tableLength + this.stateCount * perState) + this.#states.byteCount + (this.#edges?.byteCount ?? 0);
  }
}

const partitionCount = 64;

/** So many parents are taken at once by a thread, unless they have very many steps. */
const chunkParentsMax = 256;

/** Blocks with fewer chunks than this are done by one thread: waking the others would take longer. */
const chunksWorthSharing = 4;
