import fc, { type Arbitrary } from 'fast-check';

/**
 * What decides a random run: a number for each step, by which one of the steps possible there is chosen. Whatever the
 * numbers, the run is one that can happen; with some of them left out it still is, and mostly takes the same steps.
 */
export interface Schedule {
  readonly picks: readonly number[];
  /** How rarely a step of the rollout is taken, and something goes wrong: at one pick of `4 ** rarity`. */
  readonly rolloutRarity: number;
  readonly faultRarity: number;
  /** Says which actors are slow in this run; 0: all are alike. */
  readonly tempo: number;
}

/** A possible step, as far as a pick looks at it. `key` is the same for the same action and outcome in every world. */
export interface Candidate {
  readonly key: number;
  readonly kind: 'usual' | 'rollout' | 'fault';
  /** The number of its actor. */
  readonly actor: number;
}

/** Schedules of at most so many picks. They shrink by leaving picks out; a pick itself is no better when it is smaller. */
export function schedules({ depthMax }: { readonly depthMax: number }): Arbitrary<Schedule> {
  const pick = fc.noShrink(fc.integer({ min: 0, max: 0xffff_ffff }));
  return fc.record({
    picks: fc.array(pick, { maxLength: depthMax, size: 'max' }),
    rolloutRarity: fc.nat({ max: rarityMax }),
    faultRarity: fc.nat({ max: rarityMax }),
    tempo: fc.oneof(fc.constant(0), fc.nat({ max: 0xffff })),
  });
}

/** Rollouts and faults come between many other steps in some runs, and at once in others. */
const rarityMax = 3;

/**
 * The step that a pick chooses; `undefined` if there is none to choose from.
 *
 * Every pick ranks all steps that there are, by a hash of the two, and the first in its rank that is possible is taken.
 * Each has the same chance, and what is chosen changes only where that step is no longer possible or a better one has
 * become so: a step left out earlier leaves most choices as they were.
 *
 * *Source:* rendezvous hashing: D. G. Thaler, C. V. Ravishankar, "Using Name-Based Mappings to Increase Hit Rates"
 * (IEEE/ACM Transactions on Networking 6(1), 1998).
 */
export function choose<One extends Candidate>(
  candidates: readonly One[],
  pick: number,
  { rolloutRarity, faultRarity, tempo }: Omit<Schedule, 'picks'>,
): One | undefined {
  const mayBe = {
    usual: true,
    rollout: isChance(pick, { salt: ROLLOUT, rarity: rolloutRarity }),
    fault: isChance(pick, { salt: FAULT, rarity: faultRarity }),
  };
  let best: One | undefined;
  let bestRank = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const { key, kind, actor } = candidate;
    if (!mayBe[kind] || !isChance(pick, { salt: FIRST_ACTOR + actor, rarity: slowness(tempo, actor) })) continue;
    const rank = mixed(pick, FIRST_KEY + key);
    if (rank >= bestRank) continue;
    best = candidate;
    bestRank = rank;
  }
  return best;
}

/** What is hashed with a pick is told apart. */
const ROLLOUT = 1;
const FAULT = 2;
const FIRST_ACTOR = 16;
const FIRST_KEY = 2 ** 20;

/** Some actors are slow, some very slow. */
function slowness(tempo: number, actor: number): number {
  return tempo === 0 ? 0 : mixed(tempo, FIRST_ACTOR + actor) % 3;
}

function isChance(pick: number, { salt, rarity }: { readonly salt: number; readonly rarity: number }): boolean {
  return rarity === 0 || mixed(pick, salt) % 4 ** rarity === 0;
}

/** A hash of two numbers: from 0 to 2^32 - 1. */
function mixed(pick: number, key: number): number {
  let bits = Math.imul(pick ^ Math.imul(key, 0x9e3779b1), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  bits = Math.imul(bits ^ (bits >>> 16), 0x27d4eb2f);
  return (bits ^ (bits >>> 15)) >>> 0;
}
