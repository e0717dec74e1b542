import { availableParallelism } from 'node:os';
import { startWorkers } from '../../src/cli/explore-workers.ts';
import type { ReductionWish } from '../../src/explore/reduction.ts';
import { exploreScenario } from '../../src/explore/rollout/explore-scenario.ts';
import { invariants } from '../../src/properties/invariants.ts';
import { buildScenario } from '../../src/scenario/build-scenario.ts';
import { loadScenario } from '../../src/scenario/load-scenario.ts';
import { cascadeScenario } from './cascade.ts';

/**
 * Explores whole rollouts, real controllers and all: `npm run bench:explore -- [--json] [--seconds N] [--states N]`.
 *
 * For one, two and three environments, without faults and with one, in all orders and with those left out that nobody can
 * tell apart: how many worlds there are, how long it takes (states
 * per second on the whole, and in the second half, when the controllers' code hardly runs any more), and how little of it
 * is running that code. What is not seen within the limits is cut off, and said so.
 */
const isJson = process.argv.includes('--json');
const numberOf = (option: string, otherwise: number) => {
  const at = process.argv.indexOf(option);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const secondsMax = numberOf('--seconds', 60);
const statesMax = numberOf('--states', 5_000_000);
const threads = availableParallelism();
const workers = await startWorkers(threads - 1);

function exploreCascade(environments: number, faults: number, reduction: ReductionWish) {
  const text = cascadeScenario(environments);
  const loaded = loadScenario({
    path: 'cascade.yaml',
    text,
    readFile: () => undefined,
    invariants: Object.keys(invariants),
  });
  const scenario = loaded.variants?.[0];
  if (scenario === undefined) throw new Error(JSON.stringify(loaded.problems));
  const begun = performance.now();
  const milestones: { readonly states: number; readonly at: number }[] = [];
  const { exploration } = exploreScenario(buildScenario(scenario), {
    faultBudget: faults,
    reduction,
    crew: workers.crew,
    limits: { states: statesMax },
    journal: {
      read: () => undefined,
      write: ({ progress }) => milestones.push({ states: progress.stateCount, at: performance.now() }),
    },
    isOverTime: () => performance.now() - begun > 1000 * secondsMax,
  });
  const seconds = (performance.now() - begun) / 1000;
  const half = milestones.find((one) => one.states >= exploration.states / 2);
  const last = milestones.at(-1);
  const { end, states, transitions, evaluations, remembered, bytes } = exploration;
  return {
    environments,
    faults,
    reduction,
    end,
    states,
    transitions,
    seconds,
    statesPerSecondWarm:
      half === undefined || last === undefined || last === half
        ? null
        : Math.round((1000 * (last.states - half.states)) / (last.at - half.at)),
    actionRuns: evaluations.actions,
    propertyRuns: evaluations.properties,
    remembered,
    bytesPerState: Math.round(bytes / states),
  };
}

type Row = ReturnType<typeof exploreCascade>;

const columns: readonly (readonly [title: string, of: (row: Row) => string])[] = [
  ['environments', ({ environments }) => `${environments}`],
  ['faults', ({ faults }) => `${faults}`],
  ['reduction', ({ reduction }) => reduction],
  ['end', ({ end }) => end],
  ['states', ({ states }) => `${states}`],
  ['transitions', ({ transitions }) => `${transitions}`],
  ['seconds', ({ seconds }) => seconds.toFixed(2)],
  ['states/s', ({ states, seconds }) => `${Math.round(states / seconds)}`],
  ['then warm', ({ statesPerSecondWarm }) => `${statesPerSecondWarm ?? '?'}`],
  ['actions run', ({ actionRuns }) => `${actionRuns}`],
  ['properties run', ({ propertyRuns }) => `${propertyRuns}`],
  ['remembered', ({ remembered }) => `${(100 * remembered).toFixed(3)} %`],
  ['B/state', ({ bytesPerState }) => `${bytesPerState}`],
];

const lineOf = (cells: readonly string[]) =>
  cells.map((cell, index) => cell.padStart(Math.max(12, columns[index]?.[0].length ?? 0))).join('  ');

const rows: Row[] = [];
if (!isJson) console.log(lineOf(columns.map(([title]) => title)));
for (const environments of [1, 2, 3]) {
  for (const faults of [0, 1]) {
    for (const reduction of ['none', 'partial-order'] as const) {
      const row = exploreCascade(environments, faults, reduction);
      rows.push(row);
      if (!isJson) console.log(lineOf(columns.map(([, of]) => of(row))));
    }
  }
}
if (isJson) console.log(JSON.stringify({ threads, runs: rows }, null, 2));
await workers.close();
