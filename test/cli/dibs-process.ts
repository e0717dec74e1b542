import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const tsx = import.meta.resolve('tsx');

/** What a dibs process left behind. */
export interface Ended {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

/** A folder of its own for one test, with these files in it. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'dibs-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Runs dibs as users do, in a folder, without colours unless `env` asks for them. */
export function dibs(
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Ended {
  const { PATH = '', HOME = '' } = process.env;
  const options = { cwd, encoding: 'utf8', env: { PATH, HOME, ...env } } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', tsx, main, ...args], options);
  return { exitCode: status, out: stdout, err: stderr };
}

/** Starts dibs and leaves it running; whoever starts it ends it. */
export function dibsStarted(args: readonly string[], { cwd }: { readonly cwd: string }): ChildProcess {
  const { PATH = '', HOME = '' } = process.env;
  return spawn(process.execPath, ['--import', tsx, main, ...args], { cwd, env: { PATH, HOME } });
}
