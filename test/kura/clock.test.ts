import { describe, expect, it } from 'vitest';
import { Timeline } from '../../src/timeline/timeline.ts';
import { Stage, seed } from './stage.ts';

describe('an environment by the clock', () => {
  it('ticks once a minute and, at rest, changes nothing', () => {
    const stage = new Stage({
      environments: [seed({ name: 'staging' })],
      records: { 'acme-eu-central-1-staging.kura.tuist.dev': 'staging' },
    });
    const steps: string[] = [];
    const timeline = new Timeline({
      model: stage.model,
      seed: '1',
      jitterMs: 0,
      stepCountMax: 1_000,
      onStep: ({ atMs, action, before, after }) => {
        steps.push(`${atMs} ${action.id}`);
        expect(after).toEqual(before);
      },
    });
    timeline.advanceTo(180_000);
    expect(steps).toEqual(['60000 staging.tick', '120000 staging.tick', '180000 staging.tick']);
  });

  it('a server that is created becomes ready tick by tick', () => {
    const stage = new Stage({
      environments: [seed({ name: 'staging', servers: [{ account: 'acme', region: 'eu-central' }] })],
      records: { 'acme-eu-central-1-staging.kura.tuist.dev': 'staging' },
    });
    const steps: string[] = [];
    const timeline = new Timeline({
      model: stage.model,
      seed: '1',
      jitterMs: 0,
      stepCountMax: 1_000,
      onStep: ({ atMs, action, outcome }) => steps.push(`${atMs} ${action.id} ${outcome.label}`),
    });
    timeline.advanceTo(240_000);
    expect(steps.filter((step) => /kura-controller|probe|commit/.test(step))).toEqual([
      '60500 staging.kura-controller reconciled',
      '120100 staging.probe not-ready',
      '180100 staging.probe ready',
      '180200 staging.commit ok',
    ]);
  });
});
