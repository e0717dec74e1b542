import { defineCommand, type OptionTable } from './command.ts';
import { incidentOptions } from './incident-options.ts';

/** The options of `dibs import`. */
export const importOptions = {
  ...incidentOptions,
  out: { kind: 'text', value: 'FILE', summary: 'the scenario to write; incident.yaml unless given' },
} as const satisfies OptionTable;

/** `dibs import`: a scenario from an incident's artefacts. */
export const importCommand = defineCommand({
  meta: {
    name: 'import',
    summary: "write a scenario from an incident's zone export, kubectl output and logs",
    examples: [
      {
        line: 'dibs import --zone zone.txt --desired east=east.json --owner east=prod --log east=east.log',
        does: 'writes incident.yaml',
      },
    ],
  },
  options: importOptions,
  run: async (input) => (await import('./import-scenario.ts')).importScenario(input),
});
