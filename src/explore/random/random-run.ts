import type { World } from '../../kernel/model.ts';
import type { TraceStep } from '../trace-steps.ts';
import type { Gatekeeper } from './gatekeeper.ts';
import { brokenAfter, changes, type JudgedModel, type Move, type Taken, traceStepOf } from './judged-model.ts';
import type { RestJudge } from './rest-judge.ts';
import type { RunCoverage } from './run-coverage.ts';
import { runOn } from './run-on.ts';
import { choose, type Schedule } from './schedule.ts';
import type { Target } from './target.ts';

/** Something that a run shows, and the way to it. */
export interface Finding extends Target {
  readonly way: readonly TraceStep[];
}

/** A run along a schedule, from the beginning to where it comes to rest. One schedule, one run. */
export class RandomRun {
  readonly findings: Finding[] = [];
  /** False: the run could not be brought to rest within the bounds, or what becomes of it there was too much to see. */
  isJudged = true;
  stepCount = 0;
  readonly #judged: JudgedModel;
  readonly #gates: Gatekeeper;
  readonly #rests: RestJudge;
  readonly #faultBudget: number;
  readonly #isWanted: (target: Target) => boolean;
  readonly #coverage: RunCoverage | undefined;
  readonly #taken: Taken[] = [];
  #world: World;
  #bad: number;
  #broken = 0;

  constructor(parts: {
    readonly judged: JudgedModel;
    readonly gates: Gatekeeper;
    readonly rests: RestJudge;
    readonly faultBudget: number;
    /** What is worth looking for. */
    readonly isWanted: (target: Target) => boolean;
    /** Takes note of what is seen. */
    readonly coverage?: RunCoverage | undefined;
  }) {
    this.#judged = parts.judged;
    this.#gates = parts.gates;
    this.#rests = parts.rests;
    this.#faultBudget = parts.faultBudget;
    this.#isWanted = parts.isWanted;
    this.#coverage = parts.coverage;
    this.#world = parts.judged.model.initialWorld();
    this.#bad = parts.judged.badBits(this.#world);
  }

  /** Goes the way of the schedule, and then to rest. */
  go(schedule: Schedule): void {
    let faultsLeft = this.#faultBudget;
    for (const pick of schedule.picks) {
      const moves = this.#judged.moves(this.#world);
      this.#coverage?.couldTake(moves, this.#world);
      const worthwhile = moves.filter((one) => this.#isWorthwhile(one));
      const possible = worthwhile.filter(
        ({ kind, step }) => (kind !== 'fault' || faultsLeft > 0) && this.#mayBeTaken(step),
      );
      const move = choose(possible, pick, schedule);
      if (move === undefined) continue;
      if (move.step !== null && !this.#waitFor(move.step)) continue;
      // What was possible before the wait may not be after it.
      const now = this.#judged.moveNamed(this.#world, { action: move.action.id, outcome: move.outcome.label });
      if (now === undefined) continue;
      if (now.kind === 'fault') faultsLeft -= 1;
      this.#take(this.#judged.take(this.#world, now));
    }
    this.#rest();
  }

  /** A step that changes nothing leads nowhere; it is judged all the same. */
  #isWorthwhile(move: Move): boolean {
    return changes(move, this.#world) || this.#judged.brokenBy({ move, before: this.#world }).length > 0;
  }

  /** A gate that asks whether clients are served is open or not; one that asks whether the world has settled, is waited for. */
  #mayBeTaken(step: number | null): boolean {
    return step === null || this.#gates.isOpen(step, this.#world, 'served');
  }

  /** Lets the world come to rest if the step has to wait for that. False if it may not be taken even then. */
  #waitFor(step: number): boolean {
    if (!this.#gates.waitsForRest(step)) return true;
    for (const taken of this.#goneOn().taken) this.#take(taken);
    const way = this.#rests.from(this.#world)?.wayTo('settled');
    if (way === undefined) return false;
    this.#follow(way);
    return this.#gates.isOpen(step, this.#world);
  }

  #goneOn() {
    const gone = runOn(this.#judged, this.#world);
    if (!gone.isAtRest) this.isJudged = false;
    return gone;
  }

  #follow(way: readonly TraceStep[]): void {
    for (const step of way) {
      const move = this.#judged.moveNamed(this.#world, step);
      if (move !== undefined) this.#take(this.#judged.take(this.#world, move));
    }
  }

  #take(step: Taken): void {
    const { stepInvariants, stateInvariants } = this.#judged;
    this.stepCount += 1;
    this.#coverage?.took(step);
    for (const place of this.#judged.brokenBy(step)) {
      const invariant = stepInvariants[place];
      if (invariant !== undefined) this.#find({ invariant, harm: 'violated' }, [...this.#taken, step]);
    }
    if (!changes(step.move, step.before)) return;
    this.#taken.push(step);
    this.#world = step.after;
    const bad = this.#judged.badBits(step.after);
    const before = this.#broken;
    this.#broken = brokenAfter(before, { before: this.#bad, after: bad });
    this.#bad = bad;
    for (let bits = this.#broken & ~before, bit = 0; bits !== 0; bits >>>= 1, bit += 1) {
      const invariant = stateInvariants[bit];
      if ((bits & 1) === 1 && invariant !== undefined) this.#find({ invariant, harm: 'transient' }, this.#taken);
    }
  }

  #find(target: Target, way: readonly Taken[]): void {
    const isKnown = this.findings.some(({ invariant, harm }) => invariant === target.invariant && harm === target.harm);
    if (!isKnown && this.#isWanted(target)) this.findings.push({ ...target, way: way.map(traceStepOf) });
  }

  /** Lets the world go on by itself, and asks what lasts only if something seems to. */
  #rest(): void {
    const gone = this.#goneOn();
    for (const step of gone.taken) this.#take(step);
    if (!gone.isAtRest) return;
    const cycle = gone.taken.slice(gone.cycleStart);
    const badSometimes = cycle.reduce((bits, { after }) => bits | this.#judged.badBits(after), this.#bad);
    const badAlways = cycle.reduce((bits, { after }) => bits & this.#judged.badBits(after), this.#bad);
    const isLast = this.#judged.doneIn(this.#world).length === this.#judged.steps.length;
    // What is bad here and was never whole, is the rollout's doing only if it is so in the end.
    const counted = isLast ? -1 : this.#broken | ~this.#bad;
    const seeming: Seeming[] = this.#judged.stateInvariants.flatMap((invariant, bit): Seeming[] => {
      if ((badSometimes & counted & (1 << bit)) === 0) return [];
      return [{ invariant, bit, harm: (badAlways & (1 << bit)) === 0 ? 'flapping' : 'stuck' }];
    });
    const { settlesInvariant } = this.#judged;
    if (settlesInvariant !== undefined && cycle.some((step) => this.#judged.changesShared(step)))
      seeming.push({ invariant: settlesInvariant, bit: null, harm: 'flapping' });
    const wanted = seeming.filter((one) => this.#isWanted(one));
    if (wanted.length > 0) this.#judgeLasting(wanted);
  }

  #judgeLasting(seeming: readonly Seeming[]): void {
    const rest = this.#rests.from(this.#world);
    if (rest === undefined) {
      this.isJudged = false;
      return;
    }
    const soFar = this.#taken.map(traceStepOf);
    for (const { invariant, bit } of seeming) {
      const kinds = bit === null ? (['restless'] as const) : (['stuck', 'flapping'] as const);
      for (const kind of kinds) {
        const way = rest.wayTo(kind, bit ?? 0);
        const target: Target = { invariant, harm: kind === 'restless' ? 'flapping' : kind };
        if (way === undefined || !this.#isWanted(target)) continue;
        this.findings.push({ ...target, way: [...soFar, ...way] });
        break;
      }
    }
  }
}

interface Seeming extends Target {
  /** `null`: about changes that go on for ever. */
  readonly bit: number | null;
}
