import type { Observation, World } from './model.ts';

/**
 * Answers to one question about worlds, remembered under what was looked at to give them. The question must be pure; it
 * is asked once per distinct local situation.
 */
export class RememberedAnswers<Answer> {
  readonly #ask: (world: World) => Observation<Answer>;
  #root: Decision<Answer> | undefined;
  #last: Observation<Answer> | undefined;

  /** `ask` gives an answer with the slots that it rests on, in the order of first reading. */
  constructor(ask: (world: World) => Observation<Answer>) {
    this.#ask = ask;
  }

  in(world: World): Answer {
    if (this.#last !== undefined && holdsIn(this.#last, world)) return this.#last.answer;
    let decision = this.#root;
    while (decision?.kind === 'read') decision = decision.next.get(world.ids[decision.slot] as number);
    this.#last = decision?.observation ?? this.#learn(world);
    return this.#last.answer;
  }

  #learn(world: World): Observation<Answer> {
    const observation = this.#ask(world);
    let link = (decision: Decision<Answer>): void => {
      this.#root = decision;
    };
    let decision = this.#root;
    observation.slots.forEach((slot, index) => {
      const read: Decision<Answer> = decision?.kind === 'read' ? decision : { kind: 'read', slot, next: new Map() };
      link(read);
      const id = observation.ids[index] as number;
      decision = read.next.get(id);
      link = (next) => read.next.set(id, next);
    });
    link({ kind: 'answer', observation });
    return observation;
  }
}

type Decision<Answer> =
  /** A pure question reads the same slot next wherever it has read the same so far. */
  | { readonly kind: 'read'; readonly slot: number; readonly next: Map<number, Decision<Answer>> }
  | { readonly kind: 'answer'; readonly observation: Observation<Answer> };

function holdsIn({ slots, ids }: Observation<unknown>, world: World): boolean {
  for (let index = 0; index < slots.length; index += 1) {
    if (world.ids[slots[index] as number] !== ids[index]) return false;
  }
  return true;
}
