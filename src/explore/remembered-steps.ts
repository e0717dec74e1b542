import type { Action, Outcome } from '../kernel/action.ts';
import { assert } from '../kernel/assert.ts';
import type { Model } from '../kernel/model.ts';
import type { DecisionTrie } from './decision-trie.ts';
import type { Footprints } from './footprints.ts';
import type { LocalEvaluation, RealCode } from './real-code.ts';
import { H, type SharedMemory } from './shared-memory.ts';
import type { StepPrograms } from './step-programs.ts';

/**
 * What actions do, remembered under the values that decided it: the place where real code runs, once per distinct local
 * situation.
 *
 * For every action a decision over the slots it read, in the order in which it read them (what it reads next depends on
 * what it has read so far); after those, over the slots that it writes without having read them, so that a program
 * knows both the old and the new value of every slot that changes.
 *
 * Actions are looked at by the slot they read first: a group per such slot, and per value in it the list of those
 * actions that may be enabled. Most actions of most worlds are thus never looked at.
 *
 * Order of steps, wherever an order is promised: actions that read nothing first, then by the slot first read, then by
 * the action's place in the model; of one action, outcomes without fault first.
 */
export class RememberedSteps {
  readonly programs: StepPrograms;
  readonly #model: Model;
  readonly #code: Pick<RealCode, 'evaluate' | 'marks'>;
  readonly #memory: SharedMemory;
  readonly #trie: DecisionTrie;
  readonly #isFaultAllowed: (kind: string) => boolean;
  readonly #footprints: Footprints | undefined;
  /** By action: a node, or minus a program; 0 until the action was first asked. */
  readonly #roots: number[];
  readonly #outcomeMax: number[];
  readonly #labels: readonly Set<string>[];
  /** By the node after those of the slots read: what was found there. Only for actions that write slots unread. */
  readonly #evaluationByNode = new Map<number, LocalEvaluation>();
  #groups: readonly Group[] | undefined;
  #listsEnd = 1;
  #runCount = 0;

  constructor(parts: {
    readonly model: Model;
    readonly code: Pick<RealCode, 'evaluate' | 'marks'>;
    readonly memory: SharedMemory;
    readonly trie: DecisionTrie;
    readonly programs: StepPrograms;
    readonly isFaultAllowed: (kind: string) => boolean;
    /** Only if the search is reduced. */
    readonly footprints?: Footprints | undefined;
  }) {
    this.programs = parts.programs;
    this.#model = parts.model;
    this.#code = parts.code;
    this.#memory = parts.memory;
    this.#trie = parts.trie;
    this.#isFaultAllowed = parts.isFaultAllowed;
    this.#footprints = parts.footprints;
    this.#roots = parts.model.actions.map(() => 0);
    this.#outcomeMax = parts.model.actions.map(() => 0);
    this.#labels = parts.model.actions.map(() => new Set<string>());
  }

  /** How often an action's own code ran. */
  get runCount(): number {
    return this.#runCount;
  }

  /** All marks that were made where code ran. */
  get marks(): readonly string[] {
    return this.#code.marks;
  }

  /** No world met so far has more steps than this. */
  get branchingMax(): number {
    return this.#outcomeMax.reduce((sum, count) => sum + count, 0);
  }

  /** By action: the labels of the outcomes met so far. */
  get outcomeLabels(): readonly ReadonlySet<string>[] {
    return this.#labels;
  }

  /** Bytes in use, without the trie's. */
  get byteCount(): number {
    return this.programs.byteCount + 4 * this.#listsEnd;
  }

  /** Makes sure that all steps of a world are remembered: `values` are the numbers of its values in their slots. */
  resolve(values: Int32Array, ids: Int32Array): void {
    for (let action = 0; action < this.#roots.length; action += 1) {
      if (this.programOf(action, values) === 0) this.#remember(action, values, ids);
    }
    this.#groups ??= this.#formGroups();
    for (const { slot, node, actions } of this.#groups) {
      const value = values[slot] as number;
      if (this.#trie.child(node, value) !== 0) continue;
      const references = actions.map((action) => this.#trie.child(this.#roots[action] as number, value));
      this.#trie.setChild(node, value, this.#addList(references));
    }
  }

  /** The program of an action in a world; 0 if it is not remembered. */
  programOf(action: number, values: Int32Array): number {
    let reference = this.#roots[action] as number;
    while (reference > 0) reference = this.#trie.child(reference, values[this.#trie.slotOf(reference)] as number);
    return -reference;
  }

  /** The first question of an action is the same in every world: nothing that it knows could make it another one. */
  #formGroups(): readonly Group[] {
    const actionsBySlot = new Map<number, number[]>();
    const unconditional: number[] = [];
    this.#roots.forEach((root, action) => {
      if (root < 0) unconditional.push(root);
      else {
        const slot = this.#trie.slotOf(root);
        actionsBySlot.set(slot, [...(actionsBySlot.get(slot) ?? []), action]);
      }
    });
    const groups = [...actionsBySlot]
      .sort(([left], [right]) => left - right)
      .map(([slot, actions]) => ({ slot, node: this.#trie.addNode(slot), actions }));
    for (const { slot, actions } of groups) for (const action of actions) this.#footprints?.noteResting(action, slot);
    this.#memory.header.array[H.unconditionalList] = this.#addList(unconditional);
    this.#memory.header.array[H.groupCount] = groups.length;
    groups.forEach(({ slot, node }, index) => {
      this.#memory.groups.array.set([slot, node], 2 * index);
    });
    return groups;
  }

  /** Puts down a list of what may be enabled. */
  #addList(references: readonly number[]): number {
    const enabled = references.filter((reference) => reference > 0 || !this.programs.isDisabled(-reference));
    const list = this.#listsEnd;
    this.#listsEnd += 1 + enabled.length;
    assert(this.#memory.lists.reserve(this.#listsEnd), 'there is room for another list of actions');
    this.#memory.lists.array.set([enabled.length, ...enabled], list);
    return list;
  }

  #remember(action: number, values: Int32Array, ids: Int32Array): void {
    const evaluation = this.#knownEvaluation(action, values) ?? this.#run(action, ids);
    const outcomes = [...evaluation.outcomes.entries()].filter(
      ([, { fault }]) => fault === undefined || this.#isFaultAllowed(fault),
    );
    const path = [...evaluation.slots, ...this.#unreadSlots(evaluation.slots, outcomes)];
    let parent = 0;
    let reference = this.#roots[action] as number;
    path.forEach((slot, depth) => {
      if (reference === 0) {
        reference = this.#trie.addNode(slot);
        this.#link(action, { parent, values, reference });
        if (depth === evaluation.slots.length) this.#evaluationByNode.set(reference, evaluation);
      }
      assert(this.#trie.slotOf(reference) === slot, `${this.#actionAt(action).id} decides alike in like worlds`);
      parent = reference;
      reference = this.#trie.child(reference, values[slot] as number);
    });
    this.#outcomeMax[action] = Math.max(this.#outcomeMax[action] as number, outcomes.length);
    for (const [, { label }] of outcomes) (this.#labels[action] as Set<string>).add(label);
    this.#link(action, { parent, values, reference: -this.programs.add(action, values, { outcomes, slots: path }) });
  }

  /** What the action does here, if only slots are new that it writes without having read them. */
  #knownEvaluation(action: number, values: Int32Array): LocalEvaluation | undefined {
    let known: LocalEvaluation | undefined;
    let reference = this.#roots[action] as number;
    while (reference > 0) {
      known = this.#evaluationByNode.get(reference) ?? known;
      reference = this.#trie.child(reference, values[this.#trie.slotOf(reference)] as number);
    }
    return known;
  }

  #run(action: number, ids: Int32Array): LocalEvaluation {
    this.#runCount += 1;
    return this.#code.evaluate(action, ids);
  }

  #link(action: number, link: { parent: number; values: Int32Array; reference: number }): void {
    const { parent, values, reference } = link;
    if (parent === 0) this.#roots[action] = reference;
    else this.#trie.setChild(parent, values[this.#trie.slotOf(parent)] as number, reference);
  }

  #unreadSlots(read: Int32Array, outcomes: readonly (readonly [number, Outcome])[]): readonly number[] {
    const written = outcomes.flatMap(([, { writes }]) => writes.map(({ component }) => component.id));
    const slots = new Set(written.map((id) => this.#model.slotOf(id)));
    return [...slots].filter((slot) => !read.includes(slot)).sort((left, right) => left - right);
  }

  #actionAt(index: number): Action {
    return this.#model.actions[index] as Action;
  }
}

/** The actions that first read the same slot, and the node that leads from its value to a list of those to look at. */
interface Group {
  readonly slot: number;
  readonly node: number;
  readonly actions: readonly number[];
}
