import { describe, expect, it } from 'vitest';
import { actionProblems } from '../../src/scenario/action-problems.ts';
import { scenarioFromObject } from '../../src/scenario/scenario-from-object.ts';
import { scenarioOf } from './load.ts';

describe('a scenario written in TypeScript', () => {
  it('is what the same file would be', () => {
    const object = { title: 't', zone: 'example.org', steps: [{ wait: '5m' }] };
    const { variants } = scenarioFromObject(object, { invariants: [] });

    expect(variants).toMatchObject([{ title: 't', steps: [{ verb: 'wait', durationMs: 300_000 }] }]);
    expect(JSON.parse(variants?.[0]?.source.text ?? '')).toEqual(object);
  });

  it('has its problems by path', () => {
    const { problems } = scenarioFromObject(
      { title: 't', zone: 'example.org', steps: [{ wait: 5 }] },
      { invariants: [] },
    );

    expect(problems.map(({ at, code }) => `${at.path} ${code}`)).toEqual(['steps[0].wait SCENARIO_BAD_DURATION']);
  });

  it('is refused when JSON cannot write it', () => {
    const circle: Record<string, unknown> = { title: 't' };
    circle.zone = circle;

    for (const value of [circle, undefined, { title: () => 't' }, { title: 1n }]) {
      const { problems } = scenarioFromObject(value, { invariants: [] });
      expect(problems.map(({ code }) => code)).toEqual(['SCENARIO_NOT_JSON']);
    }
  });
});

describe('actions', () => {
  it('that steps name are those of the world', () => {
    const scenario = scenarioOf(`title: t
zone: example.org
steps:
  - fire: east.cal
  - fault: { action: east.call, outcome: crash }
`);

    expect(actionProblems(scenario, ['east.call', 'east.list', 'west.call'])).toMatchObject([
      { code: 'SCENARIO_UNKNOWN_REFERENCE', at: { line: 4 }, known: ['east.call', 'east.list'], nearest: 'east.call' },
    ]);
  });
});
