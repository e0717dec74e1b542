import type { Model } from '../kernel/model.ts';
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
  /** By action: decisions over what the action reads, one after another. */
  readonly #roots = new Map<number, Decision>();

  constructor(model: Model, journals: Iterable<ActionTranscript>) {
    this.#model = model;
    for (const journal of journals) this.#add(journal);
  }

  /** What the action at this place in the model does in a world with these ids, if it is known. */
  find(action: number, ids: Int32Array): LocalEvaluation | undefined {
    let decision = this.#roots.get(action);
    while (decision?.slot !== undefined) decision = decision.next.get(ids[decision.slot] as number);
    return decision?.evaluation;
  }

  #add(blocks: ActionTranscript): void {
    const ids: number[] = [];
    for (const { values, evaluations } of blocks) {
      for (const text of values) ids.push(this.#model.interner.intern(JSON.parse(text)));
      for (const evaluation of evaluations) this.#addOne(evaluation, ids);
    }
  }

  #addOne(recorded: RecordedEvaluation, ids: readonly number[]): void {
    let decision = this.#roots.get(recorded.action);
    if (decision === undefined) {
      decision = newDecision();
      this.#roots.set(recorded.action, decision);
    }
    for (let at = 0; at < recorded.reads.length; at += 2) {
      decision.slot = recorded.reads[at] as number;
      const id = ids[recorded.reads[at + 1] as number] as number;
      let next: Decision | undefined = decision.next.get(id);
      if (next === undefined) {
        next = newDecision();
        decision.next.set(id, next);
      }
      decision = next;
    }
    decision.evaluation ??= evaluationOf(this.#model, recorded, (number) => ids[number] as number);
  }
}

/** Either a question (which slot to look at, and where its values lead) or an answer. */
interface Decision {
  slot: number | undefined;
  evaluation: LocalEvaluation | undefined;
  readonly next: Map<number, Decision>;
}

function newDecision(): Decision {
  return { slot: undefined, evaluation: undefined, next: new Map() };
}
