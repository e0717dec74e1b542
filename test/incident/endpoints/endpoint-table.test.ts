import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { readEndpointTable } from '../../../src/incident/endpoints/endpoint-table.ts';

const csv = (text: string) => readEndpointTable(new TextEncoder().encode(text), 'staging.csv');

function database(script: string): Uint8Array {
  const sqlite = new Sqlite(':memory:');
  sqlite.exec(script);
  const bytes = sqlite.serialize();
  sqlite.close();
  return Uint8Array.from(bytes);
}

const acme = { account: 'acme', url: 'https://acme-eu-central-1.kura.tuist.dev', technology: 'kura' };

describe('an endpoint table', () => {
  it('is read from CSV, with or without a technology', () => {
    expect(csv('\ufeffaccount,url,technology\nacme,https://acme-eu-central-1.kura.tuist.dev,kura\n').endpoints).toEqual(
      [acme],
    );
    expect(csv('url,account\n"https://acme-eu-central-1.kura.tuist.dev",acme\n').endpoints).toEqual([acme]);
  });

  it('is read from a SQLite file, with the handles of its accounts', () => {
    const bytes = database(`
      create table accounts (id integer, name text);
      insert into accounts values (7, 'acme');
      create table account_cache_endpoints (account_id integer, url text, technology integer);
      insert into account_cache_endpoints values (7, 'https://acme-eu-central-1.kura.tuist.dev', 1);
    `);
    expect(readEndpointTable(bytes, 'staging.sqlite')).toEqual({ endpoints: [acme], problems: [] });
  });

  it('is read from a table called cache_endpoints, without accounts', () => {
    const bytes = database(
      "create table cache_endpoints (account_id integer, url text); insert into cache_endpoints values (7, 'https://a.example')",
    );
    expect(readEndpointTable(bytes, 'x').endpoints).toEqual([
      { account: 'account-7', url: 'https://a.example', technology: 'kura' },
    ]);
  });

  it('says which rows it cannot understand, and gives the others', () => {
    const { endpoints, problems } = csv(
      'account,url,technology\nacme,nowhere,kura\nacme,https://a.example,gopher\nacme,"https://b.exa"mple",kura\nacme,https://acme-eu-central-1.kura.tuist.dev,1\n',
    );
    expect(endpoints).toEqual([acme]);
    expect(problems.map(({ code, line }) => [code, line])).toEqual([
      ['ENDPOINTS_BAD_CSV', 4],
      ['ENDPOINTS_BAD_URL', 2],
      ['ENDPOINTS_BAD_TECHNOLOGY', 3],
    ]);
  });

  it('says which column is missing', () => {
    expect(csv('handle;url\nacme;https://a.example\n').problems).toMatchObject([
      { code: 'ENDPOINTS_NO_COLUMN', missing: 'account' },
      { code: 'ENDPOINTS_NO_COLUMN', missing: 'url' },
    ]);
  });

  it('that is damaged is a problem, not a crash', () => {
    const bytes = database('create table cache_endpoints (account text, url text)');
    for (const damaged of [bytes.slice(0, 700), bytes.map((byte, index) => (index > 100 ? byte ^ 0x5a : byte))]) {
      expect(readEndpointTable(damaged, 'x').problems).toMatchObject([{ code: expect.stringMatching(/^ENDPOINTS_/) }]);
    }
    expect(readEndpointTable(database('create table other (a)'), 'x').problems).toMatchObject([
      { code: 'ENDPOINTS_NO_TABLE' },
    ]);
  });
});
