/** A promise broken inside dibs, never a mistake of the user's: the command line reports it with exit code 70. */
export class InternalError extends Error {
  override readonly name = 'InternalError';
}

/**
 * Checks a promise that the program makes to itself.
 * @throws {InternalError} with the sentence when the condition does not hold.
 */
export function assert(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new InternalError(sentence);
}
