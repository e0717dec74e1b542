import type { Finding } from '../properties/finding.ts';
import { formatDuration } from '../scenario/duration.ts';
import { describeInvariantFinding } from './describe-invariant-finding.ts';
import {
  counted,
  countIn,
  listed,
  metricName,
  ownerPhrase,
  quoted,
  recordName,
  times,
  timesIn,
  valuesPhrase,
} from './phrase.ts';
import { recordText } from './record-text.ts';

/**
 * Why something expected does not hold: one sentence, then the details that need lines of their own.
 * Every kind of finding has its words here or in {@link describeInvariantFinding}; a new kind is a type error.
 */
export function describeFinding(finding: Finding): readonly string[] {
  switch (finding.code) {
    case 'RECORD_DIFFERS':
      return [describeRecord(finding)];
    case 'OWNER_DIFFERS':
      return [describeOwner(finding)];
    case 'ZONE_DIFFERS':
      return [
        `${finding.zone} does not hold exactly what is expected`,
        ...finding.missing.map((record) => `missing: ${recordText(record)}`),
        ...finding.unexpected.map((record) => `unexpected: ${recordText(record)}`),
      ];
    case 'ANSWER_DIFFERS': {
      const who = finding.resolver ?? 'the authoritative servers';
      const answered = `${who} answered ${valuesPhrase(finding.found)}`;
      return [`asked for ${recordName(finding)}, ${answered}, expected ${valuesPhrase(finding.expected)}`];
    }
    case 'LOG_COUNT_DIFFERS':
      return [describeLog(finding)];
    case 'SERVED_BY_OTHER':
      return [`${finding.client} is served by ${finding.found}, expected ${finding.expected}`];
    case 'ENDPOINTS_DIFFER':
      return [
        `the endpoint table of ${finding.environment} has ${urlsPhrase(finding.found)} for ${finding.account}, expected ${urlsPhrase(finding.expected)}`,
      ];
    case 'SERVER_DIFFERS':
      return [describeServer(finding)];
    case 'OBJECT_DIFFERS':
      return [describeObject(finding)];
    case 'UP_DIFFERS':
      return [describeUp(finding)];
    case 'CALL_COUNT_DIFFERS':
      return [describeCalls(finding)];
    case 'METRIC_DIFFERS': {
      const name = metricName(finding.metric, finding.labels);
      return [`${name} of ${finding.controller} is ${finding.found}, expected ${countIn(finding)}`];
    }
    case 'NOT_SETTLED':
      return [`it has not settled: ${finding.changed} changed last, at ${formatDuration(finding.lastChangeMs)}`];
    case 'SETTLED':
      return ['it has settled: nothing shared would change any more'];
    case 'INVARIANT_HELD':
      return [`${finding.invariant} was not violated`];
    case 'CAME_TRUE':
      return ['it came true'];
    case 'NEVER_CAME_TRUE':
      return [
        `it was not true at any moment until ${formatDuration(finding.untilMs)}`,
        ...finding.last.flatMap(describeFinding).map((line) => `at last: ${line}`),
      ];
    case 'ACTION_NOT_ENABLED':
      return [`${finding.action} cannot happen at this moment`];
    case 'FAULT_NEVER_HAPPENED':
      return [`${finding.action} never had the chance to turn out as ${finding.outcome}`];
    default:
      return [describeInvariantFinding(finding)];
  }
}

type FindingOf<C extends Finding['code']> = Extract<Finding, { readonly code: C }>;

function describeRecord(finding: FindingOf<'RECORD_DIFFERS'>): string {
  const name = recordName(finding);
  const { expected, found } = finding;
  const ttl = finding.expectedTtl === undefined ? '' : ` with TTL ${finding.expectedTtl}`;
  const stored = found === null ? 'is not stored' : `is ${listed(found.values)} (TTL ${found.ttl})`;
  if (expected === 'absent') return `${name} ${stored}, expected not to be stored`;
  if (expected === 'present') return `${name} ${stored}, expected to be stored${ttl}`;
  return `${name} ${stored}, expected ${listed(expected)}${ttl}`;
}

function describeOwner(finding: FindingOf<'OWNER_DIFFERS'>): string {
  const name = recordName(finding);
  const expected = ownerPhrase(finding.expected);
  if (finding.found === undefined) return `${name} is not stored, expected it with ${expected}`;
  return `${name} has ${ownerPhrase(finding.found)}, expected ${expected}`;
}

function describeLog(finding: FindingOf<'LOG_COUNT_DIFFERS'>): string {
  const level = finding.level === null ? '' : ` at level ${finding.level}`;
  const expected = `expected ${timesIn(finding)}`;
  return `${finding.actor} logged ${quoted(finding.contains)}${level} ${times(finding.found)}, ${expected}`;
}

function describeUp(finding: FindingOf<'UP_DIFFERS'>): string {
  const through = finding.resolver === null ? '' : ` through ${finding.resolver}`;
  const found = answeredBy(finding.found, finding.foundBy);
  return `opening ${finding.url}${through} gives ${found}, expected ${answeredBy(finding.expected, finding.expectedBy)}`;
}

function describeCalls(finding: FindingOf<'CALL_COUNT_DIFFERS'>): string {
  const operation = finding.operation === null ? '' : `${finding.operation} `;
  const calls = counted(finding.found, `${operation}call`);
  return `${finding.controller} made ${calls} to its provider, expected ${countIn(finding)}`;
}

function describeServer(finding: FindingOf<'SERVER_DIFFERS'>): string {
  const server = `server ${finding.account} in ${finding.region} of ${finding.environment}`;
  if (finding.found === undefined) return `${server} does not exist`;
  return `${server} has ${finding.column} ${columnText(finding.found)}, expected ${columnText(finding.expected)}`;
}

function columnText(value: string | null): string {
  return value === null ? 'empty' : value;
}

function describeObject(finding: FindingOf<'OBJECT_DIFFERS'>): string {
  const object = `${finding.key} in ${finding.cluster}`;
  if (finding.member === '') {
    return finding.expected === true ? `${object} does not exist` : `${object} exists, expected not to`;
  }
  return `${finding.member} of ${object} is ${memberText(finding.found)}, expected ${memberText(finding.expected)}`;
}

function memberText(value: unknown): string {
  return value === null || value === undefined ? 'absent' : JSON.stringify(value);
}

function urlsPhrase(urls: readonly string[]): string {
  return urls.length === 0 ? 'no endpoint' : listed(urls);
}

function answeredBy(answer: string, by: string | null): string {
  return by === null ? answer : `${answer} from ${by}`;
}
