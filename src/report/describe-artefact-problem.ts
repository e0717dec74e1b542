import type { DeedProblem } from '../incident/deeds/read-deeds.ts';
import type { ControllerProblem } from '../incident/desired/read-controllers.ts';
import type { EndpointTableProblem } from '../incident/endpoints/endpoint-table.ts';
import type { LogProblem } from '../incident/logs/observed-line.ts';
import type { ZoneExportProblem } from '../incident/zone-export/zone-export.ts';
import { assertNever } from './assert-never.ts';
import { describeZoneLineMistake } from './describe-dns-mistake.ts';
import { describeFlagMistake } from './describe-flag-mistake.ts';
import { describeManifestMistake } from './describe-manifest-mistake.ts';
import { counted, listed, quoted } from './phrase.ts';
import type { ProblemText, ProblemWords } from './problem-text.ts';

/** What can be wrong with an incident's artefacts: each of them, or all of them together. */
export type ArtefactProblem =
  | LogProblem
  | EndpointTableProblem
  | ZoneExportProblem
  | ControllerProblem
  | DeedProblem
  | GatheringProblem;

/** What is wrong with the command line that names the artefacts. */
export type GatheringProblem =
  | { readonly code: 'INCIDENT_NO_PAIR'; readonly option: string; readonly found: string }
  | { readonly code: 'INCIDENT_NO_ZONE' }
  | { readonly code: 'INCIDENT_NO_ZONE_NAME'; readonly file: string }
  /** Two exports of one zone. */
  | { readonly code: 'INCIDENT_ZONE_TWICE'; readonly file: string; readonly zone: string }
  | {
      readonly code: 'INCIDENT_OTHER_ZONE';
      readonly file: string;
      readonly zone: string;
      readonly known: readonly string[];
    }
  /** Of a file with several workloads none is called so. */
  | {
      readonly code: 'INCIDENT_NO_WORKLOAD';
      readonly file: string;
      readonly found: string;
      readonly known: readonly string[];
    }
  | { readonly code: 'INCIDENT_NO_CONTROLLER'; readonly cluster: string; readonly option: string }
  | { readonly code: 'INCIDENT_NO_LOGS' }
  | { readonly code: 'INCIDENT_SCENARIO_AND_ARTEFACTS'; readonly options: readonly string[] }
  | { readonly code: 'INCIDENT_BAD_ORIGIN'; readonly found: string }
  | { readonly code: 'INCIDENT_UNKNOWN_LOG'; readonly found: string; readonly known: readonly string[] }
  | { readonly code: 'INCIDENT_UNKNOWN_ZONE'; readonly found: string; readonly known: readonly string[] };

/** An artefact's mistake with its place, its words and a way out. */
export function describeArtefactProblem(problem: ArtefactProblem): ProblemText {
  const { code } = problem;
  if (!('line' in problem)) {
    return { code, ...gatheringWords(problem as GatheringProblem), where: 'the command line', place: null };
  }
  const { file, line, column } = problem;
  return { code, ...wordsOf(problem), where: `${file}:${line}:${column}`, place: { file, line, column } };
}

function wordsOf(problem: Exclude<ArtefactProblem, GatheringProblem>): ProblemWords {
  const { code } = problem;
  if (isLogProblem(problem)) return logWords(problem);
  if (code.startsWith('ENDPOINTS_')) return endpointWords(problem as EndpointTableProblem);
  if (code.startsWith('DEEDS_')) return deedWords(problem as DeedProblem);
  if (code.startsWith('ZONE_FILE_')) {
    return describeZoneLineMistake(problem as Parameters<typeof describeZoneLineMistake>[0]);
  }
  if (code.startsWith('MANIFEST_')) {
    return describeManifestMistake(problem as Parameters<typeof describeManifestMistake>[0]);
  }
  if (code.startsWith('CONTROLLER_')) return controllerWords(problem as ControllerOnly);
  return exportWords(problem as ExportOnly);
}

function isLogProblem(problem: { readonly code: string }): problem is LogProblem {
  return problem.code.startsWith('LOG_');
}

const lenient = 'correct it, or give --lenient to go on with everything that can be read';

function logWords(problem: LogProblem): ProblemWords {
  switch (problem.code) {
    case 'LOG_NOT_UTF8':
      return { what: 'the line is not UTF-8', fix: lenient };
    case 'LOG_WRONG_ENCODING':
      return { what: `the file is ${problem.encoding}, not UTF-8`, fix: lenient };
    case 'LOG_LINE_TOO_LONG': {
      const { byteCount, byteCountMax } = problem;
      return { what: `a line of ${byteCount} bytes is none of external-dns's: at most ${byteCountMax}`, fix: lenient };
    }
    case 'LOG_LINE_CUT':
      return { what: 'the line ends in the middle of a value', fix: 'save the log again, or give --lenient' };
    case 'LOG_NOT_LOGRUS':
      return { what: `${quoted(problem.found)} is no line of external-dns's log, text or JSON`, fix: lenient };
    case 'LOG_UNKNOWN_LEVEL':
      return { what: `${quoted(problem.found)} is no level of a log`, fix: lenient };
    case 'LOG_NO_TIME':
      return { what: 'the line has no time', fix: 'save the log with kubectl logs --timestamps, or give --lenient' };
    case 'LOG_BAD_TIME':
      return { what: `${quoted(problem.found)} is no moment: 2026-06-13T10:00:00Z is`, fix: lenient };
    case 'LOG_TIME_WITHOUT_ZONE':
      return {
        what: `${quoted(problem.found)} names no time zone`,
        fix: 'add it (Z, +02:00), or give --lenient to take it for UTC',
      };
    case 'LOG_TIME_GOES_BACK':
      return {
        what: `the time goes back: ${problem.found} after ${problem.before}`,
        fix: 'save each process separately, or give --lenient to sort the lines by time',
      };
    case 'LOG_MORE_PROBLEMS':
      return { what: `the file has ${counted(problem.count, 'mistake')} more`, fix: lenient };
    default:
      return assertNever(problem);
  }
}

function endpointWords(problem: EndpointTableProblem): ProblemWords {
  switch (problem.code) {
    case 'ENDPOINTS_BAD_CSV':
    case 'ENDPOINTS_BAD_DATABASE':
      return { what: `the endpoint table cannot be read: ${problem.message}`, fix: lenient };
    case 'ENDPOINTS_NOT_UTF8':
      return { what: 'the endpoint table is not UTF-8', fix: lenient };
    case 'ENDPOINTS_NO_TABLE':
      return { what: 'the database has no endpoint table', fix: `it is called ${problem.known.join(' or ')}` };
    case 'ENDPOINTS_NO_COLUMN': {
      const what = `the table has no column ${problem.missing}; it has ${listed(problem.known)}`;
      return { what, fix: 'begin the file with a line: account,url,technology' };
    }
    case 'ENDPOINTS_BAD_URL':
      return { what: `${quoted(problem.found)} is no URL`, fix: lenient };
    case 'ENDPOINTS_BAD_TECHNOLOGY':
      return { what: `there is no technology ${quoted(problem.found)}`, fix: `known: ${listed(problem.known)}` };
    default:
      return assertNever(problem);
  }
}

function deedWords(problem: DeedProblem): ProblemWords {
  const example = '- { time: 2026-06-13T10:00:00Z, stop: east }';
  switch (problem.code) {
    case 'DEEDS_NOT_UTF8':
      return { what: 'the list of steps is not UTF-8', fix: lenient };
    case 'DEEDS_SYNTAX':
      return { what: `the list of steps is no YAML: ${problem.message}`, fix: lenient };
    case 'DEEDS_NO_LIST':
      return { what: 'this is no list of steps', fix: `write a list: ${example}` };
    case 'DEEDS_NO_STEP':
      return { what: 'this is no step', fix: `write one: ${example}` };
    case 'DEEDS_NO_TIME':
      return { what: 'the step has no time', fix: `say when it was taken: ${example}` };
    case 'DEEDS_BAD_TIME':
      return { what: `${quoted(problem.found)} is no moment with a time zone`, fix: `write it like this: ${example}` };
    default:
      return assertNever(problem);
  }
}

type ControllerOnly = Extract<ControllerProblem, { readonly code: `CONTROLLER_${string}` }>;

function controllerWords(problem: ControllerOnly): ProblemWords {
  switch (problem.code) {
    case 'CONTROLLER_NONE':
      return { what: `nothing here runs external-dns: ${listed(problem.kinds)}`, fix: 'give its Deployment' };
    case 'CONTROLLER_VARIABLE_ELSEWHERE':
      return {
        what: `the value of ${problem.variable} is in a Secret or ConfigMap`,
        fix: 'write the value into the manifest, or give --lenient to go on without it',
      };
    case 'CONTROLLER_UNKNOWN_VERSION':
      return { what: `external-dns ${problem.found} is not known`, fix: 'releases from v0.11.0 on are' };
    case 'CONTROLLER_BAD_FLAG':
      return describeFlagMistake(problem.mistake);
    default:
      return assertNever(problem);
  }
}

type ExportOnly = Exclude<
  ZoneExportProblem | ControllerProblem,
  { readonly code: `ZONE_FILE_${string}` | `MANIFEST_${string}` | `CONTROLLER_${string}` }
>;

function exportWords(problem: ExportOnly): ProblemWords {
  switch (problem.code) {
    case 'JSON_SYNTAX':
      return { what: `this is no JSON: ${problem.detail}`, fix: 'save the file again' };
    case 'JSON_TRUNCATED':
      return { what: 'the JSON ends before its end', fix: 'save the whole file, or give --lenient' };
    case 'JSON_OBJECT_TOO_LONG':
      return { what: `an object is longer than ${problem.lengthMax} characters`, fix: lenient };
    case 'EXPORT_NOT_TEXT':
      if (problem.looksLike === 'broken-utf-8') return { what: 'the text is not UTF-8', fix: lenient };
      return { what: `the file is ${problem.looksLike}, not text`, fix: 'unpack it, or save it again' };
    case 'EXPORT_LINE_TOO_LONG':
      return { what: `a line of ${problem.length} characters is no record`, fix: lenient };
    case 'EXPORT_EMPTY':
      return { what: 'the file is empty', fix: 'save it again' };
    case 'EXPORT_UNKNOWN_RECORD':
      return { what: `an object with ${listed(problem.members)} is no record of a known host`, fix: lenient };
    case 'EXPORT_WRONG_MEMBER':
      return { what: `${problem.member} is not ${problem.expected}`, fix: lenient };
    case 'EXPORT_BAD_NAME':
      return { what: `${quoted(problem.name)} is no name`, fix: lenient };
    case 'EXPORT_DUPLICATE':
      return { what: `${problem.name} ${problem.type} ${problem.value} is there twice`, fix: lenient };
    case 'EXPORT_INCOMPLETE': {
      const of = problem.totalCount === null ? '' : ` of ${problem.totalCount}`;
      return { what: `the export has ${problem.foundCount}${of} records: pages are missing`, fix: 'save all pages' };
    }
    case 'EXPORT_REFUSED':
      return { what: `the host refused: ${problem.message}`, fix: 'save the export again' };
    default:
      return assertNever(problem);
  }
}

function gatheringWords(problem: GatheringProblem): ProblemWords {
  switch (problem.code) {
    case 'INCIDENT_NO_PAIR':
      return {
        what: `--${problem.option} takes CLUSTER=VALUE, found ${quoted(problem.found)}`,
        fix: `write --${problem.option} east=…`,
      };
    case 'INCIDENT_NO_ZONE':
      return { what: 'there is no zone export', fix: 'give --zone FILE: what the DNS host lists now' };
    case 'INCIDENT_NO_ZONE_NAME':
      return { what: `${problem.file} does not say which zone it is of`, fix: 'give --zone-name example.org' };
    case 'INCIDENT_ZONE_TWICE': {
      const what = `${problem.file} is another export of ${problem.zone}`;
      return { what, fix: 'give one file for each zone; --zone NAME=FILE where an export does not say which it is of' };
    }
    case 'INCIDENT_OTHER_ZONE': {
      const what = `${problem.file} is of ${problem.zone}, of which there is no --zone`;
      return { what, fix: `known: ${listed(problem.known)}` };
    }
    case 'INCIDENT_NO_WORKLOAD': {
      const what = `${problem.file} has no external-dns called ${quoted(problem.found)}`;
      return { what, fix: `known: ${listed(problem.known)}` };
    }
    case 'INCIDENT_NO_CONTROLLER': {
      const what = `--${problem.option} names ${problem.cluster}, and nothing says how external-dns runs there`;
      return { what, fix: `give --deployment ${problem.cluster}=FILE or --owner ${problem.cluster}=ID` };
    }
    case 'INCIDENT_NO_LOGS':
      return { what: 'there is no log to explain', fix: 'give --log CLUSTER=FILE' };
    case 'INCIDENT_SCENARIO_AND_ARTEFACTS': {
      const what = `a scenario says already what ${listed(problem.options.map((option) => `--${option}`))} would`;
      return { what, fix: 'give a scenario and logs, or artefacts and no scenario' };
    }
    case 'INCIDENT_BAD_ORIGIN':
      return { what: `${quoted(problem.found)} is no moment with a time zone`, fix: 'write 2026-06-13T10:00:00Z' };
    case 'INCIDENT_UNKNOWN_ZONE':
      return { what: `the scenario has no zone ${quoted(problem.found)}`, fix: `known: ${listed(problem.known)}` };
    case 'INCIDENT_UNKNOWN_LOG':
      return { what: `no controller is called ${quoted(problem.found)}`, fix: `known: ${listed(problem.known)}` };
    default:
      return assertNever(problem);
  }
}
