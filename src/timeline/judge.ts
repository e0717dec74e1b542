import type { Reader } from '../kernel/component.ts';
import type { Finding, InvariantFinding } from '../properties/finding.ts';
import type { InvariantName, TimedEvent } from '../properties/invariant.ts';
import { invariants } from '../properties/invariants.ts';
import type { BuiltScenario } from '../scenario/built-scenario.ts';
import { checkExpectation } from '../scenario/check/check-expectation.ts';
import type { Moment } from '../scenario/check/moment.ts';
import type { Expectation } from '../scenario/expectation.ts';
import type { ExpectationResult } from './run-result.ts';
import type { Step, Timeline } from './timeline.ts';

/** Judges the expectations of a run while it goes on. */
export class Judge {
  readonly #built: BuiltScenario;
  readonly #timeline: Timeline;
  readonly #events: TimedEvent[] = [];
  readonly #broken = new Map<InvariantName, InvariantFinding[]>();
  readonly #results = new Map<Expectation, ExpectationResult>();
  /** Expectations over the whole run that are still open. */
  readonly #open: Set<Expectation>;

  constructor(built: BuiltScenario, timeline: Timeline) {
    this.#built = built;
    this.#timeline = timeline;
    this.#open = new Set(built.scenario.expectations);
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
    this.#judgePast(step);
    for (const event of step.outcome.events) this.#events.push({ atMs: step.atMs, event });
    this.#recordBroken(step);
    if (step.before !== step.after || step.outcome.events.length > 0) this.#judgeOpen();
  }

  /** Why an expectation does not hold at this moment. */
  check(expectation: Expectation): readonly Finding[] {
    return checkExpectation(expectation, this.#moment(this.#built.model.reader(this.#timeline.world)));
  }

  /** Decides an expectation by this moment. */
  decide(expectation: Expectation, findings: readonly Finding[], atMs = this.#timeline.nowMs): void {
    this.#open.delete(expectation);
    const stepIndex = this.#timeline.stepCount;
    this.#results.set(expectation, { expectation, ok: findings.length === 0, atMs, findings, stepIndex });
  }

  /** The latest moment that an open expectation names, or 0: the run has to go on until then. */
  horizonMs(): number {
    return Math.max(0, ...[...this.#open].map(({ when }) => (when.moment === 'at' ? when.atMs : 0)));
  }

  /** Decides what is open at the end. `about` limits it to some of the forms. */
  end(about: (expectation: Expectation) => boolean): void {
    for (const expectation of [...this.#open].filter(about)) {
      const { moment } = expectation.when;
      if (moment === 'always' || moment === 'never') this.decide(expectation, []);
      else if (moment === 'end' || moment === 'now' || moment === 'at')
        this.decide(expectation, this.check(expectation));
      else this.decide(expectation, [this.#neverCameTrue(expectation)]);
    }
  }

  /** Judges by the world before a step those expectations whose moment has passed by then. */
  #judgePast({ atMs, before }: Step): void {
    for (const expectation of this.#open) {
      const { when } = expectation;
      if (when.moment === 'at' && when.atMs < atMs) {
        const findings = checkExpectation(expectation, this.#moment(this.#built.model.reader(before)));
        this.decide(expectation, findings, when.atMs);
      } else if (when.moment === 'within' && when.withinMs < atMs) {
        this.decide(expectation, [this.#neverCameTrue(expectation)], when.withinMs);
      }
    }
  }

  #judgeOpen(): void {
    for (const expectation of this.#open) {
      const { moment } = expectation.when;
      if (moment === 'end' || moment === 'now' || moment === 'at') continue;
      const findings = this.check(expectation);
      if (moment === 'always') {
        if (findings.length > 0) this.decide(expectation, findings);
      } else if (findings.length === 0) {
        this.decide(expectation, moment === 'never' ? [{ code: 'CAME_TRUE' }] : []);
      }
    }
  }

  #neverCameTrue(expectation: Expectation): Finding {
    return { code: 'NEVER_CAME_TRUE', untilMs: this.#timeline.nowMs, last: this.check(expectation) };
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

  #moment(reader: Reader): Moment {
    const { landscape } = this.#built;
    const { nowMs, isSettled, lastChange } = this.#timeline;
    const brokenBySteps = (name: InvariantName) => this.#broken.get(name) ?? [];
    return { landscape, reader, nowMs, events: this.#events, isSettled, lastChange, brokenBySteps };
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
