import { Candidate, H, type SharedMemory } from './shared-memory.ts';

/**
 * Puts the candidates that stand for fresh states into the order of their keys: (parent, place among its steps). That is
 * the order in which a single thread would have met them, whatever threads did; it gives the states their numbers.
 * Returns how many there are.
 *
 * What one thread has found is in order already, unless parents were expanded late: then it only has to be merged with
 * what the others have found. This is work that no other thread can share, so it has to be quick.
 */
export function orderFresh(memory: SharedMemory): number {
  const { header, fresh, order, candidates } = memory;
  const share = header.array[H.overflowEnd] as number;
  const threadCount = header.array[H.threadCount] as number;
  const length = Candidate.row + (header.array[H.stride] as number);
  const isLate = share > (header.array[H.chunkCount] as number) * (header.array[H.chunkCapacity] as number);
  order.reserve(share);
  let count = 0;
  for (let thread = 0; thread < threadCount; thread += 1) {
    const from = thread * share;
    const freshCount = header.array[H.freshCounts + thread] as number;
    if (!isLate) mergeInto(order.array, count, { list: fresh.array, from, count: freshCount });
    else order.array.set(fresh.array.subarray(from, from + freshCount), count);
    count += freshCount;
  }
  if (isLate) sortByKey({ order: order.array, scratch: fresh.array, candidates: candidates.array, length, count });
  return count;
}

/**
 * Merges a rising list into another one of `count` places, in place, from the last to the first. Candidates of chunks lie
 * in the order of their keys, so that their places are compared instead.
 */
function mergeInto(
  order: Int32Array,
  count: number,
  other: { readonly list: Int32Array; readonly from: number; readonly count: number },
): void {
  const { list, from } = other;
  let own = count - 1;
  let theirs = other.count - 1;
  for (let to = count + other.count - 1; theirs >= 0; to -= 1) {
    const candidate = list[from + theirs] as number;
    if (own >= 0 && (order[own] as number) > candidate) {
      order[to] = order[own] as number;
      own -= 1;
    } else {
      order[to] = candidate;
      theirs -= 1;
    }
  }
}

/** A radix sort by octets, those in which no two keys differ being passed over. */
function sortByKey(parts: {
  readonly order: Int32Array;
  readonly scratch: Int32Array;
  readonly candidates: Int32Array;
  /** Of one candidate. */
  readonly length: number;
  readonly count: number;
}): void {
  const { order, scratch, candidates, length, count } = parts;
  const keyOf = (index: number) => candidates[(order[index] as number) * length + Candidate.key] as number;
  let varying = 0;
  for (let index = 1; index < count; index += 1) varying |= keyOf(index) ^ keyOf(0);
  for (let shift = 0; shift < 32; shift += 8) {
    if (((varying >>> shift) & 0xff) === 0) continue;
    sortByOctet({ from: order, to: scratch, candidates, length, count, shift });
    order.set(scratch.subarray(0, count));
  }
}

function sortByOctet(pass: {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly candidates: Int32Array;
  /** Of one candidate. */
  readonly length: number;
  readonly count: number;
  readonly shift: number;
}): void {
  const { from, to, candidates, length, count, shift } = pass;
  const starts = new Int32Array(257);
  for (let index = 0; index < count; index += 1) {
    const octet = ((candidates[(from[index] as number) * length + Candidate.key] as number) >>> shift) & 0xff;
    starts[octet + 1] = (starts[octet + 1] as number) + 1;
  }
  for (let octet = 0; octet < 256; octet += 1)
    starts[octet + 1] = (starts[octet + 1] as number) + (starts[octet] as number);
  for (let index = 0; index < count; index += 1) {
    const candidate = from[index] as number;
    const octet = ((candidates[candidate * length + Candidate.key] as number) >>> shift) & 0xff;
    const place = starts[octet] as number;
    to[place] = candidate;
    starts[octet] = place + 1;
  }
}
