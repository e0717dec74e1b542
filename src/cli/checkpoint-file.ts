import { statSync } from 'node:fs';
import { endianness } from 'node:os';
import Sqlite from 'better-sqlite3';
import type { Journal, JournalBlock } from '../explore/journal.ts';
import type { SearchIdentity } from '../explore/search-identity.ts';
import { canonicalJson } from '../kernel/json.ts';
import type { UsageProblem } from '../report/usage-problem.ts';
import { type BlockRow, blockColumns, blockOfRow, rowOfBlock, type TranscriptRow } from './checkpoint-rows.ts';
import { attempt } from './system-error.ts';

/**
 * A file that holds an exploration: an SQLite database that grows by one transaction per block of the search, so that
 * whatever ends the process, the file has all blocks up to some moment and none in part. Only one process at a time has
 * it open.
 *
 * `about` is whatever the caller needs to make the model again (the scenario's text); `identity` is what must be the same
 * for the exploration to go on.
 */
export class CheckpointFile {
  readonly identity: SearchIdentity;
  readonly about: unknown;
  readonly #database: Sqlite.Database;
  #problem: UsageProblem | undefined;

  constructor(database: Sqlite.Database) {
    this.#database = database;
    const facts = new Map(database.prepare('select name, value from fact').raw().all() as [string, string][]);
    this.identity = JSON.parse(facts.get('identity') as string);
    this.about = JSON.parse(facts.get('about') as string);
  }

  /** Why the file could not be written any more. What it has by then stays, and whoever can write again goes on from it. */
  get problem(): UsageProblem | undefined {
    return this.#problem;
  }

  /** The states written so far. */
  get stateCount(): number {
    const progress = this.#database.prepare('select progress from block order by number desc limit 1').pluck().get();
    return progress === undefined ? 1 : JSON.parse(progress as string).stateCount;
  }

  /** How the exploration ended, as its result says it; undefined while it is not at its end. */
  get end(): string | undefined {
    return this.#database.prepare(`select value from fact where name = 'end'`).pluck().get() as string | undefined;
  }

  /** Says that the exploration is at its end, whatever may be read of it by then. */
  finish(end: string): void {
    this.#write(() => this.#database.prepare(`insert or replace into fact values ('end', ?)`).run(end));
  }

  /**
   * For an exploration: what is in the file is read first, what is new is added. With a limit of fewer states than the
   * file has, it is read as far as the limit allows, and stays as it is: the result is the same as without the file.
   */
  journal({ stateCountMax = Number.POSITIVE_INFINITY }: { readonly stateCountMax?: number | undefined } = {}): Journal {
    const select = this.#database.prepare(`select ${blockColumns.join(', ')} from block where number = ?`);
    const places = blockColumns.map((column) => `@${column}`).join(', ');
    const insert = this.#database.prepare(`insert into block (${blockColumns.join(', ')}) values (${places})`);
    let number = 0;
    let isBehind = false;
    return {
      read: () => {
        number += 1;
        const row = select.get(number) as BlockRow | undefined;
        const block = row && blockOfRow(row);
        isBehind ||= block !== undefined && block.progress.stateCount > stateCountMax;
        return isBehind ? undefined : block;
      },
      write: (block) => {
        if (!isBehind) this.#write(() => insert.run(rowOfBlock(block)));
      },
    };
  }

  /** What code said in the course of the exploration, without the states. */
  *transcripts(): Generator<Pick<JournalBlock, 'values' | 'evaluations'>> {
    const rows = this.#database.prepare('select vals, evaluations from block order by number').iterate();
    for (const row of rows) {
      const { vals, evaluations } = row as TranscriptRow;
      yield { values: JSON.parse(vals), evaluations: JSON.parse(evaluations) };
    }
  }

  /**
   * Closes the file. It is one file from then on, whatever SQLite needed beside it meanwhile; unless there is no room for
   * that, and then it is both together.
   */
  close(): void {
    if (!this.#database.readonly) this.#write(() => this.#database.pragma('journal_mode = delete'));
    this.#database.close();
  }

  /** Nothing is written after what could not be: a block is of no use without those before it. */
  #write(action: () => void): void {
    if (this.#problem !== undefined) return;
    try {
      action();
    } catch (error) {
      if (!(error instanceof Sqlite.SqliteError)) throw error;
      this.#problem = { code: 'USAGE_CHECKPOINT_CUT', file: this.#database.name, reason: error.code };
    }
  }
}

/** A file opened, or why it was not. */
export type OpenedCheckpoint = { readonly checkpoint: CheckpointFile } | { readonly problem: UsageProblem };

/**
 * Opens a file for an exploration to be written to, or to go on from; makes it if there is none. A file that holds
 * anything else is left as it is and refused.
 */
export function openCheckpoint(options: {
  readonly file: string;
  readonly identity: SearchIdentity;
  readonly about: unknown;
}): OpenedCheckpoint {
  const { file, about } = options;
  const identity = { ...options.identity, 'byte order': canonicalJson(endianness()) };
  return opening(file, 'USAGE_CANNOT_WRITE', () => {
    const database = new Sqlite(file, { timeout: lockWaitMs });
    let isKept = false;
    try {
      database.pragma('locking_mode = exclusive');
      const isNew = database.pragma('page_count', { simple: true }) === 0;
      if (!isNew && !isCheckpoint(database)) return { problem: { code: 'USAGE_NOT_A_CHECKPOINT', file } };
      const differs = isNew ? [] : differences(identity, new CheckpointFile(database).identity);
      if (differs.length > 0) return { problem: { code: 'USAGE_CHECKPOINT_DIFFERS', file, differs } };
      database.pragma('journal_mode = wal');
      database.pragma('synchronous = normal');
      if (isNew) create(database, { identity, about });
      isKept = true;
      return { checkpoint: new CheckpointFile(database) };
    } finally {
      if (!isKept) database.close();
    }
  });
}

/** Opens a file to look at the exploration in it, which may be unfinished. */
export function readCheckpoint(file: string): OpenedCheckpoint {
  const found = attempt(() => statSync(file));
  if ('reason' in found) return { problem: { code: 'USAGE_CANNOT_READ', file, reason: found.reason } };
  return opening(file, 'USAGE_CANNOT_READ', () => {
    const database = new Sqlite(file, { readonly: true, timeout: lockWaitMs });
    if (isCheckpoint(database)) return { checkpoint: new CheckpointFile(database) };
    database.close();
    return { problem: { code: 'USAGE_NOT_A_CHECKPOINT', file } };
  });
}

/** The names of what two identities differ in. */
export function differences(left: SearchIdentity, right: SearchIdentity): readonly string[] {
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].filter((name) => left[name] !== right[name]);
}

function opening(
  file: string,
  code: 'USAGE_CANNOT_READ' | 'USAGE_CANNOT_WRITE',
  open: () => OpenedCheckpoint,
): OpenedCheckpoint {
  try {
    return open();
  } catch (error) {
    if (error instanceof TypeError) return { problem: { code, file, reason: 'ENOENT' } };
    if (!(error instanceof Sqlite.SqliteError)) throw error;
    if (error.code === 'SQLITE_NOTADB') return { problem: { code: 'USAGE_NOT_A_CHECKPOINT', file } };
    if (error.code === 'SQLITE_FULL') return { problem: { code: 'USAGE_CHECKPOINT_CUT', file, reason: error.code } };
    if (error.code.startsWith('SQLITE_BUSY')) return { problem: { code: 'USAGE_CHECKPOINT_IN_USE', file } };
    return { problem: { code, file, reason: error.code } };
  }
}

function isCheckpoint(database: Sqlite.Database): boolean {
  return (
    database.pragma('application_id', { simple: true }) === applicationId &&
    database.pragma('user_version', { simple: true }) === formatVersion
  );
}

function create(
  database: Sqlite.Database,
  { identity, about }: { readonly identity: SearchIdentity; readonly about: unknown },
): void {
  database.transaction(() => {
    database.pragma(`application_id = ${applicationId}`);
    database.pragma(`user_version = ${formatVersion}`);
    database.exec('create table fact (name text primary key, value text not null)');
    database.exec(`create table block (number integer primary key, ${blockColumns.join(', ')})`);
    const insert = database.prepare('insert into fact values (?, ?)');
    insert.run('identity', canonicalJson(identity));
    insert.run('about', canonicalJson(about));
  })();
}

/** `dibs`, in the header of the database at octet 68. */
export const applicationId = 0x64696273;

const formatVersion = 1;

/** A process that was killed a moment ago may still hold the file for so long. */
const lockWaitMs = 200;
