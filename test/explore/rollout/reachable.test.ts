import { describe, expect, it } from 'vitest';
import { exploreScenario } from '../../../src/explore/rollout/explore-scenario.ts';
import { playSteps } from '../../../src/explore/rollout/play-steps.ts';
import { invariants } from '../../../src/properties/invariants.ts';
import { loadScenario } from '../../../src/scenario/load-scenario.ts';
import { runScenario } from '../../../src/timeline/run-scenario.ts';
import { builtFrom, bundledRollout } from './bundled.ts';

const small = (expectations: string) => `
title: a name
zone: example.org
clusters:
  west:
    load-balancer: 192.0.2.20
    external-dns: [--source=ingress, --provider=aws, --policy=sync, --txt-owner-id=west]
    manifests: [{ apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: { name: web }, spec: { rules: [{ host: app.example.org }] } }]
steps: [{ wait: 0s }]
expect: [${expectations}]
`;

function reachedIn(expectations: string, limits = {}) {
  const built = builtFrom(small(expectations));
  const found = exploreScenario(built, { limits });
  return { found, one: found.reached[0] };
}

describe('what is expected to be reachable', () => {
  it('is shown by a shortest way there', () => {
    const { found, one } = reachedIn('{ records: { app.example.org A: 192.0.2.20 }, reachable: true }');
    expect(one).toMatchObject({ verdict: 'reachable', isAsExpected: true });
    expect(one?.trace?.map(({ action }) => action)).toEqual(['west.sync', 'west.plan', 'west.call']);
    expect(playSteps(found.model, found.model.initialWorld(), one?.trace ?? [])).toHaveLength(3);
    expect(found.verdict).toBe('holds');
  });

  it('is reached without a step if it is so from the beginning on', () => {
    const { one } = reachedIn('{ records: { app.example.org A: absent }, reachable: true }');
    expect(one).toMatchObject({ verdict: 'reachable', trace: [], isAsExpected: true });
  });

  it('is a violation if no order of events leads there', () => {
    const { found, one } = reachedIn('{ owners: { app.example.org A: east }, reachable: true }');
    expect(one).toMatchObject({ verdict: 'unreachable', isAsExpected: false });
    expect(found.verdict).toBe('violated');
  });

  it('is not decided if not all was seen', () => {
    const { found, one } = reachedIn('{ owners: { app.example.org A: east }, unreachable: true }', { depth: 1 });
    expect(one).toMatchObject({ verdict: 'inconclusive', isAsExpected: null });
    expect(found.verdict).toBe('inconclusive');
  });

  it('is a violation, with the way, if it was to be unreachable', () => {
    const { found, one } = reachedIn('{ dig: { app.example.org A: 192.0.2.20 }, unreachable: true }');
    expect(one).toMatchObject({ verdict: 'reachable', isAsExpected: false });
    expect(one?.trace).toHaveLength(3);
    expect(found.verdict).toBe('violated');
  });

  it('may have to wait for something else, and a way on which it does not is shown', () => {
    const app = '{ app.example.org A: present }';
    const txt = '{ a-app.example.org TXT: present }';
    const together = reachedIn(`{ records: ${app}, not-before: { records: ${txt} } }`);
    expect(together.one).toMatchObject({ verdict: 'unreachable', isAsExpected: true });
    const before = reachedIn(`{ records: ${app}, not-before: { owners: { app.example.org A: east } } }`);
    expect(before.one).toMatchObject({ verdict: 'reachable', isAsExpected: false });
    expect(before.one?.trace?.map(({ action }) => action)).toEqual(['west.sync', 'west.plan', 'west.call']);
    expect(before.found.verdict).toBe('violated');
  });

  it('is found before something else in a run, too', () => {
    const runOf = (other: string) =>
      runScenario(
        builtFrom(
          small(`{ records: { app.example.org A: present }, not-before: { records: ${other} } }`).replace('0s', '5m'),
        ),
      );
    expect(runOf('{ a-app.example.org TXT: present }').verdict).toBe('passed');
    expect(runOf('{ app.example.org A: 192.0.2.99 }')).toMatchObject({
      verdict: 'failed',
      expectations: [{ ok: false, findings: [{ code: 'CAME_TRUE' }] }],
    });
  });

  it('is left alone by a run, which is one order of many', () => {
    const built = builtFrom(small('{ owners: { app.example.org A: east }, reachable: true }'));
    expect(runScenario(built)).toMatchObject({ verdict: 'passed', expectations: [] });
  });

  it.each(['log: { actor: west }', 'settled: true', 'holds: [no-shadowing]', 'calls: { west: {} }'])(
    'is about a world, so %s is refused',
    (form) => {
      const nested = loadScenario({
        path: 'a.yaml',
        text: small(`{ records: { app.example.org A: present }, not-before: { ${form} } }`),
        readFile: () => undefined,
        invariants: Object.keys(invariants),
      });
      expect(nested.problems).toMatchObject([{ code: 'SCENARIO_KEYS_EXCLUDE_EACH_OTHER' }]);
      const { problems } = loadScenario({
        path: 'a.yaml',
        text: small(`{ ${form}, reachable: true }`),
        readFile: () => undefined,
        invariants: Object.keys(invariants),
      });
      expect(problems).toMatchObject([
        { code: 'SCENARIO_KEYS_EXCLUDE_EACH_OTHER', keys: [form.split(':')[0], 'reachable'] },
      ]);
    },
  );
});

describe('a name that moves to another cluster', () => {
  it.each(['txt-edited-first', 'deleted-first'])(
    'is found gone by somebody only where the scenario says so: %s',
    (variant) => {
      const found = exploreScenario(bundledRollout('name-handed-over', variant));
      expect(found.reached.map(({ isAsExpected }) => isAsExpected)).not.toContain(false);
      expect(found.verdict).toBe('holds');
    },
  );

  it('is gone for whoever looks it up between the two clusters', () => {
    const { reached } = exploreScenario(bundledRollout('name-handed-over', 'deleted-first'));
    const gone = reached.find(({ expectation: { text } }) => text === 'served: user: nobody');
    expect(gone?.trace?.map(({ action }) => action)).toEqual([
      'resolver/isp.expire app.example.org A',
      'west.sync',
      'leave.delete',
      'west.plan',
      'west.call',
    ]);
  });
});
