import type { Event } from '../kernel/action.ts';
import type { ControlPlane } from './control-plane.ts';
import { execute, executeScript, query } from './database.ts';
import { deployEnvironment } from './deploy-environment.ts';
import type { Draft } from './draft.ts';
import type { Release } from './release.ts';
import { planeActor } from './server-effects.ts';
import { splitStatements } from './split-statements.ts';
import { STATEMENTS } from './statement.ts';
import { type MigrationRow, TABLE_NAMES } from './tables.ts';

/**
 * Runs the release's migrations that the database has not seen, each in a transaction, and records them; one that does
 * nothing in the environment that the process believes to be in is recorded too. The first that fails ends it.
 *
 * *Source:* Tuist.Release.migrate and priv/repo/migrations of tuist/tuist.
 */
export function migrate(options: {
  readonly plane: ControlPlane;
  readonly release: Release;
  readonly deployEnv: string | null;
  readonly draft: Draft;
}): { readonly hasFailed: boolean; readonly events: readonly Event[] } {
  const { plane, release, draft } = options;
  const { database } = plane;
  const environment = deployEnvironment(options.deployEnv);
  const recorded = query<MigrationRow>(draft, database, STATEMENTS.listMigrations).map(({ version }) => version);
  const events: Event[] = [];
  for (const { id, sql, environments } of release.migrations) {
    if (recorded.includes(id)) continue;
    const result = executeScript(draft, database, {
      statements: environments.includes(environment) ? splitStatements(sql) : [],
      reads: TABLE_NAMES,
      writes: TABLE_NAMES,
      parameters: { suffix: release.suffixes[environment] },
    });
    const about = { actor: planeActor(plane), environment: plane.name, migration: id, believes: environment };
    if (!result.ok) {
      events.push({ type: 'kura.migration-failed', ...about, message: result.message });
      return { hasFailed: true, events };
    }
    execute(draft, database, STATEMENTS.recordMigration, { version: id });
    events.push({ type: 'kura.migrated', ...about, rowCount: result.changedCount });
  }
  return { hasFailed: false, events };
}
