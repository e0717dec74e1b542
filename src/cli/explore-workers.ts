import type { Crew } from '../explore/crew.ts';
import { startModuleThread } from './module-thread.ts';

/** Threads that stand ready for explorations, one after another. */
export interface Workers {
  readonly crew: Crew;
  /** Ends the threads. Not during an exploration. */
  close(): Promise<void>;
}

/**
 * Starts threads that share the work of explorations with the main thread: `count` of them, which may be none. Resolves
 * when all are ready; from then on they wait without using the processor until an exploration enlists them.
 */
export async function startWorkers(count: number): Promise<Workers> {
  const workers = Array.from({ length: count }, () => startModuleThread('explore-worker'));
  await Promise.all(
    workers.map(
      (worker) =>
        new Promise((resolve, reject) => {
          worker.once('message', resolve);
          worker.once('error', reject);
        }),
    ),
  );
  return {
    crew: {
      memberCount: count,
      enlist: (buffers) => {
        workers.forEach((worker, index) => {
          worker.postMessage({ buffers, thread: index + 1 });
        });
      },
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
