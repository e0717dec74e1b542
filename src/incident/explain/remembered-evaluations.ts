import type { Action, Outcome } from '../../kernel/action.ts';
import type { Model, World } from '../../kernel/model.ts';

/**
 * What actions do, remembered by what they looked at to decide so: a search meets the same local situations again and
 * again, and each costs a plan over a whole zone.
 */
export class RememberedEvaluations {
  readonly #model: Model;
  readonly #roots = new Map<string, Decision>();

  constructor(model: Model) {
    this.#model = model;
  }

  outcomes(world: World, action: Action): readonly Outcome[] {
    let decision = this.#roots.get(action.id);
    while (decision?.kind === 'ask') decision = decision.next.get(world.ids[decision.slot] as number);
    return decision?.outcomes ?? this.#learn(world, action);
  }

  #learn(world: World, action: Action): readonly Outcome[] {
    const { outcomes, slots, ids } = this.#model.evaluate(world, action);
    let next = this.#roots;
    let key: string | number = action.id;
    for (let index = 0; index < slots.length; index += 1) {
      const known = (next as Map<string | number, Decision>).get(key);
      const asked: Decision =
        known?.kind === 'ask' ? known : { kind: 'ask', slot: slots[index] as number, next: new Map() };
      (next as Map<string | number, Decision>).set(key, asked);
      next = asked.next as unknown as Map<string, Decision>;
      key = ids[index] as number;
    }
    (next as Map<string | number, Decision>).set(key, { kind: 'answer', outcomes });
    return outcomes;
  }
}

type Decision =
  /** An action reads the same slot next wherever it has read the same so far. */
  | { readonly kind: 'ask'; readonly slot: number; readonly next: Map<number, Decision> }
  | { readonly kind: 'answer'; readonly outcomes: readonly Outcome[] };
