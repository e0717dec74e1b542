import type { Finding, InvariantFinding } from '../properties/finding.ts';
import type { InvariantName, TimedEvent } from '../properties/invariant.ts';
import { invariants } from '../properties/invariants.ts';
import type { BuiltScenario } from '../scenario/built-scenario.ts';
import { checkExpectation } from '../scenario/check/check-expectation.ts';
import type { Moment } from '../scenario/check/moment.ts';
import type { Expectation, When } from '../scenario/expectation.ts';
import { Premises } from './premises.ts';
import type { ExpectationResult } from './run-result.ts';
import type { Step, Timeline } from './timeline.ts';

/** Judges the expectations of a run while it goes on. */
export class Judge {
  readonly #built: BuiltScenario;
  readonly #timeline: Timeline;
  readonly #events: TimedEvent[] = [];
  /** How many events there were when a person or pipeline last did something. */
  #eventCountByHand = 0;
  readonly #premises = new Premises();
  readonly #broken = new Map<InvariantName, InvariantFinding[]>();
  readonly #results = new Map<Expectation, ExpectationResult>();
  /** Expectations that are still open, with their moments counted from the beginning of the run. */
  readonly #open: Map<Expectation, When>;

  constructor(built: BuiltScenario, timeline: Timeline) {
    this.#built = built;
    this.#timeline = timeline;
    const ofOneRun = built.scenario.expectations.filter(
      ({ when: { moment } }) => moment !== 'reachable' && moment !== 'unreachable',
    );
    this.#open = new Map(ofOneRun.map((expectation) => [expectation, expectation.when]));
    for (const name of stepInvariantsOf(built)) this.#broken.set(name, []);
  }

  /** Every expectation's result, in the order of the scenario; those that were never judged are left out. */
  results(): readonly ExpectationResult[] {
    const { steps, expectations } = this.#built.scenario;
    const written = [...steps.flatMap((step) => (step.verb === 'expect' ? step.expectations : [])), ...expectations];
    return written.flatMap((expectation) => this.#results.get(expectation) ?? []);
  }

  /** Judges what is to hold at the very beginning. */
  begin(): void {
    this.#judgeOpen();
  }

  /** Takes note of a step, and judges what it may have decided. */
  saw(step: Step): void {
    for (const event of step.outcome.events) this.#events.push({ atMs: step.atMs, event });
    this.#premises.saw({ action: step.action, events: step.outcome.events });
    if (step.action.kind === 'rollout') this.#eventCountByHand = this.#events.length;
    if (step.before === step.after && step.outcome.events.length === 0) return;
    this.#recordBroken(step);
    this.#judgeOpen();
  }

  /** Judges the expectations of an `expect` step; those with a deadline that do not hold yet stay open. */
  take(expectations: readonly Expectation[]): void {
    for (const expectation of expectations) {
      const { when } = expectation;
      const findings = this.#check(expectation);
      if (findings.length === 0 || when.moment !== 'within') this.#decide(expectation, findings);
      else this.#open.set(expectation, { ...when, withinMs: this.#timeline.nowMs + when.withinMs });
    }
  }

  /** Whether some of these expectations are not decided yet. */
  hasOpen(expectations: readonly Expectation[]): boolean {
    return expectations.some((expectation) => this.#open.has(expectation));
  }

  /** Decides those expectations whose own moment or deadline is not after this one, by the world as it is. */
  pass(untilMs: number, about: readonly Expectation[] = [...this.#open.keys()]): void {
    for (const expectation of about) {
      const when = this.#open.get(expectation);
      if (when?.moment === 'at' && when.atMs <= untilMs) {
        this.#decide(expectation, this.#check(expectation, when.atMs), when.atMs);
      } else if (when?.moment === 'within' && when.withinMs <= untilMs) {
        this.#decide(expectation, this.#lastChance(expectation, when.withinMs), when.withinMs);
      }
    }
  }

  /** The latest moment that an open expectation names, or 0: the run has to go on until then. */
  horizonMs(): number {
    return Math.max(
      0,
      ...[...this.#open.values()].map((when) =>
        when.moment === 'at' ? when.atMs : when.moment === 'within' ? when.withinMs : 0,
      ),
    );
  }

  /** Decides open expectations about the end of the steps. `about` limits it to some of the forms. */
  endSteps(about: (expectation: Expectation) => boolean): void {
    for (const [expectation, { moment }] of this.#open) {
      if ((moment === 'end' || moment === 'now') && about(expectation)) {
        this.#decide(expectation, this.#check(expectation));
      }
    }
  }

  /** Decides open expectations about the whole run. */
  endRun(): void {
    for (const [expectation, { moment }] of this.#open) {
      if (moment === 'eventually') this.#decide(expectation, this.#lastChance(expectation, this.#timeline.nowMs));
      else if (moment === 'not-before') this.#decide(expectation, []);
      else if (moment === 'always') this.#decide(expectation, this.#check(expectation));
      else if (moment === 'never') {
        this.#decide(expectation, this.#check(expectation).length === 0 ? [{ code: 'CAME_TRUE' }] : []);
      }
    }
  }

  #judgeOpen(): void {
    for (const [expectation, when] of this.#open) {
      const { moment } = when;
      if (moment === 'end' || moment === 'now' || moment === 'at') continue;
      const findings = this.#check(expectation);
      if (moment === 'not-before') {
        const isReleased = checkExpectation(when.other, this.#moment(this.#timeline.nowMs)).length === 0;
        if (isReleased) this.#decide(expectation, []);
        else if (findings.length === 0) this.#decide(expectation, [{ code: 'CAME_TRUE' }]);
        continue;
      }
      if (moment === 'always') {
        if (findings.length > 0) this.#decide(expectation, findings);
      } else if (findings.length === 0) {
        this.#decide(expectation, moment === 'never' ? [{ code: 'CAME_TRUE' }] : []);
      }
    }
  }

  /** Why an expectation does not hold in the world as it is, at this moment. */
  #check(expectation: Expectation, atMs = this.#timeline.nowMs): readonly Finding[] {
    return checkExpectation(expectation, this.#moment(atMs));
  }

  /** Why an expectation that had until this moment to come true has not; time alone may have made it true. */
  #lastChance(expectation: Expectation, untilMs: number): readonly Finding[] {
    const last = this.#check(expectation, untilMs);
    return last.length === 0 ? [] : [{ code: 'NEVER_CAME_TRUE', untilMs, last }];
  }

  #decide(expectation: Expectation, findings: readonly Finding[], atMs = this.#timeline.nowMs): void {
    this.#open.delete(expectation);
    const stepIndex = this.#timeline.stepCount;
    const ok = findings.length === 0;
    const untested = ok ? this.#premises.untestedOf(expectation, this.#moment(atMs)) : [];
    const result = { expectation, ok, atMs, findings, stepIndex };
    this.#results.set(expectation, untested.length === 0 ? result : { ...result, untested });
  }

  #recordBroken({ action, outcome, before, after }: Step): void {
    for (const [name, broken] of this.#broken) {
      const { judge } = invariants[name];
      if (judge.over !== 'step') continue;
      const { landscape, model } = this.#built;
      const { events } = outcome;
      broken.push(
        ...judge.check({ landscape, action, events, before: model.reader(before), after: model.reader(after) }),
      );
    }
  }

  #moment(nowMs: number): Moment {
    const { landscape, model } = this.#built;
    const { world, lastChange } = this.#timeline;
    const isSettled = this.#timeline.isSettledAt(nowMs);
    const brokenBySteps = (name: InvariantName) => this.#broken.get(name) ?? [];
    return {
      landscape,
      reader: model.reader(world),
      nowMs,
      events: this.#events,
      eventCountByHand: this.#eventCountByHand,
      isSettled,
      lastChange,
      brokenBySteps,
    };
  }
}

/** The step invariants that a scenario asks for anywhere: only these are watched. */
function stepInvariantsOf({ scenario }: BuiltScenario): ReadonlySet<InvariantName> {
  const inSteps = scenario.steps.flatMap((step) => (step.verb === 'expect' ? step.expectations : []));
  const names = [...scenario.expectations, ...inSteps].flatMap((expectation) =>
    expectation.form === 'holds' || expectation.form === 'violates'
      ? expectation.invariants.map(({ invariant }) => invariant as InvariantName)
      : [],
  );
  return new Set(names.filter((name) => invariants[name].judge.over === 'step'));
}
