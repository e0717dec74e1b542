import { Agenda, type Due } from '../../kernel/agenda.ts';
import type { Finding } from '../../properties/finding.ts';
import { costs } from './schedule-costs.ts';
import type { ScheduleSearch } from './schedule-search.ts';
import type { Situation } from './situation.ts';

/** So many equally good schedules are given at most. */
const endCountMax = 3;

/** So many more situations are looked at for them. */
const furtherCountMax = 2_000;

/** A whole schedule, and what is wrong with the zone that it leaves. */
export interface End {
  readonly situation: Situation;
  readonly findings: readonly Finding[];
}

/** The best schedules there are, or, if the limit came first, the first one that was found in haste. */
export interface BestSchedules {
  readonly ends: readonly End[];
  /** Whether nothing can be better. */
  readonly isProven: boolean;
  readonly situationCount: number;
}

interface SearchOptions {
  readonly situationCountMax: number;
  /** What is wrong with the zone that a whole schedule leaves. */
  readonly judge: (situation: Situation) => readonly Finding[];
}

/**
 * Searches by cost, so that the first whole schedule is the best. If that takes too long, looks for any: whoever has
 * explained most goes on.
 */
export function bestSchedules(search: ScheduleSearch, options: SearchOptions): BestSchedules {
  const thorough = searchBy(search, { ...options, rank: cheapestFirst });
  if (thorough.ends.length > 0) return { ...thorough, isProven: true };
  const hasty = searchBy(search, { ...options, rank: furthestFirst });
  const situationCount = thorough.situationCount + hasty.situationCount;
  return { ends: hasty.ends.slice(0, 1), isProven: false, situationCount };
}

/**
 * Searches for schedules that cost less than those which another search has found. `isProven`: those that were found
 * are the best, and if none was, there are none.
 */
export function cheaperSchedules(search: ScheduleSearch, than: readonly End[], options: SearchOptions): BestSchedules {
  const costMax = Math.min(...than.map(costOf)) - 1;
  const found = searchBy(search, { ...options, rank: cheapestFirst, costMax });
  return { ...found, isProven: found.ends.length > 0 || found.isExhausted };
}

/** Ranks of situations, least first. */
type Rank = (of: { readonly cost: number; readonly disorder: number; readonly openCount: number }) => number;

/** Of those with one cost the most natural order, then whoever has come furthest. */
const cheapestFirst: Rank = ({ cost, disorder, openCount }) =>
  Math.min(cost, 99_999) * 1e10 + Math.min(disorder, 999) * 1e7 + Math.min(openCount, 9_999_999);

const furthestFirst: Rank = ({ cost, disorder, openCount }) =>
  Math.min(openCount, 999_999) * 1e9 + Math.min(cost, 99_999) * 1e3 + Math.min(disorder, 999);

function searchBy(
  search: ScheduleSearch,
  options: SearchOptions & { readonly rank: Rank; readonly costMax?: number },
): { readonly ends: readonly End[]; readonly situationCount: number; readonly isExhausted: boolean } {
  const { costMax = Number.POSITIVE_INFINITY } = options;
  const agenda = new Agenda<Situation | End>();
  const seen = new Set<string>();
  const ends: End[] = [];
  let situationCount = 0;
  let limit = options.situationCountMax;
  agenda.push(0, search.begin());
  while (agenda.size > 0 && situationCount < limit) {
    const due = agenda.pop() as Due<Situation | End>;
    const { item } = due;
    const [best] = ends;
    if (best !== undefined && costOf(best) < ('findings' in item ? costOf(item) : item.cost)) break;
    if ('findings' in item) {
      if (best === undefined) limit = Math.min(limit, situationCount + furtherCountMax);
      ends.push(item);
      if (ends.length === endCountMax) break;
      continue;
    }
    const key = search.key(item);
    if (seen.has(key)) continue;
    seen.add(key);
    situationCount += 1;
    if (search.isOver(item)) {
      const end = { situation: item, findings: options.judge(item) };
      if (costOf(end) <= costMax) {
        agenda.push(options.rank({ cost: costOf(end), disorder: item.disorder, openCount: 0 }), end);
      }
    }
    for (const next of search.next(item)) {
      const { cost, disorder } = next;
      if (cost > costMax) continue;
      agenda.push(options.rank({ cost, disorder, openCount: search.openCount(next) }), next);
    }
  }
  return { ends, situationCount, isExhausted: agenda.size === 0 };
}

/** What a whole schedule costs, with what is wrong with the zone that it leaves. */
export function costOf({ situation, findings }: End): number {
  const count = findings.reduce(
    (sum, finding) => sum + (finding.code === 'ZONE_DIFFERS' ? finding.missing.length + finding.unexpected.length : 1),
    0,
  );
  return situation.cost + (count === 0 ? 0 : costs.recordSet + costs.furtherRecordSet * (count - 1));
}
