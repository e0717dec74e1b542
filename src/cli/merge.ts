import { defineCommand, type OptionTable } from './command.ts';

/** The options of `dibs merge`. */
export const mergeOptions = {
  reporter: {
    kind: 'texts',
    value: 'NAME[=FILE]',
    summary: 'as of dibs run: pretty, json, junit, github, html or blob; may be repeated',
  },
} as const satisfies OptionTable;

/** `dibs merge`: joins what parts of one thing wrote on several machines. */
export const merge = defineCommand({
  meta: {
    name: 'merge',
    summary: 'join what the shards of one run wrote, as if one machine had done it all',
    argument: {
      name: 'FILE…',
      isRequired: true,
      isRepeatable: true,
      summary: 'what dibs run --shard I/N --reporter blob=FILE wrote, of all shards, in any order',
    },
    examples: [
      { line: 'dibs merge blobs/*.jsonl', does: 'the report of the whole run, and its exit code' },
      { line: 'dibs merge blobs/*.jsonl --reporter github --reporter html=report.html', does: 'any other report' },
    ],
  },
  options: mergeOptions,
  run: async (input) => (await import('./merge-files.ts')).mergeFiles(input),
});
