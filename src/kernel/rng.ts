import { hashText } from './hash.ts';

/**
 * Seeded random numbers: sfc32 (Doty-Humphrey, PractRand), chosen because its whole state is four integers and its
 * output is the same in every JavaScript engine.
 */
export interface Rng {
  /** An integer from 0 to `count` - 1, without modulo bias. `count` is from 1 to 2^32. */
  below(count: number): number;
  /** A generator of its own for one purpose: drawing from it never shifts what others draw. */
  fork(purpose: string): Rng;
}

/** The generator of a seed. Any text is a seed; equal seeds give equal numbers. */
export function createRng(seed: string): Rng {
  const { high, low } = hashText(seed);
  const state: State = { a: high, b: low, c: high ^ 0x9e3779b9, counter: 1 };
  for (let round = 0; round < 12; round += 1) next(state);
  return {
    below(count) {
      const limit = 0x1_0000_0000 - (0x1_0000_0000 % count);
      let drawn = next(state);
      while (drawn >= limit) drawn = next(state);
      return drawn % count;
    },
    fork: (purpose) => createRng(`${seed}/${purpose}`),
  };
}

interface State {
  a: number;
  b: number;
  c: number;
  counter: number;
}

function next(state: State): number {
  const sum = (state.a + state.b + state.counter) | 0;
  state.counter = (state.counter + 1) | 0;
  state.a = state.b ^ (state.b >>> 9);
  state.b = (state.c + (state.c << 3)) | 0;
  state.c = ((state.c << 21) | (state.c >>> 11)) + sum;
  return sum >>> 0;
}
