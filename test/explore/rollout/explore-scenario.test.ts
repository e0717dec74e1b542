import { describe, expect, it } from 'vitest';
import { exploreScenario, type ScenarioExploration } from '../../../src/explore/rollout/explore-scenario.ts';
import type { BuiltScenario } from '../../../src/scenario/built-scenario.ts';
import { exploredTrace } from '../../../src/trace/explored-trace.ts';
import { replay } from '../../../src/trace/replay.ts';
import { builtFrom, bundledRollout } from './bundled.ts';
import { handover } from './handover.ts';

describe('a rollout in every order', () => {
  it('finds what the authors of the seed incident wrote by hand: the code before the prune, production is indifferent', () => {
    const found = exploreScenario(bundledRollout('seed-incident', 'production-first'), { isFree: true });

    expect(found.verdict).toBe('violated');
    expect(constraintsOf(found, 'pairs')).toEqual([['second-staging before prune-staging']]);
    expect(constraintsOf(found, 'gated')).toEqual([['second-staging before prune-staging until served']]);
    const [kill] = found.needed?.pairs[0]?.constraints ?? [];
    expect(kill?.kills?.harm).toEqual({ invariant: 'one-endpoint-per-account-and-region', harm: 'stuck' });
    expect(found.needed?.pairs[0]).toMatchObject({
      remainingCount: 12,
      orderingCount: 24,
      verified: { harm: 'transient' },
    });
  });

  it('keeps canary from the first commit alone, and from the first commit last', () => {
    const found = exploreScenario(bundledRollout('seed-incident-canary', 'both-commits'), { isFree: true });

    expect(found.orderings?.map(({ orderings, harm }) => [orderings.length, harm])).toEqual([[2, 'stuck']]);
    expect(constraintsOf(found, 'gated')).toEqual([['second before first until settled']]);
    expect(exploreScenario(bundledRollout('seed-incident-canary', 'together')).verdict).toBe('holds');
  });

  it.each([
    { name: 'a handover', built: () => builtFrom(handover), faultBudget: 0 },
    { name: 'a handover with a fault', built: () => builtFrom(handover), faultBudget: 1 },
    { name: 'canary', built: () => bundledRollout('seed-incident-canary', 'both-commits'), faultBudget: 0 },
  ])(
    'says of each order in one exploration what an exploration of that order alone says: $name',
    ({ built, faultBudget }) => {
      const subject = built();
      const together = exploreScenario(subject, { isFree: true, faultBudget });
      const judged = (together.orderings ?? []).flatMap(({ orderings, harms }) =>
        orderings.map((ordering) => ({ ordering, harms })),
      );
      const stepCount = together.rollout.steps.length;

      expect(judged).toHaveLength([1, 1, 2, 6][stepCount] ?? 0);
      for (const { ordering, harms } of judged) {
        const alone = exploreScenario(inOrder(subject, ordering), { faultBudget });
        expect(alone.orderings?.map((group) => group.harms)).toEqual([harms]);
      }
    },
  );

  it('shows every harm by a way that takes the steps in that order, keeps to the budget, and replays', () => {
    const subject = builtFrom(handover);
    const found = exploreScenario(subject, { isFree: true, faultBudget: 1 });
    const names = found.rollout.steps.map(({ action }) => action);
    const harms = (found.orderings ?? []).flatMap(({ orderings, harms: own }) =>
      orderings.flatMap((ordering) => own.map((harm) => ({ ordering, harm }))),
    );

    expect(harms.length).toBeGreaterThan(6);
    for (const { ordering, harm } of harms) {
      const way = found.wayTo?.(ordering, harm) ?? [];
      const taken = way.flatMap(({ action }) => (names.includes(action) ? [names.indexOf(action)] : []));
      expect(ordering.slice(0, taken.length)).toEqual(taken);
      expect(way.filter(({ fault }) => fault !== undefined).length).toBeLessThanOrEqual(1);
      const trace = exploredTrace(subject, { scene: found.scene.steps, way, seed: found.scene.seed, version: 'test' });
      expect(replay({ trace, model: subject.model }).divergence).toBeUndefined();
    }
  });

  it('does not hold where a gate never opens, so that the rollout cannot be finished', () => {
    const gated = handover.replace('after: east-wants', 'after: { step: east-wants, until: served }');
    const unserved = gated.replace('asks: app.example.org', 'asks: other.example.org');
    const found = exploreScenario(builtFrom(unserved), { invariants: ['record-changed-by-owner-only'] });

    expect(found.orderings?.map(({ isComplete }) => isComplete)).toEqual([false]);
    expect(found.verdict).toBe('violated');
  });

  it('is not decided where a limit was met', () => {
    const found = exploreScenario(builtFrom(handover), { limits: { states: 10 } });

    expect(found.verdict).toBe('inconclusive');
    expect(found.orderings).toBeUndefined();
  });
});

function constraintsOf(
  { needed, rollout }: ScenarioExploration,
  kind: 'pairs' | 'gated',
): readonly (readonly string[])[] {
  const name = (step: number) => rollout.steps[step]?.name;
  return (needed?.[kind] ?? []).map(({ constraints }) =>
    constraints.map(
      ({ before, after, until }) => `${name(before)} before ${name(after)}${until === null ? '' : ` until ${until}`}`,
    ),
  );
}

/** The same rollout, each step after the one that comes before it in this order. */
function inOrder(built: BuiltScenario, ordering: readonly number[]): BuiltScenario {
  const places = built.scenario.steps.flatMap((step) => (step.rollout === undefined ? [] : [step.rollout]));
  const steps = built.scenario.steps.map((step) => {
    if (step.rollout === undefined) return step;
    const place = ordering.indexOf(places.indexOf(step.rollout));
    const before = places[ordering[place - 1] ?? -1];
    const after = before === undefined ? [] : [{ step: before.name, until: null }];
    return { ...step, rollout: { ...step.rollout, after } };
  });
  const originals = new Map(steps.map((step, index) => [step, built.scenario.steps[index]]));
  const original = (step: (typeof steps)[number]) => originals.get(step) ?? step;
  return {
    ...built,
    scenario: { ...built.scenario, steps },
    stepActionsOf: (step) => built.stepActionsOf(original(step)),
    actionsOf: (step) => built.actionsOf(original(step)),
  };
}
