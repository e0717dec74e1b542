import { closeSync, openSync, readSync } from 'node:fs';
import { systemErrorCode } from './system-error.ts';

/** Why a file could not be opened or read: the system's word for it. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  readonly file: string;
  readonly reason: string;

  constructor(file: string, reason: string) {
    super(`${file}: ${reason}`);
    this.file = file;
    this.reason = reason;
  }
}

/**
 * A file's content piece by piece, so that it is never held as a whole; `-` is standard input.
 * @throws {UnreadableFile} at the first piece, or in the middle.
 */
export function* fileChunks(file: string): Generator<Uint8Array> {
  const descriptor = file === '-' ? STANDARD_INPUT : system(file, () => openSync(file, 'r'));
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK_SIZE);
      const size = system(file, () => readAvailable(descriptor, chunk));
      if (size === 0) return;
      yield chunk.subarray(0, size);
    }
  } finally {
    if (descriptor !== STANDARD_INPUT) closeSync(descriptor);
  }
}

/** Waits where standard input is a terminal or a pipe that has nothing yet. */
function readAvailable(descriptor: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk);
    } catch (error) {
      if (systemErrorCode(error) === 'EOF') return 0;
      if (systemErrorCode(error) !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

function system<T>(file: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const reason = systemErrorCode(error);
    if (reason === undefined) throw error;
    throw new UnreadableFile(file, reason);
  }
}

const STANDARD_INPUT = 0;
const CHUNK_SIZE = 1024 * 1024;
