import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { FIRST_SCENARIO } from '../../src/scenario/first-scenario.ts';
import { scenarioFromObject } from '../../src/scenario/scenario-from-object.ts';
import { load } from './load.ts';

const oddValue = fc.oneof(
  fc.constantFrom(null, '', 'east', '5m', '\n', 'a\nb', '__proto__', 0, -1, 1.5, true, [], {}, [[]], { '': null }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** The value with another one somewhere in it, found by following the choices down. */
function withOdd(value: unknown, choices: readonly number[], odd: unknown): unknown {
  const [choice, ...rest] = choices;
  if (choice === undefined || value === null || typeof value !== 'object') return odd;
  const entries = Object.entries(value);
  const [key] = entries[choice % Math.max(entries.length, 1)] ?? [];
  if (key === undefined) return odd;
  const changed = entries.map(([name, member]) => [name, name === key ? withOdd(member, rest, odd) : member] as const);
  return Array.isArray(value) ? changed.map(([, member]) => member) : Object.fromEntries(changed);
}

describe('whatever is written', () => {
  const first = parse(FIRST_SCENARIO) as unknown;
  const choices = fc.array(fc.nat(9), { maxLength: 7 });

  it('is a scenario or a list of located problems, never an exception', () => {
    fc.assert(
      fc.property(choices, oddValue, choices, oddValue, (place, odd, otherPlace, otherOdd) => {
        const { variants, problems } = scenarioFromObject(withOdd(withOdd(first, place, odd), otherPlace, otherOdd), {
          invariants: [],
        });
        expect(variants === undefined).toBe(problems.length > 0);
        for (const { at } of problems) expect(at.line).toBeGreaterThan(0);
      }),
      { seed: 11270, numRuns: 300 },
    );
  });

  it('may be cut off anywhere', () => {
    fc.assert(
      fc.property(fc.nat(FIRST_SCENARIO.length), (length) => {
        load(FIRST_SCENARIO.slice(0, length));
      }),
      { seed: 11270, numRuns: 100 },
    );
  });
});
