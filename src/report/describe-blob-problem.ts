import { assertNever } from './assert-never.ts';
import type { BlobProblem } from './blob.ts';
import { listed, quoted } from './phrase.ts';
import type { ProblemWords } from './problem-text.ts';

/** The words for a file that is no blob, and for blobs that do not go together. */
export function describeBlobProblem(problem: BlobProblem): ProblemWords {
  const again = 'write it again: dibs run … --reporter blob=FILE';
  switch (problem.code) {
    case 'BLOB_UNREADABLE':
      return { what: 'this is no line that dibs run --reporter blob writes', fix: again };
    case 'BLOB_TOO_NEW':
      return {
        what: `the blob has format ${problem.format}; this dibs knows up to ${problem.known}`,
        fix: 'merge it with the dibs that wrote it',
      };
    case 'BLOB_CUT_SHORT':
      return { what: 'the blob ends before its last line: its run was ended from outside', fix: again };
    case 'BLOBS_DIFFER':
      return {
        what: `this and ${quoted(problem.other)} are no parts of one run: they differ in ${listed(problem.differs)}`,
        fix: 'run all shards with the same options and version of dibs',
      };
    case 'BLOB_REPEATED':
      return { what: `this and ${quoted(problem.other)} both hold shard ${problem.index}`, fix: 'keep one of them' };
    case 'BLOBS_MISSING': {
      const shards = listed(problem.missing.map((index) => `${index}/${problem.count}`));
      return { what: `shards are missing: ${shards}`, fix: 'give their files, too' };
    }
    default:
      return assertNever(problem);
  }
}
