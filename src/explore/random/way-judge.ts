import type { TraceStep } from '../trace-steps.ts';
import type { Gatekeeper } from './gatekeeper.ts';
import { brokenAfter, type JudgedModel, type Taken } from './judged-model.ts';
import type { RestJudge } from './rest-judge.ts';
import { isBadAlways } from './run-on.ts';
import type { Target } from './target.ts';

/** Checks ways, step by step, against what they are said to show. */
export class WayJudge {
  readonly #judged: JudgedModel;
  readonly #gates: Gatekeeper;
  readonly #rests: RestJudge;

  constructor(judged: JudgedModel, gates: Gatekeeper, rests: RestJudge) {
    this.#judged = judged;
    this.#gates = gates;
    this.#rests = rests;
  }

  /**
   * Whether every step is possible where its turn comes, no gate is passed that is shut, and at the end the invariant is
   * broken like that: by the last step; on the way there; or for good, whatever happens next by itself.
   */
  shows(way: readonly TraceStep[], { invariant, harm }: Target): boolean {
    const gone = this.#goneAlong(way);
    if (gone === undefined) return false;
    const { last, world, bad, broken } = gone;
    const { stepInvariants, stateInvariants, steps, settlesInvariant } = this.#judged;
    if (harm === 'violated')
      return last !== undefined && this.#judged.brokenBy(last).includes(stepInvariants.indexOf(invariant));
    if (invariant === settlesInvariant) return this.#rests.from(world)?.sure.isRestless === true;
    const bit = 1 << stateInvariants.indexOf(invariant);
    if (harm === 'transient') return (broken & bit) !== 0;
    const isLast = this.#judged.doneIn(world).length === steps.length;
    // What is broken here since the beginning is the rollout's doing only if it is so in the end.
    if (!isLast && (broken & bit) === 0 && (bad & bit) !== 0) return false;
    // One order of events that mends it says at once that it is not stuck.
    if (harm === 'stuck' && !isBadAlways(this.#judged, world, bit)) return false;
    const sure = this.#rests.from(world)?.sure;
    return sure !== undefined && (sure[harm] & bit) !== 0;
  }

  #goneAlong(way: readonly TraceStep[]) {
    let world = this.#judged.model.initialWorld();
    let bad = this.#judged.badBits(world);
    let broken = 0;
    let last: Taken | undefined;
    for (const step of way) {
      const move = this.#judged.moveNamed(world, step);
      if (move === undefined || (move.step !== null && !this.#gates.isOpen(move.step, world))) return undefined;
      last = this.#judged.take(world, move);
      world = last.after;
      const before = bad;
      bad = this.#judged.badBits(world);
      broken = brokenAfter(broken, { before, after: bad });
    }
    return { world, bad, broken, last };
  }
}
