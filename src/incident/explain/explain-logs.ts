import type { StoredRecord } from '../../dns/stored-record.ts';
import { Agenda } from '../../kernel/agenda.ts';
import type { Finding } from '../../properties/finding.ts';
import type { BuiltScenario } from '../../scenario/built-scenario.ts';
import { checkZone } from '../../scenario/check/check-records.ts';
import type { ObservedLine } from '../logs/observed-line.ts';
import { deedsOf } from './deeds.ts';
import type { ExplainResult, Explanation } from './explanation.ts';
import { openLogBook } from './log-book.ts';
import { costs, ScheduleSearch } from './schedule-search.ts';
import { type Situation, situationKey, trailOf } from './situation.ts';

/** What is to be explained, by which model. */
export interface ExplainOptions {
  readonly built: BuiltScenario;
  /** The lines of all logs, in any order. */
  readonly lines: readonly ObservedLine[];
  /** The moment of the run's beginning: milliseconds since 1970, UTC. */
  readonly originMs: number;
  /** The zone as exported afterwards, if it was. */
  readonly zone?: { readonly name: string; readonly records: readonly StoredRecord[] };
  /** How far apart moments of different clocks may be that happened in the other order. Default: 2000. */
  readonly toleranceMs?: number;
  /** How many situations to look at before giving up. Default: 50 000. */
  readonly situationCountMax?: number;
}

/** So many equally good explanations are given at most. */
const explanationCountMax = 3;

/** So many more situations are looked at for them. */
const furtherCountMax = 2_000;

/**
 * Looks for schedules of a scenario's model that give what was observed: trace validation.
 *
 * Controllers take a step when their logs show one; what people did happens when the scenario says; everything else
 * goes by the clock. Faults, runs that are missing or too early, lines that do not fit and record sets that differ at
 * the end have costs, and schedules are looked at in the order of their costs, so that the first whole one is the best.
 * The order of what happens within the tolerance is free.
 */
export function explainLogs(options: ExplainOptions): ExplainResult {
  const { built, originMs, toleranceMs = 2000, situationCountMax = 50_000 } = options;
  const controllers = built.landscape.controllers.map(({ name }) => name);
  const book = openLogBook(options.lines, { controllers, originMs });
  const search = new ScheduleSearch({ built, book, deeds: deedsOf(built), toleranceMs });
  const found = searchBest(search, {
    situationCountMax,
    judge: (situation) => zoneFindings(situation, options),
  });
  const explanations = found.ends.map(explanationOf);
  const best = found.ends[0];
  const isFitting = best !== undefined && fits(explanations[0] as Explanation);
  return {
    verdict: best === undefined ? 'inconclusive' : isFitting ? 'explained' : 'contradicted',
    explanations,
    comparedCount: book.comparedCount,
    otherCount: book.otherCount,
    strangers: book.strangers,
    hasZone: options.zone !== undefined,
    originMs,
    situationCount: found.situationCount,
    furthest: best === undefined ? furthestLine(found.furthest) : null,
  };
}

function fits({ unexplained, missing, zoneFindings }: Explanation): boolean {
  return unexplained.length === 0 && missing.length === 0 && zoneFindings.length === 0;
}

interface End {
  readonly situation: Situation;
  readonly findings: readonly Finding[];
}

function searchBest(
  search: ScheduleSearch,
  options: {
    readonly situationCountMax: number;
    readonly judge: (situation: Situation) => readonly Finding[];
  },
): { readonly ends: readonly End[]; readonly situationCount: number; readonly furthest: Situation } {
  const agenda = new Agenda<Situation | End>();
  const seen = new Set<string>();
  const ends: End[] = [];
  const begin = search.begin();
  let furthest = begin;
  let situationCount = 0;
  let limit = options.situationCountMax;
  agenda.push(0, begin);
  for (let due = agenda.pop(); due !== undefined && situationCount < limit; due = agenda.pop()) {
    const { item } = due;
    if ('findings' in item) {
      const [best] = ends;
      if (best !== undefined && costOf(best) < costOf(item)) break;
      if (best === undefined) limit = Math.min(limit, situationCount + furtherCountMax);
      ends.push(item);
      if (ends.length === explanationCountMax) break;
      continue;
    }
    if (ends[0] !== undefined && costOf(ends[0]) < item.cost) break;
    const key = situationKey(item);
    if (seen.has(key)) continue;
    seen.add(key);
    situationCount += 1;
    if (search.openCount(item) < search.openCount(furthest)) furthest = item;
    if (search.isOver(item)) {
      const end = { situation: item, findings: options.judge(item) };
      agenda.push(priority(costOf(end), item.disorder, 0), end);
    }
    for (const situation of search.next(item)) {
      agenda.push(priority(situation.cost, situation.disorder, search.openCount(situation)), situation);
    }
  }
  return { ends: distinct(ends), situationCount, furthest };
}

/** Cheapest first, then the most natural order, then whoever has come furthest. */
function priority(cost: number, disorder: number, openCount: number): number {
  return cost * 1e10 + Math.min(disorder, 999) * 1e7 + Math.min(openCount, 9_999_999);
}

function costOf({ situation, findings }: End): number {
  const count = findings.reduce(
    (sum, finding) => sum + (finding.code === 'ZONE_DIFFERS' ? finding.missing.length + finding.unexpected.length : 1),
    0,
  );
  return situation.cost + (count === 0 ? 0 : costs.recordSet + costs.furtherRecordSet * (count - 1));
}

/** Schedules that differ in what they assume or leave open; of those that do not, the shortest. */
function distinct(ends: readonly End[]): readonly End[] {
  const byStory = new Map<string, End>();
  for (const end of [...ends].sort((left, right) => left.situation.stepCount - right.situation.stepCount)) {
    const { assumptions, unexplained, missing } = explanationOf(end);
    const story = JSON.stringify([assumptions, unexplained, missing]);
    if (!byStory.has(story)) byStory.set(story, end);
  }
  return [...byStory.values()];
}

function explanationOf({ situation, findings }: End): Explanation {
  const trail = trailOf(situation);
  return {
    assumptions: trail.flatMap(({ assumption }) => assumption ?? []),
    unexplained: trail.flatMap(({ unexplained }) => unexplained ?? []),
    missing: trail.flatMap(({ missing }) => missing ?? []),
    zoneFindings: findings,
    steps: trail.flatMap(({ step }) => step ?? []),
  };
}

function furthestLine(situation: Situation): ObservedLine | null {
  return (
    trailOf(situation)
      .flatMap(({ step }) => step?.lines ?? [])
      .at(-1) ?? null
  );
}

/** Times to live are not compared: hosts and exports do not agree on how "the host's default" is written. */
function zoneFindings({ world, nowMs }: Situation, { built, zone }: ExplainOptions): readonly Finding[] {
  if (zone === undefined) return [];
  const { landscape, model } = built;
  const moment = {
    landscape,
    reader: model.reader(world),
    nowMs,
    events: [],
    eventCountByHand: 0,
    isSettled: true,
    lastChange: { atMs: 0, component: '' },
    brokenBySteps: () => [],
  };
  return checkZone({ zone: zone.name, records: zone.records.map((record) => ({ ...record, ttl: 0 })) }, moment);
}
