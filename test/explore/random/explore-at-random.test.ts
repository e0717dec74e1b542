import { describe, expect, it } from 'vitest';
import { exploreAtRandom, type RandomExploration } from '../../../src/explore/random/explore-at-random.ts';
import { exploreScenario } from '../../../src/explore/rollout/explore-scenario.ts';
import { exploredTrace } from '../../../src/trace/explored-trace.ts';
import { replay } from '../../../src/trace/replay.ts';
import { builtFrom, bundledRollout } from '../rollout/bundled.ts';
import { handover } from '../rollout/handover.ts';

const runs = { runCount: 150, depthMax: 120 };

describe('random runs', () => {
  it.each([
    { name: 'a handover', built: () => builtFrom(handover), isFree: true, faultBudget: 0, chosen: runs },
    {
      // A single refusal that counts at one moment only.
      name: 'a handover with a fault',
      built: () => builtFrom(handover),
      isFree: true,
      faultBudget: 1,
      chosen: { runCount: 3000, depthMax: 80 },
    },
    { name: 'a gate', built: () => builtFrom(gated), isFree: false, faultBudget: 0, chosen: runs },
    {
      name: 'canary',
      built: () => bundledRollout('seed-incident-canary', 'both-commits'),
      isFree: true,
      faultBudget: 0,
      chosen: runs,
    },
    ...[
      'former-owner-takes-it-back',
      'instances-without-owner-id',
      'migration-leaves-txt-behind',
      'migration-takes-foreign-names',
      'one-owner-id-for-two',
      'record-under-foreign-txt',
      'txt-of-a-refused-change',
    ].map((name) => ({
      name,
      built: () => bundledRollout(name, 'as-it-happened'),
      isFree: false,
      faultBudget: 1,
      chosen: runs,
    })),
  ])(
    'find the worst that seeing everything finds, and nothing worse: $name',
    ({ built, isFree, faultBudget, chosen }) => {
      const subject = built();
      const options = { isFree, faultBudget };
      const all = exploreScenario(subject, options);
      const some = exploreAtRandom(subject, { ...options, ...chosen });

      expect(all.exploration.end).toBe('exhausted');
      expect([some.end, some.runCount]).toEqual(['runs', chosen.runCount]);
      const harmOf = (name: string) => {
        const { harm, verdict } = all.properties.find(({ invariant }) => invariant === name) ?? {};
        return harm ?? (verdict === 'violated' ? 'violated' : 'safe');
      };
      for (const { invariant, finding } of some.properties) {
        expect([invariant, finding?.harm ?? 'safe']).toEqual([invariant, harmOf(invariant)]);
      }
    },
  );

  it('show every finding by a way of which no step can be left out, and that replays', () => {
    const subject = builtFrom(handover);
    const found = exploreAtRandom(subject, { isFree: true, faultBudget: 1, ...runs });
    const ways = waysOf(found);

    expect(ways.length).toBeGreaterThan(1);
    for (const { finding, way } of ways) {
      expect(finding.isMinimal).toBe(true);
      expect(way.filter(({ fault }) => fault !== undefined).length).toBeLessThanOrEqual(1);
      const trace = exploredTrace(subject, { scene: found.scene.steps, way, seed: found.scene.seed, version: 'test' });
      expect(replay({ trace, model: subject.model }).divergence).toBeUndefined();
    }
  });

  it('are the same for the same seed, and others for another', () => {
    const subject = () => bundledRollout('seed-incident-canary', 'both-commits');
    const options = { runCount: 20, depthMax: 60 };
    const [first, again, other] = ['a', 'a', 'b'].map((seed) => exploreAtRandom(subject(), { ...options, seed }));

    expect(summary(again)).toEqual(summary(first));
    expect(summary(other)).not.toEqual(summary(first));
  });

  it('prove nothing where they find nothing', () => {
    const found = exploreAtRandom(bundledRollout('seed-incident-canary', 'together'), { runCount: 20, depthMax: 60 });

    expect(found.verdict).toBe('inconclusive');
    expect(found.properties.map(({ verdict }) => verdict)).not.toContain('holds');
  });

  it('end when the time is over', () => {
    let asked = 0;
    const isOverTime = () => {
      asked += 1;
      return asked > 5;
    };
    const found = exploreAtRandom(builtFrom(handover), { runCount: 20, depthMax: 60, isOverTime });

    expect([found.end, found.runCount]).toEqual(['time', 5]);
  });
});

/** The last step waits for the world to settle. */
const gated = handover.replace('after: east-wants', 'after: { step: east-wants, until: settled }');

function waysOf({ properties }: RandomExploration) {
  return properties.flatMap(({ finding }) => (finding === undefined ? [] : [{ finding, way: finding.way }]));
}

function summary(found: RandomExploration | undefined) {
  const { properties, stepCount, worldCount, coverage, seed } = found as RandomExploration;
  return { properties, stepCount, worldCount, coverage, seed };
}
