import { describe, expect, it } from 'vitest';
import { decisionsOf, flags, ingress, oneCluster, runStory, troublesOf } from './story.ts';

const wanted = '{ records: { app.example.org A: 192.0.2.10 } }';
const withRecords = (timing: string) => `{ records: { app.example.org A: 192.0.2.10 }, ${timing} }`;
const isAbsent = (timing: string) => `{ records: { app.example.org A: absent }, ${timing} }`;

/** Adds app by hand at 3 minutes, which nobody else touches, and takes it away at 8 minutes. */
const byHand = `
title: A record by hand
zone: example.org
steps:
  - { edit-zone: { add: "app 300 IN A 192.0.2.10\\n" }, at: 3m }
  - { edit-zone: { remove: [app.example.org A] }, at: 8m }
  - { wait: 0s, at: 10m }
`;

function expecting(story: string, ...expectations: readonly string[]): string {
  return `${story}expect:\n${expectations.map((each) => `  - ${each}\n`).join('')}`;
}

describe('what is expected of a run', () => {
  it.each<[string, string, boolean, number]>([
    ['at the end, of the last world', isAbsent('only: []').replace(', only: []', ''), true, 600_000],
    ['at the moment before a change', isAbsent('at: 2m59s'), true, 179_000],
    ['at the moment of a change, of the world after it', withRecords('at: 3m'), true, 180_000],
    ['at the last moment before the next change', withRecords('at: 7m59s'), true, 479_000],
    ['at the moment of the next change, of the world after that', withRecords('at: 8m'), false, 480_000],
    ['at a moment at which nothing happens', withRecords('at: 5m'), true, 300_000],
    ['at the beginning', isAbsent('at: 0s'), true, 0],
    ['within a deadline that is met in its last moment', withRecords('within: 3m'), true, 180_000],
    ['within a deadline that is missed by a moment', withRecords('within: 2m59s999ms'), false, 179_999],
    ['within a deadline, true from the beginning', isAbsent('within: 1m'), true, 0],
    ['eventually, as soon as it is true', withRecords('eventually: true'), true, 180_000],
    ['eventually, of what never is', '{ records: { b.example.org A: present }, eventually: true }', false, 600_000],
    ['always, until it is broken', isAbsent('always: true'), false, 180_000],
    ['always, of what is always so', '{ records: { b.example.org A: absent }, always: true }', true, 600_000],
    ['never, until it comes true', withRecords('never: true'), false, 180_000],
    ['never, of what never is', '{ records: { b.example.org A: present }, never: true }', true, 600_000],
    ['never, true from the beginning', isAbsent('never: true'), false, 0],
  ])('is judged %s', (_, expectation, ok, atMs) => {
    const run = runStory(expecting(byHand, expectation));
    expect(run.expectations.map((each) => [each.ok, each.atMs])).toEqual([[ok, atMs]]);
    expect(run.verdict).toBe(ok ? 'passed' : 'failed');
  });

  it('names the step after which it was decided, not the one that came later', () => {
    const run = runStory(expecting(byHand, isAbsent('at: 1m'), withRecords('at: 5m'), withRecords('within: 1m')));
    expect(run.expectations.map(({ stepIndex }) => stepIndex)).toEqual([0, 1, 0]);
  });

  it('goes on after the last step for a later moment, and judges the end of the steps at the last step', () => {
    const steps = `steps:\n  - apply: { cluster: main, manifests: [${ingress('web', 'web.example.org')}] }\n`;
    const late = ['{ records: { web.example.org A: present }, at: 90s }', '{ records: { web.example.org A: absent } }'];
    const run = runStory(expecting(oneCluster + steps, ...late));
    expect(decisionsOf(run)).toEqual([
      [true, 90_000],
      [true, 0],
    ]);
    expect(run.durationMs).toBe(90_000);
  });

  it('goes on after the last step for a deadline, no longer than until it holds', () => {
    const run = runStory(expecting(`${oneCluster}steps: [{ wait: 0s }]\n`, withRecords('within: 1h')));
    expect(decisionsOf(run)).toEqual([[true, 100]]);
    const never = '{ records: { web.example.org A: present }, within: 5m }';
    expect(runStory(expecting(`${oneCluster}steps: [{ wait: 0s }]\n`, never)).durationMs).toBe(300_000);
  });

  it('counts time alone as something that makes an expectation true', () => {
    const quiet = 'title: Nothing happens\nzone: example.org\nsteps: [{ wait: 10m }]\n';
    expect(decisionsOf(runStory(expecting(quiet, '{ settled: true, eventually: true }')))).toEqual([[true, 0]]);
    const steps = `steps: [{ wait: 30s }]\n`;
    const decisions = decisionsOf(runStory(expecting(oneCluster + steps, '{ settled: true, within: 3m }')));
    expect(decisions).toEqual([[true, 180_000]]);
  });

  it('tells at a past moment whether the world had settled by then', () => {
    const steps = `steps:\n  - { wait: 0s, at: 1h }\n  - stop: main\n`;
    const moments = ['{ settled: false, at: 1m }', '{ settled: true, at: 59m }'];
    expect(runStory(expecting(oneCluster + steps, ...moments)).verdict).toBe('passed');
  });
});

describe('an expect step', () => {
  const step = (...expectations: readonly string[]) =>
    `${oneCluster}steps:\n  - expect: [${expectations.join(', ')}]\n  - wait: 10m\n`;

  it('judges its own moment, before anything that is due then has happened', () => {
    expect(decisionsOf(runStory(step(wanted)))).toEqual([[false, 0, 'RECORD_DIFFERS']]);
  });

  it('lets the clock run to the first moment at which an expectation with a deadline holds', () => {
    const story = `${oneCluster}steps:
  - settle: 1h
  - delete: { cluster: main, objects: [Ingress/default/app] }
  - { expect: [${isAbsent('within: 5m')}] }
  - { expect: [{ log: { actor: main, contains: up to date, count: 3 } }] }
`;
    const run = runStory(story);
    expect(run.verdict).toBe('passed');
    expect(run.durationMs).toBe(run.expectations[0]?.atMs);
  });

  it('judges what is to hold now at once, though an expectation with a deadline stands before it', () => {
    const run = runStory(step(withRecords('within: 5m'), '{ records: { app.example.org A: absent } }'));
    expect(decisionsOf(run)).toEqual([
      [true, 100],
      [true, 0],
    ]);
  });

  it('counts every deadline from the step, not from when another was met', () => {
    const story = `${byHand.replace('{ wait: 0s, at: 10m }', 'wait: 0s')}`.replace(
      'steps:\n',
      `steps:
  - expect:
      - { records: { never.example.org A: present }, within: 4m }
      - { records: { app.example.org A: present }, within: 2m }
`,
    );
    const run = runStory(story);
    expect(decisionsOf(run)).toEqual([
      [false, 240_000, 'NEVER_CAME_TRUE'],
      [false, 120_000, 'NEVER_CAME_TRUE'],
    ]);
  });

  it('remembers a deadline that was met though the world has moved on since', () => {
    const story = `${oneCluster}steps:
  - wait: 0s
  - expect:
      - { records: { app.example.org A: absent }, within: 1m }
      - { records: { app.example.org A: present }, within: 1m }
`;
    expect(runStory(story).verdict).toBe('passed');
  });

  it('is over at its deadline if that is missed, and what follows is judged all the same', () => {
    const run = runStory(`${step('{ records: { b.example.org A: present }, within: 90s }')}  - expect: [${wanted}]\n`);
    expect(decisionsOf(run)).toEqual([
      [false, 90_000, 'NEVER_CAME_TRUE'],
      [true, 690_000],
    ]);
  });
});

describe('a step that cannot be done', () => {
  it('makes the run fail, and those after it are taken', () => {
    const run = runStory(`${oneCluster}steps: [{ fire: main.call }, { settle: 1h }, { expect: [${wanted}] }]\n`);
    expect(troublesOf(run)).toEqual(['ACTION_NOT_ENABLED']);
    expect(run.expectations.map(({ ok }) => ok)).toEqual([true]);
    expect(run.verdict).toBe('failed');
  });

  it('is a settle in a world that does not settle in time: what changed last is named', () => {
    const run = runStory(`${oneCluster}steps: [{ settle: 1m }]\n`);
    expect(run.troubles.map(({ finding, atMs }) => [finding.code, atMs])).toEqual([['NOT_SETTLED', 60_000]]);
    expect(run.troubles[0]?.finding).toMatchObject({ changed: expect.stringContaining('zone/example.org/') });
  });

  it('is a fault for which no chance came', () => {
    const fault = 'fault: { action: main.call, outcome: refused, skip: 5 }';
    const run = runStory(`${oneCluster}steps: [{ ${fault} }, { settle: 1h }]\n`);
    expect(troublesOf(run)).toEqual(['FAULT_NEVER_HAPPENED']);
  });
});

describe('the steps of a scenario', () => {
  it('bring about a run 15 s after the last one where an event comes 10 s after it (TestShouldRunOnce)', () => {
    const { story } = runStory(`
title: An event between two runs
zone: example.org
clusters:
  main:
    load-balancer: 192.0.2.10
    external-dns: ${flags('main', '--policy=sync', '--events', '--interval=1h', '--min-event-sync-interval=15s')}
steps:
  - { at: 10s, apply: { cluster: main, manifests: [${ingress('app', 'app.example.org')}] } }
  - wait: 1m
`);
    const runs = story.filter(({ event }) => event.type === 'sync.started').map(({ atMs }) => atMs);
    expect(runs).toEqual([0, 15_000]);
  });

  it('are held back until their own moment, and taken at once if that has passed', () => {
    const story = `${oneCluster}steps:
  - settle: 1h
  - { stop: main, at: 1s }
  - { start: main, at: 1h }
  - { wait: 30s, at: 2h }
`;
    const run = runStory(story);
    const taken = run.steps.filter(({ action }) => action.startsWith('step-')).map(({ atMs }) => atMs);
    expect(taken).toEqual([180_000, 3_600_000]);
    expect(run.durationMs).toBe(7_230_000);
  });

  it.each([
    ['a process that is started', 'stopped: true', '{ start: main }'],
    ['flags that are changed', 'stopped: false', '{ set-flags: { controller: main, change: [--policy=sync] } }'],
  ])('settle only when %s has shown what it does', (_, stopped, step) => {
    const change = 'flags: [--source=ingress, --provider=aws, --policy=create-only, --txt-owner-id=main]';
    const story = `
title: A world at rest is woken
zone: { name: example.org, records: "old 300 IN A 192.0.2.9\\na-old 300 IN TXT \\"heritage=external-dns,external-dns/owner=main\\"\\n" }
clusters:
  main:
    load-balancer: 192.0.2.10
    external-dns: { ${change.replace('create-only', stopped === 'stopped: true' ? 'sync' : 'create-only')}, ${stopped} }
steps: [{ settle: 1h }, ${step}, { settle: 1h }]
expect: [{ records: { old.example.org A: absent } }]
`;
    expect(runStory(story).verdict).toBe('passed');
  });

  it('settle only when a fault that was ordered has had its chance', () => {
    const story = `${oneCluster}steps:
  - settle: 1h
  - fault: { action: main.sync, outcome: crash }
  - settle: 1h
`;
    expect(runStory(story).troubles).toEqual([]);
  });

  it('count as settled a world that has long been at rest when it is asked for the first time', () => {
    expect(runStory(`${oneCluster}steps: [{ wait: 1h }, { expect: [{ settled: true }] }]\n`).verdict).toBe('passed');
    expect(runStory(`${oneCluster}steps: [{ wait: 1m }, { expect: [{ settled: false }] }]\n`).verdict).toBe('passed');
  });
});

describe('the limit of steps', () => {
  const story = `${oneCluster}steps: [{ settle: 1h }]\nexpect: [${wanted}]\n`;

  it('makes a run inconclusive in which nothing has failed', () => {
    const run = runStory(story, { stepCountMax: 2 });
    expect(run).toMatchObject({ verdict: 'inconclusive', stepCount: 2, limit: { kind: 'steps', countMax: 2 } });
    expect(run.expectations).toEqual([]);
  });

  it('leaves a run failed that had failed before', () => {
    const early = `${oneCluster}steps: [{ expect: [${wanted}] }, { settle: 1h }]\n`;
    expect(runStory(early, { stepCountMax: 2 }).verdict).toBe('failed');
  });

  it('says nothing about a fault, a step or a deadline that was still to come', () => {
    const steps = [
      '{ fault: { action: main.call, outcome: refused, skip: 1 } }',
      `{ expect: [{ records: { web.example.org A: present }, within: 1h }] }`,
      '{ fire: main.call }',
    ];
    const run = runStory(`${oneCluster}steps: [${steps.join(', ')}]\nexpect: [${wanted}]\n`, { stepCountMax: 2 });
    expect(run).toMatchObject({ verdict: 'inconclusive', troubles: [], expectations: [] });
  });

  it('does not say that a world settles when it was met while waiting for that', () => {
    const run = runStory(expecting(`${oneCluster}steps: [{ wait: 10s }]\n`, '{ holds: [zone-settles] }'), {
      stepCountMax: 4,
    });
    expect(run).toMatchObject({ verdict: 'inconclusive', expectations: [] });
  });
});

describe('an expectation about coming to rest', () => {
  const two = (b: string) => `
title: One name, two targets
zone: example.org
clusters:
  a:
    load-balancer: 192.0.2.10
    external-dns: ${flags('shared', '--policy=sync')}
    manifests: [${ingress('app', 'app.example.org')}]
  b:
    load-balancer: 192.0.2.20
    external-dns: { flags: ${flags(b, '--policy=sync')}, starts: 30s }
    manifests: [${ingress('app', 'app.example.org')}]
steps: [{ wait: 5m }]
`;

  it('lets the clock run on after the steps to find out', () => {
    const run = runStory(expecting(two('shared'), '{ settled: false }', '{ violates: [zone-settles] }'));
    expect(run.verdict).toBe('passed');
    expect(run.durationMs).toBeGreaterThan(300_000);
    expect(runStory(expecting(two('other'), '{ settled: true }', '{ holds: [zone-settles] }')).verdict).toBe('passed');
  });

  it('leaves what is expected of the last step to the last step', () => {
    const run = runStory(expecting(two('shared'), '{ settled: false }', '{ records: { app.example.org A: present } }'));
    expect(run.expectations[1]).toMatchObject({ ok: true, atMs: 300_000 });
  });
});
