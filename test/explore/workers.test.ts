import { afterAll, describe, expect, it } from 'vitest';
import { startWorkers } from '../../src/cli/explore-workers.ts';
import { type ExploreOptions, explore } from '../../src/explore/explore.ts';
import type { Property } from '../../src/explore/property.ts';
import type { Component } from '../../src/kernel/component.ts';
import type { Model } from '../../src/kernel/model.ts';
import { sharedZone } from '../peers/shared-zone.ts';
import { twoPhaseCommit } from '../peers/two-phase-commit.ts';

const crews = await Promise.all([0, 1, 3].map((count) => startWorkers(count)));
afterAll(() => Promise.all(crews.map((workers) => workers.close())));

/** All that an exploration says, traces to states here and there included. */
function reportOf(model: Model, options: ExploreOptions): string {
  const found = explore(model, options);
  const some = Array.from({ length: 50 }, (_, index) => Math.floor((index * found.states) / 50));
  return JSON.stringify([found, some.map((state) => [...found.world(state).ids, found.traceTo(state)])]);
}

function zoneProperties(zone: Model): readonly Property[] {
  const record = zone.components.find(({ id }) => id === 'zone/0/a') as Component<number>;
  const text = zone.components.find(({ id }) => id === 'zone/0/txt') as Component<number>;
  return [
    {
      kind: 'invariant',
      name: 'a record belongs to whom its TXT record names',
      holds: (reader) => reader.get(record) === 0 || reader.get(text) === 0 || reader.get(record) === reader.get(text),
    },
    { kind: 'settles', name: 'comes to rest' },
    {
      kind: 'step',
      name: 'records are not replaced',
      allows: ({ before, after }) =>
        before.get(record) * after.get(record) === 0 || before.get(record) === after.get(record),
    },
  ];
}

describe('worker threads', () => {
  it.each<readonly [string, () => Model, (model: Model) => ExploreOptions]>([
    ['a shared zone', () => sharedZone(2, 2), (model) => ({ properties: zoneProperties(model) })],
    ['a shared zone cut off', () => sharedZone(2, 2), () => ({ limits: { states: 30_000 } })],
    ['two-phase commit', () => twoPhaseCommit(6), () => ({})],
  ])('change nothing in what is reported, be there none, one or three: %s', (_, modelOf, optionsOf) => {
    const reports = crews.map(({ crew }) => {
      const model = modelOf();
      return reportOf(model, { ...optionsOf(model), crew });
    });
    expect(new Set(reports).size).toBe(1);
    expect(reports[0]?.length).toBeGreaterThan(1000);
  });
});
