/** Either a question (which slot to look at, and where its values lead) or an answer. */
export interface Decision<Answer> {
  /** The slot whose value decides what comes next; undefined: the answer is here. */
  readonly slot: number | undefined;
  readonly answer: Answer | undefined;
  readonly next: ReadonlyMap<number, Decision<Answer>>;
}

interface Growing<Answer> extends Decision<Answer> {
  slot: number | undefined;
  answer: Answer | undefined;
  readonly next: Map<number, Growing<Answer>>;
}

/**
 * Answers under what was read to give them, one slot after another: what is looked at next depends on what was found so
 * far. Slots have numbers, and so have the values in them, in whatever way the caller counts.
 */
export class Decisions<Answer> {
  readonly #root: Growing<Answer> = newDecision();

  /** Where to begin. */
  get root(): Decision<Answer> {
    return this.#root;
  }

  /** The answer in a world with these values by slot, if it is known. */
  find(values: Int32Array): Answer | undefined {
    let decision: Growing<Answer> | undefined = this.#root;
    while (decision?.slot !== undefined) decision = decision.next.get(values[decision.slot] as number);
    return decision?.answer;
  }

  /** Adds an answer and what it rests on: (slot, value) pairs in the order of reading. One that is known stays. */
  add(reads: Iterable<readonly [slot: number, value: number]>, answer: Answer): void {
    let decision = this.#root;
    for (const [slot, value] of reads) {
      decision.slot = slot;
      let next = decision.next.get(value);
      if (next === undefined) {
        next = newDecision();
        decision.next.set(value, next);
      }
      decision = next;
    }
    decision.answer ??= answer;
  }
}

function newDecision<Answer>(): Growing<Answer> {
  return { slot: undefined, answer: undefined, next: new Map() };
}
