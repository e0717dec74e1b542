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

/** Statements over tables as plain values, run in one transaction. */
export interface TableScript {
  /** Need hold only what is read or written. */
  readonly tables: Partial<Tables>;
  readonly reads: readonly TableName[];
  readonly writes: readonly TableName[];
  readonly statements: readonly string[];
  readonly parameters: SqlParameters;
}

/** The tables after a script, and what its last statement gave. A table that was not changed keeps its identity. */
export interface TableResult {
  readonly tables: Partial<Tables>;
  readonly result: SqlResult;
}

const NO_ROWS: readonly SqlRow[] = [];

/**
 * What the database is to everything but the world: a pure function from tables and a script to tables.
 *
 * Results are remembered by the identity of the tables and by what was run: worlds intern their values, so equal tables
 * are mostly the same object, and SQLite runs once per distinct situation.
 */
export class TableEngine {
  readonly #memory = new SqlMemory(SCHEMA_SQL);
  readonly #batchSize: number;
  readonly #loaded = new Map<TableName, readonly SqlRow[]>();
  readonly #ids = new WeakMap<readonly SqlRow[], number>();
  readonly #results = new Map<string, TableResult>();
  #idCount = 0;

  constructor(batchSize: number) {
    this.#batchSize = batchSize;
  }

  /** A refused script changes nothing. */
  run(script: TableScript): TableResult {
    const used = TABLE_NAMES.filter((table) => script.reads.includes(table) || script.writes.includes(table));
    const ids = used.map((table) => this.#idOf(script.tables[table] ?? NO_ROWS));
    const key = [...ids, ...script.statements, canonicalJson(script.parameters)].join('\u0000');
    const known = this.#results.get(key);
    if (known !== undefined) return known;
    for (const table of used) this.#load(table, script.tables[table] ?? NO_ROWS);
    const result = this.#memory.run(script.statements, script.parameters);
    const after: Record<string, readonly SqlRow[]> = {};
    for (const table of used) after[table] = script.tables[table] ?? NO_ROWS;
    if (result.ok) for (const table of script.writes) after[table] = this.#dump(table);
    const fresh = { tables: after as Partial<Tables>, result };
    this.#results.set(key, fresh);
    return fresh;
  }

  #idOf(rows: readonly SqlRow[]): number {
    let id = this.#ids.get(rows);
    if (id === undefined) {
      id = this.#idCount;
      this.#idCount += 1;
      this.#ids.set(rows, id);
    }
    return id;
  }

  #load(table: TableName, rows: readonly SqlRow[]): void {
    if (this.#loaded.get(table) === rows) return;
    this.#memory.load(table, TABLES[table].columns, rows);
    this.#loaded.set(table, rows);
  }

  #dump(table: TableName): readonly SqlRow[] {
    const before = this.#loaded.get(table) ?? NO_ROWS;
    const found = this.#memory.dump(table, TABLES[table].columns, TABLES[table].sortedBy);
    const rows = table === 'kura_servers' ? ranks(found as readonly ServerRow[], this.#batchSize) : found;
    // What is in SQLite now is `found`: with other ranks than `rows`, so it has to be loaded again.
    this.#loaded.delete(table);
    return canonicalJson(rows) === canonicalJson(before) ? before : rows;
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
    engine: new TableEngine(batchSize),
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
export function executeScript(draft: Draft, database: Database, script: Omit<TableScript, 'tables'>): SqlResult {
  const before: Record<string, readonly SqlRow[]> = {};
  for (const table of [...script.reads, ...script.writes]) before[table] = draft.get(tableOf(database, table));
  const { tables, result } = database.engine.run({ ...script, tables: before as Partial<Tables> });
  for (const table of script.writes) {
    const rows = tables[table] ?? NO_ROWS;
    if (rows !== before[table]) draft.put<readonly SqlRow[]>(tableOf(database, table), rows);
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
