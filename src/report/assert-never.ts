import { InternalError } from '../kernel/assert.ts';

/** The end of a switch that has a case for everything: a new member of the union is a type error here. */
export function assertNever(value: never): never {
  throw new InternalError(`there are no words for ${JSON.stringify(value)}`);
}
