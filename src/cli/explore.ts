import { defineCommand, type OptionTable } from './command.ts';

/** The options of `dibs explore`. */
export const exploreOptions = {
  free: { kind: 'flag', summary: 'drop the constraints of the rollout, and find those that it needs' },
  faults: { kind: 'count', value: 'N', minimum: 0, summary: 'how many things may go wrong on the way; 0 if not given' },
  'fault-kind': {
    kind: 'texts',
    value: 'KIND',
    summary: 'only faults of this kind: crash, refused, …; may be repeated',
  },
  invariant: { kind: 'texts', value: 'NAME', summary: 'only this invariant; may be repeated' },
  'fail-on': {
    kind: 'text',
    value: 'CLASS',
    summary: 'the mildest harm that fails: transient, flapping (default) or stuck',
  },
  variant: { kind: 'text', value: 'NAME', summary: 'only variants of this name' },
  'what-if': {
    kind: 'texts',
    value: 'PLACE=VALUE,…',
    summary: 'the same with these values there, side by side; may be repeated',
  },
  seed: {
    kind: 'text',
    value: 'SEED',
    summary: "this seed for the scene, and for --random, instead of each scenario's own",
  },
  random: {
    kind: 'flag',
    summary: 'random runs of what is too large: exit code 1 if one fails, else 0, and no proof',
  },
  runs: { kind: 'count', value: 'N', minimum: 1, summary: 'with --random: so many runs; 1000 if not given' },
  reduction: {
    kind: 'text',
    value: 'none|partial-order',
    summary: 'partial-order: leave out orders that nobody can tell apart; none if not given',
  },
  symmetry: {
    kind: 'text',
    value: 'auto|off',
    summary: 'auto: worlds that are alike but for names count as one; off if not given',
  },
  reporter: {
    kind: 'texts',
    value: 'NAME[=FILE]',
    summary: 'pretty, json, github, html or svg, to standard output or a file; may be repeated',
  },
  coverage: { kind: 'flag', summary: 'tell at the end which actions, outcomes, states and branches never came up' },
  trace: { kind: 'text', value: 'FOLDER', summary: 'write the ways to what is broken there, for dibs replay and view' },
  save: {
    kind: 'text',
    value: 'FOLDER',
    summary: 'write what fails there as scenarios and tests, which fail until it is mended',
  },
  export: {
    kind: 'text',
    value: 'spin[=FILE]',
    summary: 'write the explored world as Promela, for SPIN to count its states',
  },
  minimize: {
    kind: 'flag',
    summary: 'leave out of what fails all that it can do without; --save then writes what is left',
  },
  'states-max': { kind: 'count', value: 'N', minimum: 1, summary: 'stop after so many states' },
  'depth-max': {
    kind: 'count',
    value: 'N',
    minimum: 1,
    summary: 'no way of more steps than this; with --random, 200 if not given',
  },
  'time-max': { kind: 'text', value: 'DURATION', summary: 'stop after so long: 5m' },
  'memory-max': { kind: 'count', value: 'MIB', minimum: 16, summary: 'stop when the states take so many MiB' },
  checkpoint: { kind: 'text', value: 'FILE', summary: 'write all that is found there; if it exists, go on from it' },
  shard: { kind: 'text', value: 'I/N', summary: 'do the I-th of N parts, into --checkpoint, for dibs merge' },
  state: {
    kind: 'count',
    value: 'N',
    minimum: 0,
    summary: 'of a file that --checkpoint wrote: that state, the way to it and on',
  },
  jobs: { kind: 'count', value: 'N', minimum: 1, summary: 'so many threads; the output is the same for any number' },
} as const satisfies OptionTable;

/** `dibs explore`: takes a rollout in every order, with everything that can happen between its steps. */
export const explore = defineCommand({
  meta: {
    name: 'explore',
    summary: 'take a rollout in every order of events, and say which orders are safe',
    argument: {
      name: 'paths…',
      isRequired: true,
      isRepeatable: true,
      summary: 'scenarios: files, folders or globs; or a file that --checkpoint wrote, to look at',
    },
    examples: [
      { line: 'dibs explore rollout.yaml', does: 'every order that its constraints allow' },
      { line: 'dibs explore rollout.yaml --free', does: 'the constraints that it needs' },
      { line: 'dibs explore rollout.yaml --faults 1 --fault-kind crash', does: 'the same, if any one process may die' },
      {
        line: 'dibs explore rollout.yaml --what-if version=v0.14.0,v0.22.0',
        does: 'the verdicts of these releases, side by side',
      },
      {
        line: 'dibs explore rollout.yaml --random --runs 5000 --faults 2',
        does: 'random runs: exit code 1 if one fails',
      },
      { line: 'dibs explore rollout.db --state 17', does: 'what a file of an exploration knows about a state' },
    ],
  },
  options: exploreOptions,
  run: async (input) => (await import('./explore-scenarios.ts')).exploreScenarios(input),
});
