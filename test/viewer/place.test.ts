import { describe, expect, it } from 'vitest';
import { hashOf, placeOf } from '../../src/viewer/data/place.ts';

const many = { runCount: 3, explorationCount: 2 };

describe('the address of the page', () => {
  it.each([
    { screen: 'overview' },
    { screen: 'run', run: 2, step: 41, search: 'owner:east a&b=c #1' },
    { screen: 'run', run: 0, step: null, search: '' },
    { screen: 'comparison', run: 0, other: 2, step: 7 },
    { screen: 'exploration', exploration: 1 },
  ] as const)('leads back to where it was made: $screen', (place) => {
    expect(placeOf(hashOf(place), many)).toEqual(place);
  });

  it.each(['#run=3', '#run=-1', '#run=1e3', '#run=', '#exploration=9', '#<script>', '#%', ''])(
    'leads to where the report begins if it names nothing there is: %s',
    (hash) => {
      expect(placeOf(hash, many)).toEqual({ screen: 'overview' });
      expect(placeOf(hash, { runCount: 1, explorationCount: 0 })).toMatchObject({ screen: 'run', run: 0 });
      expect(placeOf(hash, { runCount: 3, explorationCount: 1 })).toMatchObject({ screen: 'exploration' });
    },
  );

  it('begins with both runs side by side, where that is what they are there for', () => {
    const pair = { runCount: 2, explorationCount: 0, isComparison: true };
    expect(placeOf('', pair)).toEqual({ screen: 'comparison', run: 0, other: 1, step: null });
    expect(placeOf('#run=1', pair)).toMatchObject({ screen: 'run', run: 1 });
    expect(placeOf('', { ...pair, isComparison: false })).toEqual({ screen: 'overview' });
  });
});
