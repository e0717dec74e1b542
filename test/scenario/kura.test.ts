import { describe, expect, it } from 'vitest';
import { load, problemsOf, scenarioOf } from './load.ts';

const STORY = `title: t
zone: tuist.dev
clusters: { staging: {} }
kura:
  releases:
    careful: { extends: second-commit, abilities: { gate-checks-environment: true } }
  environments:
    staging:
      cluster: staging
      deploy-env: stag
      release: careful
      accounts: [{ handle: globex, dedicated: true }]
      servers: [acme/eu-central, { server: globex/us-east, status: provisioning }]
      endpoints: [{ account: acme, url: "https://cache.acme.example", technology: default }]
      clients: { ci: { account: acme } }
`;

describe('environments of the product', () => {
  it('have releases, accounts, servers, endpoints and clients', () => {
    const { kura } = scenarioOf(STORY);

    expect(kura?.releases.get('careful')?.abilities).toMatchObject({
      gateChecksEnvironment: true,
      urlAwareConvergence: true,
    });
    expect(kura?.environments).toMatchObject([
      {
        name: 'staging',
        deployEnv: 'stag',
        podCount: 1,
        regions: ['eu-central'],
        accounts: [
          { handle: 'globex', dedicated: true },
          { handle: 'acme', dedicated: false },
        ],
        servers: [
          { account: 'acme', region: 'eu-central', status: 'active', url: null },
          { account: 'globex', region: 'us-east', status: 'provisioning' },
        ],
        endpoints: [{ account: 'acme', technology: 'default' }],
        clients: [{ name: 'staging/ci', account: 'acme', everyMs: 60_000, resolver: null }],
      },
    ]);
  });

  it('say how their pods are replaced, how far a tick gets and how long a handle may be', () => {
    const { kura } = scenarioOf(
      STORY.replace('extends: second-commit', 'extends: second-commit, handle-length-max: 43').replace(
        'release: careful\n',
        'release: careful\n      surge: false\n      batch-size: 2\n',
      ),
    );

    expect(kura?.environments).toMatchObject([{ surge: false, batchSize: 2 }]);
    expect(kura?.releases.get('careful')?.handleLengthMax).toBe(43);
    expect(kura?.releases.get('second-commit')?.handleLengthMax).toBe(32);
    expect(scenarioOf(STORY).kura?.environments).toMatchObject([{ surge: true, batchSize: 200 }]);
  });

  it('have a release from a file, with its migrations from files too', () => {
    const { kura, source } = scenarioOf(STORY.replace(/careful: .*/, 'careful: releases/careful.yaml'), {
      'scenarios/releases/careful.yaml': 'migrations: [{ id: "1", sql: prune.sql, environments: [stag] }]\n',
      'scenarios/prune.sql': 'DELETE FROM account_cache_endpoints WHERE technology = 1;',
    });

    expect(kura?.releases.get('careful')?.migrations).toMatchObject([{ id: '1', environments: ['stag'] }]);
    expect(Object.keys(source.files)).toEqual(['scenarios/releases/careful.yaml', 'scenarios/prune.sql']);
  });

  it('have located mistakes in their releases', () => {
    expect(problemsOf(STORY.replace('second-commit', 'third-commit'))).toEqual(['6:25 SCENARIO_BAD_RELEASE']);
    expect(problemsOf(STORY.replace('gate-checks-environment', 'gate-checks-env'))).toEqual([
      '6:53 SCENARIO_UNKNOWN_KEY',
    ]);
    expect(
      problemsOf(STORY.replace(/careful: .*/, 'careful: { migrations: [{ id: "1", sql: "DELETE FROM nowhere;" }] }')),
    ).toEqual(['6:45 SCENARIO_BAD_RELEASE']);
  });

  it.each([
    ['deploy: { environment: staging, release: second-comit }', 'release', 'second-commit'],
    ['deploy: { environment: stagin, release: before }', 'environment', 'staging'],
    ['rename: { environment: staging, account: acm, to: initech }', 'account', 'acme'],
    ['create-server: { environment: staging, account: acme, region: eu-centrl }', 'region', 'eu-central'],
    ['set-regions: { environment: staging, regions: [us-eats] }', 'region', 'us-east'],
    ['expect: [{ endpoints: { staging/acne: [] } }]', 'account', 'acme'],
    ['expect: [{ servers: { stging/acme/eu-central: absent } }]', 'environment', 'staging'],
    ['expect: [{ served: { staging/cli: fallback } }]', 'client', 'staging/ci'],
  ])('in %s name something that is there', (step, kind, nearest) => {
    expect(load(`${STORY}steps:\n  - ${step}\n`).problems).toMatchObject([
      { code: 'SCENARIO_UNKNOWN_REFERENCE', kind, nearest, at: { line: 17 } },
    ]);
  });

  it('know the accounts that steps bring about', () => {
    const { steps } = scenarioOf(`${STORY}steps:
  - create-account: { environment: staging, account: initech }
  - create-server: { environment: staging, account: initech, region: us-east }
  - rename: { environment: staging, account: initech, to: hooli }
  - delete-account: { environment: staging, account: hooli }
  - deploy: { environment: staging, release: before, pods: [1], migrate: false }
  - set-deploy-env: { environment: staging, deploy-env: unset }
  - insert-endpoint: { environment: staging, account: acme, url: "https://x.example" }
`);

    expect(steps).toMatchObject([
      { verb: 'create-account', handle: 'initech' },
      { verb: 'create-server', account: 'initech', region: 'us-east' },
      { verb: 'rename', account: 'initech', to: 'hooli' },
      { verb: 'delete-account', account: 'hooli' },
      { verb: 'deploy', release: 'before', pods: [1], migrate: false },
      { verb: 'set-deploy-env', deployEnv: null },
      { verb: 'insert-endpoint', row: { account: 'acme', url: 'https://x.example', technology: 'kura' } },
    ]);
  });
});
