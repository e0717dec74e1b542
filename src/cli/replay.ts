import { defineCommand, type OptionTable } from './command.ts';

/** The options of `dibs replay`. */
export const replayOptions = {
  at: { kind: 'count', value: 'N', minimum: 0, summary: 'show the world after step N; 0 is the initial world' },
} as const satisfies OptionTable;

/** `dibs replay`: does a recorded run again and compares every world. */
export const replay = defineCommand({
  meta: {
    name: 'replay',
    summary: 'do a recorded run again, comparing the world after every step',
    argument: { name: 'TRACE', isRequired: true, isRepeatable: false, summary: 'a file that dibs run --trace wrote' },
    examples: [
      { line: 'dibs replay traces/app.trace.jsonl', does: 'every step; names the first that differs' },
      { line: 'dibs replay traces/app.trace.jsonl --at 12', does: 'what there was after step 12' },
    ],
  },
  options: replayOptions,
  run: async (input) => (await import('./replay-trace.ts')).replayTrace(input),
});
