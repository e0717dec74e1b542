import { describe, expect, it } from 'vitest';
import { outcome } from '../../src/kernel/action.ts';
import { ArmedFaults, type FaultOrder } from '../../src/timeline/armed-faults.ts';

const usual = [
  outcome('done'),
  outcome('refused', { fault: 'refused' }),
  outcome('crash-before', { fault: 'crash' }),
  outcome('crash-after', { fault: 'crash' }),
];

/** What the action does at its first five chances, with these orders. */
function fiveChances(...orders: readonly Partial<FaultOrder>[]): {
  readonly taken: readonly string[];
  readonly left: number;
} {
  const faults = new ArmedFaults();
  for (const order of orders) faults.arm({ action: 'east.call', outcome: 'refused', skip: 0, times: 1, ...order });
  const taken = [1, 2, 3, 4, 5].map(() => faults.take('east.call', usual)?.label ?? '-');
  return { taken, left: faults.unspent().length };
}

describe('ordered faults', () => {
  it.each<[string, readonly Partial<FaultOrder>[], readonly string[], number]>([
    ['nothing without an order', [], ['-', '-', '-', '-', '-'], 0],
    ['the next chance', [{}], ['refused', '-', '-', '-', '-'], 0],
    ['a chance after some that go well', [{ skip: 2 }], ['-', '-', 'refused', '-', '-'], 0],
    ['several chances in a row', [{ skip: 1, times: 2 }], ['-', 'refused', 'refused', '-', '-'], 0],
    ['the first outcome of a kind', [{ outcome: 'crash' }], ['crash-before', '-', '-', '-', '-'], 0],
    ['one outcome by its label', [{ outcome: 'crash-after' }], ['crash-after', '-', '-', '-', '-'], 0],
    ['no chance of another action', [{ action: 'west.call' }], ['-', '-', '-', '-', '-'], 1],
    ['no chance of an outcome that is not possible', [{ outcome: 'flood' }], ['-', '-', '-', '-', '-'], 1],
    ['orders one after another', [{}, { outcome: 'crash' }], ['refused', 'crash-before', '-', '-', '-'], 0],
    [
      'each order at its own chance',
      [{ skip: 2 }, { outcome: 'crash' }],
      ['crash-before', '-', 'refused', '-', '-'],
      0,
    ],
    ['as much as there is time for', [{ skip: 3, times: 9 }], ['-', '-', '-', 'refused', 'refused'], 1],
  ])('take %s', (_, orders, taken, left) => {
    expect(fiveChances(...orders)).toEqual({ taken, left });
  });

  it('count no chance where the outcome is not possible', () => {
    const faults = new ArmedFaults();
    faults.arm({ action: 'east.call', outcome: 'crash-after', skip: 1, times: 1 });
    const withoutEffect = usual.slice(0, 3);
    const chances = [withoutEffect, usual, withoutEffect, usual].map((outcomes) => faults.take('east.call', outcomes));
    expect(chances.map((taken) => taken?.label ?? '-')).toEqual(['-', '-', '-', 'crash-after']);
  });
});
