import type { ActionCoverage } from '../exploration.ts';
import type { JudgedModel, Taken } from './judged-model.ts';

/** Counts what runs have seen. */
export class RunCoverage {
  readonly #judged: JudgedModel;
  readonly #worlds = new Set<number>();
  readonly #outcomes: ReadonlyMap<string, Set<string>>;
  stepCount = 0;

  constructor(judged: JudgedModel) {
    this.#judged = judged;
    this.#outcomes = new Map(judged.model.actions.map(({ id }) => [id, new Set()]));
    const { high, low } = judged.model.initialWorld();
    this.#worlds.add(keyOf(high, low));
  }

  saw({ move, after: { high, low } }: Taken): void {
    this.stepCount += 1;
    this.#outcomes.get(move.action.id)?.add(move.outcome.label);
    if (this.#worlds.size < worldCountMax) this.#worlds.add(keyOf(high, low));
  }

  /** How many different worlds there were; told apart by 53 bits of their hashes, and counted up to four million. */
  get worldCount(): number {
    return this.#worlds.size;
  }

  /** Which outcomes of each action were seen, in the order of the model. */
  get actions(): readonly ActionCoverage[] {
    return this.#judged.model.actions.map(({ id }) => ({
      action: id,
      outcomes: [...(this.#outcomes.get(id) ?? [])].sort(),
    }));
  }
}

/** Counting ends here: a set has an end, too. */
export const worldCountMax = 4_000_000;

function keyOf(high: number, low: number): number {
  return (high % 2 ** 21) * 2 ** 32 + low;
}
