import type { Action, Outcome } from '../../kernel/action.ts';
import { assert } from '../../kernel/assert.ts';
import type { Model, Observation } from '../../kernel/model.ts';
import { Decisions } from '../decisions.ts';
import type { Step } from '../property.ts';
import type { LocalAnswer, LocalEvaluation, RealCode } from '../real-code.ts';
import { H, type SharedMemory } from '../shared-memory.ts';
import type { SlotValues } from '../slot-values.ts';
import { pairOutcomes } from './pair-outcomes.ts';
import type { RefusedPermutation, SymmetryRefusal } from './symmetry.ts';
import type { SymmetryGroup } from './symmetry-group.ts';
import { ValueImages } from './value-images.ts';

type Situation = Extract<SymmetryRefusal, { readonly why: 'actions-differ' }>['situation'];

/**
 * The symmetry of a search: runs the image of all code that is run, learns from it what becomes of values, and finds out
 * if it is none ({@link Permutation}). Once {@link refused} says of one that it is none, worlds are told apart again; what was
 * found before is then worth nothing.
 */
export class CheckedSymmetry implements Pick<RealCode, 'evaluate' | 'marks'> {
  readonly group: SymmetryGroup;
  readonly images: ValueImages;
  readonly #model: Model;
  readonly #memory: SharedMemory;
  readonly #code: RealCode;
  readonly #isFaultAllowed: (kind: string) => boolean;
  readonly #isTaken: (outcome: Outcome) => boolean;
  readonly #labels: readonly Set<string>[];
  #refused: RefusedPermutation | undefined;
  readonly #runCounts = { actions: 0, properties: 0 };
  /** By action: what it does. The image of one situation is often met as a situation of its own. */
  readonly #known: readonly Decisions<LocalEvaluation>[];
  /** The images of the world that was asked about last, by element, as far as they were needed. */
  #asked:
    | {
        readonly ids: Int32Array;
        readonly images: Int32Array[];
        readonly outcomes: readonly Map<Action, readonly Outcome[]>[];
      }
    | undefined;
  /** By element and label: what a step is in the image of its world. */
  readonly #stepImages: readonly Map<number, Pick<Step, 'action' | 'outcome'>>[];

  constructor(parts: {
    readonly model: Model;
    readonly group: SymmetryGroup;
    readonly memory: SharedMemory;
    readonly slotValues: SlotValues;
    readonly code: RealCode;
    readonly isFaultAllowed: (kind: string) => boolean;
    /** Without a budget for faults, none is ever taken: then it does not matter whether they are alike. */
    readonly hasFaults: boolean;
  }) {
    const { model, group, memory } = parts;
    this.group = group;
    this.images = new ValueImages(group, memory, parts.slotValues);
    this.#model = model;
    this.#memory = memory;
    this.#code = parts.code;
    this.#isFaultAllowed = parts.isFaultAllowed;
    this.#isTaken = ({ fault }) => fault === undefined || (parts.hasFaults && parts.isFaultAllowed(fault));
    this.#labels = model.actions.map(() => new Set<string>());
    this.#stepImages = group.slots.map(() => new Map());
    this.#known = model.actions.map(() => new Decisions());
    const { ids } = model.initialWorld();
    for (let slot = 0; slot < ids.length; slot += 1) {
      const misfit = this.images.learn(
        slot,
        Int32Array.from(group.slots, (slots) => ids[slots[slot] as number] as number),
      );
      assert(misfit === undefined, 'the first world is its own image');
    }
  }

  get refused(): RefusedPermutation | undefined {
    return this.#refused;
  }

  /** What the code of actions was marked with. */
  get marks(): RealCode['marks'] {
    return this.#code.marks;
  }

  /** How often code ran for images only, less how often it need not run when it was asked for. */
  get runCounts(): { readonly actions: number; readonly properties: number } {
    return this.#runCounts;
  }

  /** By action: the labels of outcomes that it was seen to have in the place of another. */
  get outcomeLabels(): readonly ReadonlySet<string>[] {
    return this.#labels;
  }

  /** What an action does in a world, after its images were seen to do the same; it rests on what any of them reads. */
  evaluate(action: number, ids: Int32Array): LocalEvaluation {
    this.#runCounts.actions -= 1;
    const own = this.#evaluateOnce(action, ids);
    if (this.#refused !== undefined) return own;
    const slots = new Set(own.slots);
    const outcomes = own.outcomes.filter(this.#isTaken);
    const images: (readonly Outcome[])[] = [outcomes];
    for (let element = 1; element < this.group.elementCount; element += 1) {
      const image = this.group.actions[element]?.[action] as number;
      const isSame = image === action && this.#isKept(element, own.slots, ids);
      const other = isSame ? own : this.#evaluateOnce(image, this.#imageOf(element, ids));
      const paired = pairOutcomes(outcomes, other.outcomes.filter(this.#isTaken));
      if (paired === undefined) {
        this.#refuseAction({ action, element, ids, slots: own.slots, difference: 'outcomes' });
        return own;
      }
      images.push(paired);
      this.#noteLabels(image, other.outcomes);
      for (const slot of other.slots) slots.add(this.group.slotsBack[element]?.[slot] as number);
    }
    for (const index of outcomes.keys()) {
      const misfit = this.#learnWrites(images.map((list) => list[index] as Outcome));
      if (misfit !== undefined) this.#refuseAction({ action, ids, slots: own.slots, ...misfit });
    }
    return { outcomes: own.outcomes, slots: Int32Array.from(slots) };
  }

  /** The answer to a question about a world, after the same was asked of its images; it rests on what all of them read. */
  answerAboutWorld(property: string, ids: Int32Array, ask: (ids: Int32Array) => Observation<boolean>): LocalAnswer {
    const own = ask(ids);
    return this.#answer(property, { ids, own }, (element) =>
      this.#isKept(element, own.slots, ids) ? own : this.#ask(() => ask(this.#imageOf(element, ids))),
    );
  }

  /** The answer to a question about a step, after the same was asked of its images. */
  answerAboutStep(
    property: string,
    step: {
      readonly action: Action;
      readonly outcome: Outcome;
      readonly outcomeIndex: number;
      /** Stands for one local situation: images are remembered under it. */
      readonly label: number;
      readonly ids: Int32Array;
    },
    ask: (step: Pick<Step, 'action' | 'outcome'>, ids: Int32Array) => Observation<boolean>,
  ): LocalAnswer {
    const own = ask(step, step.ids);
    if (!this.#isTaken(step.outcome)) return { isTrue: own.answer, slots: own.slots };
    return this.#answer(property, { ids: step.ids, own }, (element) =>
      this.#ask(() => ask(this.#imageOfStep(element, step), this.#imageOf(element, step.ids))),
    );
  }

  #answer(
    property: string,
    found: { readonly ids: Int32Array; readonly own: Observation<boolean> },
    askImage: (element: number) => Observation<boolean>,
  ): LocalAnswer {
    const { ids, own } = found;
    const slots = new Set(own.slots);
    for (let element = 1; element < this.group.elementCount && this.#refused === undefined; element += 1) {
      const other = askImage(element);
      for (const slot of other.slots) slots.add(this.group.slotsBack[element]?.[slot] as number);
      if (other.answer !== own.answer)
        this.#refuse(element, { why: 'property-differs', property, situation: this.#situation(own.slots, ids) });
    }
    return { isTrue: own.answer, slots: Int32Array.from(slots) };
  }

  /** The image of a step, events and all. */
  #imageOfStep(
    element: number,
    step: { readonly action: Action; readonly outcomeIndex: number; readonly label: number; readonly ids: Int32Array },
  ): Pick<Step, 'action' | 'outcome'> {
    const { action, outcomeIndex, label, ids } = step;
    const known = this.#stepImages[element]?.get(label);
    if (known !== undefined) return known;
    const index = this.group.actions[element]?.[this.#model.actions.indexOf(action)] as number;
    const image = this.#model.actions[index] as Action;
    const outcomes = this.#outcomesOf(0, action, ids);
    const own = outcomes.filter(this.#isTaken);
    const others = this.#outcomesOf(element, image, ids);
    const paired = pairOutcomes(own, others.filter(this.#isTaken));
    const outcome = paired?.[own.indexOf(outcomes[outcomeIndex] as Outcome)];
    assert(outcome !== undefined, `${image.id} was seen to turn out like ${action.id}`);
    this.#stepImages[element]?.set(label, { action: image, outcome });
    return { action: image, outcome };
  }

  /** What an action can do, events and all, in the image of a world. */
  #outcomesOf(element: number, action: Action, ids: Int32Array): readonly Outcome[] {
    const image = this.#imageOf(element, ids);
    const asked = this.#asked?.outcomes[element];
    const outcomes = asked?.get(action) ?? this.#model.evaluate({ ids: image }, action).outcomes;
    asked?.set(action, outcomes);
    return outcomes;
  }

  /** Learns what becomes of written values; what does not fit, if anything. */
  #learnWrites(
    alike: readonly Outcome[],
  ): { readonly element: number; readonly difference: 'writes' | 'values' } | undefined {
    const written = alike.map((outcome) => this.#written(outcome));
    const [own] = written;
    const element = written.findIndex(
      (ids, index) =>
        ids.size !== own?.size || [...own.keys()].some((slot) => !ids.has(this.group.slots[index]?.[slot] as number)),
    );
    if (own === undefined || element >= 0) return { element, difference: 'writes' };
    for (const slot of own.keys()) {
      const ids = Int32Array.from(
        written,
        (byId, index) => byId.get(this.group.slots[index]?.[slot] as number) as number,
      );
      const found = this.images.learn(slot, ids);
      if (found !== undefined) return { element: found.misfit, difference: 'values' };
    }
    return undefined;
  }

  #written({ writes }: Outcome): ReadonlyMap<number, number> {
    const { interner } = this.#model;
    return new Map(writes.map(({ component, value }) => [this.#model.slotOf(component.id), interner.intern(value)]));
  }

  /** Whether an element changes nothing of what is in these slots. */
  #isKept(element: number, slots: Int32Array, ids: Int32Array): boolean {
    return slots.every((slot) => {
      const id = ids[slot] as number;
      return this.group.slots[element]?.[slot] === slot && this.images.imagesOf(slot, id)[element] === id;
    });
  }

  #imageOf(element: number, ids: Int32Array): Int32Array {
    if (this.#asked?.ids !== ids) this.#asked = { ids, images: [ids], outcomes: this.group.slots.map(() => new Map()) };
    const known = this.#asked.images[element];
    if (known !== undefined) return known;
    const image = this.images.worldImage(element, ids);
    assert(image !== undefined, 'all values of a world that was met have images');
    this.#asked.images[element] = image;
    return image;
  }

  #noteLabels(action: number, outcomes: readonly Outcome[]): void {
    for (const { label, fault } of outcomes) {
      if (fault === undefined || this.#isFaultAllowed(fault)) this.#labels[action]?.add(label);
    }
  }

  #evaluateOnce(action: number, ids: Int32Array): LocalEvaluation {
    const known = this.#known[action]?.find(ids);
    if (known !== undefined) return known;
    this.#runCounts.actions += 1;
    const evaluation = this.#code.evaluate(action, ids);
    this.#known[action]?.add(
      Array.from(evaluation.slots, (slot) => [slot, ids[slot] as number] as const),
      evaluation,
    );
    return evaluation;
  }

  #ask(image: () => Observation<boolean>): Observation<boolean> {
    this.#runCounts.properties += 1;
    return image();
  }

  #refuseAction(found: {
    readonly action: number;
    readonly element: number;
    readonly ids: Int32Array;
    readonly slots: Int32Array;
    readonly difference: 'outcomes' | 'writes' | 'values';
  }): void {
    const { action, element, ids, slots, difference } = found;
    const idOf = (index: number | undefined) => this.#model.actions[index ?? -1]?.id ?? '';
    const image = idOf(this.group.actions[element]?.[action]);
    const situation = this.#situation(slots, ids);
    this.#refuse(element, { why: 'actions-differ', action: idOf(action), image, difference, situation });
  }

  /** Refuses the permutation that an element comes from, or, where it comes from several, the last of all. */
  #refuse(element: number, refusal: SymmetryRefusal): void {
    const { generators } = this.group;
    const own = generators.indexOf(element);
    this.#refused ??= { permutation: own < 0 ? generators.length - 1 : own, refusal };
    this.#memory.header.array[H.elementCount] = 1;
  }

  #situation(slots: Int32Array, ids: Int32Array): Situation {
    return Array.from(slots, (slot) => [
      this.#model.components[slot]?.id ?? '',
      this.#model.interner.value(ids[slot] as number),
    ]);
  }
}
