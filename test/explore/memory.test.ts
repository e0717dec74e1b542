import { describe, expect, it } from 'vitest';
import { explore } from '../../src/explore/explore.ts';
import { sharedZone } from '../peers/shared-zone.ts';
import { twoPhaseCommit } from '../peers/two-phase-commit.ts';

/** As `ExploreOptions.limits` promises: what every state takes, besides four bytes per 32 bits of its row. */
const bytesBesideRow = 12 + 11;

describe('the memory of an exploration', () => {
  it.each([
    ['two-phase commit, whose rows have two words', () => twoPhaseCommit(7), 2],
    ['a shared zone, whose rows have one word', () => sharedZone(2, 2), 1],
  ])('grows by as much per state as is promised, and no more: %s', (_, modelOf, rowWords) => {
    const { states, bytes } = explore(modelOf());
    const remembered = explore(modelOf(), { limits: { states: 1 } }).bytes;
    expect(bytes - remembered).toBeLessThan(states * (bytesBesideRow + 4 * rowWords) + 100_000);
  });

  it('suffices for 20 million states of two-phase commit in 640 MB', () => {
    const { states, bytes } = explore(twoPhaseCommit(7));
    expect((bytes / states) * 20e6).toBeLessThan(640e6);
  });

  it('grows by four bytes per step when the graph is kept', () => {
    const plain = explore(sharedZone(2, 2));
    const kept = explore(sharedZone(2, 2), { isKeepingEdges: true });
    expect(kept.bytes - plain.bytes).toBeLessThanOrEqual(4 * (plain.transitions + plain.states));
  });

  it('is bounded by a limit of bytes, which is met within a block', () => {
    const found = explore(sharedZone(2, 2), { limits: { bytes: 400_000 } });
    expect(found.end).toBe('memory');
    expect(found.bytes).toBeLessThan(800_000);
  });
});
