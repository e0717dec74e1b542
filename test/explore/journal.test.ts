import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Exploration } from '../../src/explore/exploration.ts';
import { type ExploreOptions, explore } from '../../src/explore/explore.ts';
import type { JournalBlock } from '../../src/explore/journal.ts';
import type { Property } from '../../src/explore/property.ts';
import type { Component } from '../../src/kernel/component.ts';
import type { Model } from '../../src/kernel/model.ts';
import { sharedZone } from '../peers/shared-zone.ts';
import { countingRuns } from './counting-runs.ts';
import { arbitraryModelPlan, componentsOf, type ModelPlan, modelOf } from './generated-model.ts';
import { journalOf } from './memory-journal.ts';

/** All that an exploration says, every world and the way there included. */
function reportOf(model: Model, found: Exploration): string {
  const states = Array.from({ length: Math.min(found.states, 500) }, (_, state) => {
    const reader = model.reader(found.world(state));
    return [found.traceTo(state), model.components.map((component) => reader.get(component))];
  });
  return JSON.stringify([found, states]);
}

function questionsAbout(plan: ModelPlan): readonly Property[] {
  const [first] = componentsOf(plan) as [Component<number>];
  return [
    { kind: 'invariant', name: 'low', holds: (reader) => reader.get(first) < 2 },
    { kind: 'settles', name: 'comes to rest' },
    { kind: 'step', name: 'rises', allows: ({ before, after }) => after.get(first) >= before.get(first) },
  ];
}

const arbitrarySearch = fc.record({
  faultBudget: fc.constantFrom(0, 1, 'any' as const),
  reduction: fc.constantFrom('none' as const, 'partial-order' as const),
});

describe('an exploration that goes on from its journal', () => {
  it('finds what one finds that was never interrupted, wherever the earlier one broke off', () => {
    fc.assert(
      fc.property(arbitraryModelPlan, arbitrarySearch, fc.nat(40), (plan, search, cut) => {
        const options: ExploreOptions = { ...search, properties: questionsAbout(plan) };
        const whole: JournalBlock[] = [];
        const model = modelOf(plan);
        const report = reportOf(model, explore(model, options));
        const written = modelOf(plan);
        expect(reportOf(written, explore(written, { ...options, journal: journalOf(whole) }))).toBe(report);
        const resumed = modelOf(plan);
        const blocks = whole.slice(0, cut % (whole.length + 1));
        expect(reportOf(resumed, explore(resumed, { ...options, journal: journalOf(blocks) }))).toBe(report);
        expect(blocks).toEqual(whole);
      }),
      { seed: 20240611, numRuns: 120 },
    );
  });

  it('goes on after rows were packed anew', () => {
    const blocks: JournalBlock[] = [];
    const whole = sharedZone(2, 2);
    const report = reportOf(whole, explore(whole, { journal: journalOf(blocks) }));
    for (const cut of [3, 10, blocks.length - 1]) {
      const resumed = sharedZone(2, 2);
      const found = explore(resumed, { journal: journalOf(blocks.slice(0, cut)) });
      expect(reportOf(resumed, found)).toBe(report);
    }
  });

  it('runs no code of actions that has run before', () => {
    const blocks: JournalBlock[] = [];
    const whole = countingRuns(sharedZone(2, 1));
    explore(whole.model, { journal: journalOf(blocks) });
    const resumed = countingRuns(sharedZone(2, 1));
    const found = explore(resumed.model, { journal: journalOf(blocks) });
    expect(resumed.runs()).toBe(0);
    expect(found.evaluations.actions).toBe(whole.runs());
  });

  it('can be looked at as far as it got, without going on', () => {
    const blocks: JournalBlock[] = [];
    const zone = sharedZone(2, 2);
    explore(zone, { journal: journalOf(blocks) });
    const half = blocks.slice(0, Math.floor(blocks.length / 2));
    const found = explore(sharedZone(2, 2), { journal: journalOf(half), isOverTime: () => true });
    expect(found.end).toBe('time');
    expect(found.states).toBe(half.at(-1)?.progress.stateCount);
    const steps = found.stepsFrom(0);
    expect(steps.map(({ action }) => action)).toContain('owner1.plan');
    for (const { to, ...step } of steps) expect(found.traceTo(to as number)).toEqual([step]);
  });
});
