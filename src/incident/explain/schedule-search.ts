import type { LogLine } from '../../externaldns/endpoint.ts';
import type { Action, Outcome } from '../../kernel/action.ts';
import { assert } from '../../kernel/assert.ts';
import { worldHash } from '../../kernel/model.ts';
import type { BuiltScenario } from '../../scenario/built-scenario.ts';
import type { ObservedLine } from '../logs/observed-line.ts';
import { ControllerWatch } from './controller-watch.ts';
import type { Deed } from './deeds.ts';
import type { Assumption } from './explanation.ts';
import { type Alignment, alignments, type BookLine, type LogBook } from './log-book.ts';
import { RememberedEvaluations } from './remembered-evaluations.ts';
import { SearchClock, type Situation, type Trail } from './situation.ts';

/** What assumptions and things that do not fit cost: a schedule with less is a better explanation. */
export const costs = {
  fault: 10,
  missedLoops: 10,
  /** A little more than a crash, which says what brought the run about. */
  earlyLoop: 11,
  /** What does not fit in one run of a controller belongs together: the first line, and each further one. */
  line: 20,
  furtherLine: 2,
  /** The zone at the end: the first record set that differs, and each further one. */
  recordSet: 10,
  furtherRecordSet: 2,
} as const;

/** Lines that come later than this after an action are not its own. */
const lateMsMax = 30_000;

/** What a schedule may do next: an action that is due, or a line of a log that nothing writes. */
type Candidate =
  | { readonly kind: 'action'; readonly action: string; readonly atMs: number; readonly rank: number }
  | { readonly kind: 'deed'; readonly deed: Deed; readonly atMs: number; readonly rank: number }
  | { readonly kind: 'run'; readonly controller: number; readonly atMs: number; readonly rank: number };

/**
 * The situations that follow one another in schedules of a model that keep to what was observed: controllers run when
 * their logs say so, people and pipelines do what the scenario says when it says so, all else goes by the clock.
 */
export class ScheduleSearch {
  readonly #built: BuiltScenario;
  readonly #book: LogBook;
  readonly #deeds: readonly Deed[];
  readonly #toleranceMs: number;
  readonly #watch: ControllerWatch;
  readonly #clock: SearchClock;
  readonly #evaluations: RememberedEvaluations;

  constructor(options: {
    readonly built: BuiltScenario;
    readonly book: LogBook;
    readonly deeds: readonly Deed[];
    readonly toleranceMs: number;
  }) {
    this.#built = options.built;
    this.#book = options.book;
    this.#deeds = options.deeds;
    this.#toleranceMs = options.toleranceMs;
    this.#watch = new ControllerWatch(options.built, options.book);
    this.#clock = new SearchClock(options.built.model, (action) => this.#watch.isByLog(action));
    this.#evaluations = new RememberedEvaluations(options.built.model);
  }

  begin(): Situation {
    const { controllers } = this.#book;
    return {
      world: this.#built.model.initialWorld(),
      nowMs: 0,
      timers: this.#clock.begin(),
      overdue: [],
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
    const situation = this.#throughSurroundings(start);
    const [first, ...others] = this.#candidates(situation);
    if (first === undefined) return [];
    const rivals = others.filter(({ atMs }) => atMs <= first.atMs + this.#toleranceMs);
    return [
      ...this.#take(situation, first),
      ...rivals.flatMap((rival, index) =>
        this.#take({ ...situation, disorder: situation.disorder + index + 1 }, rival),
      ),
    ];
  }

  /** Lets everything happen that is nobody's choice and comes before the next choice. */
  #throughSurroundings(start: Situation): Situation {
    let situation = start;
    for (;;) {
      const [first] = this.#candidates(situation);
      const due = this.#soonestSurrounding(situation);
      if (first === undefined || due === undefined || due.atMs > first.atMs) return situation;
      situation = this.#fireSurrounding(situation, due);
    }
  }

  /** The next timer of somebody who writes no log. */
  #soonestSurrounding({ timers }: Situation): { readonly action: string; readonly atMs: number } | undefined {
    let soonest: { readonly action: string; readonly atMs: number } | undefined;
    for (const [action, atMs] of timers) {
      if (this.#isChoice(action)) continue;
      if (soonest === undefined || atMs < soonest.atMs) soonest = { action, atMs };
    }
    return soonest;
  }

  #fireSurrounding(situation: Situation, { action: id, atMs }: { action: string; atMs: number }): Situation {
    const action = this.#action(id);
    const outcome = this.#evaluations.outcomes(situation.world, action).find(({ fault }) => fault === undefined);
    if (outcome === undefined) {
      const timers = new Map(situation.timers);
      timers.delete(id);
      return { ...situation, timers, overdue: [...situation.overdue, id] };
    }
    return this.#afterwards(this.#apply(situation, { action, outcome, atMs, alignment: null }), atMs);
  }

  /** Tries what is overdue, as every step may have enabled it. */
  #afterwards(situation: Situation, atMs: number): Situation {
    for (const id of situation.overdue) {
      const action = this.#action(id);
      const outcome = this.#evaluations.outcomes(situation.world, action).find(({ fault }) => fault === undefined);
      if (outcome === undefined) continue;
      const overdue = situation.overdue.filter((other) => other !== id);
      const alignment = this.#watch.indexOfAction(id) >= 0 ? this.#alignmentsOf(situation, outcome, atMs)[0] : null;
      const next = this.#apply({ ...situation, overdue }, { action, outcome, atMs, alignment: alignment ?? null });
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

  /** What the scenario says that somebody did. It does not go wrong here. */
  #do(situation: Situation, { actions, atMs }: Deed): readonly Situation[] {
    let reached: readonly Situation[] = [{ ...situation, deedIndex: situation.deedIndex + 1 }];
    for (const id of actions) {
      const action = this.#action(id);
      reached = reached.flatMap((one) => {
        const outcome = this.#evaluations.outcomes(one.world, action).find(({ fault }) => fault === undefined);
        return outcome === undefined ? [one] : this.#settled(one, { action, outcome, atMs });
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
    const assumption = this.#offSchedule(situation, { controller, name, atMs });
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

  /** What has to be assumed about a run that does not come when it is due. */
  #offSchedule(
    { world, lastRunMs }: Situation,
    { controller, name, atMs }: { readonly controller: number; readonly name: string; readonly atMs: number },
  ): Assumption | null {
    const sinceMs = lastRunMs[controller];
    if (sinceMs === null || sinceMs === undefined) return null;
    const { intervalMs, events } = this.#watch.configuration(world, controller);
    const gapMs = atMs - sinceMs;
    if (gapMs > 1.5 * intervalMs + this.#toleranceMs) {
      const count = Math.round(gapMs / intervalMs) - 1;
      return { kind: 'missed-loops', controller: name, atMs, sinceMs, count: Math.max(1, count) };
    }
    if (gapMs < intervalMs - Math.max(this.#toleranceMs, intervalMs / 10) && !events) {
      return { kind: 'early-loop', controller: name, atMs, dueMs: sinceMs + intervalMs };
    }
    return null;
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
    const outcomes = this.#evaluations.outcomes(situation.world, action);
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
    return this.#alignmentsOf(situation, outcome, atMs).map((alignment) =>
      this.#afterwards(this.#apply(situation, { action, outcome, atMs, alignment }), atMs),
    );
  }

  #alignmentsOf({ positions }: Situation, { events }: Outcome, atMs: number): readonly ControllerAlignment[] {
    const logged = events.find(({ type }) => type === 'log');
    const controller = logged === undefined ? -1 : this.#book.controllers.indexOf(logged.actor);
    const lines = this.#book.lines[controller];
    if (lines === undefined || lines.length === 0) return [{ controller: -1, ...nothingSaid }];
    const position = positions[controller] as number;
    const written = events.filter(({ type }) => type === 'log') as unknown as readonly LogLine[];
    const near: BookLine[] = [];
    for (let index = position; (lines[index]?.atMs ?? Number.POSITIVE_INFINITY) <= atMs + lateMsMax; index += 1) {
      near.push(lines[index] as BookLine);
    }
    return alignments(written, near).map((alignment) => ({ controller, ...alignment }));
  }

  #apply(
    situation: Situation,
    taken: {
      readonly action: Action;
      readonly outcome: Outcome;
      readonly atMs: number;
      readonly alignment: ControllerAlignment | null;
    },
  ): Situation {
    const { action, outcome, atMs } = taken;
    const after = this.#clock.apply(situation, taken);
    const alignment = taken.alignment ?? { controller: -1, ...nothingSaid };
    const { controller, explained, unexplained, missing } = alignment;
    const label = { action: action.id, outcome: outcome.label, actor: action.actor };
    const name = this.#book.controllers[controller] ?? '';
    const trail: Trail = {
      step: { ...label, atMs, hash: worldHash(after.world), lines: explained.map(({ line }) => line) },
      ...(unexplained.length === 0
        ? {}
        : { unexplained: unexplained.map(({ line, expected }) => ({ line: line.line, expected })) }),
      ...(missing.length === 0 ? {} : { missing: missing.map((line) => ({ controller: name, atMs, line })) }),
      before: situation.trail,
    };
    const begun = outcome.events.filter(({ type }) => type === 'process.started').map(({ actor }) => actor);
    return {
      ...situation,
      ...after,
      nowMs: Math.max(situation.nowMs, atMs),
      positions: situation.positions.map((position, index) =>
        index === controller ? position + alignment.consumedCount : position,
      ),
      lastRunMs: situation.lastRunMs.map((ms, index) =>
        begun.includes(this.#book.controllers[index] as string) ? null : ms,
      ),
      cost: situation.cost + misfitCost(unexplained.length + missing.length),
      stepCount: situation.stepCount + 1,
      trail,
    };
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

function misfitCost(lineCount: number): number {
  return lineCount === 0 ? 0 : costs.line + costs.furtherLine * (lineCount - 1);
}

/** Whether the line before this one, of the same moment, does not fit either. */
function continuesMisfit(trail: Trail | null, line: ObservedLine): boolean {
  const last = trail?.unexplained?.at(-1)?.line;
  return last !== undefined && last.controller === line.controller && line.timeMs - last.timeMs <= 2000;
}

interface ControllerAlignment extends Alignment {
  readonly controller: number;
}

const nothingSaid: Alignment = { consumedCount: 0, explained: [], unexplained: [], missing: [] };
