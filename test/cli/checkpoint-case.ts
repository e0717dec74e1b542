import type { Exploration } from '../../src/explore/exploration.ts';
import type { ExploreOptions } from '../../src/explore/explore.ts';
import type { Component } from '../../src/kernel/component.ts';
import type { Model } from '../../src/kernel/model.ts';
import { sharedZone } from '../peers/shared-zone.ts';

/** The model that is explored with checkpoints: 45,632 states in some thirty levels. */
export function zoneUnderTest(): Model {
  return sharedZone(2, 2);
}

/** What is asked of it: a question about states, one about steps, one about the end (so that edges are kept). */
export function checkpointOptions(zone: Model): ExploreOptions {
  const record = zone.components.find(({ id }) => id === 'zone/0/a') as Component<number>;
  const text = zone.components.find(({ id }) => id === 'zone/0/txt') as Component<number>;
  return {
    properties: [
      {
        kind: 'invariant',
        name: 'a record belongs to whom its TXT record names',
        holds: (reader) => reader.get(record) === reader.get(text) || reader.get(record) * reader.get(text) === 0,
      },
      { kind: 'step', name: 'records stay', allows: ({ before, after }) => after.get(record) >= before.get(record) },
      { kind: 'settles', name: 'comes to rest' },
    ],
  };
}

/** All that an exploration says, and what some of its states are and how to get there. */
export function reportOf(model: Model, found: Exploration): string {
  const some = Array.from({ length: 50 }, (_, index) => Math.floor((index * found.states) / 50));
  const states = some.map((state) => {
    const reader = model.reader(found.world(state));
    return [model.components.map((component) => reader.get(component)), found.traceTo(state)];
  });
  return JSON.stringify([found, states]);
}
