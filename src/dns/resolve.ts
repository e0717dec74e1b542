import { byCodeUnit } from '../kernel/json.ts';
import { type LookupResult, lookup, type Question, type ZoneView } from './lookup.ts';
import { isWithin } from './name.ts';
import type { RecordSet } from './record-set.ts';
import type { StoredRecord } from './stored-record.ts';
import { DEFAULT_NEGATIVE_TTL_SECONDS, TTL_SECONDS_MAX } from './ttl.ts';
import { zoneKey } from './zone.ts';

/**
 * What a resolver tells a client: the whole message, with one TTL for all of it.
 */
export interface Answer {
  /** NODATA is NOERROR with nothing of the type asked for (RFC 2308 section 2.2). */
  readonly status: 'NOERROR' | 'NODATA' | 'NXDOMAIN' | 'SERVFAIL';
  /** The CNAMEs that were followed, then, if NOERROR, what was asked for. */
  readonly answers: readonly RecordSet[];
  /** For how long the whole answer may be kept: the least TTL of its parts, seconds. 0 for SERVFAIL. */
  readonly ttlSeconds: number;
}

/**
 * Answers a question from all zones there are, as a resolver without a cache does: the zone with the longest name that
 * the question is in, then wherever CNAMEs lead. A circle, and a delegation to servers that no zone stands for, end in
 * SERVFAIL. A zone called by the empty name is the rest of the world; without one, what is in no zone does not exist.
 *
 * *Source:* RFC 1034 section 5.3.3, RFC 2308 section 5.
 */
export function resolve(zones: readonly ZoneView[], question: Question): Answer {
  return resolveFrom(zones, question, new Set());
}

/** Records of names outside all zones, as a zone called by the empty name: what the rest of the world answers. */
export function restOfTheWorld(records: readonly StoredRecord[]): ZoneView {
  const byName = new Map<string, StoredRecord[]>();
  for (const record of records) {
    const key = zoneKey(record.name);
    byName.set(key, [...(byName.get(key) ?? []), record]);
  }
  const names = [...byName.keys()].sort(byCodeUnit);
  return {
    name: '',
    recordsAt: (key) => byName.get(key),
    hasBelow: (key) => names.some((name) => name !== key && isWithin(name, key)),
  };
}

/** The IPv4 addresses of an answer, or with `AAAA` the IPv6 ones, in its order. None unless the answer has any. */
export function addressesOf(answer: Answer, type: 'A' | 'AAAA' = 'A'): readonly string[] {
  return answer.answers.filter((set) => set.type === type).flatMap(({ values }) => values);
}

function resolveFrom(zones: readonly ZoneView[], question: Question, visited: Set<string>): Answer {
  const answers: RecordSet[] = [];
  let { name } = question;
  for (;;) {
    const zone = zoneOf(zones, name);
    if (zone === undefined) return negative('NXDOMAIN', answers, DEFAULT_NEGATIVE_TTL_SECONDS);
    // Two zones may point at each other: each on its own sees no circle.
    if (visited.has(name)) return { status: 'SERVFAIL', answers, ttlSeconds: 0 };
    visited.add(name);
    const result = lookup(zone, { name, type: question.type });
    answers.push(...result.answers);
    const isElsewhere = result.status === 'outside' || zoneOf(zones, result.name) !== zone;
    if (result.status === 'found' || !isElsewhere) return ended(result, answers);
    if (result.status === 'outside' && result.aliasOwner !== undefined) {
      return aliased(
        answers,
        result.aliasOwner,
        resolveFrom(zones, { name: result.name, type: question.type }, visited),
      );
    }
    name = result.name;
  }
}

/** The zone with the longest name that this name is in. */
function zoneOf(zones: readonly ZoneView[], name: string): ZoneView | undefined {
  let best: ZoneView | undefined;
  for (const zone of zones) {
    if (isWithin(name, zone.name) && (best === undefined || zone.name.length > best.name.length)) best = zone;
  }
  return best;
}

function ended(result: LookupResult, answers: readonly RecordSet[]): Answer {
  switch (result.status) {
    case 'found':
      return { status: 'NOERROR', answers, ttlSeconds: leastTtlSeconds(answers) };
    case 'nodata':
      return negative('NODATA', answers, result.negativeTtlSeconds);
    case 'nxdomain':
      return negative('NXDOMAIN', answers, result.negativeTtlSeconds);
    case 'referral':
    case 'outside':
    case 'loop':
      return { status: 'SERVFAIL', answers, ttlSeconds: 0 };
  }
}

function aliased(before: readonly RecordSet[], owner: string, target: Answer): Answer {
  const last = target.answers.at(-1);
  if (target.status === 'SERVFAIL') return { ...target, answers: before };
  if (target.status !== 'NOERROR' || last === undefined) return negative('NODATA', before, target.ttlSeconds);
  const answers = [...before, { ...last, name: owner }];
  return { status: 'NOERROR', answers, ttlSeconds: Math.min(leastTtlSeconds(before), target.ttlSeconds) };
}

function negative(status: 'NODATA' | 'NXDOMAIN', answers: readonly RecordSet[], ttlSeconds: number): Answer {
  return { status, answers, ttlSeconds: Math.min(ttlSeconds, leastTtlSeconds(answers)) };
}

function leastTtlSeconds(answers: readonly RecordSet[]): number {
  return Math.min(TTL_SECONDS_MAX, ...answers.map((set) => set.ttlSeconds));
}
