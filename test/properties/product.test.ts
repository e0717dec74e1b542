import { describe, expect, it } from 'vitest';
import { runStory } from '../timeline/story.ts';
import { cluster, findingsOf, story, txt } from './story.ts';

/** Environments of the product, one cluster each. */
function product(environments: readonly string[], steps: readonly string[], releases = ''): string {
  const owner = (name: string) =>
    cluster(name, {
      ...(name === 'staging' ? { address: '192.0.2.30', starts: '20s' } : { address: '192.0.2.10' }),
      provider: 'cloudflare',
    });
  const used = environments.map((environment) => environment.split(':')[0] as string);
  return [
    'title: The product',
    'zone: { name: tuist.dev, negative-ttl: 5m }',
    'clusters:',
    ...used.map((name) => `  ${owner(name)}`),
    'kura:',
    `  environments: { ${environments.join(', ')} }`,
    releases,
    'steps:',
    ...steps.map((step) => `  - ${step}`),
    '',
  ].join('\n');
}

const production = (more = 'servers: [acme/eu-central]') =>
  `production: { cluster: production, deploy-env: prod, release: before, ${more} }`;
const staging = (more = 'servers: [acme/eu-central]') =>
  `staging: { cluster: staging, deploy-env: stag, release: before, ${more} }`;
const deploy = 'deploy: { environment: staging, release: first-commit }';

describe('no-stray-endpoint', () => {
  const check = (text: string) => findingsOf('no-stray-endpoint', text);
  const stray = (account: string, url: string) => ({
    code: 'STRAY_ENDPOINT',
    invariant: 'no-stray-endpoint',
    environment: 'staging',
    account,
    url,
  });

  it("holds for endpoints of servers, for those that are not the product's, and when a server is gone with its row", () => {
    const own =
      'servers: [acme/eu-central], endpoints: [{ account: acme, url: "https://cache.acme.example", technology: default }]';
    expect(check(product([staging(own)], ['settle: 1h']))).toEqual([]);
    const destroy = 'destroy-server: { environment: staging, account: acme, region: eu-central }';
    expect(check(product([staging()], ['settle: 1h', destroy, 'settle: 6h']))).toEqual([]);
  });

  it('finds a row that no server of its account has, though one of another account has it', () => {
    const of = (account: string, url: string) =>
      `insert-endpoint: { environment: staging, account: ${account}, url: "${url}" }`;
    const old = 'https://old-eu-central-1.kura.tuist.dev';
    const acme = 'https://acme-eu-central-1.kura.tuist.dev';
    const both = staging('servers: [acme/eu-central, globex/eu-central]');
    expect(check(product([both], ['settle: 1h', of('acme', old), of('globex', acme), 'settle: 1h']))).toEqual([
      stray('acme', old),
      stray('globex', acme),
    ]);
  });
});

describe('one-endpoint-per-account-and-region', () => {
  const check = (text: string) => findingsOf('one-endpoint-per-account-and-region', text);
  const facts = {
    code: 'ENDPOINT_COUNT',
    invariant: 'one-endpoint-per-account-and-region',
    environment: 'staging',
    account: 'acme',
    region: 'eu-central',
    expected: 'https://acme-eu-central-1.kura.tuist.dev',
  };

  it('holds for servers with their endpoint, in one region or in several', () => {
    expect(check(product([staging()], ['settle: 1h']))).toEqual([]);
    const several = 'regions: [eu-central, us-east], servers: [acme/eu-central, acme/us-east, globex/us-east]';
    expect(check(product([staging(several)], ['settle: 1h']))).toEqual([]);
  });

  it('holds for an account whose handle looks like a region', () => {
    const several =
      'regions: [eu-central, us-east], servers: [acme-eu-central-1/us-east, acme-eu-central-1/eu-central]';
    expect(check(product([staging(several)], ['settle: 1h']))).toEqual([]);
  });

  it("holds for endpoints that are not the product's own, and for servers that are gone", () => {
    const own =
      'servers: [acme/eu-central], endpoints: [{ account: acme, url: "https://cache.acme.example", technology: default }]';
    expect(check(product([staging(own)], ['settle: 1h']))).toEqual([]);
    const steps = [
      'settle: 1h',
      'destroy-server: { environment: staging, account: acme, region: eu-central }',
      'settle: 6h',
    ];
    expect(check(product([staging()], steps))).toEqual([]);
  });

  it('finds an active server without an endpoint', () => {
    expect(check(product([staging()], ['settle: 1h', deploy, 'settle: 6h']))).toEqual([{ ...facts, found: [] }]);
  });

  it('finds a second endpoint of a region', () => {
    const old = 'https://old-eu-central-1.kura.tuist.dev';
    const insert = `insert-endpoint: { environment: staging, account: acme, url: "${old}" }`;
    const found = [facts.expected, old];
    expect(check(product([staging()], ['settle: 1h', insert]))).toEqual([{ ...facts, found }]);
  });

  it("finds an endpoint that is not the server's", () => {
    const old = 'https://old-eu-central-1.kura.tuist.dev';
    const steps = [
      'settle: 1h',
      `insert-endpoint: { environment: staging, account: acme, url: "${old}" }`,
      `delete-endpoint: { environment: staging, account: acme, url: "${facts.expected}" }`,
    ];
    expect(check(product([staging()], steps))).toEqual([{ ...facts, found: [old] }]);
  });
});

describe('production-untouched', () => {
  const check = (text: string) => findingsOf('production-untouched', text);
  const both = [production(), staging()];
  const touched = (what: string, actor: string) => ({
    code: 'PRODUCTION_TOUCHED',
    invariant: 'production-untouched',
    what,
    actor,
  });

  it('holds while staging deploys and production comes into service', () => {
    expect(check(product(both, ['settle: 1h', deploy, 'settle: 6h']))).toEqual([]);
  });

  it('holds while production deploys what changes nothing for it', () => {
    const steps = ['settle: 1h', 'deploy: { environment: production, release: second-commit }', 'settle: 6h'];
    expect(check(product([production()], steps))).toEqual([]);
  });

  it("finds what production's own deploy changes", () => {
    const releases =
      '  releases: { other: { extends: second-commit, revision: other, host: { public: "{account_handle}-{cluster_id}-p.kura.tuist.dev" } } }';
    const steps = ['settle: 1h', 'deploy: { environment: production, release: other }', 'settle: 6h'];
    const found = check(product([production()], steps, releases));
    expect(found).toContainEqual(touched('URL of the server of acme in eu-central', 'production.kura'));
    expect(found).toContainEqual(touched('acme-eu-central-1.kura.tuist.dev A', 'production'));
  });

  it('finds records of production that somebody edits by hand, the TXT as well', () => {
    const name = 'acme-eu-central-1.kura.tuist.dev';
    const edit = `edit-zone: { remove: [${name} A, a-${name} TXT] }`;
    expect(check(product([production()], ['settle: 1h', edit]))).toEqual([
      touched(`a-${name} TXT`, 'operator'),
      touched(`${name} A`, 'operator'),
    ]);
  });

  it('finds endpoints of production that go or change', () => {
    const url = 'https://acme-eu-central-1.kura.tuist.dev';
    const remove = `delete-endpoint: { environment: production, account: acme, url: "${url}" }`;
    expect(check(product([production()], ['settle: 1h', remove]))).toEqual([
      touched(`endpoint ${url} of acme`, 'operator'),
    ]);
  });

  it('holds whatever staging changes of its own', () => {
    const remove =
      'delete-endpoint: { environment: staging, account: acme, url: "https://acme-eu-central-1.kura.tuist.dev" }';
    expect(check(product(both, ['settle: 1h', remove]))).toEqual([]);
  });

  it('knows production by the name of its cluster where there is no product', () => {
    const clusters = [
      cluster('production', { address: '192.0.2.10', owner: 'prod', hosts: ['app.example.org'] }),
      cluster('staging', {
        address: '192.0.2.20',
        flags: ['--registry=noop'],
        hosts: ['app.example.org'],
        starts: '5m',
      }),
    ];
    expect(check(story({ clusters, steps: ['wait: 4m'] }))).toEqual([]);
    expect(check(story({ clusters, steps: ['wait: 5m30s'] }))).toEqual([touched('app.example.org A', 'staging')]);
  });

  it("does not take for production's what nobody owns while production has no registry", () => {
    const clusters = [
      cluster('production', { address: '192.0.2.10', flags: ['--registry=noop'] }).replace(
        '--policy=sync',
        '--policy=upsert-only',
      ),
      cluster('staging', { address: '192.0.2.20', owner: 'default' }),
    ];
    const records = ['app IN A 192.0.2.1', `a-app IN TXT ${txt('default')}`];
    expect(check(story({ clusters, records }))).toEqual([]);
  });

  it('is judged at every step, so that a change that is undone counts', () => {
    const edit = ['edit-zone: { remove: [app.example.org A] }', 'edit-zone: { add: "app 300 IN A 192.0.2.10" }'];
    const clusters = [cluster('production', { address: '192.0.2.10', hosts: ['app.example.org'] })];
    const text = story({ clusters, steps: ['settle: 1h', ...edit, 'expect: [{ violates: [production-untouched] }]'] });
    expect(runStory(text).verdict).toBe('passed');
  });
});
