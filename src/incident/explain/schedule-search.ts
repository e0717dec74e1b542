import type { Action, Outcome } from '../../kernel/action.ts';
import { assert } from '../../kernel/assert.ts';
import type { World } from '../../kernel/model.ts';
import { RememberedAnswers } from '../../kernel/remembered-answers.ts';
import type { BuiltScenario } from '../../scenario/built-scenario.ts';
import type { ObservedLine } from '../logs/observed-line.ts';
import { ControllerWatch } from './controller-watch.ts';
import type { Deed } from './deeds.ts';
import { deviating, influential, otherMoment, otherOutcome } from './deviations.ts';
import type { Assumption } from './explanation.ts';
import type { BookLine, LogBook } from './log-book.ts';
import { offSchedule } from './off-schedule.ts';
import { costs } from './schedule-costs.ts';
import { ScheduleSteps } from './schedule-steps.ts';
import { type Situation, situationKey, type Trail } from './situation.ts';

/** What a schedule may do next: an action that is due, or a line of a log that nothing writes. */
type Candidate =
  | { readonly kind: 'action'; readonly action: string; readonly atMs: number; readonly rank: number }
  | { readonly kind: 'deed'; readonly deed: Deed; readonly atMs: number; readonly rank: number }
  | { readonly kind: 'run'; readonly controller: number; readonly atMs: number; readonly rank: number };

/**
 * The situations that follow one another in schedules of a model that keep to what was observed: controllers run when
 * their logs say so, people and pipelines do what the scenario says when it says so, all else goes by the clock; or, in
 * a free search, in any way in which the model can go, at a cost.
 */
export class ScheduleSearch {
  readonly #built: BuiltScenario;
  readonly #book: LogBook;
  readonly #deeds: readonly Deed[];
  readonly #toleranceMs: number;
  readonly #watch: ControllerWatch;
  readonly #steps: ScheduleSteps;
  /** What each action does: a search meets the same local situations again and again, and each costs a plan over a zone. */
  readonly #outcomes: ReadonlyMap<Action, RememberedAnswers<readonly Outcome[]>>;
  /** The actions of nobody who writes a log that may go otherwise; empty: the search is not free. */
  readonly #free: ReadonlySet<string>;

  constructor(options: {
    readonly built: BuiltScenario;
    readonly book: LogBook;
    readonly deeds: readonly Deed[];
    readonly toleranceMs: number;
    readonly isFree: boolean;
  }) {
    this.#built = options.built;
    this.#book = options.book;
    this.#deeds = options.deeds;
    this.#toleranceMs = options.toleranceMs;
    this.#watch = new ControllerWatch(options.built, options.book);
    const isByLog = (action: string) => this.#watch.isByLog(action);
    this.#steps = new ScheduleSteps(options.built.model, options.book, isByLog);
    const { model } = options.built;
    this.#outcomes = new Map(
      model.actions.map((action) => [
        action,
        new RememberedAnswers((world) => {
          const { outcomes, slots, ids } = model.evaluate(world, action);
          return { answer: outcomes, slots, ids };
        }),
      ]),
    );
    this.#free = options.isFree ? influential(model, ({ id }) => this.#watch.indexOfAction(id) >= 0) : new Set();
  }

  /** Two situations with one key go on alike. */
  key(situation: Situation): string {
    return situationKey(situation, { isOrderFree: this.#free.size > 0 });
  }

  #outcomesOf(world: World, action: Action): readonly Outcome[] {
    const remembered = this.#outcomes.get(action);
    assert(remembered !== undefined, `${action.id} is an action of the model`);
    return remembered.in(world);
  }

  begin(): Situation {
    const { controllers } = this.#book;
    return {
      world: this.#built.model.initialWorld(),
      nowMs: 0,
      timers: this.#steps.begin(),
      overdue: [],
      putOff: new Map(),
      deedIndex: 0,
      positions: controllers.map(() => 0),
      lastRunMs: controllers.map(() => null),
      cost: 0,
      disorder: 0,
      stepCount: 0,
      trail: null,
    };
  }

  /** How many lines are still to be explained. */
  openCount(situation: Situation): number {
    return this.#book.lines.reduce(
      (sum, lines, index) => sum + lines.length - (situation.positions[index] as number),
      0,
    );
  }

  /** Whether every line and every deed is behind a schedule: it may end here, with calls still on their way. */
  isOver(situation: Situation): boolean {
    return this.openCount(situation) === 0 && situation.deedIndex === this.#deeds.length;
  }

  /** What can come next; nothing if all is over and nobody is in the middle of a run. */
  next(start: Situation): readonly Situation[] {
    const { situation, asides } = this.#throughSurroundings(start);
    const [first, ...others] = this.#candidates(situation);
    if (first === undefined) return asides;
    const rivals = others.filter(({ atMs }) => atMs <= first.atMs + this.#toleranceMs);
    return [
      ...this.#take(situation, first),
      ...rivals.flatMap((rival, index) =>
        this.#take({ ...situation, disorder: situation.disorder + index + 1 }, rival),
      ),
      ...asides,
    ];
  }

  /**
   * Lets everything happen that is nobody's choice and comes before the next choice. `asides`: where a free search
   * goes from there.
   */
  #throughSurroundings(start: Situation): { readonly situation: Situation; readonly asides: readonly Situation[] } {
    let situation = start;
    const asides: Situation[] = [];
    for (;;) {
      const [first] = this.#candidates(situation);
      const due = this.#soonestSurrounding(situation);
      if (first === undefined) return { situation, asides };
      if (due === undefined || due.atMs > first.atMs) {
        asides.push(...this.#earlier(situation, first.atMs));
        return { situation, asides };
      }
      asides.push(...this.#otherwise(situation, due, first.atMs));
      situation = this.#fireSurrounding(situation, due);
    }
  }

  /** What is due turns out in other ways, or only after the next choice. */
  #otherwise(situation: Situation, { action: id, atMs }: Timed, choiceMs: number): readonly Situation[] {
    if (!this.#free.has(id)) return [];
    const action = this.#action(id);
    const [usual, ...others] = usualFirst(this.#outcomesOf(situation.world, action));
    const reached = others.flatMap((outcome) =>
      this.#goes(deviating(situation, otherOutcome(action, outcome, atMs)), { action, outcome, atMs }),
    );
    const laterMs = choiceMs + 1;
    const dueMs = situation.putOff.get(id) ?? atMs;
    const deviation = otherMoment(action, { dueMs, atMs: laterMs, toleranceMs: this.#toleranceMs });
    if (usual === undefined || deviation === null) return reached;
    const timers = new Map(situation.timers).set(id, laterMs);
    const putOff = new Map(situation.putOff).set(id, dueMs);
    return [...reached, { ...deviating(situation, deviation), timers, putOff }];
  }

  /** What is due later happens before the next choice. */
  #earlier(situation: Situation, choiceMs: number): readonly Situation[] {
    return [...situation.timers].flatMap(([id, dueMs]) => {
      if (!this.#free.has(id) || this.#isChoice(id)) return [];
      const action = this.#action(id);
      const deviation = otherMoment(action, { dueMs, atMs: choiceMs, toleranceMs: this.#toleranceMs });
      const [usual] = usualFirst(this.#outcomesOf(situation.world, action));
      if (deviation === null || usual === undefined) return [];
      return this.#goes(deviating(situation, deviation), { action, outcome: usual, atMs: choiceMs });
    });
  }

  /** A step of nobody who writes a log, with what comes of it. */
  #goes(situation: Situation, taken: { action: Action; outcome: Outcome; atMs: number }): readonly Situation[] {
    return [this.#afterwards(this.#steps.take(situation, { ...taken, alignment: null }), taken.atMs)];
  }

  /** The next timer of somebody who writes no log. */
  #soonestSurrounding({ timers }: Situation): Timed | undefined {
    let soonest: Timed | undefined;
    for (const [action, atMs] of timers) {
      if (this.#isChoice(action)) continue;
      if (soonest === undefined || atMs < soonest.atMs) soonest = { action, atMs };
    }
    return soonest;
  }

  #fireSurrounding(situation: Situation, { action: id, atMs }: Timed): Situation {
    const action = this.#action(id);
    const outcome = this.#outcomesOf(situation.world, action).find(({ fault }) => fault === undefined);
    if (outcome === undefined) {
      const timers = new Map(situation.timers);
      timers.delete(id);
      return { ...situation, timers, overdue: [...situation.overdue, id] };
    }
    return this.#afterwards(this.#steps.take(situation, { action, outcome, atMs, alignment: null }), atMs);
  }

  /** Tries what is overdue, as every step may have enabled it. */
  #afterwards(situation: Situation, atMs: number): Situation {
    for (const id of situation.overdue) {
      const action = this.#action(id);
      const outcome = this.#outcomesOf(situation.world, action).find(({ fault }) => fault === undefined);
      if (outcome === undefined) continue;
      const overdue = situation.overdue.filter((other) => other !== id);
      const alignment = this.#watch.indexOfAction(id) >= 0 ? this.#steps.alignments(situation, outcome, atMs)[0] : null;
      const next = this.#steps.take({ ...situation, overdue }, { action, outcome, atMs, alignment: alignment ?? null });
      return this.#afterwards(next, atMs);
    }
    return situation;
  }

  /** Everything that may come next and is a choice, what the clock has first in front. */
  #candidates(situation: Situation): readonly Candidate[] {
    const found: Candidate[] = [];
    const deed = this.#deeds[situation.deedIndex];
    if (deed !== undefined) found.push({ kind: 'deed', deed, atMs: deed.atMs, rank: 1 });
    this.#book.controllers.forEach((_, controller) => {
      const line = this.#nextLine(situation, controller);
      if (line !== undefined && this.#watch.isLed(controller)) {
        found.push({ kind: 'run', controller, atMs: line.atMs, rank: 2 });
      }
    });
    const isOver = found.length === 0;
    for (const [action, atMs] of situation.timers) {
      if (!this.#isChoice(action)) continue;
      if (!isOver || this.#isMidRun(situation, action)) found.push({ kind: 'action', action, atMs, rank: 0 });
    }
    return found.sort((left, right) => left.atMs - right.atMs || left.rank - right.rank);
  }

  /** Controllers, and rollouts that go on by themselves: what goes wrong there is assumed, not left out. */
  #isChoice(action: string): boolean {
    return this.#watch.indexOfAction(action) >= 0 || this.#action(action).kind === 'rollout';
  }

  #isMidRun({ world }: Situation, action: string): boolean {
    const controller = this.#watch.indexOfAction(action);
    return controller >= 0 && ['listed', 'applying'].includes(this.#watch.state(world, controller));
  }

  #take(situation: Situation, candidate: Candidate): readonly Situation[] {
    switch (candidate.kind) {
      case 'action':
        return this.#fire(situation, candidate.action, candidate.atMs);
      case 'deed':
        return this.#do(situation, candidate.deed);
      case 'run':
        return this.#run(situation, candidate.controller);
    }
  }

  /** What the scenario says that somebody did. It goes wrong in a free search only. */
  #do(situation: Situation, { actions, atMs }: Deed): readonly Situation[] {
    let reached: readonly Situation[] = [{ ...situation, deedIndex: situation.deedIndex + 1 }];
    for (const id of actions) {
      const action = this.#action(id);
      reached = reached.flatMap((one) => {
        const [usual, ...others] = usualFirst(this.#outcomesOf(one.world, action));
        if (usual === undefined) return [one];
        const otherwise = this.#free.has(id) ? others : [];
        return [
          ...this.#settled(one, { action, outcome: usual, atMs }),
          ...otherwise.flatMap((outcome) =>
            this.#settled(deviating(one, otherOutcome(action, outcome, atMs)), { action, outcome, atMs }),
          ),
        ];
      });
    }
    return reached;
  }

  /** The controller whose line comes next begins a run, or its process begins; or nobody writes the line. */
  #run(situation: Situation, controller: number): readonly Situation[] {
    const line = this.#nextLine(situation, controller);
    if (line === undefined) return [];
    const atMs = line.atMs;
    const name = this.#book.controllers[controller] as string;
    const passed = this.#pass(situation, controller, line);
    const state = this.#watch.state(situation.world, controller);
    if (state === 'exited') return [...this.#fire(situation, `${name}.restart`, atMs), passed];
    if (state === 'idle') return [...this.#beginRun(situation, { controller, name, atMs }), passed];
    return [passed];
  }

  #beginRun(
    situation: Situation,
    { controller, name, atMs }: { readonly controller: number; readonly name: string; readonly atMs: number },
  ): readonly Situation[] {
    const assumption = offSchedule(this.#watch.configuration(situation.world, controller), {
      controller: name,
      atMs,
      sinceMs: situation.lastRunMs[controller] ?? null,
      toleranceMs: this.#toleranceMs,
    });
    const lastRunMs = situation.lastRunMs.with(controller, atMs);
    const begun =
      assumption === null
        ? { ...situation, lastRunMs }
        : {
            ...situation,
            lastRunMs,
            cost: situation.cost + (assumption.kind === 'early-loop' ? costs.earlyLoop : costs.missedLoops),
            trail: { assumption, before: situation.trail },
          };
    return this.#fire(begun, `${name}.sync`, atMs);
  }

  /** The line is explained by nothing. */
  #pass(situation: Situation, controller: number, { line }: BookLine): Situation {
    return {
      ...situation,
      positions: situation.positions.with(controller, (situation.positions[controller] as number) + 1),
      cost: situation.cost + (continuesMisfit(situation.trail, line) ? costs.furtherLine : costs.line),
      trail: { unexplained: [{ line, expected: null }], before: situation.trail },
    };
  }

  /** Every way in which an action of a controller can turn out. */
  #fire(situation: Situation, id: string, atMs: number): readonly Situation[] {
    const action = this.#action(id);
    const outcomes = this.#outcomesOf(situation.world, action);
    if (outcomes.length === 0) {
      const timers = new Map(situation.timers);
      return timers.delete(id) ? [{ ...situation, timers, overdue: [...situation.overdue, id] }] : [];
    }
    const usualCount = outcomes.filter(({ fault }) => fault === undefined).length;
    return outcomes.flatMap((outcome, index) => {
      const { fault } = outcome;
      if (fault === undefined) {
        const disorder = situation.disorder + Math.min(index, usualCount);
        return this.#settled({ ...situation, disorder }, { action, outcome, atMs });
      }
      const controller = action.actor;
      const assumption: Assumption = { kind: 'fault', action: id, outcome: outcome.label, fault, controller, atMs };
      const assumed = { ...situation, cost: situation.cost + costs.fault };
      return this.#settled({ ...assumed, trail: { assumption, before: situation.trail } }, { action, outcome, atMs });
    });
  }

  #settled(
    situation: Situation,
    { action, outcome, atMs }: { readonly action: Action; readonly outcome: Outcome; readonly atMs: number },
  ): readonly Situation[] {
    return this.#steps
      .alignments(situation, outcome, atMs)
      .map((alignment) => this.#afterwards(this.#steps.take(situation, { action, outcome, atMs, alignment }), atMs));
  }

  #nextLine({ positions }: Situation, controller: number): BookLine | undefined {
    return this.#book.lines[controller]?.[positions[controller] as number];
  }

  #action(id: string): Action {
    const action = this.#built.model.action(id);
    assert(action !== undefined, `the model has no action ${id}`);
    return action;
  }
}

/** Whether the line before this one, of the same moment, does not fit either. */
function continuesMisfit(trail: Trail | null, line: ObservedLine): boolean {
  const last = trail?.unexplained?.at(-1)?.line;
  return last !== undefined && last.controller === line.controller && line.timeMs - last.timeMs <= 2000;
}

/** What happens when no fault comes between, before all else that may happen. */
function usualFirst(outcomes: readonly Outcome[]): readonly Outcome[] {
  const usual = outcomes.find(({ fault }) => fault === undefined);
  return usual === undefined ? [] : [usual, ...outcomes.filter((one) => one !== usual)];
}

/** An action whose timer is pending. */
interface Timed {
  readonly action: string;
  readonly atMs: number;
}
