import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Measured, measure } from './measured-process.ts';

/**
 * Compares the explorer with SPIN and Stateright on the reference models: `npm run bench:peers -- [--json] [--small]`.
 *
 * Every run is a process of its own, one after another. Tools that are not installed (spin with gcc, cargo) are passed
 * over, and said so. The counts must agree: SPIN's are one more, for the step that begins its process. The exit code is 1
 * if they do not. Beside them: dibs with owners or managers not told apart, which has to stand for as many worlds.
 */
interface Run {
  readonly model: string;
  readonly tool: string;
  readonly threads: number;
  readonly states: number;
  readonly transitions: number;
  readonly seconds: number;
  readonly cpuSeconds: number | undefined;
  readonly bytesPerState: number | undefined;
}

/** Like parts not told apart, with one thread, against all worlds by the plain search. */
interface SymmetricRun {
  readonly model: string;
  readonly states: number;
  readonly worlds: number;
  readonly seconds: number;
  readonly cpuSeconds: number | undefined;
}

interface ReferenceModel {
  readonly name: string;
  /** As the programs take it. */
  readonly args: readonly string[];
  readonly promela: string;
  readonly defines: readonly string[];
  /**
   * Stateright's faster search, where memory allows: its depth-first search keeps a path per state on the stack, which is
   * more than 20 GB on the shared zone, where paths are long.
   */
  readonly stateright: 'dfs' | 'bfs';
}

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const peers = resolve(here, '../peers');
const isJson = process.argv.includes('--json');
const isSmall = process.argv.includes('--small');

function zone(owners: number, names: number): ReferenceModel {
  const defines = [`-DOWNERS=${owners}`, `-DNAMES=${names}`];
  return {
    name: `shared zone ${owners}x${names}`,
    args: ['zone', `${owners}`, `${names}`],
    promela: 'shared-zone.pml',
    defines,
    stateright: 'bfs',
  };
}

function commit(managers: number): ReferenceModel {
  const defines = [`-DMANAGERS=${managers}`];
  return {
    name: `two-phase commit ${managers}`,
    args: ['commit', `${managers}`],
    promela: 'two-phase-commit.pml',
    defines,
    stateright: 'dfs',
  };
}

const models = isSmall ? [zone(2, 2), commit(6)] : [zone(3, 2), commit(8), commit(9)];
const folder = mkdtempSync(join(tmpdir(), 'peers-'));
const runs: Run[] = [];
const symmetricRuns: SymmetricRun[] = [];
const notes: string[] = [];

async function record(model: ReferenceModel, tool: string, threads: number, run: () => Promise<Run>): Promise<void> {
  try {
    const found = await run();
    runs.push(found);
    if (!isJson) console.log(lineOf(found));
  } catch (error) {
    notes.push(`${model.name}, ${tool}, ${threads} threads: not run (${(error as Error).message.split('\n')[0]})`);
  }
}

async function runDibs(model: ReferenceModel, threads: number): Promise<Run> {
  const args = ['--import', 'tsx', join(here, 'explore-run.ts'), ...model.args, `${threads}`];
  const measured = await measure(process.execPath, args, root);
  return runOf(model, { tool: 'dibs', threads, measured, counts: JSON.parse(measured.output) });
}

async function runSymmetric(model: ReferenceModel): Promise<void> {
  const args = ['--import', 'tsx', join(here, 'explore-run.ts'), ...model.args, '1', '--symmetric'];
  const { output, cpuSeconds } = await measure(process.execPath, args, root);
  const { states, worlds, seconds } = JSON.parse(output) as SymmetricRun;
  symmetricRuns.push({ model: model.name, states, worlds, seconds, cpuSeconds });
}

/** Tells how many states and how much time symmetry saves, and whether it stands for all worlds. */
function compareSymmetric({ name }: ReferenceModel): boolean {
  const found = symmetricRuns.find(({ model }) => model === name);
  const plain = runs.find(({ model, tool, threads }) => model === name && tool === 'dibs' && threads === 1);
  if (found === undefined || plain === undefined) return false;
  const { states, worlds, seconds } = found;
  if (!isJson) {
    console.log(
      `${name}: dibs (1) with symmetry has ${states} states for ${worlds} worlds, ${(plain.states / states).toFixed(2)} times fewer, ` +
        `in ${seconds.toFixed(2)} s: ${(seconds / plain.seconds).toFixed(2)} times as long as dibs (1)`,
    );
  }
  return worlds === plain.states;
}

async function runStateright(model: ReferenceModel, threads: number): Promise<Run> {
  const measured = await measure(
    join(folder, 'stateright/release/peers'),
    [...model.args, `${threads}`, model.stateright],
    folder,
  );
  return runOf(model, {
    tool: `stateright ${model.stateright}`,
    threads,
    measured,
    counts: JSON.parse(measured.output),
  });
}

async function runSpin(model: ReferenceModel, search: 'dfs' | 'bfs'): Promise<Run> {
  await measure('spin', ['-a', ...model.defines, join(peers, model.promela)], folder);
  const flags = ['-O3', '-w', '-DSAFETY', '-DNOREDUCE', ...(search === 'bfs' ? ['-DBFS'] : [])];
  await measure('gcc', [...flags, 'pan.c', '-o', 'pan'], folder);
  const measured = await measure(join(folder, 'pan'), [isSmall ? '-w20' : '-w24', '-m20000000'], folder);
  const number = (pattern: RegExp) => Number(pattern.exec(measured.output)?.[1]);
  const counts = {
    states: number(/([\d.e+]+) states, stored/),
    transitions: number(/([\d.e+]+) transitions/) - 1,
    seconds: number(/elapsed time ([\d.]+)/) || measured.seconds,
  };
  return runOf(model, { tool: `spin ${search}`, threads: 1, measured, counts });
}

function runOf(
  model: ReferenceModel,
  run: {
    readonly tool: string;
    readonly threads: number;
    readonly measured: Measured;
    readonly counts: Pick<Run, 'states' | 'transitions' | 'seconds'>;
  },
): Run {
  const { states, transitions, seconds } = run.counts;
  const { cpuSeconds, peakBytes } = run.measured;
  const bytesPerState = peakBytes === undefined ? undefined : Math.round(peakBytes / states);
  return {
    model: model.name,
    tool: run.tool,
    threads: run.threads,
    states,
    transitions,
    seconds,
    cpuSeconds,
    bytesPerState,
  };
}

function lineOf(run: Run): string {
  const millions = (count: number) => `${(count / run.seconds / 1e6).toFixed(2)} M`;
  const parts = [
    run.model.padEnd(20),
    `${run.tool} (${run.threads})`.padEnd(20),
    `${run.states} states`.padStart(16),
    `${run.transitions} transitions`.padStart(22),
    `${run.seconds.toFixed(2)} s`.padStart(9),
    `cpu ${run.cpuSeconds?.toFixed(2) ?? '?'} s`.padStart(12),
    `${millions(run.states)} states/s`.padStart(16),
    `${millions(run.transitions)} transitions/s`.padStart(22),
    `${run.bytesPerState ?? '?'} B/state`.padStart(14),
  ];
  return parts.join(' ');
}

/** From a hundred million upwards SPIN prints eight digits only. */
function rounded(count: number): number {
  return count < 1e8 ? count : Math.round(count / 100) * 100;
}

/** Ratios of the time of each run to that of dibs with one thread, and whether all counts of a model are the same. */
function compare(model: ReferenceModel): boolean {
  const own = runs.filter((run) => run.model === model.name);
  const base = own.find(({ tool, threads }) => tool === 'dibs' && threads === 1);
  const counts = new Set(own.map(({ states, transitions }) => `${states} states, ${rounded(transitions)} transitions`));
  if (!isJson) {
    for (const run of own) {
      const ratio = base === undefined ? '?' : (run.seconds / base.seconds).toFixed(2);
      const cpu =
        base?.cpuSeconds === undefined || run.cpuSeconds === undefined
          ? '?'
          : (run.cpuSeconds / base.cpuSeconds).toFixed(2);
      console.log(
        `${model.name}: ${run.tool} (${run.threads}) takes ${ratio} times as long as dibs (1); processor time ${cpu} times`,
      );
    }
    console.log(
      `${model.name}: ${counts.size === 1 ? 'all counts agree' : `counts differ: ${[...counts].join(' / ')}`}`,
    );
  }
  return counts.size === 1;
}

try {
  cpSync(join(peers, 'stateright'), join(folder, 'source'), {
    recursive: true,
    filter: (path) => !path.endsWith('target'),
  });
  await measure(
    'cargo',
    ['build', '--release', '--target-dir', join(folder, 'stateright')],
    join(folder, 'source'),
  ).catch((error: Error) => notes.push(`stateright: not built (${error.message.split('\n')[0]})`));
  for (const model of models) {
    for (const threads of [1, 2]) await record(model, 'dibs', threads, () => runDibs(model, threads));
    await runSymmetric(model);
    for (const search of ['bfs', 'dfs'] as const)
      await record(model, `spin ${search}`, 1, () => runSpin(model, search));
    for (const threads of [1, 2]) await record(model, 'stateright', threads, () => runStateright(model, threads));
  }
  const isAgreed = [...models.map(compare), ...models.map(compareSymmetric)].every((agrees) => agrees);
  if (isJson) console.log(JSON.stringify({ runs, symmetricRuns, notes }, null, 2));
  else for (const note of notes) console.log(note);
  process.exitCode = isAgreed && runs.length > 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
