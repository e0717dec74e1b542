import type { LogLine } from '../../src/externaldns/endpoint.ts';
import { formatTimestamp } from '../../src/incident/logs/timestamp.ts';
import { buildScenario } from '../../src/scenario/build-scenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { runScenario } from '../../src/timeline/run-scenario.ts';
import { logrusText, originMs } from './artefacts-of-run.ts';

/**
 * The logs and endpoint tables of the seed incident, by their file names: production's as its process prints it,
 * canary's in JSON, staging's as `kubectl logs --timestamps` gives it.
 */
export function logFilesOf(scenario: Scenario): Readonly<Record<string, string>> {
  const built = buildScenario(scenario);
  const { story } = runScenario(built);
  const linesOf = (cluster: string, write: (timeMs: number, line: LogLine) => string) =>
    story
      .filter(({ event }) => event.type === 'log' && event.actor === cluster && event.level !== undefined)
      .map(({ atMs, event }) => `${write(originMs + atMs, event as unknown as LogLine)}\n`)
      .join('');
  const reader = built.model.reader(built.model.initialWorld());
  const tables = built.landscape.environments.map(({ name, endpoints }) => {
    const rows = endpoints(reader).map(({ account, url, technology }) => `${account},${url},${technology}\n`);
    return [`${name}-endpoints.csv`, `account,url,technology\n${rows.join('')}`] as const;
  });
  return {
    'production.log': linesOf('production', logrusText),
    'canary.log': linesOf('canary', logrusJson),
    'staging.log': linesOf('staging', (timeMs, line) => `${fineTime(timeMs)} ${logrusText(timeMs, line)}`),
    ...Object.fromEntries(tables),
  };
}

/** *Source:* sirupsen/logrus json_formatter.go: members in the order of their names. */
function logrusJson(timeMs: number, { level, message, fields = {} }: LogLine): string {
  const time = formatTimestamp(Math.floor(timeMs / 1000) * 1000);
  const members = Object.entries({ ...fields, level, msg: message, time });
  return JSON.stringify(Object.fromEntries(members.sort(([left], [right]) => (left < right ? -1 : 1))));
}

/** As the container runtime has it: a little later than the process, in nanoseconds. */
function fineTime(timeMs: number): string {
  return `${formatTimestamp(timeMs + 3).replace(/Z$/, '')}118207Z`;
}
