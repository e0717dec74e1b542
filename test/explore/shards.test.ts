import { describe, expect, it } from 'vitest';
import { type ExploreOptions, explore } from '../../src/explore/explore.ts';
import { joinShards } from '../../src/explore/join-shards.ts';
import type { JournalBlock } from '../../src/explore/journal.ts';
import type { Component } from '../../src/kernel/component.ts';
import type { Model } from '../../src/kernel/model.ts';
import { sharedZone } from '../peers/shared-zone.ts';
import { twoPhaseCommit } from '../peers/two-phase-commit.ts';
import { countingRuns } from './counting-runs.ts';

/** A journal that keeps what it is given in this list. */
function writingTo(blocks: JournalBlock[]) {
  return { read: () => undefined, write: (block: JournalBlock) => blocks.push(structuredClone(block)) };
}

/** The parts of an exploration, each done on a machine of its own. */
function explorePartsOf(modelOf: () => Model, count: number, options: ExploreOptions) {
  return Array.from({ length: count }, (_, index) => {
    const blocks: JournalBlock[] = [];
    const found = explore(modelOf(), { ...options, shard: { index: index + 1, count }, journal: writingTo(blocks) });
    return { found, blocks };
  });
}

const zone = () => sharedZone(2, 2);
const commit = () => twoPhaseCommit(5);
const properties = (model: Model): ExploreOptions['properties'] => {
  const [first, second] = model.components as [Component<unknown>, Component<unknown>];
  return [
    {
      kind: 'invariant',
      name: 'either changes',
      holds: (reader) => reader.get(first) === first.initial || reader.get(second) === second.initial,
    },
    { kind: 'settles', name: 'comes to rest' },
  ];
};

describe('an exploration in parts', () => {
  it.each<readonly [string, () => Model, number]>([
    ['a shared zone in two', zone, 2],
    ['a shared zone in four', zone, 4],
    ['two-phase commit in four', commit, 4],
    ['two-phase commit in eight', commit, 8],
  ])('joined gives what the undivided one gives: %s', (_, modelOf, count) => {
    const options = { properties: properties(modelOf()) as NonNullable<ExploreOptions['properties']> };
    const parts = explorePartsOf(modelOf, count, options);
    const whole = explore(modelOf(), options);
    const found = joinShards(
      modelOf(),
      parts.map(({ blocks }) => blocks),
      options,
    );
    expect(JSON.stringify(found)).toBe(JSON.stringify(whole));
    for (let state = 0; state < whole.states; state += 97) expect(found.traceTo(state)).toEqual(whole.traceTo(state));
  });

  it('has run all the code that the undivided one runs', () => {
    const parts = explorePartsOf(commit, 4, {});
    const joined = countingRuns(commit());
    joinShards(
      joined.model,
      parts.map(({ blocks }) => blocks),
    );
    expect(joined.runs()).toBe(0);
  });

  it('claims nothing to hold of what one part has seen alone', () => {
    const options = {
      properties: [{ kind: 'invariant', name: 'nothing is wrong', holds: () => true }],
    } as const satisfies ExploreOptions;
    for (const { found } of explorePartsOf(commit, 4, options)) {
      expect(found.end).toBe('part');
      expect(found.properties.map(({ verdict }) => verdict)).toEqual(['inconclusive']);
    }
  });

  it('takes less per part where steps cannot be undone, and not where they can', () => {
    const shareOf = (modelOf: () => Model) => {
      const whole = explore(modelOf()).states;
      return explorePartsOf(modelOf, 8, {}).reduce((sum, { found }) => sum + found.states, 0) / whole;
    };
    expect(shareOf(() => twoPhaseCommit(6))).toBeLessThan(5);
    expect(shareOf(zone)).toBeGreaterThan(7);
  });

  it('is as good as undivided if a model is too small to divide', () => {
    const [part] = explorePartsOf(() => sharedZone(1, 1), 4, {});
    expect(part?.found.end).toBe('exhausted');
  });
});
