import type { Worker } from 'node:worker_threads';
import type { Job, JobResult } from './job.ts';
import { startModuleThread } from './module-thread.ts';

/**
 * Runs jobs, in so many threads, and gives the results in the order of the jobs, each as soon as all before it are
 * there. With one thread it is this one. Leaving the loop early stops the threads.
 */
export async function* runJobs(jobs: readonly Job[], threadCount: number): AsyncGenerator<JobResult> {
  if (threadCount <= 1 || jobs.length <= 1) {
    const { runJob } = await import('./job.ts');
    for (const job of jobs) yield runJob(job);
    return;
  }
  const pool = new Pool(jobs);
  try {
    pool.start(Math.min(threadCount, jobs.length));
    for (const index of jobs.keys()) yield await pool.result(index);
  } finally {
    await pool.stop();
  }
}

/** Threads that take the next job whenever they have finished one. */
class Pool {
  readonly #jobs: readonly Job[];
  readonly #results: Deferred[];
  readonly #workers: Worker[] = [];
  #next = 0;

  constructor(jobs: readonly Job[]) {
    this.#jobs = jobs;
    this.#results = jobs.map(defer);
  }

  start(threadCount: number): void {
    for (let count = 0; count < threadCount; count += 1) {
      const worker = startModuleThread('job-worker');
      this.#workers.push(worker);
      this.#give(worker);
    }
  }

  result(index: number): Promise<JobResult> {
    return (this.#results[index] as Deferred).promise;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #give(worker: Worker): void {
    const index = this.#next;
    const job = this.#jobs[index];
    if (job === undefined) return;
    this.#next += 1;
    const { resolve, reject } = this.#results[index] as Deferred;
    worker.removeAllListeners('error');
    worker.once('error', reject);
    worker.once('message', (result: JobResult) => {
      resolve(result);
      this.#give(worker);
    });
    worker.postMessage(job);
  }
}

interface Deferred {
  readonly promise: Promise<JobResult>;
  readonly resolve: (result: JobResult) => void;
  readonly reject: (error: unknown) => void;
}

function defer(): Deferred {
  let resolve: Deferred['resolve'] = () => {};
  let reject: Deferred['reject'] = () => {};
  const promise = new Promise<JobResult>((resolved, rejected) => {
    resolve = resolved;
    reject = rejected;
  });
  // A result that nobody waits for any more may fail without further ado.
  promise.catch(() => {});
  return { promise, resolve, reject };
}
