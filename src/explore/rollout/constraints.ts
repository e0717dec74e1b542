/** A step that must come before another; with `until`, and be waited for. Numbers of steps. */
export interface Constraint {
  readonly before: number;
  readonly after: number;
  readonly until: 'settled' | 'served' | null;
}

/** An ordering with what it does: lower is better, the first number that differs decides. */
export interface RankedOrdering {
  readonly ordering: readonly number[];
  readonly rank: readonly number[];
}

/** Constraints that leave only orderings as good as any, and how many those are. */
export interface ConstraintSet {
  readonly constraints: readonly Pick<Constraint, 'before' | 'after'>[];
  readonly remainingCount: number;
}

/** So many constraints are tried together; a rollout that needs more has no short answer. */
const constraintCountMax = 4;

/** So many answers of the same worth are given. */
const answerCountMax = 8;

/** The least rank there is. */
export function bestRank(orderings: readonly RankedOrdering[]): readonly number[] {
  return orderings.reduce<readonly number[]>(
    (best, { rank }) => (best.length === 0 || compareRanks(rank, best) < 0 ? rank : best),
    [],
  );
}

/** Negative if the left rank is the better one. */
export function compareRanks(left: readonly number[], right: readonly number[]): number {
  const index = left.findIndex((one, place) => one !== right[place]);
  return index < 0 ? 0 : (left[index] as number) - (right[index] as number);
}

/**
 * The smallest sets of "this before that" under which every remaining ordering has a rank of at most `rank`, and among
 * them those that leave the most orderings. Empty if there is none of up to four constraints; one empty set if all
 * orderings are good enough. Each of `held` is the later step of some constraint: what is waited for needs a before.
 */
export function smallestConstraints(
  orderings: readonly RankedOrdering[],
  options: { readonly stepCount: number; readonly rank: readonly number[]; readonly held?: readonly number[] },
): readonly ConstraintSet[] {
  const { stepCount, rank, held = [] } = options;
  const places = orderings.map(({ ordering }) => placesIn(ordering));
  const isBad = orderings.map((one) => compareRanks(one.rank, rank) > 0);
  const pairs = pairsOf(stepCount).filter((pair) => places.some((place, index) => !isBad[index] && obeys(place, pair)));
  for (let size = 0; size <= constraintCountMax; size += 1) {
    const found: ConstraintSet[] = [];
    for (const constraints of subsetsOf(pairs, size)) {
      if (!held.every((step) => constraints.some(({ after }) => after === step))) continue;
      const remaining = places.flatMap((place, index) =>
        constraints.every((pair) => obeys(place, pair)) ? [index] : [],
      );
      if (remaining.length > 0 && remaining.every((index) => !isBad[index])) {
        found.push({ constraints, remainingCount: remaining.length });
      }
    }
    if (found.length > 0) {
      const most = Math.max(...found.map(({ remainingCount }) => remainingCount));
      return found.filter(({ remainingCount }) => remainingCount === most).slice(0, answerCountMax);
    }
  }
  return [];
}

/** By step its place in an ordering. */
function placesIn(ordering: readonly number[]): readonly number[] {
  const places: number[] = [];
  ordering.forEach((step, place) => {
    places[step] = place;
  });
  return places;
}

type Pair = Pick<Constraint, 'before' | 'after'>;

function obeys(places: readonly number[], { before, after }: Pair): boolean {
  return (places[before] as number) < (places[after] as number);
}

/** Whether an ordering keeps to constraints. */
export function keepsTo(ordering: readonly number[], constraints: readonly Pair[]): boolean {
  const places = placesIn(ordering);
  return constraints.every((pair) => obeys(places, pair));
}

function pairsOf(count: number): readonly Pair[] {
  const steps = Array.from({ length: count }, (_, step) => step);
  return steps.flatMap((before) => steps.flatMap((after) => (before === after ? [] : [{ before, after }])));
}

/** All subsets of a size, in the order of the items. */
export function* subsetsOf<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let first = 0; first + size <= items.length; first += 1) {
    for (const rest of subsetsOf(items.slice(first + 1), size - 1)) yield [items[first] as Item, ...rest];
  }
}
