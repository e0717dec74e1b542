import { defineCommand, type OptionTable } from './command.ts';

/** The options of `dibs run`. */
export const runOptions = {
  grep: { kind: 'text', value: 'REGEX', summary: 'only scenarios whose title, file or variant matches' },
  variant: { kind: 'text', value: 'NAME', summary: 'only variants of this name' },
  seed: { kind: 'text', value: 'SEED', summary: "this seed instead of each scenario's own" },
  bail: { kind: 'flag', summary: 'stop at the first scenario that does not pass' },
  jobs: { kind: 'count', value: 'N', minimum: 1, summary: 'so many threads; the output is the same for any number' },
  reporter: {
    kind: 'texts',
    value: 'NAME[=FILE]',
    summary: 'pretty, json, junit, github, html or blob, to standard output or a file; may be repeated',
  },
  coverage: { kind: 'flag', summary: 'tell at the end which actions, outcomes, states and branches never came up' },
  trace: { kind: 'text', value: 'FOLDER', summary: "write every run's trace there" },
  shard: {
    kind: 'text',
    value: 'I/N',
    summary: 'only the share of one of N machines, balanced; dibs merge joins the blobs',
  },
  update: {
    kind: 'flag',
    summary: "keep the runs' traces as golden ones: runs that differ from them fail from then on",
  },
  watch: { kind: 'flag', summary: 'go on, and run again what a saved file changes' },
  'steps-max': { kind: 'count', value: 'N', minimum: 1, summary: 'a run that takes more steps is inconclusive' },
} as const satisfies OptionTable;

/** `dibs run`: runs scenarios and says which of them are as expected. */
export const run = defineCommand({
  meta: {
    name: 'run',
    summary: 'run scenarios and check what they expect',
    argument: {
      name: 'paths…',
      isRequired: false,
      isRepeatable: true,
      summary: 'files, folders or globs; without any, the current folder',
    },
    examples: [
      { line: 'dibs run', does: 'every scenario in the current folder' },
      { line: 'dibs run scenarios --grep same-owner', does: 'those whose title, file or variant matches' },
      { line: 'dibs run app.yaml --seed 7 --trace traces', does: 'one seed, keeping the trace' },
      { line: 'dibs run app.yaml --watch', does: 'again after every change, while you write it' },
      {
        line: 'dibs run --shard 1/3 --reporter blob=blobs/1.jsonl',
        does: 'the first of three machines; see dibs merge',
      },
      { line: 'dibs run --reporter pretty --reporter junit=junit.xml', does: 'several reports at once' },
    ],
  },
  options: runOptions,
  run: async (input) => (await import('./run-scenarios.ts')).runScenarios(input),
});
