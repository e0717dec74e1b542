import type { World } from '../../kernel/model.ts';
import { type Coverage, type CoveredModel, coverageMarker, coverageOf } from '../coverage.ts';
import { changes, type JudgedModel, type Move, type Taken } from './judged-model.ts';

/** Counts what runs have seen. */
export class RunCoverage {
  stepCount = 0;
  readonly #covered: CoveredModel;
  readonly #initial: World;
  readonly #worlds = new Set<number>();
  readonly #possible = new Set<Move>();
  readonly #taken = new Set<Move>();

  constructor({ model }: JudgedModel, { parts }: Pick<CoveredModel, 'parts'>) {
    this.#covered = { model, parts };
    this.#initial = model.initialWorld();
    this.#worlds.add(keyOf(this.#initial));
  }

  /** What was possible in a world; what changes nothing there is as good as taken. */
  couldTake(moves: readonly Move[], world: World): void {
    for (const move of moves) {
      this.#possible.add(move);
      if (move.kind === 'usual' && !changes(move, world)) this.#taken.add(move);
    }
  }

  took({ move, after }: Taken): void {
    this.stepCount += 1;
    this.#taken.add(move);
    if (this.#worlds.size < worldCountMax) this.#worlds.add(keyOf(after));
  }

  /** How many different worlds there were; told apart by 53 bits of their hashes, and counted up to four million. */
  get worldCount(): number {
    return this.#worlds.size;
  }

  /** What all runs exercised together. */
  coverage(): Coverage {
    const takenOutcomes = new Set([...this.#taken].map(({ outcome }) => outcome));
    const mark = coverageMarker(this.#covered, (outcome) => takenOutcomes.has(outcome));
    const moves = new Set([...this.#possible, ...this.#taken]);
    const marks = [...moves].flatMap(({ action, outcome }) => mark(action, [outcome]));
    return coverageOf(this.#covered, marks, this.#initial);
  }
}

/** Counting ends here: a set has an end, too. */
export const worldCountMax = 4_000_000;

function keyOf({ high, low }: World): number {
  return (high % 2 ** 21) * 2 ** 32 + low;
}
