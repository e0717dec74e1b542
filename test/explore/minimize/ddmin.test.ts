import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ddmin } from '../../../src/explore/minimize/ddmin.ts';

describe('delta debugging', () => {
  it('leaves exactly what is needed, where that is certain items together', () => {
    const items = Array.from({ length: 40 }, (_, index) => index);
    const needs = (kept: readonly number[]) => [3, 17, 38].every((item) => kept.includes(item));

    expect(ddmin(items, needs)).toEqual({ items: [3, 17, 38], isMinimal: true });
    expect(ddmin(items, () => true)).toEqual({ items: [], isMinimal: true });
  });

  it('leaves a set that fails and does not without any single one, whatever the test', () => {
    const sets = fc.array(fc.uniqueArray(fc.nat({ max: 11 }), { minLength: 1, maxLength: 6 }), { maxLength: 20 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), sets, (count, failing) => {
        const items = Array.from({ length: count }, (_, index) => index);
        const asked = new Set<string>();
        // Not monotone: a larger set than one that fails may well pass.
        const fails = (kept: readonly number[]) => {
          expect(asked.has(kept.join())).toBe(false);
          asked.add(kept.join());
          return kept.length === count || failing.some((set) => set.length === kept.length && includesAll(kept, set));
        };
        const isFailing = (kept: readonly number[]) =>
          kept.length === count || failing.some((set) => set.length === kept.length && includesAll(kept, set));
        const { items: kept, isMinimal } = ddmin(items, fails);
        expect(isMinimal).toBe(true);
        expect(isFailing(kept)).toBe(true);
        for (const left of kept) expect(isFailing(kept.filter((item) => item !== left))).toBe(false);
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it('gives back what it has when it may not go on, and does not call that minimal', () => {
    let left = 3;
    const mayGoOn = () => {
      left -= 1;
      return left >= 0;
    };
    const { items, isMinimal } = ddmin([1, 2, 3, 4, 5, 6, 7, 8], (kept) => kept.includes(1), mayGoOn);

    expect(isMinimal).toBe(false);
    expect(items).toEqual([1]);
  });
});

function includesAll(kept: readonly number[], set: readonly number[]): boolean {
  return set.every((item) => kept.includes(item));
}
