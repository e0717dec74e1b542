import { defineCommand, type OptionTable } from './command.ts';

/** The options of `dibs view`. */
export const viewOptions = {
  output: { kind: 'text', value: 'FILE', summary: 'where to write the page; beside the first trace if not given' },
  open: { kind: 'flag', summary: 'open it in the browser' },
  variant: { kind: 'text', value: 'NAME', summary: "the scenario's variant to run" },
  seed: { kind: 'text', value: 'SEED', summary: "this seed instead of the scenario's own" },
} as const satisfies OptionTable;

/** `dibs view`: a run as a page to look through. */
export const view = defineCommand({
  meta: {
    name: 'view',
    summary: 'write a page that shows a run step by step: one file, that loads nothing',
    argument: {
      name: 'TRACE|SCENARIO…',
      isRequired: true,
      isRepeatable: true,
      summary: 'files that dibs run --trace wrote, or scenarios, which are run first; two are set side by side',
    },
    examples: [
      { line: 'dibs view traces/app.trace.jsonl --open', does: 'writes traces/app.html and opens it' },
      { line: 'dibs view before.trace.jsonl after.trace.jsonl', does: 'two runs with their first difference' },
      { line: 'dibs run scenarios --reporter html=report.html', does: 'every run of a suite in one page' },
    ],
  },
  options: viewOptions,
  run: async (input) => (await import('./view-runs.ts')).viewRuns(input),
});
