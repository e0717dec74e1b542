import { describe, expect, it } from 'vitest';
import { type Action, outcome } from '../../src/kernel/action.ts';
import { type Component, put } from '../../src/kernel/component.ts';
import { Model } from '../../src/kernel/model.ts';
import { invariants } from '../../src/properties/invariants.ts';
import { buildScenario } from '../../src/scenario/build-scenario.ts';
import { loadScenario } from '../../src/scenario/load-scenario.ts';
import { runScenario } from '../../src/timeline/run-scenario.ts';
import { Timeline } from '../../src/timeline/timeline.ts';
import { builtFrom } from '../explore/rollout/bundled.ts';

const ticks: Component<number> = { id: 'ticks', scope: 'shared', initial: 0 };
const tick: Action = {
  id: 'loop.tick',
  actor: 'loop',
  kind: 'controller',
  reads: [ticks],
  writes: [ticks],
  run: (reader) => [
    outcome('ok', {
      writes: [put(ticks, reader.get(ticks) + 1)],
      timers: [{ action: 'loop.tick', afterMs: 10 }],
    }),
  ],
};

function loop() {
  const firedMs: number[] = [];
  const timeline = new Timeline({
    model: new Model([{ components: [ticks], actions: [tick], timers: [{ action: 'loop.tick', afterMs: 10 }] }]),
    seed: '1',
    jitterMs: 0,
    stepCountMax: 1000,
    onStep: ({ atMs }) => firedMs.push(atMs),
  });
  return { timeline, firedMs };
}

describe('an action that is held back', () => {
  it('misses its turns, and takes one when the time is over', () => {
    const { timeline, firedMs } = loop();
    timeline.advanceTo(15);
    timeline.hold('loop.tick', 40);
    timeline.advanceTo(70);
    expect(firedMs).toEqual([10, 55, 65]);
  });

  it('is as it was where nothing comes due meanwhile', () => {
    const { timeline, firedMs } = loop();
    timeline.hold('loop.tick', 10);
    timeline.advanceTo(25);
    expect(firedMs).toEqual([10, 20]);
  });

  it('happens all the same where somebody makes it happen', () => {
    const { timeline, firedMs } = loop();
    timeline.hold('loop.tick', 40);
    timeline.fire('loop.tick');
    timeline.advanceTo(45);
    expect(firedMs).toEqual([0, 40]);
  });

  it('keeps a world from counting as settled', () => {
    const { timeline } = loop();
    timeline.hold('loop.tick', 1000);
    timeline.advanceTo(900);
    expect(timeline.isSettled).toBe(false);
  });
});

const story = (steps: string, expectation: string) => `
title: A late loop
zone: example.org
clusters:
  east:
    load-balancer: 192.0.2.10
    external-dns: [--source=ingress, --provider=cloudflare, --txt-owner-id=east, --policy=sync, --events]
steps:
  - settle: 1h
${steps}
  - apply:
      cluster: east
      manifests: [{ apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: { name: app }, spec: { rules: [{ host: app.example.org }] } }]
  - wait: 5m
expect:
  - records: { app.example.org A: ${expectation} }
`;

describe('hold', () => {
  it('makes a controller late, however many events there are', () => {
    const late = runScenario(builtFrom(story('  - hold: { action: east.sync, for: 10m }', 'absent')));
    expect(late.verdict).toBe('passed');
    expect(runScenario(builtFrom(story('', 'present'))).verdict).toBe('passed');
  });

  it('makes a listing stale: what comes after it was planned without knowing', () => {
    const [before, after] = ['  - hold: { action: east.plan, for: 6m }', '  - hold: { action: east.plan, for: 4m }'];
    expect(runScenario(builtFrom(story(before, 'absent'))).verdict).toBe('passed');
    expect(runScenario(builtFrom(story(after, 'present'))).verdict).toBe('passed');
  });

  it('needs an action that there is', () => {
    const { problems } = loadScenario({
      path: 'late.yaml',
      text: story('  - hold: { action: east, for: 10m }', 'absent'),
      readFile: () => undefined,
      invariants: Object.keys(invariants),
    });
    expect(problems.map(({ code }) => code)).toEqual(['SCENARIO_BAD_NAME']);
    const built = buildScenario(builtFrom(story('', 'present')).scenario);
    expect(built.model.action('east.sync')).toBeDefined();
  });
});
