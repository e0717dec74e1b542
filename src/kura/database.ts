import type { Component, Reader } from '../kernel/component.ts';
import { byCodeUnit, canonicalJson } from '../kernel/json.ts';
import type { Draft } from './draft.ts';
import { SqlMemory, type SqlParameters, type SqlResult, type SqlRow } from './sqlite.ts';
import { SCHEMA_SQL, type Statement } from './statement.ts';
import { type ServerRow, TABLE_NAMES, TABLES, type TableName, type Tables } from './tables.ts';

/** The components of one environment's database, one a table, and the SQLite that runs its statements. */
export interface Database {
  readonly tables: { readonly [T in TableName]: Component<Tables[T]> };
  /**
   * How many rows one phase of a tick takes. While no more servers exist than that, the order of `updated_at` decides
   * nothing but who is first within a tick, and every row's rank is 0: a write then leaves no trace but its effect.
   */
  readonly batchSize: number;
  readonly engine: TableEngine;
}

/** A statement over tables as plain values: what the database is to everything but the world. */
export class TableEngine {
  readonly #memory = new SqlMemory(SCHEMA_SQL);
  readonly #loaded = new Map<TableName, readonly SqlRow[]>();

  /**
   * The tables after the statements, run in one transaction, and what the last of them gave. `tables` need hold only
   * what is read or written. A refused statement changes nothing. A table that was not changed keeps its identity.
   */
  run(options: {
    readonly tables: Partial<Tables>;
    readonly reads: readonly TableName[];
    readonly writes: readonly TableName[];
    readonly statements: readonly string[];
    readonly parameters: SqlParameters;
  }): { readonly tables: Partial<Tables>; readonly result: SqlResult } {
    for (const table of TABLE_NAMES) {
      if (!options.reads.includes(table) && !options.writes.includes(table)) continue;
      this.#load(table, options.tables[table] ?? []);
    }
    const result = this.#memory.run(options.statements, options.parameters);
    if (!result.ok) return { tables: options.tables, result };
    const after: Record<string, readonly SqlRow[]> = { ...options.tables };
    for (const table of options.writes) after[table] = this.#dump(table);
    return { tables: after as Partial<Tables>, result };
  }

  #load(table: TableName, rows: readonly SqlRow[]): void {
    if (this.#loaded.get(table) === rows) return;
    this.#memory.load(table, TABLES[table].columns, rows);
    this.#loaded.set(table, rows);
  }

  #dump(table: TableName): readonly SqlRow[] {
    const before = this.#loaded.get(table) ?? [];
    const rows = this.#memory.dump(table, TABLES[table].columns, TABLES[table].sortedBy);
    if (canonicalJson(rows) === canonicalJson(before)) return before;
    this.#loaded.set(table, rows);
    return rows;
  }
}

/** The database of an environment, holding these rows at first. */
export function createDatabase(options: {
  readonly environment: string;
  readonly tables: Partial<Tables>;
  readonly batchSize: number;
}): Database {
  const { environment, batchSize } = options;
  const component = <T extends TableName>(table: T): Component<Tables[T]> => {
    const rows = (options.tables[table] ?? []) as Tables[T];
    const ranked = table === 'kura_servers' ? ranks(rows as readonly ServerRow[], batchSize) : rows;
    return { id: `kura/${environment}/${table}`, scope: 'shared', initial: ranked as Tables[T] };
  };
  return {
    tables: {
      accounts: component('accounts'),
      kura_servers: component('kura_servers'),
      kura_deployments: component('kura_deployments'),
      account_cache_endpoints: component('account_cache_endpoints'),
      schema_migrations: component('schema_migrations'),
    },
    batchSize,
    engine: new TableEngine(),
  };
}

/** Runs one of the product's statements on the tables of a draft, which takes the changes. */
export function execute(
  draft: Draft,
  database: Database,
  statement: Pick<Statement, 'sql' | 'reads' | 'writes'>,
  parameters: SqlParameters = {},
): SqlResult {
  return executeScript(draft, database, { ...statement, statements: [statement.sql], parameters });
}

/** Runs several statements in one transaction on the tables of a draft, which takes the changes. */
export function executeScript(
  draft: Draft,
  database: Database,
  script: {
    readonly statements: readonly string[];
    readonly reads: readonly TableName[];
    readonly writes: readonly TableName[];
    readonly parameters: SqlParameters;
  },
): SqlResult {
  const before: Record<string, readonly SqlRow[]> = {};
  for (const table of [...script.reads, ...script.writes])
    before[table] = draft.get<readonly SqlRow[]>(tableOf(database, table));
  const { tables, result } = database.engine.run({ ...script, tables: before as Partial<Tables> });
  for (const table of script.writes) {
    const rows = tables[table] ?? [];
    if (rows === before[table]) continue;
    const ranked = table === 'kura_servers' ? ranks(rows as readonly ServerRow[], database.batchSize) : rows;
    draft.put<readonly SqlRow[]>(tableOf(database, table), ranked);
  }
  return result;
}

/** The rows that a query gives, which must not fail. */
export function query<R extends SqlRow>(
  draft: Draft,
  database: Database,
  statement: Statement,
  parameters: SqlParameters = {},
): readonly R[] {
  const result = execute(draft, database, statement, parameters);
  return result.ok ? (result.rows as readonly R[]) : [];
}

/** All rows of the database, for expectations and reports. */
export function readTables(reader: Reader, database: Database): Tables {
  return {
    accounts: reader.get(database.tables.accounts),
    kura_servers: reader.get(database.tables.kura_servers),
    kura_deployments: reader.get(database.tables.kura_deployments),
    account_cache_endpoints: reader.get(database.tables.account_cache_endpoints),
    schema_migrations: reader.get(database.tables.schema_migrations),
  };
}

function tableOf(database: Database, table: TableName): Component<readonly SqlRow[]> {
  return database.tables[table] as unknown as Component<readonly SqlRow[]>;
}

/** `updated_at` as ranks from 0, or all 0 where they decide nothing, so that time leaves no trace in a world. */
function ranks(rows: readonly ServerRow[], batchSize: number): readonly ServerRow[] {
  const ordered = [...rows].sort((left, right) => left.updated_at - right.updated_at || byCodeUnit(left.id, right.id));
  const rank = new Map(ordered.map((row, index) => [row.id, rows.length > batchSize ? index : 0]));
  return rows.map((row) => ({ ...row, updated_at: rank.get(row.id) ?? 0 }));
}
