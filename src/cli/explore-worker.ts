import { parentPort } from 'node:worker_threads';
import { serve } from '../explore/crew.ts';
import type { SharedBuffers } from '../explore/shared-memory.ts';

/** The main module of a thread that {@link startWorkers} starts: serves one exploration per message. */
parentPort?.on('message', ({ buffers, thread }: { readonly buffers: SharedBuffers; readonly thread: number }) => {
  serve(buffers, thread);
});

parentPort?.postMessage('ready');
