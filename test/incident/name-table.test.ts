import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NameTable } from '../../src/incident/name-table.ts';

test('names have numbers in the order of first sight, however many there are', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 2000 }), (names) => {
      const table = new NameTable();
      const order = [...new Set(names)];
      expect(names.map((name) => table.idOf(name))).toEqual(names.map((name) => order.indexOf(name)));
      expect(table.count).toBe(order.length);
      expect(table.find('never seen')).toBeUndefined();
    }),
    { seed: 3, numRuns: 50 },
  );
});

test('a table grows and keeps what it knows', () => {
  const table = new NameTable();
  const names = Array.from({ length: 20_000 }, (_, index) => `host-${index}.example.org`);
  for (const name of names) table.idOf(name);
  expect(names.every((name, index) => table.find(name) === index)).toBe(true);
});
