import { defineCommand, type OptionTable } from './command.ts';

/** The options of `dibs serve`. */
export const serveOptions = {
  at: {
    kind: 'text',
    value: 'MOMENT',
    summary: 'the moment to begin with: 12m30s, 12 (a step), STEP, before-STEP; else the end',
  },
  port: {
    kind: 'count',
    value: 'N',
    minimum: 0,
    summary: 'the port for DNS, UDP and TCP; 5353 if not given, 0 for a free one',
  },
  'http-port': { kind: 'count', value: 'N', minimum: 0, summary: 'the port for HTTP; 8053 if not given' },
  host: { kind: 'text', value: 'ADDRESS', summary: 'listen there; only on loopback if not given' },
  variant: { kind: 'text', value: 'NAME', summary: "the scenario's variant to run" },
  seed: { kind: 'text', value: 'SEED', summary: "this seed instead of the scenario's own" },
} as const satisfies OptionTable;

/** `dibs serve`: a run to ask questions of, over DNS and HTTP. */
export const serve = defineCommand({
  meta: {
    name: 'serve',
    summary: 'answer DNS and HTTP as the zones and clusters of a run were at any moment',
    argument: {
      name: 'TRACE|SCENARIO',
      isRequired: true,
      isRepeatable: false,
      summary: 'a file that dibs run --trace wrote, or a scenario, which is run first',
    },
    examples: [
      { line: 'dibs serve traces/app.trace.jsonl --at 12m', does: 'then: dig @127.0.0.1 -p 5353 app.example.org' },
      { line: 'dig @127.0.0.1 -p 5353 at-90s.app.example.org', does: 'the same name at another moment' },
      { line: 'curl 127.0.0.1:8053/at/90s/ingresses', does: 'what the clusters had, as kubectl lists it' },
    ],
  },
  options: serveOptions,
  run: async (input) => (await import('./serve-run.ts')).serveRun(input),
});
