import { describe, expect, it } from 'vitest';
import type { HarmClass } from '../../src/explore/exploration.ts';
import { exploreScenario, type ScenarioExploration } from '../../src/explore/rollout/explore-scenario.ts';
import type { TraceStep } from '../../src/explore/trace-steps.ts';
import type { InvariantName } from '../../src/properties/invariant.ts';
import { exploredTrace } from '../../src/trace/explored-trace.ts';
import { replay } from '../../src/trace/replay.ts';
import { bundledRollout } from './rollout/bundled.ts';

interface Case {
  /** The issue or pull request of external-dns. */
  readonly number: number;
  readonly scenario: string;
  readonly invariant: InvariantName;
  /** `forbidden-step`: a single step breaks the invariant, which is about steps. */
  readonly harm: Exclude<HarmClass, 'safe'> | 'forbidden-step';
  readonly cure: string;
  /** The steps of the shortest way. */
  readonly stepCount: number;
  /** The mildest harm that counts. Without it, what heals by itself does not. */
  readonly failsFrom?: 'transient';
}

const cases: readonly Case[] = [
  {
    number: 6617,
    scenario: 'record-under-foreign-txt',
    invariant: 'no-shadowing',
    harm: 'stuck',
    cure: 'txt-removed-first',
    stepCount: 5,
  },
  {
    number: 6688,
    scenario: 'former-owner-takes-it-back',
    invariant: 'no-shadowing',
    harm: 'transient',
    cure: 'txt-removed-first',
    stepCount: 6,
    failsFrom: 'transient',
  },
  {
    number: 6683,
    scenario: 'txt-of-a-refused-change',
    invariant: 'no-orphaned-ownership',
    harm: 'stuck',
    cure: 'sync',
    stepCount: 7,
  },
  {
    number: 6430,
    scenario: 'txt-name-too-long',
    invariant: 'no-orphaned-ownership',
    harm: 'stuck',
    cure: 'two-characters-less',
    stepCount: 3,
    failsFrom: 'transient',
  },
  {
    number: 6223,
    scenario: 'migration-leaves-txt-behind',
    invariant: 'no-orphaned-ownership',
    harm: 'stuck',
    cure: 'txt-edited-by-hand',
    stepCount: 3,
    failsFrom: 'transient',
  },
  {
    number: 5993,
    scenario: 'migration-takes-foreign-names',
    invariant: 'record-changed-by-owner-only',
    harm: 'forbidden-step',
    cure: 'upsert-only',
    stepCount: 3,
    failsFrom: 'transient',
  },
  {
    number: 5457,
    scenario: 'two-owners-in-one-txt',
    invariant: 'no-shadowing',
    harm: 'stuck',
    cure: 'one-owner',
    stepCount: 2,
  },
  {
    number: 2310,
    scenario: 'one-foreign-txt-stops-all',
    invariant: 'no-shadowing',
    harm: 'stuck',
    cure: 'today',
    stepCount: 3,
  },
  {
    number: 1862,
    scenario: 'one-owner-id-for-two',
    invariant: 'zone-settles',
    harm: 'flapping',
    cure: 'distinct-ids',
    stepCount: 3,
    failsFrom: 'transient',
  },
  {
    number: 5846,
    scenario: 'instances-without-owner-id',
    invariant: 'nobody-unserved',
    harm: 'flapping',
    cure: 'an-id-for-each',
    stepCount: 3,
    failsFrom: 'transient',
  },
];

describe('what users of external-dns ran into, found from the cast alone and without anything going wrong', () => {
  it.each(cases)('#$number: $invariant is broken ($harm) in $scenario', ({ scenario, ...expected }) => {
    const built = bundledRollout(scenario, 'as-it-happened');
    const found = exploreScenario(built, optionsOf(expected));
    const way = wayTo(found, expected);

    expect(found.verdict).toBe('violated');
    expect(found.properties.find(({ invariant }) => invariant === expected.invariant)).toMatchObject(
      expected.harm === 'forbidden-step' ? { verdict: 'violated' } : { verdict: 'violated', harm: expected.harm },
    );
    expect(way).toHaveLength(expected.stepCount);
    expect(way.length).toBeLessThanOrEqual(12);
    const trace = exploredTrace(built, { scene: found.scene.steps, way, seed: found.scene.seed, version: 'test' });
    expect(replay({ trace, model: built.model }).divergence).toBeUndefined();
  });

  it.each(cases)('#$number: nothing is broken in $scenario with the cure: $cure', ({ scenario, cure, ...expected }) => {
    const found = exploreScenario(bundledRollout(scenario, cure), optionsOf(expected));

    expect(found.verdict).toBe('holds');
    expect(found.exploration.end).toBe('exhausted');
  });
});

/** No faults; every invariant is asked. A world that grows beyond the limit decides nothing, and the case fails. */
function optionsOf({ failsFrom }: Pick<Case, 'failsFrom'>) {
  return { limits: { states: 10_000 }, ...(failsFrom === undefined ? {} : { failsFrom }) };
}

function wayTo(
  { properties, orderings = [], wayTo }: ScenarioExploration,
  { invariant, harm }: Pick<Case, 'invariant' | 'harm'>,
): readonly TraceStep[] {
  if (harm === 'forbidden-step') return properties.find((one) => one.invariant === invariant)?.trace ?? [];
  const [ordering] = orderings.flatMap((group) => group.orderings);
  return ordering === undefined ? [] : (wayTo?.(ordering, { invariant, harm }) ?? []);
}
