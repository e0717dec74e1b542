import type { Journal, JournalBlock } from '../../src/explore/journal.ts';

/** A journal in memory: begins with these blocks, and gets more. */
export function journalOf(blocks: JournalBlock[]): Journal {
  let next = 0;
  return {
    read: () => {
      const block = blocks[next];
      next += 1;
      return block;
    },
    write: (block) => {
      blocks.push(structuredClone(block));
      next = blocks.length;
    },
  };
}
