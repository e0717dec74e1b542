import { assert } from '../kernel/assert.ts';
import type { StateRange } from './search-levels.ts';

/** One part of an exploration that is divided among machines: `index` goes from 1 to `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/**
 * Divides a search without a word between those who do its parts.
 *
 * All parts begin alike. When a level is met that is wide enough, its states are dealt out in stretches of equal length,
 * as are from then on all levels before it where faults begin. What is found after that belongs to whoever finds it; no
 * part goes on from a state that another one was dealt. Together the parts see all that there is.
 *
 * The price of not talking is overlap: what can be reached from several stretches is seen several times. In a system
 * where everything leads everywhere again (a wish that can be changed back), every part sees everything. Where steps
 * cannot be undone, parts are smaller than the whole: four parts of two-phase commit take 3.3 times its states together.
 */
export class Division {
  readonly #shard: Shard | undefined;
  /** States before this one are known to all parts. Undefined before the search is divided. */
  #knownEnd: number | undefined;

  constructor(shard: Shard | undefined) {
    this.#shard = shard;
    if (shard !== undefined)
      assert(shard.index >= 1 && shard.index <= shard.count, 'a shard is one of those there are');
  }

  /** True once the search is divided: this part does not see all. */
  get isDone(): boolean {
    return this.#knownEnd !== undefined;
  }

  /** Divides the search at this level, the last one found, if it is wide enough. */
  considerAt(level: StateRange): void {
    if (this.#shard === undefined || this.#knownEnd !== undefined || this.#shard.count === 1) return;
    if (level.end - level.first >= statesPerPart * this.#shard.count) this.#knownEnd = level.end;
  }

  /** What this part does of a level. */
  shareOf(level: StateRange): StateRange {
    if (this.#shard === undefined || this.#knownEnd === undefined || level.first >= this.#knownEnd) return level;
    const { index, count } = this.#shard;
    const bound = (part: number) => level.first + Math.floor(((level.end - level.first) * part) / count);
    return { first: bound(index - 1), end: bound(index) };
  }
}

/** So many states of the dividing level each part gets at least, so that parts come out about equal. */
const statesPerPart = 32;
