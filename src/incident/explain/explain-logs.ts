import type { StoredRecord } from '../../dns/stored-record.ts';
import type { Finding } from '../../properties/finding.ts';
import type { BuiltScenario } from '../../scenario/built-scenario.ts';
import { checkZone } from '../../scenario/check/check-records.ts';
import type { ObservedLine } from '../logs/observed-line.ts';
import { bestSchedules, cheaperSchedules, costOf, type End } from './best-schedules.ts';
import { deedsOf } from './deeds.ts';
import type { ExplainResult, Explanation } from './explanation.ts';
import { openLogBook } from './log-book.ts';
import { ScheduleSearch } from './schedule-search.ts';
import { type Situation, trailOf } from './situation.ts';

/** What is to be explained, by which model. */
export interface ExplainOptions {
  readonly built: BuiltScenario;
  /** The lines of all logs, in any order. */
  readonly lines: readonly ObservedLine[];
  /** The moment of the run's beginning: milliseconds since 1970, UTC. */
  readonly originMs: number;
  /** The zones as exported afterwards, those that were. */
  readonly zones: readonly { readonly name: string; readonly records: readonly StoredRecord[] }[];
  /** How far apart moments of different clocks may be that happened in the other order. Default: 2000. */
  readonly toleranceMs?: number;
  /** How many situations to look at before giving up. Default: 50 000, or five for each line. */
  readonly situationCountMax?: number;
}

/**
 * Looks for schedules of a scenario's model that give what was observed: trace validation.
 *
 * Controllers take a step when their logs show one; what people did happens when the scenario says; everything else
 * goes by the clock. Faults, runs that are missing or too early, lines that do not fit and record sets that differ at
 * the end have costs, and schedules are looked at in the order of their costs, so that the first whole one is the best.
 * The order of what happens within the tolerance is free.
 */
export function explainLogs(options: ExplainOptions): ExplainResult {
  const { built, originMs, toleranceMs = 2000 } = options;
  const controllers = built.landscape.controllers.map(({ name }) => name);
  const book = openLogBook(options.lines, { controllers, originMs });
  const search = { built, book, deeds: deedsOf(built), toleranceMs };
  const limits = {
    situationCountMax: options.situationCountMax ?? Math.max(50_000, 5 * book.comparedCount),
    judge: (situation: Situation) => zoneFindings(situation, options),
  };
  const bound = bestSchedules(new ScheduleSearch({ ...search, isFree: false }), limits);
  const isBest = bound.isProven && bound.ends.some((end) => costOf(end) === 0);
  const free = isBest ? null : cheaperSchedules(new ScheduleSearch({ ...search, isFree: true }), bound.ends, limits);
  const ends = free === null || free.ends.length === 0 ? bound.ends : free.ends;
  const explanations = distinct(ends).map(explanationOf);
  const [best] = explanations;
  const isFitting = best !== undefined && fits(best);
  const isProven = isBest || free?.isProven === true;
  return {
    verdict: isFitting ? 'explained' : isProven ? 'contradicted' : 'inconclusive',
    isProven,
    explanations,
    comparedCount: book.comparedCount,
    otherCount: book.otherCount,
    strangers: book.strangers,
    zones: options.zones.map(({ name }) => name),
    originMs,
    situationCount: bound.situationCount + (free?.situationCount ?? 0),
  };
}

function fits({ unexplained, missing, zoneFindings }: Explanation): boolean {
  return unexplained.length === 0 && missing.length === 0 && zoneFindings.length === 0;
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

/** Times to live are not compared: hosts and exports do not agree on how "the host's default" is written. */
function zoneFindings({ world, nowMs }: Situation, { built, zones }: ExplainOptions): readonly Finding[] {
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
  return zones.flatMap(({ name, records }) =>
    checkZone({ zone: name, records: records.map((record) => ({ ...record, ttl: 0 })) }, moment),
  );
}
