import { openCheckpoint } from '../../src/cli/checkpoint-file.ts';
import { startWorkers } from '../../src/cli/explore-workers.ts';
import { explore } from '../../src/explore/explore.ts';
import type { JournalBlock } from '../../src/explore/journal.ts';
import { identityOf } from '../../src/explore/search-identity.ts';
import { checkpointOptions, reportOf, zoneUnderTest } from './checkpoint-case.ts';

/**
 * An exploration with a checkpoint as a process of its own: `checkpoint-process.ts FILE THREADS`. Prints a line per
 * block written, so that whoever started it knows how far it is, and at last the report.
 */
const [file = '', threads = '1'] = process.argv.slice(2);
const workers = await startWorkers(Number(threads) - 1);
const zone = zoneUnderTest();
const opened = openCheckpoint({ file, identity: identityOf(zone, checkpointOptions(zone)), about: 'a shared zone' });
if ('problem' in opened) throw new Error(opened.problem.code);
const { checkpoint } = opened;
const journal = checkpoint.journal();
const found = explore(zone, {
  ...checkpointOptions(zone),
  crew: workers.crew,
  journal: {
    read: () => journal.read(),
    write: (block: JournalBlock) => {
      journal.write(block);
      process.stdout.write(`block ${block.progress.stateCount}\n`);
    },
  },
});
process.stdout.write(`${reportOf(zone, found)}\n`);
checkpoint.close();
await workers.close();
