import type { JournalBlock } from '../explore/journal.ts';

/** The columns of a block in a checkpoint file. Arrays of integers are octets in the machine's order, the rest is JSON. */
export const blockColumns = [
  'first',
  'past',
  'mode',
  'resolved',
  'vals',
  'evaluations',
  'answers',
  'packed',
  'parents',
  'labels',
  'targets',
  'ends',
  'progress',
] as const;

/** What code said, as a checkpoint file has it. */
export interface TranscriptRow {
  readonly vals: string;
  readonly evaluations: string;
}

/** A block as a checkpoint file has it. */
export interface BlockRow extends TranscriptRow {
  readonly first: number;
  readonly past: number;
  readonly mode: number;
  readonly resolved: Buffer;
  readonly answers: string;
  readonly packed: Buffer;
  readonly parents: Buffer;
  readonly labels: Buffer;
  readonly targets: Buffer;
  readonly ends: Buffer;
  readonly progress: string;
}

/** A block in the form of the file. */
export function rowOfBlock(block: JournalBlock): BlockRow {
  return {
    first: block.first,
    past: block.end,
    mode: block.mode,
    resolved: octetsOf(block.resolved),
    vals: JSON.stringify(block.values),
    evaluations: JSON.stringify(block.evaluations),
    answers: JSON.stringify(block.answers),
    packed: octetsOf(block.rows),
    parents: octetsOf(block.parents),
    labels: octetsOf(block.labels),
    targets: octetsOf(block.targets),
    ends: octetsOf(block.ends),
    progress: JSON.stringify(block.progress),
  };
}

/** The block that {@link rowOfBlock} made a row of. */
export function blockOfRow(row: BlockRow): JournalBlock {
  return {
    first: row.first,
    end: row.past,
    mode: row.mode,
    resolved: integersOf(row.resolved),
    values: JSON.parse(row.vals),
    evaluations: JSON.parse(row.evaluations),
    answers: JSON.parse(row.answers),
    rows: integersOf(row.packed),
    parents: integersOf(row.parents),
    labels: integersOf(row.labels),
    targets: integersOf(row.targets),
    ends: integersOf(row.ends),
    progress: JSON.parse(row.progress),
  };
}

function octetsOf(integers: Int32Array): Buffer {
  return Buffer.from(integers.buffer, integers.byteOffset, integers.byteLength);
}

function integersOf(octets: Buffer): Int32Array {
  const isAligned = octets.byteOffset % 4 === 0;
  const aligned = isAligned ? octets : new Uint8Array(octets);
  return new Int32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4);
}
