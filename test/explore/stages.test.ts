import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explore } from '../../src/explore/explore.ts';
import { arbitraryStagedPlan, type StagedPlan, stagedModelOf } from './staged-model.ts';

function compare(plan: StagedPlan) {
  const [full, reduced] = (['none', 'partial-order'] as const).map((reduction) => {
    const staged = stagedModelOf(plan);
    const { graph, states } = explore(staged.model, { ...staged.options, reduction });
    if (graph === undefined) throw new Error('edges are kept');
    return { states, orderings: staged.judge(graph) };
  });
  expect(reduced?.orderings).toEqual(full?.orderings);
  return { full: full?.states ?? 0, reduced: reduced?.states ?? 0 };
}

describe('the orders of stages, in a search reduced by partial order', () => {
  it('do the harm of the full search', () => {
    let fullStates = 0;
    let reducedStates = 0;
    fc.assert(
      fc.property(arbitraryStagedPlan, (plan) => {
        const { full, reduced } = compare(plan);
        fullStates += full;
        reducedStates += reduced;
      }),
      { seed: 20240611, numRuns: 400 },
    );
    expect(reducedStates).toBeLessThan(0.9 * fullStates);
  });
});
