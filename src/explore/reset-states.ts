import { H, initialPartitionLength, partitionBits, type SharedMemory } from './shared-memory.ts';

/** Forgets all states and keeps what is remembered of actions and properties: a search can begin anew. */
export function resetStates(memory: SharedMemory): void {
  const header = memory.header.array;
  const reserve = header[H.partitionReserve] as number;
  for (let partition = 0; partition < 2 ** partitionBits; partition += 1) {
    const base = partition * reserve;
    memory.table.array.fill(0, base, base + (header[H.partitionLengths + partition] as number));
    header[H.partitionLengths + partition] = initialPartitionLength;
    header[H.partitionCounts + partition] = 0;
  }
  memory.whole.array.fill(0, 0, ((header[H.stateCount] as number) >>> 5) + 1);
  header[H.stateCount] = 0;
}
