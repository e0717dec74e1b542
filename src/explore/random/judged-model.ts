import type { Action, Outcome } from '../../kernel/action.ts';
import type { Model, World } from '../../kernel/model.ts';
import { RememberedAnswers } from '../../kernel/remembered-answers.ts';
import type { InvariantName } from '../../properties/invariant.ts';
import type { StateProperty, StepProperty } from '../property.ts';
import { type Question, readerAfter, servedGate } from '../rollout/questions.ts';
import type { RolloutStep } from '../rollout/rollout.ts';
import type { RolloutModel } from '../rollout/rollout-model.ts';
import type { TraceStep } from '../trace-steps.ts';
import type { Candidate } from './schedule.ts';

/** A step that is possible in some world. The same object wherever the action looks at the same. */
export interface Move extends Candidate {
  readonly action: Action;
  readonly outcome: Outcome;
  /** Of a step of the rollout: its number. */
  readonly step: number | null;
  /** What it writes: slots, and the interner's ids of their values. */
  readonly slots: readonly number[];
  readonly ids: readonly number[];
}

/** A step that was taken, with the worlds around it. */
export interface Taken {
  readonly move: Move;
  readonly before: World;
  readonly after: World;
}

/**
 * A rollout's model with all that is asked about it, one world at a time. What actions do and what properties say is
 * remembered, so that a step costs a few look-ups.
 */
export class JudgedModel {
  readonly model: Model;
  readonly steps: readonly RolloutStep[];
  /** By bit in {@link badBits}; the gate `served` follows them. */
  readonly stateInvariants: readonly InvariantName[];
  readonly stateProperties: readonly StateProperty[];
  readonly stepInvariants: readonly InvariantName[];
  readonly settlesInvariant: InvariantName | undefined;
  readonly done: RolloutModel['done'];
  readonly #moves: readonly RememberedAnswers<readonly Move[]>[];
  readonly #bad: readonly RememberedAnswers<boolean>[];
  readonly #stepProperties: readonly StepProperty[];
  readonly #indexById: ReadonlyMap<string, number>;
  readonly #forbids = new WeakMap<Move, readonly RememberedAnswers<boolean>[]>();

  constructor(parts: {
    readonly rollout: RolloutModel;
    readonly steps: readonly RolloutStep[];
    readonly questions: readonly Question[];
    readonly isFaultAllowed: (kind: string) => boolean;
  }) {
    const { rollout, steps, questions, isFaultAllowed } = parts;
    const { model } = rollout;
    this.model = model;
    this.done = rollout.done;
    this.steps = steps;
    const ofStates = questions.filter(({ kind }) => kind === 'state');
    const ofSteps = questions.filter(({ kind }) => kind === 'step');
    this.stateInvariants = ofStates.map(({ invariant }) => invariant);
    this.stepInvariants = ofSteps.map(({ invariant }) => invariant);
    this.settlesInvariant = questions.find(({ kind }) => kind === 'settles')?.invariant;
    this.stateProperties = [...ofStates.map(({ property }) => property), servedGate(model)].filter(isOfStates);
    this.#stepProperties = ofSteps.map(({ property }) => property).filter(isOfSteps);
    this.#bad = this.stateProperties.map(
      (property) => new RememberedAnswers((world) => model.observe(world, (reader) => !property.holds(reader))),
    );
    this.#indexById = new Map(model.actions.map(({ id }, index) => [id, index]));
    const actors = [...new Set(model.actions.map(({ actor }) => actor))];
    const stepByAction = new Map(steps.map(({ action }, index) => [action, index]));
    this.#moves = model.actions.map((action, index) => {
      const step = stepByAction.get(action.id) ?? null;
      const actor = actors.indexOf(action.actor);
      return new RememberedAnswers((world) => {
        const { outcomes, slots, ids } = model.evaluate(world, action);
        return { answer: movesOf(action, { model, index, actor, step, outcomes, isFaultAllowed }), slots, ids };
      });
    });
  }

  /** What can happen in a world, in the order of the model's actions. */
  moves(world: World): readonly Move[] {
    const moves: Move[] = [];
    for (const answers of this.#moves) for (const move of answers.in(world)) moves.push(move);
    return moves;
  }

  /** What the action at this index can do in a world. */
  movesOf(action: number, world: World): readonly Move[] {
    return this.#moves[action]?.in(world) ?? [];
  }

  /** The move with these labels, if it is possible. */
  moveNamed(world: World, { action, outcome }: TraceStep): Move | undefined {
    const index = this.#indexById.get(action);
    return index === undefined ? undefined : this.movesOf(index, world).find((move) => move.outcome.label === outcome);
  }

  take(before: World, move: Move): Taken {
    return { move, before, after: this.model.apply(before, move.outcome) };
  }

  /** A bit for each invariant of states, and one for the gate `served`, that does not hold. */
  badBits(world: World): number {
    let bits = 0;
    this.#bad.forEach((answers, bit) => {
      if (answers.in(world)) bits |= 1 << bit;
    });
    return bits;
  }

  /** The invariants of steps that a step breaks, by their places in {@link stepInvariants}. */
  brokenBy({ move, before }: Pick<Taken, 'move' | 'before'>): readonly number[] {
    let answers = this.#forbids.get(move);
    if (answers === undefined) {
      answers = this.#stepProperties.map((property) => this.#forbidding(property, move));
      this.#forbids.set(move, answers);
    }
    const broken: number[] = [];
    answers.forEach((one, place) => {
      if (one.in(before)) broken.push(place);
    });
    return broken;
  }

  /** The steps of the rollout that have been taken. */
  doneIn(world: World): readonly number[] {
    return this.model.reader(world).get(this.done);
  }

  /** Whether a step changes something that others could see. */
  changesShared({ move, before }: Taken): boolean {
    return move.slots.some(
      (slot, index) => this.model.components[slot]?.scope === 'shared' && before.ids[slot] !== move.ids[index],
    );
  }

  #forbidding(property: StepProperty, { action, outcome }: Move): RememberedAnswers<boolean> {
    return new RememberedAnswers((world) =>
      this.model.observe(
        world,
        (before) => !property.allows({ action, outcome, before, after: readerAfter(before, outcome.writes) }),
      ),
    );
  }
}

/** A step as a trace keeps it. */
export function traceStepOf({ move: { action, outcome } }: Taken): TraceStep {
  const { label, fault } = outcome;
  return { action: action.id, outcome: label, ...(fault === undefined ? {} : { fault }) };
}

/** The properties of states broken after a step: what held before and does not now, until it holds again. */
export function brokenAfter(broken: number, { before, after }: { readonly before: number; readonly after: number }) {
  return after & (broken | ~before);
}

function movesOf(
  action: Action,
  about: {
    readonly model: Model;
    readonly index: number;
    readonly actor: number;
    readonly step: number | null;
    readonly outcomes: readonly Outcome[];
    readonly isFaultAllowed: (kind: string) => boolean;
  },
): readonly Move[] {
  const { model, index, actor, step, outcomes, isFaultAllowed } = about;
  return outcomes.flatMap((outcome, place): readonly Move[] => {
    if (outcome.fault !== undefined && !isFaultAllowed(outcome.fault)) return [];
    const slots = outcome.writes.map(({ component }) => model.slotOf(component.id));
    const ids = outcome.writes.map(({ value }) => model.interner.intern(value));
    const key = index * OUTCOME_COUNT_MAX + place;
    const kind = outcome.fault !== undefined ? 'fault' : step === null ? 'usual' : 'rollout';
    return [{ key, kind, actor, action, outcome, step, slots, ids }];
  });
}

/** Whether a step leads to another world. */
export function changes({ slots, ids }: Move, world: World): boolean {
  for (let index = 0; index < slots.length; index += 1) {
    if (world.ids[slots[index] as number] !== ids[index]) return true;
  }
  return false;
}

/** More outcomes than any action has. */
const OUTCOME_COUNT_MAX = 1024;

function isOfStates(property: Question['property']): property is StateProperty {
  return 'holds' in property;
}

function isOfSteps(property: Question['property']): property is StepProperty {
  return property.kind === 'step';
}
