import Sqlite from 'better-sqlite3';
import type { SqlRow } from './sqlite.ts';

/** Tables of a database that somebody saved: their rows, or why there are none. */
export type SqliteImage =
  | { readonly tables: ReadonlyMap<string, readonly SqlRow[]> }
  | { readonly refused: 'not-sqlite' | 'damaged'; readonly message: string };

const SIGNATURE = 'SQLite format 3\0';

/** Whether a file's bytes say that they are a SQLite database. */
export function isSqliteImage(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, SIGNATURE.length)).toString('latin1') === SIGNATURE;
}

/**
 * The rows of some tables of a SQLite database given as the bytes of its file; tables that it does not have are left
 * out. Nothing is written, no file is opened, and whatever else the database holds (views, triggers) is not run.
 */
export function readSqliteImage(bytes: Uint8Array, tables: readonly string[]): SqliteImage {
  if (!isSqliteImage(bytes)) return { refused: 'not-sqlite', message: 'the file does not begin as one of SQLite does' };
  if (isCutOff(bytes)) return { refused: 'damaged', message: 'the database is cut off' };
  let database: Sqlite.Database | undefined;
  try {
    database = new Sqlite(inRollbackMode(bytes), { readonly: true });
    const has = database.prepare("select 1 from sqlite_schema where type = 'table' and name = ?");
    const rows = new Map<string, readonly SqlRow[]>();
    for (const table of tables) {
      if (has.get(table) === undefined) continue;
      rows.set(table, database.prepare(`select * from "${table}"`).all() as SqlRow[]);
    }
    return { tables: rows };
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError)) throw error;
    return { refused: 'damaged', message: error.message };
  } finally {
    database?.close();
  }
}

/** Databases in memory have no write-ahead log: a file that says it has one is opened as if it had been checkpointed. */
function inRollbackMode(bytes: Uint8Array): Buffer {
  const image = Buffer.from(bytes);
  const isWal = image[18] === 2 && image[19] === 2;
  if (isWal) image.fill(1, 18, 20);
  return image;
}

/**
 * Whether the file has fewer pages than its header says. What is missing would be read as if it were empty.
 *
 * *Source:* sqlite.org/fileformat2.html, sections 1.3.2 and 1.3.8: the page size at 16 (1 stands for 65 536), the number
 * of pages at 28, which counts only if the change counter at 24 is that of 92.
 */
function isCutOff(bytes: Uint8Array): boolean {
  if (bytes.length < 100) return true;
  const header = Buffer.from(bytes.subarray(0, 100));
  const written = header.readUInt16BE(16);
  const pageSize = written === 1 ? 65_536 : written;
  const isCounted = header.readUInt32BE(24) === header.readUInt32BE(92);
  return isCounted && bytes.length < header.readUInt32BE(28) * pageSize;
}
