import { describe, expect, it } from 'vitest';
import { type SmallController, SmallWorld } from './small-world.ts';

const app = 'app.example.org A 192.0.2.1';

function synced(options: SmallController = {}): SmallWorld {
  const world = new SmallWorld({ east: { wants: [app], losesSources: true, ...options } });
  world.sync('east');
  return world;
}

function faults(world: SmallWorld, actionId: string): readonly string[] {
  return world.outcomes(actionId).flatMap(({ fault }) => (fault === undefined || fault === 'crash' ? [] : [fault]));
}

describe('sources that list nothing', () => {
  it('make a plan that deletes everything under sync, and nothing under upsert-only', () => {
    for (const [policy, contents] of [
      ['sync', []],
      ['upsert-only', ['a-app.example.org TXT east', app]],
    ] as const) {
      const world = synced({ configuration: { policy } });
      world.fire('east.sync');
      world.fire('east.plan', 'source-empty');
      while (world.isEnabled('east.call')) world.fire('east.call');
      expect(world.contents()).toEqual(contents);
      expect(world.metrics('east')).toContain('source_endpoints_total 0');
      world.sync('east');
      expect(world.contents()).toEqual(['a-app.example.org TXT east', app]);
    }
  });

  it('make no difference where nothing is wanted', () => {
    const world = synced({ wants: [] });
    world.fire('east.sync');
    expect(faults(world, 'east.plan')).toEqual([]);
  });
});

describe('sources that fail', () => {
  const forbidden =
    'dnsendpoints.externaldns.k8s.io is forbidden: User "system:serviceaccount:default:external-dns" cannot list resource "dnsendpoints" in API group "externaldns.k8s.io" at the cluster scope';

  it.each([
    ['v0.13.2', 'error', forbidden, 'idle'],
    ['v0.13.6', 'fatal', forbidden, 'exited'],
    ['v0.20.0', 'fatal', `Failed to do run once: ${forbidden}`, 'exited'],
  ])(
    'end the run and, but for the oldest releases, the process, and nothing is deleted: %s',
    (version, level, message, state) => {
      const world = synced({ configuration: { version } });
      const before = world.contents();
      world.fire('east.sync');
      world.fire('east.plan', 'source-failed');
      expect(world.contents()).toEqual(before);
      expect(world.log('east').at(-1)).toBe(`${level} ${message}`);
      expect(world.reader.get(world.controller('east').memory).state).toBe(state);
      expect(world.metrics('east').filter((metric) => metric.includes('errors_total'))).toEqual([
        'source_errors_total +1',
      ]);
    },
  );

  it('do not fail in a run where they read from a cache, as all do from v0.21.0', () => {
    for (const configuration of [{ version: 'v0.21.0' }, { version: 'v0.20.0', sources: ['ingress', 'service'] }]) {
      const world = synced({ configuration });
      world.fire('east.sync');
      expect(faults(world, 'east.plan')).not.toContain('source-failed');
    }
  });

  it.each([
    ['v0.17.0', 'ingress', 'failed to sync *v1.Ingress: context deadline exceeded'],
    ['v0.20.0', 'service', 'failed to sync *v1.Service: context deadline exceeded with timeout 1m0s'],
    ['v0.22.0', 'ingress', 'failed to sync *v1.Ingress after 1m0s: context deadline exceeded'],
  ])('keep a process of %s with the source %s from starting, a minute each time', (version, source, message) => {
    const world = synced({ configuration: { version, sources: [source] } });
    world.fire('east.sync', 'crash');
    const { timers } = world.fire('east.restart', 'source-failed');
    expect(timers).toEqual([{ action: 'east.restart', afterMs: 70_000 }]);
    expect(world.log('east').at(-1)).toBe(`fatal ${message}`);
    expect(world.isEnabled('east.sync')).toBe(false);
    world.fire('east.restart');
    expect(world.isEnabled('east.sync')).toBe(true);
  });
});

it('sources lose nothing unless it is asked for', () => {
  const world = synced({ losesSources: false, configuration: { version: 'v0.20.0', sources: ['ingress', 'crd'] } });
  world.fire('east.sync');
  expect(faults(world, 'east.plan')).toEqual([]);
  world.fire('east.plan', 'crash');
  expect(faults(world, 'east.restart')).toEqual([]);
});
