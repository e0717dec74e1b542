import type { World } from '../../kernel/model.ts';
import { changes, type JudgedModel, type Taken } from './judged-model.ts';

/** A world that is left alone comes round within so many steps, or is not judged. */
export const restStepCountMax = 20_000;

/** How a world goes on by itself, until it comes round. */
export interface RunOn {
  readonly taken: readonly Taken[];
  /** From so many steps on the worlds recur; at the end of `taken` if nothing changes any more. */
  readonly cycleStart: number;
  /** Whether it came round at all within the steps allowed. */
  readonly isAtRest: boolean;
}

/**
 * Runs a world on without faults and without steps of the rollout: every action in turn, round after round, until a
 * world is met for the second time. Steps that change nothing are left out.
 */
export function runOn(judged: JudgedModel, from: World): RunOn {
  const taken: Taken[] = [];
  const seen = new Map<string, number>();
  let world = from;
  for (let round = 0; ; round += 1) {
    const key = `${world.high}/${world.low}`;
    const cycleStart = seen.get(key);
    if (cycleStart !== undefined) return { taken, cycleStart, isAtRest: true };
    if (taken.length >= restStepCountMax) return { taken, cycleStart: taken.length, isAtRest: false };
    seen.set(key, taken.length);
    for (let action = 0; action < judged.model.actions.length; action += 1) {
      const usual = judged.movesOf(action, world).filter(({ kind }) => kind === 'usual');
      const move = usual[round % Math.max(1, usual.length)];
      if (move === undefined || !changes(move, world)) continue;
      const step = judged.take(world, move);
      taken.push(step);
      world = step.after;
    }
  }
}

/** What seems to last in a world that is left alone: it does so in one order of events, and perhaps in all. */
export interface Seeming {
  /** Bits of the invariants that are broken in every world from here on. */
  readonly badAlways: number;
  /** Of those that are broken somewhere in the worlds that recur. */
  readonly badAgain: number;
  /** Something shared changes in the worlds that recur. */
  readonly isRestless: boolean;
}

/** Runs a world on to see what seems to last; `undefined` if it does not come round. */
export function seemingFrom(judged: JudgedModel, from: World): Seeming | undefined {
  const { taken, cycleStart, isAtRest } = runOn(judged, from);
  if (!isAtRest) return undefined;
  const bits = [judged.badBits(from), ...taken.map(({ after }) => judged.badBits(after))];
  return {
    badAlways: bits.reduce((all, one) => all & one, -1),
    badAgain: bits.slice(cycleStart).reduce((all, one) => all | one, 0),
    isRestless: taken.slice(cycleStart).some((step) => judged.changesShared(step)),
  };
}
