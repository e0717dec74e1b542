import { GrowableInts } from './growable-ints.ts';
import { elementCountMax } from './symmetry/symmetry-group.ts';

/**
 * Everything that the threads of one exploration share: flat arrays of integers, nothing else.
 *
 * - States, by number, numbered in the order of their discovery: `rows` (bit-packed, `stride` words each), `hashes`,
 *   `parents` and `labels` (how it was first reached), `table` (the visited set).
 * - What is remembered, written by the main thread between the phases only: the decision trie (`nodes`, `children`,
 *   `sparse`), `programs` (what remembered steps do to a row), `lists` and `groups` (which actions to look at), `checks`
 *   (step properties), `layout` (where in a row each slot is); for a reduced search `masks`, `resting` and `movers`
 *   (see {@link Footprints}); `symmetry` and `images` for one that does not tell like worlds apart (see {@link ValueImages}).
 * - The block of parents at work: `candidates` (see {@link Candidate}), their `targets` if edges are kept, and per parent
 *   and chunk what came out.
 */
export interface SharedMemory {
  readonly header: GrowableInts;
  readonly layout: GrowableInts;
  readonly rows: GrowableInts;
  readonly hashes: GrowableInts;
  readonly parents: GrowableInts;
  readonly labels: GrowableInts;
  readonly table: GrowableInts;
  readonly nodes: GrowableInts;
  readonly children: GrowableInts;
  readonly sparse: GrowableInts;
  readonly programs: GrowableInts;
  readonly lists: GrowableInts;
  readonly groups: GrowableInts;
  readonly checks: GrowableInts;
  readonly masks: GrowableInts;
  readonly resting: GrowableInts;
  readonly movers: GrowableInts;
  readonly symmetry: GrowableInts;
  readonly images: GrowableInts;
  /** One bit per state: its steps are all taken, also in a reduced search. */
  readonly whole: GrowableInts;
  readonly candidates: GrowableInts;
  readonly targets: GrowableInts;
  /** Per thread a stretch of candidates that stand for fresh states, and all of them in the order of their keys. */
  readonly fresh: GrowableInts;
  readonly order: GrowableInts;
  readonly parentStart: GrowableInts;
  readonly parentCount: GrowableInts;
  readonly chunks: GrowableInts;
  readonly findings: GrowableInts;
}

/** The buffers behind a {@link SharedMemory}: what is handed to another thread. */
export type SharedBuffers = { readonly [Name in keyof SharedMemory]: SharedArrayBuffer };

/** Where in `header` each scalar is. */
export const H = {
  /** Counts the phases begun; other threads wait for it to change. */
  epoch: 0,
  phase: 1,
  doneCount: 2,
  threadCount: 3,
  nextChunk: 4,
  stateCount: 5,
  stateMax: 6,
  stride: 7,
  slotCount: 8,
  indexBits: 9,
  partitionReserve: 10,
  blockFirst: 11,
  blockEnd: 12,
  chunkParents: 13,
  chunkCapacity: 14,
  chunkCount: 15,
  /** End of the candidates of parents whose steps were not all remembered; they begin after the last chunk. */
  overflowEnd: 16,
  mode: 17,
  groupCount: 18,
  /** The list of actions that read nothing. */
  unconditionalList: 19,
  propertyCount: 20,
  stepPropertyCount: 21,
  isKeepingEdges: 22,
  sparseMask: 23,
  freshCount: 24,
  failureCount: 25,
  /** Integers of a mask; 0: the search is not reduced. */
  maskLength: 26,
  actionCount: 27,
  /** Elements of the group under which worlds are not told apart; less than 2: all are. */
  elementCount: 28,
  /** Slots compared to find the least of a world's images. */
  comparedCount: 29,
  /** From here: the number of fresh states that each thread found. */
  freshCounts: 32,
  /** From here: entries in each partition of the table, then the length of each partition. */
  partitionCounts: 64,
  partitionLengths: 128,
  length: 192,
} as const;

/** The visited set is cut into so many partitions by the upper bits of the hash; one thread owns each. */
export const partitionBits = 6;

/**
 * What to do with the parents of a block: any sum of these. `normal`, `faults`: take the outcomes without fault, and those
 * with. `check`: ask the state properties. `reduce`: take the steps of a stubborn set only, `faulty`: one that allows for
 * faults to come; `rest`: take the others instead.
 */
export const Mode = { normal: 1, faults: 2, check: 4, reduce: 8, faulty: 16, rest: 32 } as const;

/**
 * A candidate for a new state: its hash, its key (parent in the block and place among its steps, 16 bits each), the
 * label of the step, its packed row. Candidates are `Candidate.row + stride` integers long.
 */
export const Candidate = { hash: 0, key: 1, label: 2, row: 3 } as const;

/**
 * Integers per chunk in `chunks`: a cache line, since threads add up in it, parent by parent, what comes out of the chunks
 * that they have at the moment, which are neighbours.
 */
export const Chunk = { candidateEnd: 0, transitions: 1, deadlocks: 2, firstDeadlock: 3, length: 16 } as const;

/** Integers per property and chunk in `findings`: how often, the state of the first, and for steps the label. */
export const Finding = { count: 0, state: 1, label: 2, length: 3 } as const;

/** More threads than this are of no use: the main thread's share of the work stays. */
export const threadMax = 16;

/** Candidates of one block, all chunks together, at most (not counting those of parents met with something new). */
export const poolLength = 2 ** 19;

/** Candidates beyond the pool that can be told from states in the table. */
export const overflowMax = 2 ** 22;

/** How many parents a block may have: a candidate's key has 16 bits for the parent and 16 for the step. */
export const blockParentsMax = 2 ** 16;

/** Memory for at most `stateMax` states of `slotCount` slots. */
export function createSharedMemory(options: {
  readonly stateMax: number;
  readonly slotCount: number;
  readonly propertyCount: number;
}): SharedMemory {
  const { stateMax, slotCount, propertyCount } = options;
  const perState = () => GrowableInts.create(1024, stateMax + 1);
  const perCandidate = (width = 1) => GrowableInts.create(1024, (poolLength + overflowMax) * width);
  const remembered = () => GrowableInts.create(1024, rememberedMax);
  const partitionReserve = partitionReserveOf(stateMax);
  const chunksMax = poolLength / 16;
  const memory: SharedMemory = {
    header: GrowableInts.create(H.length, H.length),
    layout: GrowableInts.create(3 * slotCount, 3 * slotCount),
    rows: GrowableInts.create(1024, (stateMax + 1) * Math.max(1, slotCount)),
    hashes: perState(),
    parents: perState(),
    labels: perState(),
    table: GrowableInts.create(partitionReserve << partitionBits, partitionReserve << partitionBits),
    nodes: remembered(),
    children: remembered(),
    sparse: GrowableInts.create(4 * 64, rememberedMax),
    programs: remembered(),
    lists: remembered(),
    groups: GrowableInts.create(2 * slotCount, 2 * slotCount),
    checks: remembered(),
    masks: remembered(),
    resting: GrowableInts.create(1024, 2 ** 16),
    movers: remembered(),
    symmetry: GrowableInts.create(0, slotCount * (elementCountMax + 2)),
    images: remembered(),
    whole: GrowableInts.create(1024, stateMax / 32 + 1),
    candidates: perCandidate(Candidate.row + Math.max(1, slotCount)),
    targets: perCandidate(),
    fresh: perCandidate(threadMax),
    order: perCandidate(),
    parentStart: GrowableInts.create(blockParentsMax, blockParentsMax),
    parentCount: GrowableInts.create(blockParentsMax, blockParentsMax),
    chunks: GrowableInts.create(1024, chunksMax * Chunk.length),
    findings: GrowableInts.create(1024, chunksMax * Finding.length * Math.max(1, propertyCount)),
  };
  const header = memory.header.array;
  header[H.stateMax] = stateMax;
  header[H.slotCount] = slotCount;
  header[H.propertyCount] = propertyCount;
  header[H.indexBits] = bitsFor(stateMax + poolLength + overflowMax + 2);
  header[H.partitionReserve] = partitionReserve;
  header[H.sparseMask] = 63;
  header.fill(initialPartitionLength, H.partitionLengths, H.partitionLengths + 2 ** partitionBits);
  return memory;
}

/** The same memory, seen from another thread. */
export function attachSharedMemory(buffers: SharedBuffers): SharedMemory {
  return mapMembers(buffers, (buffer) => new GrowableInts(buffer));
}

/** What another thread needs to attach to the memory. */
export function buffersOf(memory: SharedMemory): SharedBuffers {
  return mapMembers(memory, ({ buffer }) => buffer);
}

/** Sees what the main thread has grown since. */
export function refreshSharedMemory(memory: SharedMemory): void {
  for (const ints of Object.values(memory) as GrowableInts[]) ints.refresh();
}

/** How many bits hold every number from 0 to `max`. */
export function bitsFor(max: number): number {
  return 32 - Math.clz32(max);
}

/** How long a partition of the table is at first. */
export const initialPartitionLength = 64;

/** Integers in each array of what is remembered, at most: half a gigabyte. */
const rememberedMax = 2 ** 27;

/** A partition is at most three quarters full, and some partitions get more than their share. */
function partitionReserveOf(stateMax: number): number {
  const share = Math.ceil((stateMax / 2 ** partitionBits) * 1.1 + 64);
  return 2 ** bitsFor(Math.max(initialPartitionLength, Math.ceil((share * 4) / 3)) - 1);
}

function mapMembers<Name extends string, From, To>(
  record: { readonly [name in Name]: From },
  change: (member: From) => To,
): { readonly [name in Name]: To } {
  return Object.fromEntries(Object.entries<From>(record).map(([name, member]) => [name, change(member)])) as {
    readonly [name in Name]: To;
  };
}
