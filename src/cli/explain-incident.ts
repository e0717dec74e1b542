import { readFileSync } from 'node:fs';
import { assumedFaults } from '../incident/explain/assumed-faults.ts';
import { explainLogs } from '../incident/explain/explain-logs.ts';
import { modelForExplaining } from '../incident/explain/model-for-explaining.ts';
import { originByLogs } from '../incident/explain/origin-by-logs.ts';
import { importIncident } from '../incident/import/import-incident.ts';
import type { Incident } from '../incident/import/incident.ts';
import { originText } from '../incident/import/write-incident.ts';
import type { ObservedLine } from '../incident/logs/observed-line.ts';
import { parseTimestamp } from '../incident/logs/timestamp.ts';
import { invariants } from '../properties/invariants.ts';
import { type ArtefactProblem, describeArtefactProblem } from '../report/describe-artefact-problem.ts';
import { describeProblem } from '../report/describe-problem.ts';
import { explainJson } from '../report/explain-json.ts';
import { explainReport } from '../report/explain-report.ts';
import { createPaint } from '../report/paint.ts';
import { terminalLine } from '../report/printable.ts';
import { problemLines } from '../report/problem-text.ts';
import { loadScenario } from '../scenario/load-scenario.ts';
import { nearestFact } from '../scenario/nearest.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { CommandInput } from './command.ts';
import { exitCodes } from './exit-code.ts';
import type { explainOptions } from './explain.ts';
import { gatherIncident, gatherLogs, gatherZones } from './gather-incident.ts';
import { hasColour, type Io } from './io.ts';
import { loadFile } from './load-file.ts';
import { refuse } from './print-problems.ts';
import { attempt } from './system-error.ts';
import { writeImported } from './write-imported.ts';

type Input = CommandInput<typeof explainOptions>;

/** What there is to explain, and by what. */
interface Case {
  readonly scenario: Scenario;
  readonly lines: readonly ObservedLine[];
  readonly zones: Incident['zones'];
  /** `undefined`: to be found by the logs. */
  readonly originMs: number | undefined;
  /** What a scenario can be written of. */
  readonly incident?: Incident;
}

const reporters = ['pretty', 'json'] as const;

/** The work of `dibs explain`. */
export function explainIncident({ options, args, io }: Input): number {
  const { reporter = 'pretty' } = options;
  if (!reporters.some((known) => known === reporter)) {
    const known = [...reporters];
    return refuse(io, { code: 'USAGE_UNKNOWN_REPORTER', found: reporter, known, ...nearestFact(reporter, known) });
  }
  if (options.log.length === 0) return complain(io, { code: 'INCIDENT_NO_LOGS' });
  const given = options.origin === undefined ? undefined : parseTimestamp(options.origin);
  if (given !== undefined && 'problem' in given) {
    return complain(io, { code: 'INCIDENT_BAD_ORIGIN', found: options.origin as string });
  }
  const [file] = args;
  const found = file === undefined ? caseOfArtefacts(options, io) : caseOfScenario(file, options, io);
  if (typeof found === 'number') return found;
  const built = modelForExplaining(found.scenario);
  const result = explainLogs({
    built,
    lines: found.lines,
    originMs: given?.timeMs ?? found.originMs ?? originByLogs(built, found.lines),
    zones: found.zones,
    ...(options['tolerance-ms'] === undefined ? {} : { toleranceMs: options['tolerance-ms'] }),
    ...(options['situations-max'] === undefined ? {} : { situationCountMax: options['situations-max'] }),
  });
  if (reporter === 'json') io.out(explainJson(result));
  else for (const line of explainReport(result, createPaint(hasColour(io)))) io.out(`${line}\n`);
  const [best] = result.explanations;
  if (options.out !== undefined && found.incident !== undefined && best !== undefined) {
    const deeds = [...found.incident.deeds, ...assumedFaults(best, result)];
    const written = writeImported({ ...found.incident, deeds }, options.out, io);
    if (typeof written === 'number') return written;
  }
  if (result.verdict === 'inconclusive') return exitCodes.inconclusive;
  return result.verdict === 'explained' ? exitCodes.asExpected : exitCodes.notAsExpected;
}

function caseOfArtefacts(options: Input['options'], io: Io): Case | number {
  const incident = gatherIncident(options, io);
  if (typeof incident === 'number') return incident;
  const { text, files, originMs } = importIncident(incident, { folder: 'incident', heading: () => [] });
  const { variants = [], problems } = loadScenario({
    path: 'incident.yaml',
    text,
    readFile: (file) => files[file],
    invariants: Object.keys(invariants),
  });
  for (const problem of problems) {
    io.err(`${problemLines(describeProblem({ input: 'scenario', problem })).join('\n')}\n`);
  }
  const [scenario] = variants;
  if (scenario === undefined) return exitCodes.wrongInput;
  return { scenario, lines: incident.lines, zones: incident.zones, originMs, incident };
}

/** Options that say what a scenario says already. */
const said = [
  'zone-before',
  'desired',
  'desired-before',
  'deployment',
  'owner',
  'endpoints',
  'release',
  'steps',
] as const;

function caseOfScenario(file: string, options: Input['options'], io: Io): Case | number {
  const twice = said.filter((option) => (options[option]?.length ?? 0) > 0);
  if (twice.length > 0) return complain(io, { code: 'INCIDENT_SCENARIO_AND_ARTEFACTS', options: twice });
  const text = attempt(() => readFileSync(file, 'utf8'));
  if ('reason' in text) return refuse(io, { code: 'USAGE_CANNOT_READ', file, reason: text.reason });
  const { variants, problems } = loadFile({ path: file, text: text.value });
  for (const problem of problems) io.err(`${problemLines(problem).join('\n')}\n`);
  const [scenario] = variants;
  if (scenario === undefined) return exitCodes.wrongInput;
  const lines = gatherLogs(options, io);
  if (typeof lines === 'number') return lines;
  const [only] = scenario.zones.length === 1 ? scenario.zones : [];
  const zones = gatherZones(options, only?.name, io);
  if (typeof zones === 'number') return zones;
  const names = scenario.zones.map(({ name }) => name);
  const others = zones.filter(({ name }) => !names.includes(name));
  if (others.length > 0) {
    return complain(
      io,
      ...others.map(({ name }) => ({ code: 'INCIDENT_UNKNOWN_ZONE', found: name, known: names }) as const),
    );
  }
  const known = scenario.clusters.flatMap(({ controllers }) => controllers.map(({ name }) => name));
  const strangers = [...new Set(lines.map(({ controller }) => controller))].filter((name) => !known.includes(name));
  if (strangers.length > 0) {
    return complain(io, ...strangers.map((found) => ({ code: 'INCIDENT_UNKNOWN_LOG', found, known }) as const));
  }
  if (scenario.variant !== undefined)
    io.err(`${terminalLine(`explaining by the first variant, ${scenario.variant}`)}\n`);
  const written = originText(scenario.because);
  const moment = written === undefined ? undefined : parseTimestamp(written);
  return { scenario, lines, zones, originMs: moment !== undefined && 'timeMs' in moment ? moment.timeMs : undefined };
}

function complain(io: Io, ...problems: readonly ArtefactProblem[]): number {
  for (const problem of problems) io.err(`${problemLines(describeArtefactProblem(problem)).join('\n')}\n`);
  return exitCodes.wrongInput;
}
