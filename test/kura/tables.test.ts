import { describe, expect, it } from 'vitest';
import { TableEngine } from '../../src/kura/database.ts';
import { createReleaseCatalogue } from '../../src/kura/release-catalogue.ts';
import { seedTables } from '../../src/kura/seed.ts';
import { splitStatements } from '../../src/kura/split-statements.ts';
import type { SqlParameters } from '../../src/kura/sqlite.ts';
import { STATEMENTS, type Statement } from '../../src/kura/statement.ts';
import type { Tables } from '../../src/kura/tables.ts';
import { seed } from './stage.ts';

const release = createReleaseCatalogue({}).releases.get('second-commit');
if (release === undefined) throw new Error('no second commit');
const TABLES: Tables = seedTables(
  seed({
    name: 'staging',
    accounts: [{ handle: 'acme' }, { handle: 'globex' }],
    servers: ['acme', 'globex'].map((account) => ({ account, region: 'eu-central', status: 'active' as const })),
    endpoints: [{ account: 'acme', url: 'https://acme-eu-central-1-staging.kura.tuist.dev', technology: 'default' }],
  }),
  release,
);

function run(
  statement: Statement,
  parameters: SqlParameters,
  engine = new TableEngine(200),
  tables: Partial<Tables> = TABLES,
) {
  return engine.run({ ...statement, tables, statements: [statement.sql], parameters });
}

describe('statements over tables as plain values', () => {
  it('the same statement on the same rows gives the same rows, whatever ran in between', () => {
    const engine = new TableEngine(200);
    const insert = { account_id: 1, url: 'https://b.example' };
    const first = run(STATEMENTS.insertEndpoint, insert, engine);
    run(STATEMENTS.deleteAccount, { account_id: 1 }, engine);
    run(STATEMENTS.insertEndpoint, { account_id: 2, url: 'https://c.example' }, engine);
    expect(run(STATEMENTS.insertEndpoint, insert, engine)).toEqual(first);
    expect(first.tables.account_cache_endpoints).toHaveLength(4);
  });

  it('inserting an endpoint that exists changes nothing, not even the identity of the table', () => {
    const url = 'https://acme-eu-central-1-staging.kura.tuist.dev';
    const { tables, result } = run(STATEMENTS.insertEndpoint, { account_id: 1, url });
    expect(result).toMatchObject({ ok: true, changedCount: 0 });
    expect(tables.account_cache_endpoints).toBe(TABLES.account_cache_endpoints);
  });

  it("the prune of a superseded URL leaves customers' own endpoints and other accounts alone", () => {
    const previous_url = 'https://acme-eu-central-1-staging.kura.tuist.dev';
    const { tables } = run(STATEMENTS.pruneSupersededEndpoint, {
      account_id: 1,
      previous_url,
      url: 'https://b.example',
    });
    expect(tables.account_cache_endpoints?.map(({ account_id, technology }) => [account_id, technology])).toEqual([
      [1, 0],
      [2, 1],
    ]);
    const same = run(STATEMENTS.pruneSupersededEndpoint, { account_id: 1, previous_url, url: previous_url });
    expect(same.tables.account_cache_endpoints).toBe(TABLES.account_cache_endpoints);
  });

  it('deleting an account cascades to its rows only', () => {
    const { tables } = run(STATEMENTS.deleteAccount, { account_id: 1 });
    expect(tables.kura_servers?.map(({ account_id }) => account_id)).toEqual([2]);
    expect(tables.kura_deployments).toHaveLength(1);
    expect(tables.account_cache_endpoints?.map(({ account_id }) => account_id)).toEqual([2]);
  });

  it('an endpoint of an account that does not exist is refused and nothing changes', () => {
    const { tables, result } = run(STATEMENTS.insertEndpoint, { account_id: 9, url: 'https://b.example' });
    expect(result).toMatchObject({ ok: false, sqlState: 'SQLITE_CONSTRAINT_FOREIGNKEY' });
    expect(tables.account_cache_endpoints).toBe(TABLES.account_cache_endpoints);
  });

  it('an active server needs URL and image', () => {
    const bare: Tables = {
      ...TABLES,
      kura_servers: TABLES.kura_servers.map((row) => ({ ...row, status: 0, url: null })),
    };
    const activate = { server_id: '1/eu-central/1', url: null, image_tag: 'kura:1' };
    const { result } = run(STATEMENTS.activateServer, activate, new TableEngine(200), bare);
    expect(result).toMatchObject({ ok: false, sqlState: 'SQLITE_CONSTRAINT_CHECK' });
  });

  it('one live server per account and region; a destroyed one does not count', () => {
    const again = { account_id: 1, region: 'eu-central', provisioner_node_ref: 'kura-acme-eu-central-1' };
    expect(run(STATEMENTS.insertServer, again).result).toMatchObject({
      ok: false,
      sqlState: 'SQLITE_CONSTRAINT_UNIQUE',
    });
    const { tables } = run(STATEMENTS.markServerDestroyed, { server_id: '1/eu-central/1' });
    const { result } = run(STATEMENTS.insertServer, again, new TableEngine(200), { ...TABLES, ...tables });
    expect(result).toMatchObject({ ok: true, rows: [expect.objectContaining({ id: '1/eu-central/2' })] });
  });
});

describe('scripts', () => {
  it.each([
    ['delete from a; delete from b;', ['delete from a', 'delete from b']],
    ["select ';'; -- a; b\nselect 2", ["select ';'", '-- a; b\nselect 2']],
    ['/* ; */ ; select "a;""b"', ['select "a;""b"']],
    ["select 'it''s; fine'", ["select 'it''s; fine'"]],
    ['-- nothing\n', []],
  ])('%j is split', (script, statements) => {
    expect(splitStatements(script)).toEqual(statements);
  });
});
