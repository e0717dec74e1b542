import { parentPort } from 'node:worker_threads';
import { assert } from '../kernel/assert.ts';
import { type Job, runJob } from './job.ts';

/** The other end of {@link runJobs}: a thread that runs one job after another. */
assert(parentPort !== null, 'a job worker runs in a thread of its own');
const port = parentPort;
port.on('message', (job: Job) => port.postMessage(runJob(job)));
