import Sqlite from 'better-sqlite3';
import { assert } from '../kernel/assert.ts';

/** A row as SQLite gives it. */
export type SqlRow = Readonly<Record<string, string | number | null>>;

/** The values of a statement's `:names`. */
export type SqlParameters = Readonly<Record<string, string | number | null>>;

/** What a statement gave: its rows, or why the database refused it. */
export type SqlResult =
  | { readonly ok: true; readonly rows: readonly SqlRow[]; readonly changedCount: number }
  | { readonly ok: false; readonly sqlState: string; readonly message: string };

/**
 * The one door to better-sqlite3: an in-memory database that stands in for PostgreSQL.
 *
 * Foreign keys are enforced and LIKE tells capitals apart, as PostgreSQL does. Nothing in it outlives a call as far as
 * callers can tell: they load the tables they need before each statement.
 */
export class SqlMemory {
  readonly #database = new Sqlite(':memory:');
  readonly #prepared = new Map<string, Sqlite.Statement>();

  constructor(schema: string) {
    this.#database.pragma('case_sensitive_like = 1');
    this.#database.exec(schema);
  }

  /** Makes a table hold exactly these rows, without regard to what other tables say about them. */
  load(table: string, columns: readonly string[], rows: readonly SqlRow[]): void {
    this.#database.pragma('foreign_keys = 0');
    this.#database.exec('begin');
    this.#prepare(`delete from ${table}`).run();
    const places = columns.map((column) => `:${column}`).join(', ');
    const insert = this.#prepare(`insert into ${table} (${columns.join(', ')}) values (${places})`);
    for (const row of rows) insert.run(row);
    this.#database.exec('commit');
    this.#database.pragma('foreign_keys = 1');
  }

  /** The rows of a table, sorted by these columns in code-unit order. */
  dump(table: string, columns: readonly string[], sortedBy: readonly string[]): readonly SqlRow[] {
    const rows = this.#prepare(`select ${columns.join(', ')} from ${table} order by ${sortedBy.join(', ')}`).all();
    return rows as SqlRow[];
  }

  /** Runs statements in one transaction: all of them, or, when one is refused, none. Rows are those of the last one. */
  run(statements: readonly string[], parameters: SqlParameters): SqlResult {
    if (statements.length > 1) this.#database.exec('begin');
    try {
      let result: { rows: readonly SqlRow[]; changedCount: number } = { rows: [], changedCount: 0 };
      const bound = withWholeNumbers(parameters);
      for (const sql of statements) result = this.#runOne(sql, bound);
      if (this.#database.inTransaction) this.#database.exec('commit');
      return { ok: true, ...result };
    } catch (error) {
      if (this.#database.inTransaction) this.#database.exec('rollback');
      assert(error instanceof Error, 'SQLite throws errors only');
      const sqlState = error instanceof Sqlite.SqliteError ? error.code : 'SQLITE_MISUSE';
      return { ok: false, sqlState, message: error.message };
    }
  }

  #runOne(sql: string, parameters: BoundParameters): { rows: readonly SqlRow[]; changedCount: number } {
    const statement = this.#prepare(sql);
    if (!statement.reader) return { rows: [], changedCount: statement.run(parameters).changes };
    const rows = statement.all(parameters) as SqlRow[];
    return { rows, changedCount: statement.readonly ? 0 : rows.length };
  }

  #prepare(sql: string): Sqlite.Statement {
    let statement = this.#prepared.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#prepared.set(sql, statement);
    }
    return statement;
  }
}

type BoundParameters = Readonly<Record<string, string | number | bigint | null>>;

/** Whole numbers as SQLite integers: as they are, better-sqlite3 binds them as reals, and `1 || ''` reads `1.0`. */
function withWholeNumbers(parameters: SqlParameters): BoundParameters {
  const bound: Record<string, string | number | bigint | null> = {};
  for (const [name, value] of Object.entries(parameters)) {
    bound[name] = typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value;
  }
  return bound;
}
