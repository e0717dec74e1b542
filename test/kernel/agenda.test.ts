import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Agenda } from '../../src/kernel/agenda.ts';
import { createRng } from '../../src/kernel/rng.ts';

describe('the agenda', () => {
  it('gives back what is due first, and what is due together in the order of asking', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20)), (moments) => {
        const agenda = new Agenda<number>();
        moments.forEach((dueMs, index) => {
          agenda.push(dueMs, index);
        });
        const popped = moments.map(() => agenda.pop());
        const expected = moments
          .map((dueMs, item) => ({ dueMs, item }))
          .sort((a, b) => a.dueMs - b.dueMs || a.item - b.item);
        expect(popped.map((due) => due && { dueMs: due.dueMs, item: due.item })).toEqual(expected);
        expect(agenda.pop()).toBeUndefined();
      }),
      { seed: 7 },
    );
  });

  it('refuses a moment that is not a whole number of milliseconds', () => {
    expect(() => new Agenda().push(0.5, 'x')).toThrow('0.5 is no moment');
  });
});

describe('seeded random numbers', () => {
  it('are the same for one seed in every process', () => {
    const rng = createRng('dibs');
    expect([1, 2, 3, 4].map(() => rng.below(1000))).toMatchInlineSnapshot(`
      [
        845,
        321,
        43,
        742,
      ]
    `);
  });

  it('stay the same for one purpose whatever others draw', () => {
    const quiet = createRng('1').fork('delays');
    const busy = createRng('1');
    busy.below(10);
    expect(busy.fork('delays').below(1_000_000)).toBe(quiet.below(1_000_000));
  });

  it('reach every number below the count about equally often', () => {
    const rng = createRng('fair');
    const counts = [0, 0, 0];
    for (let draw = 0; draw < 30_000; draw += 1) {
      const drawn = rng.below(3);
      counts[drawn] = (counts[drawn] as number) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });
});
