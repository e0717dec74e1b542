import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RankedOrdering, smallestConstraints } from '../../../src/explore/rollout/constraints.ts';

describe('the smallest sets of constraints', () => {
  it('is one pair where one step has to come before another', () => {
    const orderings = permutations(3).map((ordering) => ranked(ordering, ordering.indexOf(2) < ordering.indexOf(0)));

    expect(smallestConstraints(orderings, { stepCount: 3, rank: [0] })).toEqual([
      { constraints: [{ before: 0, after: 2 }], remainingCount: 3 },
    ]);
  });

  it('is empty where every order is good', () => {
    const orderings = permutations(2).map((ordering) => ranked(ordering, false));

    expect(smallestConstraints(orderings, { stepCount: 2, rank: [0] })).toEqual([
      { constraints: [], remainingCount: 2 },
    ]);
  });

  it('keeps as many orders as possible, whatever the ranks', () => {
    const ranks = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(ranks, fc.integer({ min: 0, max: 2 }), (given, rank) => {
        const orderings = permutations(3).map((ordering, index) => ({ ordering, rank: [given[index] as number] }));
        const found = smallestConstraints(orderings, { stepCount: 3, rank: [rank] });
        const naive = naiveSets(orderings, rank);
        expect(found.map(({ constraints, remainingCount }) => [constraints.length, remainingCount])).toEqual(
          naive.slice(0, 8),
        );
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});

function ranked(ordering: readonly number[], isBad: boolean): RankedOrdering {
  return { ordering, rank: [isBad ? 1 : 0] };
}

/** Sizes and what remains, of the best among all sets of up to four pairs: by trying them all on all orders. */
function naiveSets(orderings: readonly RankedOrdering[], rank: number): readonly (readonly [number, number])[] {
  const pairs = [0, 1, 2].flatMap((before) =>
    [0, 1, 2].flatMap((after) => (before === after ? [] : [[before, after]])),
  );
  const sets = Array.from({ length: 2 ** pairs.length }, (_, bits) =>
    pairs.filter((_pair, index) => (bits >> index) & 1),
  );
  const good = sets.flatMap((set) => {
    const remaining = orderings.filter(({ ordering }) =>
      set.every(([before, after]) => ordering.indexOf(before as number) < ordering.indexOf(after as number)),
    );
    const isGood = remaining.length > 0 && remaining.every((one) => (one.rank[0] as number) <= rank);
    return isGood && set.length <= 4 ? [[set.length, remaining.length] as const] : [];
  });
  const least = Math.min(...good.map(([size]) => size));
  const smallest = good.filter(([size]) => size === least);
  const most = Math.max(...smallest.map(([, count]) => count));
  return smallest.filter(([, count]) => count === most);
}

function permutations(count: number): readonly (readonly number[])[] {
  if (count === 0) return [[]];
  return permutations(count - 1).flatMap((shorter) =>
    Array.from({ length: count }, (_, place) => [...shorter.slice(0, place), count - 1, ...shorter.slice(place)]),
  );
}
