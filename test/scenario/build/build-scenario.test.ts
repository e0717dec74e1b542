import { describe, expect, it } from 'vitest';
import { worldHash } from '../../../src/kernel/model.ts';
import { actionProblems } from '../../../src/scenario/action-problems.ts';
import { buildScenario } from '../../../src/scenario/build-scenario.ts';
import { runScenario } from '../../../src/timeline/run-scenario.ts';
import { flags, ingress, oneCluster, runStory, scenarioOf } from '../../timeline/story.ts';

describe('a built scenario', () => {
  it('is the same world each time, and leaves the scenario as it was', () => {
    const scenario = scenarioOf(oneCluster);
    const before = JSON.stringify(scenario);
    const [one, two] = [buildScenario(scenario), buildScenario(scenario)];
    expect(worldHash(one.model.initialWorld())).toBe(worldHash(two.model.initialWorld()));
    expect(runScenario(one)).toEqual(runScenario(two));
    expect(JSON.stringify(scenario)).toBe(before);
  });

  it('can be run again: nothing of a run stays behind', () => {
    const built = buildScenario(scenarioOf(oneCluster));
    expect(runScenario(built)).toEqual(runScenario(built));
  });

  it('has every action that its steps need, by the name of the step if it has one', () => {
    const scenario = scenarioOf(`${oneCluster}steps:
  - { stop: main, name: night }
  - { start: main, name: morning }
  - edit-zone: { remove: [app.example.org A] }
`);
    const { model, actionsOf } = buildScenario(scenario);
    expect(scenario.steps.map(actionsOf)).toEqual([['night.stop'], ['morning.start'], ['step-3.edit-zone']]);
    for (const step of scenario.steps) for (const id of actionsOf(step)) expect(model.action(id)?.kind).toBe('rollout');
  });

  it('tells steps apart that have one name', () => {
    const steps = 'steps: [{ stop: main, name: twice }, { start: main }, { stop: main, name: twice }, { wait: 1m }]\n';
    const run = runStory(`${oneCluster}${steps}`);
    expect(run.troubles).toEqual([]);
    const stops = run.steps.map(({ action }) => action).filter((action) => action.endsWith('.stop'));
    expect(stops).toHaveLength(2);
    expect(new Set(stops).size).toBe(2);
  });

  it('tells steps apart from the actions of what has the same name', () => {
    const steps = 'steps: [{ stop: main, name: main }, { fire: main.stop }, { wait: 1m }]\n';
    expect(runStory(`${oneCluster}${steps}`).troubles).toEqual([]);
  });

  it('knows which actions there are, for faults and for firing', () => {
    const scenario = scenarioOf(`${oneCluster}steps:
  - fault: { action: main.cal, outcome: crash }
  - fire: main.sync
  - fire: nobody.sync
`);
    const ids = buildScenario(scenario).model.actions.map(({ id }) => id);
    expect(actionProblems(scenario, ids)).toMatchObject([
      { code: 'SCENARIO_UNKNOWN_REFERENCE', found: 'main.cal', nearest: 'main.call', at: { line: 10 } },
      { code: 'SCENARIO_UNKNOWN_REFERENCE', found: 'nobody.sync', at: { line: 12 } },
    ]);
  });

  it('is cut finely where names are foreseen: each has a component of its own', () => {
    const { landscape } = buildScenario(scenarioOf(oneCluster));
    const [zone] = landscape.zones;
    expect(zone?.records.foreseenKeys).toEqual(
      expect.arrayContaining(['a-app.example.org', 'aaaa-app.example.org', 'app.example.org']),
    );
  });

  it('takes in parts of your own, which see what there is', () => {
    const built = buildScenario(scenarioOf(oneCluster), ({ clusters }) => [
      {
        components: [],
        actions: [
          {
            id: 'watchdog.bark',
            actor: 'watchdog',
            kind: 'environment',
            reads: clusters.flatMap(({ objects }) => objects.components),
            writes: [],
            run: () => [{ label: 'barked', writes: [], events: [{ type: 'bark', actor: 'watchdog' }], timers: [] }],
          },
        ],
        timers: [{ action: 'watchdog.bark', afterMs: 1000 }],
      },
    ]);
    expect(runScenario(built).story.filter(({ event }) => event.type === 'bark')).toHaveLength(1);
  });
});

describe('what is wanted of a zone in a built scenario', () => {
  const wanted = (address: string, ...more: readonly string[]) => {
    const { landscape, model } = buildScenario(
      scenarioOf(`
title: What is wanted
zone: [{ name: example.org, id: z1 }, { name: example.com, id: z2 }]
clusters:
  main:
    load-balancer: ${address}
    external-dns: ${flags('main', '--policy=sync', ...more)}
    manifests: [${ingress('app', 'app.example.org', 'app.example.com', 'app.example.net')}]
`),
    );
    const reader = model.reader(model.initialWorld());
    const [controller] = landscape.controllers;
    return controller
      ?.desired(reader)
      .map(({ dnsName, recordType }) => `${dnsName} ${recordType}`)
      .sort();
  };

  it.each<[string, readonly string[], readonly string[]]>([
    ['192.0.2.10', [], ['app.example.org A', 'app.example.com A']],
    ['192.0.2.10', ['--domain-filter=example.com'], ['app.example.com A']],
    ['192.0.2.10', ['--exclude-domains=example.com'], ['app.example.org A']],
    ['192.0.2.10', ['--managed-record-types=CNAME'], []],
    ['192.0.2.10', ['--zone-id-filter=z1'], ['app.example.org A', 'app.example.com A']],
    ['lb.example.net', [], ['app.example.org CNAME', 'app.example.com CNAME']],
    [
      'lb-1.eu-west-1.elb.amazonaws.com',
      ['--domain-filter=example.org'],
      ['app.example.org A', 'app.example.org AAAA'],
    ],
  ])('is, of %s with %j: %j', (address, more, expected) => {
    expect(wanted(address, ...more)).toEqual([...expected].sort());
  });
});
