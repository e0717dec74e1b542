import { describe, expect, it } from 'vitest';
import { createReleaseCatalogue } from '../../src/kura/release-catalogue.ts';
import { Stage, seed } from './stage.ts';

const ROWS = [
  // url, gone on staging, gone on canary
  ['https://tuist-eu-central-1.kura.tuist.dev', true, true],
  ['https://tuist-eu-central-1-staging.kura.tuist.dev', false, true],
  ['https://my-staging-eu-central-1.kura.tuist.dev', true, true],
  ['https://my-staging-eu-central-1-staging.kura.tuist.dev', false, true],
  ['https://acme-us-east-1.kura.tuist.dev', true, true],
  ['https://tuist-eu-central-1-canary.kura.tuist.dev', true, false],
  ['https://my-staging.kura.tuist.dev', false, true],
  ['https://my-canary.kura.tuist.dev', true, false],
  ['https://tuist-eu-central-1.kura.tuist.dev/', false, false],
  ['https://tuist-eu-central-1.kura.tuist.dev:443', false, false],
  ['https://tuist-eu-central-1.KURA.tuist.dev', false, false],
  ['http://kura-x-staging.kura.svc.cluster.local:4000', false, false],
  ['https://cache.customer.example', false, false],
] as const;

const MIGRATION = '20260613120000_prune_stale_kura_cache_endpoints';

/** An environment of the release before, with these rows and no server, after the first commit's hook. */
function afterMigration(
  name: string,
  technology: 'kura' | 'default' | 'kura-self-hosted-peer',
  deployEnv?: string | null,
) {
  const spelling = { kura: 'kura', default: 'default', 'kura-self-hosted-peer': 'selfHostedPeer' } as const;
  const environment = seed({
    name,
    release: 'before',
    servers: [],
    endpoints: ROWS.map(([url]) => ({ account: 'acme', url, technology: spelling[technology] })),
    ...(deployEnv === undefined ? {} : { deployEnv }),
  });
  const stage = new Stage({ environments: [environment] });
  stage.complete(name, { verb: 'migrate', release: 'first-commit' });
  return stage;
}

function urls(stage: Stage, name: string): readonly string[] {
  return stage
    .environment(name)
    .endpoints(stage.model.reader(stage.world))
    .map(({ url }) => url);
}

describe('the migration that prunes stale endpoints, run by SQLite', () => {
  it.each(ROWS)('on staging %s is deleted: %s', (url, isGone) => {
    expect(urls(afterMigration('staging', 'kura'), 'staging').includes(url)).toBe(!isGone);
  });

  it.each(ROWS)('on canary %s is deleted (second flag): %s %s', (url, _, isGone) => {
    expect(urls(afterMigration('canary', 'kura'), 'canary').includes(url)).toBe(!isGone);
  });

  it.each(ROWS)('on production %s is never deleted', (url) => {
    expect(urls(afterMigration('production', 'kura'), 'production')).toContain(url);
  });

  it.each(['staging', 'canary', 'production'])('endpoints of other technologies are not touched on %s', (name) => {
    for (const technology of ['default', 'kura-self-hosted-peer'] as const) {
      expect(urls(afterMigration(name, technology), name)).toHaveLength(ROWS.length);
    }
  });

  it.each([null, 'staging', 'STAG', ''])(
    'with TUIST_DEPLOY_ENV=%s staging runs it as production: it does nothing',
    (deployEnv) => {
      const stage = afterMigration('staging', 'kura', deployEnv);
      expect(urls(stage, 'staging')).toHaveLength(ROWS.length);
      expect(stage.events).toContainEqual(
        expect.objectContaining({ type: 'kura.migrated', believes: 'prod', rowCount: 0 }),
      );
    },
  );

  it('is run once: what it skipped on the wrong environment, and rows that come back, stay', () => {
    const stage = afterMigration('staging', 'kura', 'staging');
    stage.complete('staging', { verb: 'set-deploy-env', deployEnv: 'stag' });
    stage.complete('staging', { verb: 'migrate', release: 'first-commit' });
    expect(urls(stage, 'staging')).toHaveLength(ROWS.length);

    const correct = afterMigration('staging', 'kura');
    const url = 'https://acme-us-east-1.kura.tuist.dev';
    correct.order('staging', { verb: 'insert-endpoint', account: 'acme', url, technology: 'kura' });
    correct.complete('staging', { verb: 'migrate', release: 'first-commit' });
    expect(urls(correct, 'staging')).toContain(url);
  });

  it('looks at no other account less closely: rows of all accounts go', () => {
    const environment = seed({
      name: 'staging',
      release: 'before',
      accounts: [{ handle: 'acme' }, { handle: 'globex' }],
      servers: [],
      endpoints: ['acme', 'globex'].map((account) => ({
        account,
        url: `https://${account}-eu-central-1.kura.tuist.dev`,
        technology: 'kura' as const,
      })),
    });
    const stage = new Stage({ environments: [environment] });
    stage.complete('staging', { verb: 'migrate', release: 'first-commit' });
    expect(urls(stage, 'staging')).toEqual([]);
    const reader = stage.model.reader(stage.world);
    const { tables } = stage.environment('staging').plane.database;
    expect(reader.get(tables.schema_migrations)).toEqual([{ version: MIGRATION }]);
  });

  it('a migration that PostgreSQL alone understands is reported before it runs', () => {
    const { problems } = createReleaseCatalogue({
      mine: { migrations: [{ id: '1', sql: "delete from accounts where name ilike 'a%'", environments: ['stag'] }] },
    });
    expect(problems).toEqual([
      expect.objectContaining({ release: 'mine', code: 'MIGRATION_SQL_INVALID', migration: '1' }),
    ]);
  });

  it('a migration whose second statement fails changes nothing and stops the deploy', () => {
    const sql = 'delete from account_cache_endpoints; insert into accounts (id, name) values (9, null);';
    const stage = new Stage({
      environments: [seed({ name: 'staging' })],
      releases: { broken: { extends: 'second-commit', migrations: [{ id: '2', sql, environments: ['stag'] }] } },
    });
    stage.complete('staging', { verb: 'deploy', release: 'broken', migrate: true });
    expect(stage.mirrored('staging')).toHaveLength(1);
    expect(stage.events.at(-1)).toMatchObject({ type: 'kura.migration-failed', migration: '2' });
    expect(stage.model.reader(stage.world).get(stage.environment('staging').plane.pods)[0]?.release).toBe(
      'second-commit',
    );
  });
});
