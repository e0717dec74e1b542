import { formatDuration } from '../scenario/duration.ts';
import type { Problem, ReferenceKind, ShapeName } from '../scenario/problem.ts';
import { assertNever } from './assert-never.ts';
import { describeRdataMistake, describeZoneConflict, describeZoneLineMistake } from './describe-dns-mistake.ts';
import { describeFlagMistake } from './describe-flag-mistake.ts';
import { describeManifestMistake } from './describe-manifest-mistake.ts';
import { describeReleaseMistake } from './describe-release-mistake.ts';
import { listed, quoted } from './phrase.ts';
import type { ProblemWords } from './problem-text.ts';
import { suggestion } from './suggestion.ts';

/** The words for a mistake in a scenario. */
export function describeScenarioProblem(problem: Problem): ProblemWords {
  switch (problem.code) {
    case 'SCENARIO_YAML_SYNTAX':
      return { what: `this is no YAML: ${problem.message}`, fix: 'correct the syntax; the rest is checked after that' };
    case 'SCENARIO_DUPLICATE_KEY':
      return { what: `the key ${quoted(problem.key)} stands here twice`, fix: 'keep one of them' };
    case 'SCENARIO_TOO_LARGE': {
      const { nodeCountMax, depthMax } = problem;
      const what = `the file stands for more than ${nodeCountMax} values, or more than ${depthMax} levels of them`;
      return { what, fix: 'use fewer aliases inside aliases' };
    }
    case 'SCENARIO_NOT_JSON':
      return {
        what: `this is no plain value: ${problem.message}`,
        fix: 'give texts, numbers, booleans, lists and maps',
      };
    case 'SCENARIO_PATCH_REMOVES_NOTHING': {
      const what = `the variant takes ${quoted(problem.key)} away, which is not there`;
      return { what, fix: suggestion(problem, 'keys') };
    }
    case 'SCENARIO_BAD_MANIFEST':
      return describeManifestMistake(problem.mistake);
    case 'SCENARIO_BAD_FLAG':
      return describeFlagMistake(problem.mistake);
    case 'SCENARIO_BAD_ZONE_LINE':
      return describeZoneLineMistake(problem.mistake);
    case 'SCENARIO_ZONE_CONFLICT':
      return describeZoneConflict(problem.conflict);
    case 'SCENARIO_BAD_VALUE':
      return describeRdataMistake(problem.mistake);
    case 'SCENARIO_BAD_RELEASE':
      return describeReleaseMistake(problem.mistake);
    default:
      return describeShapeMistake(problem);
  }
}

type ProblemExcept<P, C> = Exclude<P, { readonly code: C }>;
type ContentProblem = ProblemExcept<
  Problem,
  | 'SCENARIO_YAML_SYNTAX'
  | 'SCENARIO_DUPLICATE_KEY'
  | 'SCENARIO_TOO_LARGE'
  | 'SCENARIO_NOT_JSON'
  | 'SCENARIO_PATCH_REMOVES_NOTHING'
  | 'SCENARIO_BAD_MANIFEST'
  | 'SCENARIO_BAD_FLAG'
  | 'SCENARIO_BAD_ZONE_LINE'
  | 'SCENARIO_ZONE_CONFLICT'
  | 'SCENARIO_BAD_VALUE'
  | 'SCENARIO_BAD_RELEASE'
>;

function describeShapeMistake(problem: ContentProblem): ProblemWords {
  switch (problem.code) {
    case 'SCENARIO_UNKNOWN_KEY':
      return { what: `${placeName(problem)} has no key ${quoted(problem.key)}`, fix: suggestion(problem, 'keys') };
    case 'SCENARIO_MISSING_KEY':
      return { what: `${pathName(problem)} needs the key ${quoted(problem.key)}`, fix: `add ${problem.key}:` };
    case 'SCENARIO_WRONG_TYPE': {
      const expected = problem.expected.map(shapeName).join(' or ');
      return { what: `${pathName(problem)} is ${shapeName(problem.found)}`, fix: `write ${expected}` };
    }
    case 'SCENARIO_WRONG_VALUE':
      return {
        what: `${pathName(problem)} cannot be ${quoted(problem.found)}`,
        fix: suggestion(problem, 'values'),
      };
    case 'SCENARIO_OUT_OF_RANGE':
      return { what: `${pathName(problem)} cannot be ${problem.found}`, fix: `give a number ${rangePhrase(problem)}` };
    case 'SCENARIO_EMPTY':
      return { what: `${pathName(problem)} is empty`, fix: 'write something there, or leave the key out' };
    case 'SCENARIO_NOT_ONE_VERB':
      return {
        what: `a step does one thing, this one ${foundKeys(problem.found)}`,
        fix: `use one of: ${problem.known.join(', ')}`,
      };
    case 'SCENARIO_NOT_ONE_FORM':
      return {
        what: `an expectation is about one thing, this one ${foundKeys(problem.found)}`,
        fix: `use one of: ${problem.known.join(', ')}`,
      };
    case 'SCENARIO_KEYS_EXCLUDE_EACH_OTHER':
      return { what: `${listed(problem.keys)} exclude each other`, fix: 'keep one of them' };
    case 'SCENARIO_ONE_KEY_OF':
      return { what: `${pathName(problem)} needs a key`, fix: `add one of: ${problem.keys.join(', ')}` };
    case 'SCENARIO_KEY_NEEDS':
      return {
        what: `${quoted(problem.key)} means nothing here by itself`,
        fix: `add ${problem.needs.join(' or ')}, or leave it out`,
      };
    default:
      return describeMeaningMistake(problem);
  }
}

type MeaningProblem = ProblemExcept<
  ContentProblem,
  | 'SCENARIO_UNKNOWN_KEY'
  | 'SCENARIO_MISSING_KEY'
  | 'SCENARIO_WRONG_TYPE'
  | 'SCENARIO_WRONG_VALUE'
  | 'SCENARIO_OUT_OF_RANGE'
  | 'SCENARIO_EMPTY'
  | 'SCENARIO_NOT_ONE_VERB'
  | 'SCENARIO_NOT_ONE_FORM'
  | 'SCENARIO_KEYS_EXCLUDE_EACH_OTHER'
  | 'SCENARIO_ONE_KEY_OF'
  | 'SCENARIO_KEY_NEEDS'
>;

function describeMeaningMistake(problem: MeaningProblem): ProblemWords {
  switch (problem.code) {
    case 'SCENARIO_BAD_NAME':
      return { what: `${quoted(problem.found)} is no name`, fix: 'use lower-case letters, digits and hyphens: east-1' };
    case 'SCENARIO_BAD_DURATION':
      return {
        what: `${quoted(problem.found)} is no duration`,
        fix: 'give a number with its unit: 500ms, 30s, 1h30m, 2d',
      };
    case 'SCENARIO_BAD_ADDRESS':
      return {
        what: `${quoted(problem.found)} is no IP address or host name`,
        fix: 'write it as 192.0.2.1 or 2001:db8::1',
      };
    case 'SCENARIO_BAD_HOST_NAME':
      return { what: `${quoted(problem.found)} is no host name`, fix: 'write it as app.example.org' };
    case 'SCENARIO_BAD_URL':
      return { what: `${quoted(problem.found)} is no URL`, fix: 'write it as https://app.example.org/' };
    case 'SCENARIO_BAD_RECORD_KEY':
      return { what: `${quoted(problem.found)} names no record set`, fix: 'write name and type: app.example.org A' };
    case 'SCENARIO_BAD_OBJECT_KEY':
      return {
        what: `${quoted(problem.found)} names no object`,
        fix: 'write kind, namespace and name: Ingress/default/app',
      };
    case 'SCENARIO_UNKNOWN_REFERENCE': {
      const { singular, plural } = referenceNames[problem.kind];
      return { what: `there is no ${singular} ${quoted(problem.found)}`, fix: suggestion(problem, plural) };
    }
    case 'SCENARIO_METRIC_OF_OTHER_RELEASE': {
      const what = `${problem.controller} runs ${listed(problem.versions)}, which has no metric ${problem.metric}`;
      return { what, fix: suggestion(problem, 'metrics') };
    }
    case 'SCENARIO_OUTSIDE_ZONES':
      return { what: `${problem.name} is in none of the zones`, fix: `zones here: ${problem.zones.join(', ')}` };
    case 'SCENARIO_INSIDE_ZONE':
      return { what: `${problem.name} lies in the zone ${problem.zone}`, fix: "move it to that zone's records" };
    case 'SCENARIO_DUPLICATE_ZONE':
      return { what: `the zone ${problem.name} is given twice`, fix: 'put all its records under one of them' };
    case 'SCENARIO_FILE_NOT_FOUND':
      return { what: `there is no file ${quoted(problem.file)}`, fix: 'name it relative to the scenario file' };
    case 'SCENARIO_FILE_NOT_RELATIVE': {
      const what = `${quoted(problem.file)} does not lie beside or below the scenario`;
      return { what, fix: 'put the file in the folder of the scenario and name it from there: files/app.yaml' };
    }
    case 'SCENARIO_VARIABLE_ELSEWHERE':
      return {
        what: `the value of ${problem.variable} is in a Secret or ConfigMap`,
        fix: 'give its value in place',
      };
    case 'SCENARIO_NO_DEPLOYMENT': {
      const kinds = problem.kinds.length === 0 ? 'it holds no object' : `it holds ${listed(problem.kinds)}`;
      return { what: `nothing here runs external-dns: ${kinds}`, fix: 'give the external-dns Deployment' };
    }
    default:
      return describeOrderMistake(problem);
  }
}

type OrderProblem = Extract<Problem, { readonly code: 'SCENARIO_AFTER_LATER_STEP' | 'SCENARIO_STEP_IN_THE_PAST' }>;

function describeOrderMistake(problem: OrderProblem): ProblemWords {
  switch (problem.code) {
    case 'SCENARIO_AFTER_LATER_STEP': {
      const { step, later } = problem;
      const what =
        step === later ? `${step} comes after itself` : `${step} comes after ${later}, which is written below`;
      return { what, fix: 'write the steps of a rollout in an order that their constraints allow' };
    }
    case 'SCENARIO_STEP_IN_THE_PAST': {
      const what = `the step is to happen at ${formatDuration(problem.atMs)}, and its turn comes after that`;
      return { what, fix: `give a moment from ${formatDuration(problem.earliestMs)} on, or move it up` };
    }
    default:
      return assertNever(problem);
  }
}

const referenceNames: Readonly<Record<ReferenceKind, { readonly singular: string; readonly plural: string }>> = {
  account: { singular: 'account', plural: 'accounts' },
  action: { singular: 'action', plural: 'actions' },
  actor: { singular: 'actor', plural: 'actors' },
  client: { singular: 'client', plural: 'clients' },
  cluster: { singular: 'cluster', plural: 'clusters' },
  controller: { singular: 'controller', plural: 'controllers' },
  environment: { singular: 'environment', plural: 'environments' },
  invariant: { singular: 'invariant', plural: 'invariants' },
  metric: { singular: 'metric', plural: 'metrics' },
  'metric-label': { singular: 'label of the metric', plural: 'labels' },
  outcome: { singular: 'outcome', plural: 'outcomes' },
  region: { singular: 'region', plural: 'regions' },
  release: { singular: 'release', plural: 'releases' },
  resolver: { singular: 'resolver', plural: 'resolvers' },
  'rollout-step': { singular: 'step of the rollout', plural: 'steps' },
  server: { singular: 'server', plural: 'servers' },
  'server-of-clients': { singular: 'cluster or environment that could serve', plural: 'servers of clients' },
  variant: { singular: 'variant', plural: 'variants' },
  zone: { singular: 'zone', plural: 'zones' },
};

function shapeName(shape: ShapeName): string {
  return shape === 'nothing' ? 'nothing' : shape === 'whole-number' ? 'a whole number' : `a ${shape}`;
}

/** The place of a key that should not be there: the map around it. */
function placeName(problem: Problem & { readonly key: string }): string {
  const { path } = problem.at;
  const ends = [`.${problem.key}`, `[${JSON.stringify(problem.key)}]`, problem.key];
  const end = ends.find((candidate) => path.endsWith(candidate));
  return mapName(end === undefined ? path : path.slice(0, -end.length));
}

function pathName(problem: Problem): string {
  return mapName(problem.at.path);
}

function mapName(path: string): string {
  return path === '' ? 'the scenario' : path;
}

function rangePhrase({
  minimum,
  maximum,
}: {
  readonly minimum: number | null;
  readonly maximum: number | null;
}): string {
  if (minimum === null) return `up to ${maximum}`;
  return maximum === null ? `from ${minimum} upwards` : `from ${minimum} to ${maximum}`;
}

function foundKeys(found: readonly string[]): string {
  return found.length === 0 ? 'has no such key' : `has ${listed(found)}`;
}
