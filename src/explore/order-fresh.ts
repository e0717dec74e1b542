import { Candidate, H, type SharedMemory } from './shared-memory.ts';

/**
 * Puts the candidates that stand for fresh states into the order of their keys: (parent, place among its steps). That is
 * the order in which a single thread would have met them, whatever threads did; it gives the states their numbers.
 * Returns how many there are. A radix sort by octets, those in which no two keys differ being passed over.
 */
export function orderFresh(memory: SharedMemory): number {
  const { header, fresh, order, candidates } = memory;
  const share = header.array[H.overflowEnd] as number;
  const length = Candidate.row + (header.array[H.stride] as number);
  let count = 0;
  let varying = 0;
  let firstKey = 0;
  order.reserve(share);
  for (let thread = 0; thread < (header.array[H.threadCount] as number); thread += 1) {
    const freshCount = header.array[H.freshCounts + thread] as number;
    for (let index = 0; index < freshCount; index += 1) {
      const candidate = fresh.array[thread * share + index] as number;
      const key = candidates.array[candidate * length + Candidate.key] as number;
      if (count === 0) firstKey = key;
      varying |= key ^ firstKey;
      order.array[count] = candidate;
      count += 1;
    }
  }
  const scratch = fresh.array;
  for (let shift = 0; shift < 32; shift += 8) {
    if (((varying >>> shift) & 0xff) === 0) continue;
    sortByOctet({ from: order.array, to: scratch, candidates: candidates.array, length, count, shift });
    order.array.set(scratch.subarray(0, count));
  }
  return count;
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
