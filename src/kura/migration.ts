import type { DeployEnvironment } from './deploy-environment.ts';
import { splitStatements } from './split-statements.ts';
import { SqlMemory } from './sqlite.ts';
import { SCHEMA_SQL } from './statement.ts';

/** A change of the database that comes with a release and is run once. */
export interface Migration {
  /** Its version in the migrations table. */
  readonly id: string;
  /**
   * One or more statements in the SQL that PostgreSQL and SQLite share. `:suffix` is the suffix of the environment
   * that the migrating process believes to be in.
   */
  readonly sql: string;
  /** Where it does something. Elsewhere it does nothing and is recorded as run all the same. */
  readonly environments: readonly DeployEnvironment[];
}

/** What is wrong with a migration's SQL. */
export interface MigrationProblem {
  readonly code: 'MIGRATION_SQL_INVALID';
  readonly migration: string;
  readonly message: string;
}

/** Whether the SQL runs at all, tried on empty tables. */
export function migrationProblems(migration: Migration): readonly MigrationProblem[] {
  const result = new SqlMemory(SCHEMA_SQL).run(splitStatements(migration.sql), { suffix: '' });
  return result.ok ? [] : [{ code: 'MIGRATION_SQL_INVALID', migration: migration.id, message: result.message }];
}
