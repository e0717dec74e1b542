import type { Action, Outcome, Timer, Watch } from '../kernel/action.ts';
import { Agenda, type Due } from '../kernel/agenda.ts';
import { assert } from '../kernel/assert.ts';
import { type Evaluation, type Model, type World, worldHash } from '../kernel/model.ts';
import type { Rng } from '../kernel/rng.ts';
import { createRng } from '../kernel/rng.ts';
import { ArmedFaults, type FaultOrder } from './armed-faults.ts';
import { Stillness } from './stillness.ts';

/** One action that happened, with the worlds before and after it. `index` counts from 1. */
export interface Step {
  readonly index: number;
  readonly atMs: number;
  readonly action: Action;
  readonly outcome: Outcome;
  readonly before: World;
  readonly after: World;
}

export interface TimelineOptions {
  readonly model: Model;
  readonly seed: string;
  /** Every timer is late by a seeded random time from 0 to this. */
  readonly jitterMs: number;
  /** How many steps may happen at most, a guard against worlds that never let time pass. */
  readonly stepCountMax: number;
  /** Told of every step, in order. */
  readonly onStep: (step: Step) => void;
  /** Told before the clock leaves a moment, with the moment that it goes to. */
  readonly onLeave?: (nextMs: number) => void;
}

/**
 * One run of a model: fires actions from a virtual clock. The same model, seed and calls give the same steps.
 *
 * A timer that comes due while its action is not enabled stays overdue, and fires as soon as the action is enabled: a
 * controller whose last run takes longer than its interval starts the next one when it is done.
 */
export class Timeline {
  readonly #options: TimelineOptions;
  readonly #agenda = new Agenda<string>();
  readonly #pending = new Map<string, Due<string>>();
  readonly #overdue: string[] = [];
  readonly #evaluations = new Map<string, Evaluation>();
  readonly #faults = new ArmedFaults();
  readonly #stillness: Stillness;
  readonly #watchesBySlot = new Map<number, readonly Watch[]>();
  readonly #lastFiredMs = new Map<string, number>();
  /** By action: until when it is held back. */
  readonly #heldUntilMs = new Map<string, number>();
  readonly #choices: Rng;
  readonly #delays: Rng;
  #world: World;
  #nowMs = 0;
  #stepCount = 0;
  /** Whether what is overdue has not been looked at since something happened. */
  #isBehind = false;
  #drawCount = 0;

  constructor(options: TimelineOptions) {
    this.#options = options;
    this.#world = options.model.initialWorld();
    this.#stillness = new Stillness(options.model);
    const rng = createRng(options.seed);
    this.#choices = rng.fork('choices');
    this.#delays = rng.fork('delays');
    for (const watch of options.model.watches) {
      for (const { id } of watch.components) {
        const slot = options.model.slotOf(id);
        this.#watchesBySlot.set(slot, [...(this.#watchesBySlot.get(slot) ?? []), watch]);
      }
    }
    for (const timer of options.model.timers) this.#set(timer);
  }

  get world(): World {
    return this.#world;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  get stepCount(): number {
    return this.#stepCount;
  }

  /** True once the step limit was met: nothing happens any more. */
  get isExhausted(): boolean {
    return this.#stepCount >= this.#options.stepCountMax;
  }

  /** When something shared last changed, and which component it was. */
  get lastChange(): { readonly atMs: number; readonly component: string } {
    return this.#stillness.lastChange;
  }

  /** Whether nothing shared has changed for so long that the world counts as settled: see {@link settle}. */
  get isSettled(): boolean {
    return this.isSettledAt(this.#nowMs);
  }

  /** Whether the world would count as settled at a moment, not before now, if nothing shared changed until then. */
  isSettledAt(atMs: number): boolean {
    const settledMs = this.#stillness.settledAtMs(this.pending());
    return settledMs <= atMs && (this.nextDueMs() ?? Number.POSITIVE_INFINITY) > settledMs;
  }

  /** What the clock holds: every pending timer, soonest first, then what is overdue. */
  pending(): readonly { readonly action: string; readonly dueMs: number }[] {
    const timers = [...this.#pending.values()].sort((a, b) => a.dueMs - b.dueMs || a.sequence - b.sequence);
    return [
      ...timers.map(({ item, dueMs }) => ({ action: item, dueMs })),
      ...this.#overdue.map((action) => ({ action, dueMs: this.#nowMs })),
    ];
  }

  /** The moment of the next timer, if there is one. */
  nextDueMs(): number | undefined {
    return this.#next()?.dueMs;
  }

  /** Orders a fault: the next time that the action is evaluated, it takes that outcome. */
  arm(order: FaultOrder): void {
    this.#faults.arm(order);
    this.#stillness.disturb(this.#nowMs);
  }

  /**
   * Keeps the clock from firing an action for so long, and an overdue one from following what enabled it. What comes due
   * meanwhile happens then, once.
   */
  hold(actionId: string, durationMs: number): void {
    const overdue = this.#overdue.indexOf(actionId);
    this.#heldUntilMs.set(actionId, this.#nowMs + durationMs);
    if (overdue >= 0) {
      this.#overdue.splice(overdue, 1);
      this.#put(actionId, this.#nowMs + durationMs);
    }
    this.#stillness.disturb(this.#nowMs);
  }

  /** Fault orders that were never carried out, because their action did not happen often enough. */
  unspentFaults(): readonly FaultOrder[] {
    return this.#faults.unspent();
  }

  /**
   * Lets the clock run up to and including a moment.
   * `until` is asked after every step and may end the run there; the clock then stands at that step.
   */
  advanceTo(untilMs: number, until: () => boolean = () => false): void {
    assert(untilMs >= this.#nowMs, `the clock stands at ${this.#nowMs} ms and cannot go back to ${untilMs} ms`);
    if (this.#isBehind) this.#fireOverdue();
    while (!this.isExhausted) {
      const due = this.#next();
      if (due === undefined || due.dueMs > untilMs) {
        this.#moveTo(untilMs);
        return;
      }
      this.#moveTo(due.dueMs);
      this.#agenda.pop();
      this.#pending.delete(due.item);
      const heldMs = this.#heldUntilMs.get(due.item) ?? 0;
      if (heldMs > this.#nowMs) {
        this.#put(due.item, heldMs);
        this.#stillness.disturb(this.#nowMs);
        continue;
      }
      const before = this.#stepCount;
      if (!this.#fire(due.item)) this.#overdue.push(due.item);
      if (this.#stepCount > before && until()) return;
    }
  }

  /**
   * Lets the clock run until no shared part of the world changes any more, at most until a moment, or until it is
   * certain that this never happens: the world goes through the same changes for ever.
   * @returns whether the world has settled.
   * The world has settled once nothing shared has changed for two of the longest intervals at which anything repeats,
   * counted from the last change and from the last timer that was already pending then: a negative cache entry or a
   * certificate that will come due later keeps the world unsettled. What is fired or armed from outside counts as a
   * change: a process that was started has yet to show what it does.
   */
  settle(untilMs: number): boolean {
    const seenMs = new Map<string, number>();
    while (!this.isExhausted) {
      const settledMs = this.#stillness.settledAtMs(this.pending());
      const dueMs = this.#next()?.dueMs;
      if (settledMs <= untilMs && (dueMs === undefined || dueMs > settledMs)) {
        if (dueMs !== undefined) this.#moveTo(Math.max(this.#nowMs, settledMs));
        return true;
      }
      if (dueMs === undefined || dueMs > untilMs) {
        this.#moveTo(untilMs);
        return false;
      }
      this.advanceTo(dueMs);
      if (this.#hasComeRound(seenMs)) return false;
    }
    return false;
  }

  /**
   * Makes an action happen now, whatever its timer says, and after it everything overdue that it enabled.
   * @returns false if the action is not enabled.
   */
  fire(actionId: string): boolean {
    const isDone = this.#fire(actionId);
    if (isDone) this.#stillness.disturb(this.#nowMs);
    return isDone;
  }

  /**
   * Makes an action happen now and turn out in this way, and nothing else: what is overdue waits until the clock goes on.
   * @returns false if it cannot turn out so.
   */
  take(actionId: string, outcomeLabel: string): boolean {
    const isDone = this.#step(actionId, outcomeLabel);
    if (isDone) this.#stillness.disturb(this.#nowMs);
    this.#isBehind ||= isDone;
    return isDone;
  }

  #fire(actionId: string): boolean {
    if (!this.#step(actionId)) return false;
    this.#fireOverdue();
    return true;
  }

  #fireOverdue(): void {
    this.#isBehind = false;
    for (let index = 0; index < this.#overdue.length; ) {
      if (this.#step(this.#overdue[index] as string)) {
        this.#overdue.splice(index, 1);
        index = 0;
      } else {
        index += 1;
      }
    }
  }

  /**
   * Whether all that decides the future is as it was at a moment since which something shared has changed. `seenMs` has
   * the moments looked at so far, and takes this one.
   */
  #hasComeRound(seenMs: Map<string, number>): boolean {
    if (this.#faults.unspent().length > 0) return false;
    const { model } = this.#options;
    const firedMsAgo = model.watches.map(({ action, minGapMs }) =>
      Math.min(minGapMs, this.#nowMs - (this.#lastFiredMs.get(action) ?? Number.NEGATIVE_INFINITY)),
    );
    const pending = this.pending().map(({ action, dueMs }) => [action, dueMs - this.#nowMs]);
    const held = [...this.#heldUntilMs].map(([action, untilMs]) => [action, Math.max(0, untilMs - this.#nowMs)]);
    const key = JSON.stringify([worldHash(this.#world), pending, this.#overdue, held, firedMsAgo, this.#drawCount]);
    const beforeMs = seenMs.get(key);
    seenMs.set(key, this.#nowMs);
    return beforeMs !== undefined && this.lastChange.atMs > beforeMs;
  }

  #moveTo(atMs: number): void {
    if (atMs > this.#nowMs) {
      this.#options.onLeave?.(atMs);
      this.#stillness.leave(() => this.pending());
    }
    this.#nowMs = atMs;
  }

  #step(actionId: string, outcomeLabel?: string): boolean {
    if (this.isExhausted) return false;
    const { model, onStep } = this.#options;
    const action = model.action(actionId);
    assert(action !== undefined, `the model has no action ${actionId}`);
    const { outcomes } = this.#evaluate(action);
    const outcome =
      outcomeLabel === undefined
        ? this.#choose(action, outcomes)
        : outcomes.find(({ label }) => label === outcomeLabel);
    if (outcome === undefined) return false;
    const before = this.#world;
    this.#world = model.apply(before, outcome);
    this.#stepCount += 1;
    this.#lastFiredMs.set(action.id, this.#nowMs);
    for (const timer of outcome.timers) {
      if (timer.action === action.id && timer.afterMs !== null) this.#stillness.repeats(action.id, timer.afterMs);
      this.#set(timer);
    }
    this.#wakeWatchers(before, outcome);
    const step = { index: this.#stepCount, atMs: this.#nowMs, action, outcome, before, after: this.#world };
    this.#stillness.saw(step);
    onStep(step);
    return true;
  }

  /** Nothing that the action looked at has changed since last time: then neither has what it does. */
  #evaluate(action: Action): Evaluation {
    const last = this.#evaluations.get(action.id);
    if (last !== undefined && holdsIn(last, this.#world)) return last;
    const evaluation = this.#options.model.evaluate(this.#world, action);
    this.#evaluations.set(action.id, evaluation);
    return evaluation;
  }

  #choose(action: Action, outcomes: readonly Outcome[]): Outcome | undefined {
    if (outcomes.length === 0) return undefined;
    const ordered = this.#faults.take(action.id, outcomes);
    if (ordered !== undefined) return ordered;
    const usual = outcomes.filter((outcome) => outcome.fault === undefined);
    if (usual.length <= 1) return usual[0];
    this.#drawCount += 1;
    return usual[this.#choices.below(usual.length)];
  }

  /** Brings forward the timers of actions that watch what has just changed. */
  #wakeWatchers(before: World, outcome: Outcome): void {
    const { model } = this.#options;
    const woken = new Set<Watch>();
    for (const { component } of outcome.writes) {
      const slot = model.slotOf(component.id);
      if (before.ids[slot] === this.#world.ids[slot]) continue;
      for (const watch of this.#watchesBySlot.get(slot) ?? []) woken.add(watch);
    }
    for (const { action, afterMs, minGapMs, putsOff = false, isOn } of woken) {
      if (this.#overdue.includes(action) || !isOn(model.reader(this.#world))) continue;
      if (putsOff) {
        this.#set({ action, afterMs });
        continue;
      }
      const soonMs = Math.min(this.#nowMs + afterMs, this.#pending.get(action)?.dueMs ?? Number.POSITIVE_INFINITY);
      const dueMs = Math.max((this.#lastFiredMs.get(action) ?? Number.NEGATIVE_INFINITY) + minGapMs, soonMs);
      this.#set({ action, afterMs: dueMs - this.#nowMs });
    }
  }

  #set({ action, afterMs }: Timer): void {
    const overdue = this.#overdue.indexOf(action);
    if (overdue >= 0) this.#overdue.splice(overdue, 1);
    this.#pending.delete(action);
    if (afterMs === null) return;
    const { jitterMs } = this.#options;
    if (jitterMs > 0) this.#drawCount += 1;
    const lateMs = jitterMs > 0 ? this.#delays.below(jitterMs + 1) : 0;
    this.#put(action, this.#nowMs + afterMs + lateMs);
  }

  #put(action: string, dueMs: number): void {
    this.#pending.set(action, this.#agenda.push(dueMs, action));
  }

  /** The next entry of the agenda that still stands; entries that were replaced are dropped on the way. */
  #next(): Due<string> | undefined {
    for (let due = this.#agenda.peek(); due !== undefined; due = this.#agenda.peek()) {
      if (this.#pending.get(due.item) === due) return due;
      this.#agenda.pop();
    }
    return undefined;
  }
}

function holdsIn({ slots, ids }: Evaluation, world: World): boolean {
  for (let index = 0; index < slots.length; index += 1) {
    if (world.ids[slots[index] as number] !== ids[index]) return false;
  }
  return true;
}
