import type { TraceStep } from '../trace-steps.ts';
import {
  bestRank,
  type Constraint,
  compareRanks,
  keepsTo,
  type RankedOrdering,
  smallestConstraints,
  subsetsOf,
} from './constraints.ts';
import { worstOf } from './harm.ts';
import type { Gate, InvariantHarm, JudgedOrderings, RolloutJudge } from './rollout-judge.ts';

/** A constraint with the harm that it rules out: some ordering that breaks it, and it alone. */
export interface NeededConstraint extends Constraint {
  readonly kills?: {
    readonly ordering: readonly number[];
    readonly harm: InvariantHarm;
    readonly trace: readonly TraceStep[];
  };
}

/** Constraints that make a rollout as safe as any order of its steps can be. */
export interface NeededConstraints {
  readonly constraints: readonly NeededConstraint[];
  /** How many orderings they leave, of how many. */
  readonly remainingCount: number;
  readonly orderingCount: number;
  /** The harm that stays in the worst of those. */
  readonly remainingHarms: readonly InvariantHarm[];
}

/** So many steps are held at gates together. */
const gateCountMax = 3;

/**
 * The smallest sets of constraints that leave only orderings as good as any; several if they are equally good. Pairs of
 * steps if they suffice. Where waiting makes some ordering better than all orders without, gates are constraints too:
 * the weaker one first, before as few steps as possible.
 */
export function neededConstraints(
  judge: RolloutJudge,
  stepCount: number,
): { readonly pairs: readonly NeededConstraints[]; readonly gated: readonly NeededConstraints[] } {
  const steps = Array.from({ length: stepCount }, (_, step) => step);
  const plain = judge.judge();
  const pairs = constraintsFor(judge, { judged: plain, gates: [], stepCount, rank: rankOf(plain) });
  const calm = judge.judge(steps.map((after) => ({ after, until: 'settled' })));
  const calmRank = rankOf(calm);
  if (compareRanks(calmRank, rankOf(plain)) >= 0) return { pairs, gated: [] };
  for (let size = 1; size <= Math.min(gateCountMax, stepCount); size += 1) {
    for (const until of ['served', 'settled'] as const) {
      const gated = [...subsetsOf(steps, size)].flatMap((held) => {
        const gates = held.map((after): Gate => ({ after, until }));
        return constraintsFor(judge, { judged: judge.judge(gates), gates, stepCount, rank: calmRank });
      });
      const most = Math.max(0, ...gated.map(({ remainingCount }) => remainingCount));
      if (gated.length > 0) return { pairs, gated: gated.filter(({ remainingCount }) => remainingCount === most) };
    }
  }
  return { pairs, gated: [] };
}

function rankOf(judged: readonly JudgedOrderings[]): readonly number[] {
  return bestRank(rankedOrderings(judged));
}

function rankedOrderings(judged: readonly JudgedOrderings[]): readonly RankedOrdering[] {
  return judged.flatMap(({ orderings, rank }) => orderings.map((ordering) => ({ ordering, rank })));
}

function constraintsFor(
  judge: RolloutJudge,
  options: {
    readonly judged: readonly JudgedOrderings[];
    readonly gates: readonly Gate[];
    readonly stepCount: number;
    readonly rank: readonly number[];
  },
): readonly NeededConstraints[] {
  const { judged, gates, stepCount, rank } = options;
  const ranked = rankedOrderings(judged);
  const sets = smallestConstraints(ranked, { stepCount, rank, held: gates.map(({ after }) => after) });
  return sets.map(({ constraints, remainingCount }) => {
    const remaining = judged.filter(({ orderings }) => orderings.some((ordering) => keepsTo(ordering, constraints)));
    const remainingHarms = remaining.at(-1)?.harms ?? [];
    return {
      constraints: constraints.map((constraint) => ({
        ...constraint,
        until: gates.find(({ after }) => after === constraint.after)?.until ?? null,
        ...killOf(judge, { constraint, constraints, gates, judged, rank, remainingHarms }),
      })),
      remainingCount,
      orderingCount: ranked.length,
      remainingHarms,
    };
  });
}

type Constraints = readonly Pick<Constraint, 'before' | 'after'>[];

/** What would happen without one of the constraints: without its order, or, where that does no harm, without its gate. */
function killOf(
  judge: RolloutJudge,
  options: {
    readonly constraint: Pick<Constraint, 'before' | 'after'>;
    readonly constraints: Constraints;
    readonly gates: readonly Gate[];
    readonly judged: readonly JudgedOrderings[];
    readonly rank: readonly number[];
    readonly remainingHarms: readonly InvariantHarm[];
  },
): Pick<NeededConstraint, 'kills'> {
  const { constraint, constraints, gates, judged, rank, remainingHarms } = options;
  const others = constraints.filter((other) => other !== constraint);
  const inverse = { before: constraint.after, after: constraint.before };
  const openGates = gates.filter(({ after }) => after !== constraint.after);
  const killIn = (from: readonly JudgedOrderings[], allowed: Constraints, held: readonly Gate[]) => {
    for (const group of [...from].reverse()) {
      const ordering = group.orderings.find((one) => keepsTo(one, allowed));
      const harm = worstOfOwn(group, remainingHarms);
      if (ordering === undefined || harm === undefined || compareRanks(group.rank, rank) <= 0) continue;
      return { ordering, harm, trace: judge.way(ordering, harm, held) };
    }
    return undefined;
  };
  // Judging once more, with fewer gates, is worth it only where the order alone tells nothing.
  const kills =
    killIn(judged, [...others, inverse], gates) ??
    (gates.length === 0 ? undefined : killIn(judge.judge(openGates), constraints, openGates));
  return kills === undefined ? {} : { kills };
}

/** The worst harm that is not there anyway. */
function worstOfOwn({ harms }: JudgedOrderings, anyway: readonly InvariantHarm[]): InvariantHarm | undefined {
  const isAnyway = (one: InvariantHarm) =>
    anyway.some(({ invariant, harm }) => invariant === one.invariant && harm === one.harm);
  const own = harms.filter((one) => !isAnyway(one));
  return own.find(({ harm }) => harm === worstOf(own.map((one) => one.harm)));
}
