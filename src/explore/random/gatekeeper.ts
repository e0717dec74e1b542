import type { World } from '../../kernel/model.ts';
import type { Gate } from '../rollout/rollout-judge.ts';
import type { JudgedModel } from './judged-model.ts';
import type { RestJudge } from './rest-judge.ts';

/** Holds steps of a rollout at their gates, world by world, as the judge of a whole graph holds them. */
export class Gatekeeper {
  readonly #judged: JudgedModel;
  readonly #rests: RestJudge;
  readonly #gates: readonly Gate[];

  constructor(judged: JudgedModel, rests: RestJudge, gates: readonly Gate[]) {
    this.#judged = judged;
    this.#rests = rests;
    this.#gates = gates;
  }

  /** Whether the step has to wait until the world has settled. */
  waitsForRest(step: number): boolean {
    return this.#gates.some(({ after, until }) => after === step && until === 'settled');
  }

  /** Whether all gates before a step are open in a world; of one kind only, if that is given. */
  isOpen(step: number, world: World, kind?: Gate['until']): boolean {
    const served = 1 << this.#judged.stateInvariants.length;
    return this.#gates.every(({ after, until }) => {
      if (after !== step || (kind !== undefined && until !== kind)) return true;
      if (until === 'served') return (this.#judged.badBits(world) & served) === 0;
      return this.#rests.from(world)?.isSettled === true;
    });
  }
}
