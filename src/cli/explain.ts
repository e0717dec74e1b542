import { defineCommand, type OptionTable } from './command.ts';
import { incidentOptions } from './incident-options.ts';

/** The options of `dibs explain`. */
export const explainOptions = {
  ...incidentOptions,
  origin: { kind: 'text', value: 'TIME', summary: "the moment of the scenario's 0s, such as 2026-06-13T10:00:00Z" },
  'tolerance-ms': {
    kind: 'count',
    value: 'N',
    minimum: 0,
    summary: 'clocks and whole seconds may put things so far out of order; 2000 unless given',
  },
  'situations-max': {
    kind: 'count',
    value: 'N',
    minimum: 1,
    summary: 'give up after so many situations; 50000, or 5 a line, unless given',
  },
  reporter: { kind: 'text', value: 'NAME', summary: 'pretty or json' },
  out: {
    kind: 'text',
    value: 'FILE',
    summary: 'write the scenario, as dibs import does, with the faults that were assumed',
  },
} as const satisfies OptionTable;

/** `dibs explain`: a schedule of the model that gives the logs and the zone. */
export const explain = defineCommand({
  meta: {
    name: 'explain',
    summary: 'find a schedule of the model that writes these logs and leaves this zone',
    argument: {
      name: 'SCENARIO',
      isRequired: false,
      isRepeatable: false,
      summary: 'a scenario that dibs import wrote, or any other; without one, the artefacts say what there was',
    },
    examples: [
      {
        line: 'dibs explain incident.yaml --log east=east.log --zone zone.txt',
        does: 'what must have happened, and which lines do not fit',
      },
    ],
  },
  options: explainOptions,
  run: async (input) => (await import('./explain-incident.ts')).explainIncident(input),
});
