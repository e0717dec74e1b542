import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { invariants } from '../../src/properties/invariants.ts';
import { loadScenario } from '../../src/scenario/load-scenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { dealScenarios } from '../../src/timeline/deal-scenarios.ts';

function waiting(minutes: number): Scenario {
  const text = `
title: Waits ${minutes} minutes
zone: example.org
clusters: { east: { load-balancer: 192.0.2.1, external-dns: [--source=ingress, --provider=cloudflare, --policy=sync, --txt-owner-id=east] } }
steps: [wait: ${minutes}m]
expect: [records: { app.example.org A: absent }]
`;
  const { variants, problems } = loadScenario({
    path: 'a.yaml',
    text,
    readFile: () => undefined,
    invariants: Object.keys(invariants),
  });
  expect(problems).toEqual([]);
  return (variants as readonly Scenario[])[0] as Scenario;
}

const known = new Map([1, 5, 30, 60].map((minutes) => [minutes, waiting(minutes)]));
const list = (...minutes: readonly number[]) => minutes.map((one) => known.get(one) as Scenario);

describe('scenarios dealt to several machines', () => {
  test('go to exactly one of them each, in their order, and the same every time', () => {
    const lists = fc.array(fc.constantFrom(...known.values()), { maxLength: 30 });
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 9 }), (scenarios, count) => {
        const shares = Array.from({ length: count }, (_, index) =>
          dealScenarios(scenarios, { index: index + 1, count }),
        );
        for (const share of shares) expect(share).toEqual([...share].sort((a, b) => a - b));
        expect(shares.flat().sort((a, b) => a - b)).toEqual([...scenarios.keys()]);
        expect(dealScenarios(scenarios, { index: 1, count })).toEqual(shares[0]);
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  test('are balanced by how long they wait, not by their number', () => {
    const scenarios = list(30, 60, 1, 30);
    expect(dealScenarios(scenarios, { index: 1, count: 2 })).toEqual([1, 2]);
    expect(dealScenarios(scenarios, { index: 2, count: 2 })).toEqual([0, 3]);
  });

  test('leave nothing for machines too many', () => {
    expect(dealScenarios(list(5), { index: 2, count: 2 })).toEqual([]);
  });
});
