import { defineCommand } from './command.ts';

/** `dibs init`: writes a first scenario. */
export const init = defineCommand({
  meta: {
    name: 'init',
    summary: 'write a first scenario, with comments',
    argument: {
      name: 'file',
      isRequired: false,
      isRepeatable: false,
      summary: 'where to; first.yaml by default, never overwritten',
    },
    examples: [{ line: 'dibs init scenarios/app.yaml', does: 'a scenario to start from' }],
  },
  options: {},
  run: async (input) => (await import('./write-first-scenario.ts')).writeFirstScenario(input),
});
