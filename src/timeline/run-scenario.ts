import { worldHash } from '../kernel/model.ts';
import type { Finding } from '../properties/finding.ts';
import type { BuiltScenario } from '../scenario/built-scenario.ts';
import type { Expectation } from '../scenario/expectation.ts';
import type { Step as ScenarioStep } from '../scenario/step.ts';
import type { FaultOrder } from './armed-faults.ts';
import { Judge } from './judge.ts';
import type {
  ExpectationResult,
  RecordedStep,
  RunMoment,
  RunResult,
  StepSpan,
  StoryEvent,
  Trouble,
} from './run-result.ts';
import { type Step, Timeline } from './timeline.ts';

/** How many steps a run may take unless told otherwise. */
export const defaultStepCountMax = 1_000_000;

/** How long the clock runs on after the last step to find out whether the world settles, when that is asked. */
const settleAfterEndMs = 6 * 3_600_000;

/**
 * Runs a scenario from its first step to its last, judging its expectations on the way. One seed, one result. `onEnd` is
 * given the clock as it stands after the last step, and may go on with it.
 */
export function runScenario(
  built: BuiltScenario,
  options: {
    readonly seed?: string;
    readonly stepCountMax?: number;
    readonly onEnd?: (timeline: Timeline) => void;
  } = {},
): RunResult {
  return new Run(built, {
    seed: options.seed ?? built.scenario.seed,
    stepCountMax: options.stepCountMax ?? defaultStepCountMax,
  }).result(options.onEnd);
}

class Run {
  readonly #built: BuiltScenario;
  readonly #seed: string;
  readonly #stepCountMax: number;
  readonly #timeline: Timeline;
  readonly #judge: Judge;
  readonly #story: StoryEvent[] = [];
  readonly #steps: RecordedStep[] = [];
  readonly #taken: StepSpan[] = [];
  readonly #troubles: Trouble[] = [];
  readonly #faultSteps = new Map<FaultOrder, ScenarioStep>();

  constructor(built: BuiltScenario, options: { readonly seed: string; readonly stepCountMax: number }) {
    this.#built = built;
    this.#seed = options.seed;
    this.#stepCountMax = options.stepCountMax;
    const { model, scenario } = built;
    const { jitterMs } = scenario;
    this.#timeline = new Timeline({
      ...options,
      model,
      jitterMs,
      onStep: (step) => this.#saw(step),
      onLeave: (nextMs) => this.#judge.pass(nextMs - 1),
    });
    this.#judge = new Judge(built, this.#timeline);
  }

  result(onEnd: (timeline: Timeline) => void = () => {}): RunResult {
    const { scenario } = this.#built;
    const initialHash = worldHash(this.#timeline.world);
    this.#judge.begin();
    for (const step of scenario.steps) this.#take(step);
    onEnd(this.#timeline);
    this.#end();
    const isExhausted = this.#timeline.isExhausted;
    if (!isExhausted) this.#reportUnspentFaults();
    const expectations = this.#judge.results();
    return {
      scenario,
      seed: this.#seed,
      verdict: verdictOf(expectations, this.#troubles, isExhausted),
      durationMs: this.#timeline.nowMs,
      stepCount: this.#timeline.stepCount,
      initialHash,
      worldHash: worldHash(this.#timeline.world),
      expectations,
      troubles: this.#troubles,
      story: this.#story,
      steps: this.#steps,
      taken: this.#taken,
      ...(isExhausted ? { limit: { kind: 'steps', countMax: this.#stepCountMax } } : {}),
    };
  }

  #saw(step: Step): void {
    const { index, atMs, action, outcome, after } = step;
    this.#steps.push({ atMs, action: action.id, outcome: outcome.label, hash: worldHash(after) });
    for (const event of outcome.events) {
      this.#story.push({ atMs, stepIndex: index, action: action.id, outcome: outcome.label, event });
    }
    this.#judge.saw(step);
  }

  #take(step: ScenarioStep): void {
    const timeline = this.#timeline;
    if (step.notBeforeMs !== undefined && step.notBeforeMs > timeline.nowMs) timeline.advanceTo(step.notBeforeMs);
    if (timeline.isExhausted) return;
    const before = this.#moment();
    this.#perform(step);
    this.#taken.push({ step, before, after: this.#moment() });
  }

  #moment(): RunMoment {
    return { stepIndex: this.#timeline.stepCount, atMs: this.#timeline.nowMs };
  }

  #perform(step: ScenarioStep): void {
    const timeline = this.#timeline;
    switch (step.verb) {
      case 'wait':
        timeline.advanceTo(timeline.nowMs + step.durationMs);
        break;
      case 'settle':
        this.#settle(step, step.withinMs);
        break;
      case 'fault':
        this.#arm(step, step);
        break;
      case 'hold':
        timeline.hold(step.action, step.durationMs);
        break;
      case 'fire':
        this.#fire(step, step.action);
        break;
      case 'expect':
        this.#expect(step.expectations);
        break;
      default:
        for (const action of this.#built.actionsOf(step)) this.#fire(step, action);
    }
  }

  #arm(step: ScenarioStep, { action, outcome, skip, times }: FaultOrder): void {
    const order = { action, outcome, skip, times };
    this.#faultSteps.set(order, step);
    this.#timeline.arm(order);
  }

  #settle(step: ScenarioStep, withinMs: number): void {
    if (this.#timeline.settle(this.#timeline.nowMs + withinMs) || this.#timeline.isExhausted) return;
    const { component: changed, atMs: lastChangeMs } = this.#timeline.lastChange;
    this.#trouble(step, { code: 'NOT_SETTLED', changed, lastChangeMs });
  }

  #fire(step: ScenarioStep, action: string): void {
    if (this.#timeline.fire(action) || this.#timeline.isExhausted) return;
    this.#trouble(step, { code: 'ACTION_NOT_ENABLED', action });
  }

  /** Those with a deadline hold the run up until they hold, or until the deadline. */
  #expect(expectations: readonly Expectation[]): void {
    const timeline = this.#timeline;
    const judge = this.#judge;
    const deadlinesMs = expectations.map(({ when }) => (when.moment === 'within' ? when.withinMs : 0));
    const untilMs = timeline.nowMs + Math.max(0, ...deadlinesMs);
    judge.take(expectations);
    if (!judge.hasOpen(expectations)) return;
    timeline.advanceTo(untilMs, () => !judge.hasOpen(expectations));
    if (!timeline.isExhausted) judge.pass(timeline.nowMs, expectations);
  }

  /** The end of the steps is one moment; a run may go on after it, for a later moment or to see the world come to rest. */
  #end(): void {
    const timeline = this.#timeline;
    const judge = this.#judge;
    if (timeline.isExhausted) return;
    judge.endSteps((expectation) => !needsRest(expectation));
    const horizonMs = judge.horizonMs();
    if (horizonMs > timeline.nowMs) timeline.advanceTo(horizonMs, () => judge.horizonMs() === 0);
    if (timeline.isExhausted) return;
    judge.pass(timeline.nowMs);
    judge.endRun();
    if (this.#built.scenario.expectations.some(needsRest)) timeline.settle(timeline.nowMs + settleAfterEndMs);
    if (!timeline.isExhausted) judge.endSteps(() => true);
  }

  #reportUnspentFaults(): void {
    for (const order of this.#timeline.unspentFaults()) {
      const step = this.#faultSteps.get(order);
      const { action, outcome } = order;
      if (step !== undefined) this.#trouble(step, { code: 'FAULT_NEVER_HAPPENED', action, outcome });
    }
  }

  #trouble({ at, text }: ScenarioStep, finding: Finding): void {
    this.#troubles.push({ at, text, atMs: this.#timeline.nowMs, finding });
  }
}

/** Whether an expectation asks about the end of all changes, which only letting the clock run on can tell. */
function needsRest(expectation: Expectation): boolean {
  if (expectation.when.moment !== 'end') return false;
  if (expectation.form === 'settled') return true;
  if (expectation.form !== 'holds' && expectation.form !== 'violates') return false;
  return expectation.invariants.some(({ invariant }) => invariant === 'zone-settles');
}

function verdictOf(
  expectations: readonly ExpectationResult[],
  troubles: readonly Trouble[],
  isExhausted: boolean,
): RunResult['verdict'] {
  if (troubles.length > 0 || expectations.some(({ ok }) => !ok)) return 'failed';
  return isExhausted ? 'inconclusive' : 'passed';
}
