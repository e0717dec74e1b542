import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The two programs under go/: all but `sources` is answered by `decisions`. */
export type Program = 'decisions' | 'sources';

const folder = new URL('go', import.meta.url).pathname;
const cache = new URL('../../node_modules/.cache/dibs-oracle', import.meta.url).pathname;

/**
 * The real external-dns: answers cases, many at a time. One process per call, so that nothing stays behind from one
 * batch to the next and the channel is synchronous, which is what shrinking needs.
 */
export interface Judge {
  readonly version: string;
  ask(program: Program, cases: readonly unknown[]): readonly unknown[];
}

/** Why there is no judge here: said to whoever runs the tests. */
export interface NoJudge {
  readonly problem: string;
}

/** Builds the programs that `programs` names, if their sources have changed since, and opens the judge. */
export function openJudge(programs: readonly Program[] = ['decisions', 'sources']): Judge | NoJudge {
  const toolchain = spawnSync('go', ['version'], { cwd: folder, encoding: 'utf8' });
  if (toolchain.error !== undefined || toolchain.status !== 0) {
    return { problem: `there is no working Go here: ${toolchain.error?.message ?? toolchain.stderr.trim()}` };
  }
  const paths = new Map<Program, string>();
  for (const program of programs) {
    const built = build(program, toolchain.stdout);
    if (typeof built !== 'string') return built;
    paths.set(program, built);
  }
  const ask: Judge['ask'] = (program, cases) => {
    const path = paths.get(program);
    if (path === undefined) throw new Error(`the judge was opened without ${program}`);
    return converse(path, cases);
  };
  const [{ version }] = ask(programs[0] ?? 'decisions', [{ kind: 'version' }]) as [{ version: string }];
  return { version, ask };
}

function build(program: Program, toolchain: string): string | NoJudge {
  const hash = createHash('sha256').update(toolchain);
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (/\.(go|mod|sum)$/.test(file)) hash.update(file).update(readFileSync(join(folder, file)));
  }
  const path = join(cache, `${program}-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(path)) return path;
  mkdirSync(cache, { recursive: true });
  try {
    execFileSync('go', ['build', '-o', path, `./${program}`], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (error) {
    const { stderr } = error as { stderr?: Buffer };
    return { problem: `go build ./${program} failed: ${stderr?.toString().trim() ?? String(error)}` };
  }
  return path;
}

function converse(path: string, cases: readonly unknown[]): readonly unknown[] {
  const { stdout, stderr, status, error } = spawnSync(path, [], {
    input: cases.map((given) => `${JSON.stringify(given)}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  const lines = (stdout ?? '').split('\n').filter((line) => line !== '');
  if (error !== undefined || status !== 0 || lines.length !== cases.length) {
    const reason = error?.message ?? `status ${status}, ${lines.length} answers to ${cases.length} cases`;
    throw new Error(`the judge broke off: ${reason}\n${stderr ?? ''}`);
  }
  return lines.map((line) => JSON.parse(line) as unknown);
}
