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

/** Whether a property of states, by its bit, is broken in a world and in all those that it goes on to in {@link runOn}. */
export function isBadAlways(judged: JudgedModel, from: World, bit: number): boolean {
  const isBad = (world: World) => (judged.badBits(world) & bit) !== 0;
  return isBad(from) && runOn(judged, from).taken.every(({ after }) => isBad(after));
}
