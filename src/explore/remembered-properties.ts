import type { Action, Outcome } from '../kernel/action.ts';
import { assert } from '../kernel/assert.ts';
import type { Component, Reader } from '../kernel/component.ts';
import type { Model } from '../kernel/model.ts';
import type { DecisionTrie } from './decision-trie.ts';
import type { Footprints } from './footprints.ts';
import type { Step, StepProperty } from './property.ts';
import type { LocalAnswer, RealCode } from './real-code.ts';
import type { RememberedSteps } from './remembered-steps.ts';
import type { SharedMemory } from './shared-memory.ts';
import { Program } from './step-programs.ts';
import type { CheckedSymmetry } from './symmetry/checked-symmetry.ts';
import type { Question } from './verdicts.ts';

/**
 * The answers of properties, remembered under the slots that they read: decisions like those of actions, whose leaves
 * are {@link Answer}s. A state property has one root, a step property one root per remembered outcome, since the
 * outcome decides all that changes.
 *
 * In `checks`: from 1 the roots of the state properties, then for each remembered outcome those of the step properties.
 */
export class RememberedProperties {
  readonly #model: Model;
  readonly #code: RealCode;
  readonly #memory: SharedMemory;
  readonly #trie: DecisionTrie;
  readonly #stateProperties: readonly Question[];
  readonly #stepProperties: readonly StepProperty[];
  readonly #checkedCount: number;
  readonly #footprints: Footprints | undefined;
  readonly #symmetry: CheckedSymmetry | undefined;
  #checksEnd: number;
  #runCount = 0;
  /** By label: what happens in the step, events and all. A label stands for one local situation. */
  readonly #outcomes = new Map<number, Outcome>();
  #evaluated: { readonly action: Action; readonly ids: Int32Array; readonly outcomes: readonly Outcome[] } | undefined;

  constructor(parts: {
    readonly model: Model;
    readonly code: RealCode;
    readonly memory: SharedMemory;
    readonly trie: DecisionTrie;
    readonly stateProperties: readonly Question[];
    /** So many of them, the first ones, are asked in every state; the others only when {@link holds} is called. */
    readonly checkedCount: number;
    readonly stepProperties: readonly StepProperty[];
    /** Only if the search is reduced. */
    readonly footprints?: Footprints | undefined;
    /** Only if like worlds are not told apart. */
    readonly symmetry?: CheckedSymmetry | undefined;
  }) {
    this.#model = parts.model;
    this.#code = parts.code;
    this.#memory = parts.memory;
    this.#trie = parts.trie;
    this.#stateProperties = parts.stateProperties;
    this.#stepProperties = parts.stepProperties;
    this.#checkedCount = parts.checkedCount;
    this.#footprints = parts.footprints;
    this.#symmetry = parts.symmetry;
    this.#checksEnd = 1 + parts.stateProperties.length;
    assert(parts.memory.checks.reserve(this.#checksEnd), 'there is room for the properties');
  }

  /** How often a property's own code ran. */
  get runCount(): number {
    return this.#runCount;
  }

  /** Bytes in use, without the trie's. */
  get byteCount(): number {
    return 4 * this.#checksEnd;
  }

  /** Makes sure that all answers about a world are remembered, and those about its steps, which are so already. */
  resolve(values: Int32Array, ids: Int32Array, steps: RememberedSteps): void {
    for (let index = 0; index < this.#checkedCount; index += 1) this.holds(index, values, ids);
    if (this.#stepProperties.length === 0) return;
    for (let action = 0; action < this.#model.actions.length; action += 1) {
      const program = steps.programOf(action, values);
      steps.programs.forEachOutcome(program, (offset) => {
        this.#resolveOutcome(offset, { values, ids, steps, program });
      });
    }
  }

  /** True if the state property at this index holds in the world; its answer is remembered from then on. */
  holds(index: number, values: Int32Array, ids: Int32Array): boolean {
    const known = this.#remembered(1 + index, values);
    if (known !== 0) return known === Answer.yes;
    const property = this.#stateProperties[index] as Question;
    const answer = this.#code.answer(() => this.#askAboutWorld(property, ids));
    this.#footprints?.noteObserver(index, answer.slots);
    return this.#remember(1 + index, values, answer);
  }

  #askAboutWorld(property: Question, ids: Int32Array): LocalAnswer {
    const ask = (at: Int32Array) => this.#model.observe({ ids: at }, (reader) => property.holds(reader));
    if (this.#symmetry !== undefined) return this.#symmetry.answerAboutWorld(property.name, ids, ask);
    const { answer, slots } = ask(ids);
    return { isTrue: answer, slots };
  }

  #resolveOutcome(
    offset: number,
    at: { values: Int32Array; ids: Int32Array; steps: RememberedSteps; program: number },
  ): void {
    const { programs, checks } = this.#memory;
    const label = programs.array[offset] as number;
    const known = programs.array[offset + Program.checks] as number;
    if (known === nothingToCheck) return;
    const first = known === 0 ? this.#checksEnd : known;
    if (known === 0) {
      this.#checksEnd += this.#stepProperties.length;
      assert(checks.reserve(this.#checksEnd), 'there is room for the properties of another step');
      programs.array[offset + Program.checks] = first;
    }
    for (let index = 0; index < this.#stepProperties.length; index += 1) {
      if (this.#isAllowed(index, first + index, { ...at, label })) continue;
      this.#footprints?.noteForbidden(programs.array[at.program + Program.action] as number);
    }
    const roots = checks.array.subarray(first, first + this.#stepProperties.length);
    if (roots.every((root) => root === Answer.yes)) programs.array[offset + Program.checks] = nothingToCheck;
  }

  #isAllowed(
    index: number,
    root: number,
    at: { values: Int32Array; ids: Int32Array; steps: RememberedSteps; program: number; label: number },
  ): boolean {
    const known = this.#remembered(root, at.values);
    if (known !== 0) return known === Answer.yes;
    const property = this.#stepProperties[index] as StepProperty;
    const answer = this.#code.answer(() => this.#askAboutStep(property, at.label, at));
    at.steps.programs.extendFootprint(at.program, answer.slots);
    return this.#remember(root, at.values, answer);
  }

  #askAboutStep(property: StepProperty, label: number, at: { ids: Int32Array; steps: RememberedSteps }): LocalAnswer {
    const { action, outcomeIndex } = at.steps.programs.recordOf(label);
    const outcome = this.#outcomes.get(label) ?? (this.#outcomesOf(action, at.ids)[outcomeIndex] as Outcome);
    this.#outcomes.set(label, outcome);
    const ask = (step: Pick<Step, 'action' | 'outcome'>, ids: Int32Array) =>
      this.#model.observe({ ids }, (before) =>
        property.allows({ ...step, before, after: readerAfter(before, step.outcome) }),
      );
    if (this.#symmetry !== undefined)
      return this.#symmetry.answerAboutStep(property.name, { action, outcome, outcomeIndex, label, ids: at.ids }, ask);
    const { answer, slots } = ask({ action, outcome }, at.ids);
    return { isTrue: answer, slots };
  }

  /** What an action does in a world, events and all. It runs once for all its outcomes, asked about one after another. */
  #outcomesOf(action: Action, ids: Int32Array): readonly Outcome[] {
    if (this.#evaluated?.action !== action || this.#evaluated.ids !== ids) {
      this.#evaluated = { action, ids, outcomes: this.#model.evaluate({ ids }, action).outcomes };
    }
    return this.#evaluated.outcomes;
  }

  /** The {@link Answer} that is remembered; 0 if there is none. `root` is where in `checks` the decision begins. */
  #remembered(root: number, values: Int32Array): number {
    let reference = this.#memory.checks.array[root] as number;
    while (reference > 0) {
      reference = this.#trie.child(reference, values[this.#trie.slotOf(reference)] as number);
    }
    return reference;
  }

  /** Remembers an answer that was not known yet, and returns it. */
  #remember(root: number, values: Int32Array, { isTrue, slots }: LocalAnswer): boolean {
    const { checks } = this.#memory;
    this.#runCount += 1;
    let parent = 0;
    let reference = checks.array[root] as number;
    const link = (child: number): void => {
      if (parent === 0) checks.array[root] = child;
      else this.#trie.setChild(parent, values[this.#trie.slotOf(parent)] as number, child);
    };
    for (const slot of slots) {
      if (reference === 0) {
        reference = this.#trie.addNode(slot);
        link(reference);
      }
      assert(this.#trie.slotOf(reference) === slot, 'a property asks alike in like worlds');
      parent = reference;
      reference = this.#trie.child(reference, values[slot] as number);
    }
    link(isTrue ? Answer.yes : Answer.no);
    return isTrue;
  }
}

/** Leaves of the decisions of properties. */
export const Answer = { yes: -1, no: -2 } as const;

/** In the place of an outcome's checks: all step properties allow it, whatever else the world looks like. */
export const nothingToCheck = -1;

/** Reads the world after an outcome. What the outcome does not write is read from the world before. */
function readerAfter(before: Reader, outcome: Outcome): Reader {
  const written = new Map(outcome.writes.map(({ component, value }) => [component.id, value]));
  return {
    get: <V>(component: Component<V>) =>
      written.has(component.id) ? (written.get(component.id) as V) : before.get(component),
  };
}
