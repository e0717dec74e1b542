import type { Model } from '../kernel/model.ts';
import { Decisions } from './decisions.ts';
import type { JournalBlock, RecordedEvaluation } from './journal.ts';
import { evaluationOf, type LocalEvaluation } from './real-code.ts';

/** What the code of actions said in the course of an exploration: the part of its journal that others can use. */
export type ActionTranscript = Iterable<Pick<JournalBlock, 'values' | 'evaluations'>>;

/**
 * What actions do, as other explorations of the same model found out: their journals, in any number and order. It says
 * nothing about what to explore, only saves running code for it once more.
 */
export class KnownEvaluations {
  readonly #model: Model;
  /** By action. */
  readonly #decisions = new Map<number, Decisions<LocalEvaluation>>();

  constructor(model: Model, journals: Iterable<ActionTranscript>) {
    this.#model = model;
    for (const journal of journals) this.#add(journal);
  }

  /** What the action at this place in the model does in a world with these ids, if it is known. */
  find(action: number, ids: Int32Array): LocalEvaluation | undefined {
    return this.#decisions.get(action)?.find(ids);
  }

  #add(blocks: ActionTranscript): void {
    const ids: number[] = [];
    for (const { values, evaluations } of blocks) {
      for (const text of values) ids.push(this.#model.interner.intern(JSON.parse(text)));
      for (const evaluation of evaluations) this.#addOne(evaluation, ids);
    }
  }

  #addOne(recorded: RecordedEvaluation, ids: readonly number[]): void {
    const decisions = this.#decisions.get(recorded.action) ?? new Decisions<LocalEvaluation>();
    this.#decisions.set(recorded.action, decisions);
    const idOf = (number: number) => ids[number] as number;
    decisions.add(
      pairsOf(recorded.reads).map(([slot, number]) => [slot, idOf(number)]),
      evaluationOf(this.#model, recorded, idOf),
    );
  }
}

/** Slots and numbers that follow each other, as a journal has them, in pairs. */
export function pairsOf(numbers: readonly number[]): readonly (readonly [slot: number, number: number])[] {
  return Array.from({ length: numbers.length / 2 }, (_, pair) => [
    numbers[2 * pair] as number,
    numbers[2 * pair + 1] as number,
  ]);
}
