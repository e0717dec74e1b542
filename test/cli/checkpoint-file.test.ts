import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import {
  CheckpointFile,
  type OpenedCheckpoint,
  openCheckpoint,
  readCheckpoint,
} from '../../src/cli/checkpoint-file.ts';
import { startWorkers } from '../../src/cli/explore-workers.ts';
import { explore } from '../../src/explore/explore.ts';
import { identityOf } from '../../src/explore/search-identity.ts';
import { createRng, type Rng } from '../../src/kernel/rng.ts';
import { checkpointOptions, reportOf, zoneUnderTest } from './checkpoint-case.ts';

const folder = mkdtempSync(join(tmpdir(), 'dibs-checkpoint-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

const zone = zoneUnderTest();
const plainReport = reportOf(zone, explore(zone, checkpointOptions(zone)));

/** Runs the exploration in a process; kills it (signal 9) once it has written so many blocks. Its lines of output. */
function runProcess(file: string, options: { readonly threads: number; readonly killAfterBlocks?: number }) {
  const program = join(root, 'test/cli/checkpoint-process.ts');
  const args = ['--import', 'tsx', program, file, `${options.threads}`];
  return new Promise<readonly string[]>((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (data) => {
      output += data;
      if (output.split('\n').length > (options.killAfterBlocks ?? Number.POSITIVE_INFINITY)) child.kill('SIGKILL');
    });
    child.on('close', () => resolve(output.split('\n')));
  });
}

async function killAgainAndAgain(rng: Rng, options: { readonly file: string; readonly threads: number }) {
  const counts: number[] = [];
  for (let kill = 0; kill < 5; kill += 1) {
    await runProcess(options.file, { threads: options.threads, killAfterBlocks: 1 + rng.below(5) });
    const { checkpoint } = opened(readCheckpoint(options.file));
    counts.push(checkpoint.stateCount);
    checkpoint.close();
  }
  const lines = await runProcess(options.file, { threads: options.threads });
  return { counts, report: lines.at(-2) };
}

function opened(found: OpenedCheckpoint): Extract<OpenedCheckpoint, { readonly checkpoint: unknown }> {
  if ('problem' in found) throw new Error(JSON.stringify(found.problem));
  return found;
}

function open(file: string, changes: Readonly<Record<string, string>> = {}): OpenedCheckpoint {
  return openCheckpoint({
    file,
    identity: { ...identityOf(zone, checkpointOptions(zone)), ...changes },
    about: { scenario: 'a shared zone' },
  });
}

/** Explores to the end, or until so many blocks were begun, with a checkpoint. */
function exploreWith(file: string, blocksMax = Number.POSITIVE_INFINITY): string {
  const { checkpoint } = opened(open(file));
  const model = zoneUnderTest();
  let looks = 0;
  const isOverTime = () => {
    looks += 1;
    return looks > blocksMax;
  };
  const found = explore(model, { ...checkpointOptions(model), journal: checkpoint.journal(), isOverTime });
  if (found.end !== 'time') checkpoint.finish(found.end);
  checkpoint.close();
  return reportOf(model, found);
}

describe('an exploration with a checkpoint', () => {
  it.concurrent.each([1, 2])('survives being killed at any moment: five times, %i threads', async (threads) => {
    const rng = createRng(`kills ${threads}`);
    const { counts, report } = await killAgainAndAgain(rng, { file: join(folder, `killed-${threads}.db`), threads });
    expect(counts).toEqual([...counts].sort((left, right) => left - right));
    expect(counts[4]).toBeGreaterThan(counts[0] as number);
    expect(report).toBe(plainReport);
  });

  it('gives the same whatever number of threads goes on with it', async () => {
    const file = join(folder, 'half.db');
    exploreWith(file, 15);
    for (const count of [0, 1, 3]) {
      const copy = join(folder, `half-${count}.db`);
      copyFileSync(file, copy);
      const workers = await startWorkers(count);
      const { checkpoint } = opened(open(copy));
      const model = zoneUnderTest();
      const found = explore(model, {
        ...checkpointOptions(model),
        crew: workers.crew,
        journal: checkpoint.journal(),
      });
      expect(reportOf(model, found)).toBe(plainReport);
      checkpoint.close();
      await workers.close();
    }
  });

  it('is one file afterwards, from which all can be told without exploring', () => {
    const file = join(folder, 'done.db');
    expect(exploreWith(file)).toBe(plainReport);
    const moved = join(folder, 'moved.db');
    copyFileSync(file, moved);
    const { checkpoint } = opened(readCheckpoint(moved));
    expect(checkpoint.end).toBe('exhausted');
    expect(checkpoint.about).toEqual({ scenario: 'a shared zone' });
    const model = zoneUnderTest();
    const found = explore(model, {
      ...checkpointOptions(model),
      journal: checkpoint.journal(),
      isOverTime: () => true,
    });
    expect(reportOf(model, found)).toBe(plainReport);
    checkpoint.close();
  });

  it('can be looked at before it is finished', () => {
    const file = join(folder, 'begun.db');
    exploreWith(file, 10);
    const { checkpoint } = opened(readCheckpoint(file));
    expect(checkpoint.end).toBeUndefined();
    const found = explore(zoneUnderTest(), {
      ...checkpointOptions(zoneUnderTest()),
      journal: checkpoint.journal(),
      isOverTime: () => true,
    });
    expect(found.states).toBe(checkpoint.stateCount);
    expect(found.end).toBe('time');
    expect(found.stepsFrom(1).length).toBeGreaterThan(0);
    checkpoint.close();
  });
});

describe('an exploration whose checkpoint has other limits', () => {
  it('is the same as without the file where fewer states are allowed than the file has, and leaves it as it is', () => {
    const file = join(folder, 'long.db');
    exploreWith(file);
    for (const states of [1, 2, 700, 20_000]) {
      const limited = { ...checkpointOptions(zoneUnderTest()), limits: { states } };
      const { checkpoint } = opened(open(file));
      const journal = checkpoint.journal({ stateCountMax: states });
      const [model, plain] = [zoneUnderTest(), zoneUnderTest()];
      const found = explore(model, { ...limited, journal });
      expect(found.end).toBe('states');
      expect(reportOf(model, found)).toBe(reportOf(plain, explore(plain, limited)));
      checkpoint.close();
    }
    expect(exploreWith(file)).toBe(plainReport);
  });

  it('says that the disk is full, and goes on where there is room, as if nothing had been', () => {
    const file = join(folder, 'full.db');
    exploreWith(file, 5);
    const database = new Sqlite(file);
    const pages = database.pragma('page_count', { simple: true }) as number;
    database.pragma(`max_page_count = ${pages + 3}`);
    const checkpoint = new CheckpointFile(database);
    const before = checkpoint.stateCount;
    const found = explore(zoneUnderTest(), {
      ...checkpointOptions(zoneUnderTest()),
      journal: checkpoint.journal(),
      isOverTime: () => checkpoint.problem !== undefined,
    });
    expect(found.end).toBe('time');
    expect(checkpoint.problem).toEqual({ code: 'USAGE_CHECKPOINT_CUT', file, reason: 'SQLITE_FULL' });
    expect(found.states).toBeGreaterThan(before);
    checkpoint.close();
    expect(exploreWith(file)).toBe(plainReport);
  });
});

describe('a file that is no use as a checkpoint', () => {
  const problemOf = (found: OpenedCheckpoint) => ('problem' in found ? found.problem : undefined);

  it('is refused when it holds another exploration, with what differs', () => {
    const file = join(folder, 'other.db');
    exploreWith(file, 3);
    const before = readFileSync(file);
    expect(problemOf(open(file, { faults: '2', scenario: '"x"' }))).toEqual({
      code: 'USAGE_CHECKPOINT_DIFFERS',
      file,
      differs: ['faults', 'scenario'],
    });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('is left as it is when it is something else', () => {
    const text = join(folder, 'notes.txt');
    writeFileSync(text, 'a shopping list, long enough to be taken for the header of a database, if one is careless\n');
    expect(problemOf(open(text))).toEqual({ code: 'USAGE_NOT_A_CHECKPOINT', file: text });
    expect(problemOf(readCheckpoint(text))).toEqual({ code: 'USAGE_NOT_A_CHECKPOINT', file: text });
    expect(readFileSync(text, 'utf8')).toMatch(/^a shopping list/);
    const database = join(folder, 'theirs.db');
    const theirs = new Sqlite(database);
    theirs.exec('create table t (x)');
    theirs.close();
    expect(problemOf(open(database))).toEqual({ code: 'USAGE_NOT_A_CHECKPOINT', file: database });
  });

  it('is refused while another process writes to it', () => {
    const file = join(folder, 'busy.db');
    const { checkpoint } = opened(open(file));
    expect(problemOf(open(file))).toEqual({ code: 'USAGE_CHECKPOINT_IN_USE', file });
    expect(problemOf(readCheckpoint(file))).toEqual({ code: 'USAGE_CHECKPOINT_IN_USE', file });
    checkpoint.close();
    opened(readCheckpoint(file)).checkpoint.close();
  });

  it('is refused with the reason when it cannot be read or made', () => {
    const file = join(folder, 'no-such-folder', 'x.db');
    expect(problemOf(open(file))).toEqual({ code: 'USAGE_CANNOT_WRITE', file, reason: 'ENOENT' });
    expect(problemOf(readCheckpoint(file))).toEqual({ code: 'USAGE_CANNOT_READ', file, reason: 'ENOENT' });
  });
});
