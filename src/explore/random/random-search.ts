import fc from 'fast-check';
import type { Part } from '../../kernel/action.ts';
import { assert } from '../../kernel/assert.ts';
import { hashText } from '../../kernel/hash.ts';
import type { InvariantName } from '../../properties/invariant.ts';
import type { Gate } from '../rollout/rollout-judge.ts';
import type { TraceStep } from '../trace-steps.ts';
import { Gatekeeper } from './gatekeeper.ts';
import type { JudgedModel } from './judged-model.ts';
import { type Finding, RandomRun } from './random-run.ts';
import { RestJudge } from './rest-judge.ts';
import { RunCoverage } from './run-coverage.ts';
import { type Schedule, schedules } from './schedule.ts';
import { withoutSpareSteps } from './spare-steps.ts';
import { severityOfTarget, type Target } from './target.ts';
import { WayJudge } from './way-judge.ts';

/** What lasts is told by at most so many states. */
const restStateCountMax = 10_000;

/** So many shorter schedules are tried of one that fails, before single steps are left out. */
const shrinkCountMax = 1_000;

/** So often steps are left out of a way. */
const leaveOutCountMax = 5_000;

/** Something that was found, shrunk. */
export interface ShrunkFinding extends Finding {
  /** The number of the run that showed it, from 0. */
  readonly run: number;
  /** fast-check's path to the schedule that it was shrunk to. */
  readonly path: string;
  readonly shrinkCount: number;
  /** Steps of the way as it was first found. */
  readonly stepCountBefore: number;
  /** Whether it is certain that no single step can be left out. */
  readonly isMinimal: boolean;
}

/** What a search went through. */
export interface SearchEffort {
  readonly runCount: number;
  /** Runs whose rest had no end within the bounds: only what happened on the way is judged. */
  readonly unjudgedCount: number;
  readonly isOverTime: boolean;
  readonly coverage: RunCoverage;
}

/** Makes random runs, keeps the worst that they show of each invariant, and shrinks it. */
export class RandomSearch {
  readonly seed: number;
  readonly #judged: JudgedModel;
  readonly #rests: RestJudge;
  readonly #gates: Gatekeeper;
  readonly #faultBudget: number;
  readonly #schedules: fc.Arbitrary<Schedule>;

  constructor(
    judged: JudgedModel,
    options: {
      readonly seed: string;
      readonly gates: readonly Gate[];
      readonly faultBudget: number;
      readonly depthMax: number;
    },
  ) {
    this.seed = hashText(options.seed).low | 0;
    this.#judged = judged;
    this.#rests = new RestJudge(judged, { stateCountMax: restStateCountMax });
    this.#gates = new Gatekeeper(judged, this.#rests, options.gates);
    this.#faultBudget = options.faultBudget;
    this.#schedules = schedules(options);
  }

  /** The worst that so many runs show of each invariant. */
  look(options: {
    readonly runCount: number;
    /** What there is in the world, for the coverage. */
    readonly parts: readonly Part[];
    readonly isOverTime: () => boolean;
    readonly onRun: (doneCount: number) => void;
  }): { readonly found: readonly (Finding & { readonly run: number })[]; readonly effort: SearchEffort } {
    const worst = new Map<InvariantName, Finding & { readonly run: number }>();
    const coverage = new RunCoverage(this.#judged, options);
    let runCount = 0;
    let unjudgedCount = 0;
    let isOverTime = false;
    const isWanted = (target: Target) => {
      const known = worst.get(target.invariant);
      if (known === undefined || severityOfTarget(target) > severityOfTarget(known)) return true;
      // Of what is seen on the way, the shortest way is the best to begin with; what lasts is seen at the end.
      return target.harm === known.harm && (known.harm === 'transient' || known.harm === 'violated');
    };
    const property = fc.property(this.#schedules, (schedule) => {
      isOverTime ||= options.isOverTime();
      if (isOverTime) return;
      const run = this.#run(schedule, isWanted, coverage);
      for (const finding of run.findings) {
        const known = worst.get(finding.invariant);
        const isBetter = known?.harm !== finding.harm || finding.way.length < known.way.length;
        if (isWanted(finding) && isBetter) worst.set(finding.invariant, { ...finding, run: runCount });
      }
      if (!run.isJudged) unjudgedCount += 1;
      runCount += 1;
      options.onRun(runCount);
    });
    const { failed } = fc.check(property, { seed: this.seed, numRuns: options.runCount });
    assert(!failed, 'a run fails nothing by itself');
    return { found: [...worst.values()], effort: { runCount, unjudgedCount, isOverTime, coverage } };
  }

  /** What was found, by the shortest schedule that fast-check makes of it, and then without any step that can be spared. */
  shrink(finding: Finding & { readonly run: number }, isOverTime: () => boolean): ShrunkFinding {
    let way = finding.way;
    let triedCount = 0;
    const isSought = ({ invariant, harm }: Target) => invariant === finding.invariant && harm === finding.harm;
    const property = fc.property(this.#schedules, (schedule) => {
      triedCount += 1;
      if (triedCount > 1 && (triedCount > shrinkCountMax || isOverTime())) return true;
      const found = this.#run(schedule, isSought).findings.find(isSought);
      if (found !== undefined) way = found.way;
      return found === undefined;
    });
    const result = fc.check(property, { seed: this.seed, path: String(finding.run), numRuns: 1 });
    assert(result.counterexamplePath !== null, 'a run shows again what it has shown');
    const { items, isMinimal } = this.#withoutSpareSteps(way, finding, isOverTime);
    return {
      ...finding,
      way: items,
      path: result.counterexamplePath,
      shrinkCount: result.numShrinks,
      stepCountBefore: finding.way.length,
      isMinimal,
    };
  }

  #withoutSpareSteps(way: readonly TraceStep[], target: Target, isOverTime: () => boolean) {
    const judge = new WayJudge(this.#judged, this.#gates, this.#rests);
    assert(judge.shows(way, target), 'a way shows what the run along it has shown');
    let left = leaveOutCountMax;
    const mayGoOn = () => {
      left -= 1;
      return left >= 0 && !isOverTime();
    };
    return withoutSpareSteps(way, (kept) => judge.shows(kept, target), mayGoOn);
  }

  #run(schedule: Schedule, isWanted: (target: Target) => boolean, coverage?: RunCoverage): RandomRun {
    const run = new RandomRun({
      judged: this.#judged,
      gates: this.#gates,
      rests: this.#rests,
      faultBudget: this.#faultBudget,
      isWanted,
      coverage,
    });
    run.go(schedule);
    return run;
  }
}
