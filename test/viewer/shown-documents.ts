import type { ExplorationPage, PageDocument, WhatIfPage } from '../../src/report/page/page-data.ts';
import { pageOfRun, runCardOf } from '../../src/report/page/page-of-run.ts';
import { buildScenario } from '../../src/scenario/build-scenario.ts';
import { defineScenario } from '../../src/testing/define-scenario.ts';
import { runScenario } from '../../src/timeline/run-scenario.ts';

/** Production owns the name that staging renders, too; a client of staging is served by production. */
export const shadowed = {
  title: 'Whoever wrote the name first serves everybody',
  because: 'a name of two environments',
  zone: { name: 'example.org', 'negative-ttl': '5m' },
  clusters: {
    production: {
      'load-balancer': '192.0.2.10',
      'external-dns': ['--source=ingress', '--provider=cloudflare', '--policy=sync', '--txt-owner-id=production'],
      manifests: [ingress('app', 'app.example.org'), ingress('extra', 'extra.example.org')],
    },
    staging: {
      'load-balancer': '192.0.2.30',
      'external-dns': {
        flags: ['--source=ingress', '--provider=cloudflare', '--policy=sync', '--txt-owner-id=staging'],
        starts: '20s',
      },
      manifests: [ingress('app', 'app.example.org')],
    },
  },
  clients: { visitor: { asks: 'app.example.org', every: '1m', starts: '30s', expects: 'staging' } },
  steps: [{ wait: '3m' }, { delete: { cluster: 'production', objects: ['Ingress/default/extra'] } }, { wait: '5m' }],
  expect: [
    { owners: { 'app.example.org A': 'production' } },
    { served: { visitor: 'staging' }, within: '4m' },
    { records: { 'extra.example.org A': 'absent' } },
  ],
};

/** An Ingress for a host, as its manifest says it. */
export function ingress(name: string, host: string) {
  const backend = { service: { name: 'app', port: { number: 80 } } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, namespace: 'default' },
    spec: { rules: [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }] },
  };
}

/** The document of scenarios written as objects, each run with its seed. */
export function documentOf(scenarios: readonly unknown[], explorations: readonly ExplorationPage[] = []): PageDocument {
  const shown = scenarios.flatMap((scenario) =>
    defineScenario(scenario as Parameters<typeof defineScenario>[0]).map((one) => {
      const built = buildScenario(one);
      const run = runScenario(built);
      return { card: runCardOf(run), page: pageOfRun(run, built, { isRerunnable: true }) };
    }),
  );
  return {
    report: {
      dibs: 'page',
      version: '1.2.3',
      live: false,
      runs: shown.map(({ card }) => card),
      explorations,
      mistakes: [],
    },
    runs: shown.map(({ page }) => page),
  };
}

/** The document of such scenarios, and of an exploration in two worlds. */
export function documentOfWorlds(scenarios: readonly unknown[]): PageDocument {
  const other = { ...exploration, world: 'with version=v0.14.0', verdict: 'holds' } as const;
  const { report, runs } = documentOf(scenarios, [{ ...exploration, world: 'as written' }, other]);
  return { report: { ...report, whatIf: [whatIf] }, runs };
}

/** An exploration and what it would be with another release, side by side. */
const whatIf: WhatIfPage = {
  title: 'The rollout of a host template',
  file: 'rollout.yaml',
  variant: 'west',
  basis: '2 worlds: as written, and 1 other',
  worlds: [
    { name: 'as written', exploration: 0 },
    { name: 'with version=v0.14.0', exploration: 1 },
  ],
  rows: [
    {
      label: 'no-shadowing',
      order: [],
      cells: [
        { text: 'stuck', tone: 'bad' },
        { text: 'safe', tone: 'good' },
      ],
      differs: true,
    },
    {
      label: '2 orders',
      order: ['prune', 'staging-second'],
      cells: [
        { text: 'transient', tone: 'doubtful' },
        { text: '-', tone: 'plain' },
      ],
      differs: false,
    },
  ],
};

/** What an exploration of a rollout in two environments might have found. */
export const exploration: ExplorationPage = {
  title: 'The rollout of a host template',
  file: 'rollout.yaml',
  variant: null,
  world: null,
  verdict: 'violated',
  basis: ['every state was seen', 'no faults'],
  stateCount: 12_345,
  transitionCount: 67_890,
  properties: [
    {
      name: 'no-shadowing',
      sentence: 'no name that a cluster wants is held by another',
      verdict: 'violated',
      harm: 'stuck',
      notes: ['heals after 1m'],
      run: 0,
    },
    { name: 'zone-settles', sentence: 'the zone comes to rest', verdict: 'holds', harm: 'safe', run: null },
  ],
  orderings: [
    { steps: ['prune', 'staging-second', 'production'], class: 'stuck', run: 0 },
    { steps: ['staging-second', 'prune', 'production'], class: 'safe', run: null },
    { steps: ['staging-second', 'production', 'prune'], class: 'transient', run: 1 },
  ],
  constraints: [
    [
      {
        before: 'staging-second',
        after: 'prune',
        until: null,
        kills: 'the prune leaves staging without an endpoint',
        run: 0,
      },
    ],
    [
      { before: 'staging-second', after: 'production', until: null, kills: 'production first', run: 1 },
      { before: 'production', after: 'prune', until: 'settled', kills: 'the prune before production', run: null },
    ],
  ],
};
