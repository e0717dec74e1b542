import { defineCommand } from './command.ts';

/** `dibs schema`: prints the JSON Schema of scenarios. */
export const schema = defineCommand({
  meta: {
    name: 'schema',
    summary: 'print the JSON Schema of scenarios, for editors',
    examples: [{ line: 'dibs schema > dibs.schema.json', does: 'a file that editors understand' }],
  },
  options: {},
  run: async ({ io }) => {
    const { scenarioJsonSchema } = await import('../scenario/json-schema.ts');
    io.out(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
    return 0;
  },
});
