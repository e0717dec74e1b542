import { assert } from '../kernel/assert.ts';
import { Expander } from './expander.ts';
import {
  attachSharedMemory,
  H,
  refreshSharedMemory,
  type SharedBuffers,
  type SharedMemory,
  threadMax,
} from './shared-memory.ts';
import { storeFresh, VisitedSet } from './visited-set.ts';

/** Other threads, made and ended by the caller (a pure engine starts none), which call {@link serve} when told to. */
export interface Crew {
  /** How many there are, this thread not counted. */
  readonly memberCount: number;
  /** Has every member call {@link serve} with these buffers and its number, from 1 upwards. */
  enlist(buffers: SharedBuffers): void;
}

/** The phases of a block that threads share, and what ends their service. */
export const Phase = { expand: 1, lookUp: 2, store: 3, end: 4 } as const;

/** What one thread needs to take part: its own view of the memory, and room for what it works on. */
export class CrewMember {
  readonly #memory: SharedMemory;
  readonly #thread: number;
  readonly expander: Expander;
  readonly #visited: VisitedSet;

  constructor(memory: SharedMemory, thread: number) {
    this.#memory = memory;
    this.#thread = thread;
    this.expander = new Expander(memory);
    this.#visited = new VisitedSet(memory, thread);
  }

  /** Does this thread's share of a phase. */
  work(phase: number): void {
    if (phase === Phase.expand) this.expander.run();
    else if (phase === Phase.lookUp) this.#visited.run();
    else {
      const header = this.#memory.header.array;
      const share = Math.ceil((header[H.freshCount] as number) / (header[H.threadCount] as number));
      const first = Math.min(this.#thread * share, header[H.freshCount] as number);
      storeFresh(this.#memory, first, Math.min(first + share, header[H.freshCount] as number));
    }
  }
}

/** The main thread's side: phases are begun for all threads and end when the last one is done. */
export class Foreman {
  readonly #memory: SharedMemory;
  readonly #memberCount: number;
  readonly self: CrewMember;

  constructor(memory: SharedMemory, crew: Crew | undefined, buffers: () => SharedBuffers) {
    this.#memory = memory;
    this.#memberCount = crew?.memberCount ?? 0;
    assert(this.threadCount <= threadMax, `an exploration has at most ${threadMax} threads`);
    this.self = new CrewMember(memory, 0);
    crew?.enlist(buffers());
  }

  /** How many threads there are, this one counted. */
  get threadCount(): number {
    return 1 + this.#memberCount;
  }

  /** Has a phase done: by all threads, or by this one alone if there is too little to do. */
  run(phase: number, isWorthSharing: boolean): void {
    const header = this.#memory.header.array;
    const isShared = isWorthSharing && this.#memberCount > 0;
    header[H.threadCount] = isShared ? 1 + this.#memberCount : 1;
    if (isShared) this.#begin(phase);
    this.self.work(phase);
    if (!isShared) return;
    waitUntil(header, H.doneCount, (done) => done === this.#memberCount);
    assert(header[H.failureCount] === 0, 'every thread does its share');
  }

  /** Lets the other threads go. */
  end(): void {
    if (this.#memberCount > 0) this.#begin(Phase.end);
  }

  #begin(phase: number): void {
    const header = this.#memory.header.array;
    header[H.phase] = phase;
    Atomics.store(header, H.doneCount, 0);
    Atomics.add(header, H.epoch, 1);
    Atomics.notify(header, H.epoch);
  }
}

/** What another thread does during an exploration: its share of every phase, until the exploration ends. */
export function serve(buffers: SharedBuffers, thread: number): void {
  const memory = attachSharedMemory(buffers);
  const header = memory.header.array;
  const member = new CrewMember(memory, thread);
  let epoch = 0;
  for (;;) {
    epoch = waitUntil(header, H.epoch, (now) => now !== epoch);
    const phase = header[H.phase] as number;
    if (phase === Phase.end) return;
    try {
      refreshSharedMemory(memory);
      member.work(phase);
    } catch (error) {
      Atomics.add(header, H.failureCount, 1);
      throw error;
    } finally {
      Atomics.add(header, H.doneCount, 1);
      Atomics.notify(header, H.doneCount);
    }
  }
}

/** Waits for a scalar of the header to become what is wished for: a short while awake, then asleep. */
function waitUntil(header: Int32Array, index: number, isReached: (value: number) => boolean): number {
  for (let look = 0; ; look += 1) {
    const value = Atomics.load(header, index);
    if (isReached(value)) return value;
    if (look > looksBeforeSleep) Atomics.wait(header, index, value);
  }
}

const looksBeforeSleep = 2000;
