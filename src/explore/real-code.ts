import type { Action, Outcome } from '../kernel/action.ts';
import { assert } from '../kernel/assert.ts';
import { put } from '../kernel/component.ts';
import type { Evaluation, Model } from '../kernel/model.ts';
import type { JournalBlock, RecordedAnswer, RecordedEvaluation } from './journal.ts';
import type { KnownEvaluations } from './known-evaluations.ts';

/** What an action does in all worlds that agree in the slots read. */
export interface LocalEvaluation extends Pick<Evaluation, 'outcomes' | 'slots'> {
  /** Present if it was recorded: the marks that were new when it was. */
  readonly marks?: readonly string[];
}

/** Says what it shows that an action can turn out so: see {@link RealCode.marks}. */
export type Marker = (action: Action, outcomes: readonly Outcome[]) => readonly string[];

/** An answer, and the slots that it rests on. */
export interface LocalAnswer {
  readonly isTrue: boolean;
  readonly slots: Int32Array;
}

/** What real code said since it was last asked, for a journal. */
export type Transcript = Pick<JournalBlock, 'values' | 'evaluations' | 'answers'>;

/**
 * The one door between a search and the code of actions and properties.
 *
 * What a journal has of an earlier run is given back in the same order instead of running code: a search asks the same
 * questions in the same order whenever it does the same block. What other explorations of the model found out is used
 * too. All else runs, and is written into the transcript if there is a journal.
 *
 * What is given back of a recorded step has no events and no timers: a search does not look at them. What is to be known
 * of those is noted when the code runs, as marks, and marks are recorded.
 */
export class RealCode {
  readonly #model: Model;
  readonly #known: KnownEvaluations | undefined;
  readonly #isRecording: boolean;
  readonly #mark: Marker;
  readonly #marks = new Set<string>();
  /** The interner's ids by the journal's numbers of values, and back. */
  readonly #ids: number[] = [];
  readonly #numbers = new Map<number, number>();
  #evaluations: RecordedEvaluation[] = [];
  #answers: RecordedAnswer[] = [];
  #values: string[] = [];
  #recalled: { readonly transcript: Transcript; evaluationCount: number; answerCount: number } | undefined;

  constructor(parts: {
    readonly model: Model;
    readonly known: KnownEvaluations | undefined;
    readonly isRecording: boolean;
    readonly mark?: Marker | undefined;
  }) {
    this.#model = parts.model;
    this.#known = parts.known;
    this.#isRecording = parts.isRecording;
    this.#mark = parts.mark ?? (() => []);
  }

  /** All marks of all evaluations, in code-unit order. */
  get marks(): readonly string[] {
    return [...this.#marks].sort();
  }

  /** What the action at this place in the model does in a world with these ids. */
  evaluate(index: number, ids: Int32Array): LocalEvaluation {
    if (this.#recalled !== undefined) {
      const recalled = this.#recallEvaluation(index, this.#recalled);
      this.#note(recalled.marks ?? []);
      return recalled;
    }
    const action = this.#model.actions[index] as Action;
    const known = this.#known?.find(index, ids);
    const evaluation = known ?? this.#model.evaluate({ ids }, action);
    const fresh = this.#note(known === undefined ? this.#mark(action, evaluation.outcomes) : (known.marks ?? []));
    if (this.#isRecording) this.#evaluations.push(this.#record(index, ids, { ...evaluation, marks: fresh }));
    return evaluation;
  }

  /** The answer of a property; `ask` runs its code. */
  answer(ask: () => LocalAnswer): LocalAnswer {
    if (this.#recalled !== undefined) {
      const [isTrue, ...slots] = this.#recalled.transcript.answers[this.#recalled.answerCount] as RecordedAnswer;
      this.#recalled.answerCount += 1;
      return { isTrue: isTrue === 1, slots: Int32Array.from(slots) };
    }
    const answer = ask();
    if (this.#isRecording) this.#answers.push([answer.isTrue ? 1 : 0, ...answer.slots]);
    return answer;
  }

  /** Runs `replay` with a transcript in the place of code. */
  recall(transcript: Transcript, replay: () => void): void {
    for (const text of transcript.values) this.#number(this.#model.interner.intern(JSON.parse(text)));
    this.#recalled = { transcript, evaluationCount: 0, answerCount: 0 };
    replay();
    const { evaluationCount, answerCount } = this.#recalled;
    this.#recalled = undefined;
    const isAllUsed = evaluationCount === transcript.evaluations.length && answerCount === transcript.answers.length;
    assert(isAllUsed, 'a journal holds what its blocks ask for, and no more');
  }

  /** What was said since the last call. */
  takeTranscript(): Transcript {
    const transcript = { values: this.#values, evaluations: this.#evaluations, answers: this.#answers };
    this.#values = [];
    this.#evaluations = [];
    this.#answers = [];
    return transcript;
  }

  /** Takes note of marks. Returns the new ones, each once. */
  #note(marks: readonly string[]): readonly string[] {
    const fresh = [...new Set(marks)].filter((mark) => !this.#marks.has(mark));
    for (const mark of fresh) this.#marks.add(mark);
    return fresh;
  }

  #record(action: number, ids: Int32Array, { outcomes, slots, marks = [] }: LocalEvaluation): RecordedEvaluation {
    const { interner } = this.#model;
    return {
      action,
      reads: [...slots].flatMap((slot) => [slot, this.#numberOf(ids[slot] as number)]),
      ...(marks.length === 0 ? {} : { marks: marks.map((mark) => this.#numberOf(interner.intern(mark))) }),
      outcomes: outcomes.map(({ label, fault, writes }) => ({
        label,
        ...(fault === undefined ? {} : { fault }),
        writes: writes.flatMap(({ component, value }) => [
          this.#model.slotOf(component.id),
          this.#numberOf(interner.intern(value)),
        ]),
      })),
    };
  }

  #recallEvaluation(
    index: number,
    recalled: { readonly transcript: Transcript; evaluationCount: number },
  ): LocalEvaluation {
    const recorded = recalled.transcript.evaluations[recalled.evaluationCount];
    recalled.evaluationCount += 1;
    assert(recorded?.action === index, 'a search asks again what it asked when its journal was written');
    return evaluationOf(this.#model, recorded, (number) => this.#ids[number] as number);
  }

  /** The journal's number of a value by the interner's id; a new one is put down. */
  #numberOf(id: number): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    this.#values.push(JSON.stringify(this.#model.interner.value(id)));
    return this.#number(id);
  }

  #number(id: number): number {
    this.#numbers.set(id, this.#ids.length);
    this.#ids.push(id);
    return this.#ids.length - 1;
  }
}

/** What was recorded of an action, with the model's components and values; `idOf` gives the interner's id of a number. */
export function evaluationOf(
  model: Model,
  { reads, marks = [], outcomes }: RecordedEvaluation,
  idOf: (number: number) => number,
): LocalEvaluation {
  return {
    slots: Int32Array.from(reads.filter((_, index) => index % 2 === 0)),
    marks: marks.map((number) => model.interner.value(idOf(number)) as string),
    outcomes: outcomes.map(({ label, fault, writes }): Outcome => {
      const pairs = Array.from({ length: writes.length / 2 }, (_, index) => writes.slice(2 * index, 2 * index + 2));
      return {
        label,
        ...(fault === undefined ? {} : { fault }),
        writes: pairs.map(([slot, number]) => {
          const component = model.components[slot as number];
          assert(component !== undefined, `the model has a slot ${slot}`);
          return put(component, model.interner.value(idOf(number as number)));
        }),
        events: [],
        timers: [],
      };
    }),
  };
}
