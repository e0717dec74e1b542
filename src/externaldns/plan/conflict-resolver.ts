import { isLessTargets } from '../endpoint/targets.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Log } from '../log.ts';
import type { VersionRules } from '../version-rules.ts';
import type { PlanRow, TypeGroup } from './plan-table.ts';

/**
 * Who wins when several resources want one name.
 *
 * *Source:* plan/conflict.go:PerResource.
 */

/** Where lines go, and what the release does otherwise. */
export interface ContestContext {
  readonly log: Log;
  readonly rules: VersionRules;
}

/**
 * An endpoint in a contest. Comparing two upstream endpoints sorts their targets in place, and the winner goes on with
 * them sorted; so contenders own their targets, and {@link endpointOf} gives the endpoint back as the contest left it.
 */
export interface Contender {
  readonly endpoint: Endpoint;
  readonly targets: string[];
}

/** Lists of fewer than two targets are not copied: sorting cannot change them. */
export function contenderOf(endpoint: Endpoint): Contender {
  const { targets } = endpoint;
  return { endpoint, targets: targets.length < 2 ? (targets as string[]) : [...targets] };
}

/** The endpoint with its targets in the order in which the contest left them. */
export function endpointOf({ endpoint, targets }: Contender): Endpoint {
  const isUnchanged =
    targets === endpoint.targets || targets.every((target, index) => target === endpoint.targets[index]);
  return isUnchanged ? endpoint : { ...endpoint, targets };
}

/** The candidate with the least targets; of equals the first. */
export function resolveCreate(candidates: readonly Contender[], context: ContestContext): Contender {
  let least = candidates[0] as Contender;
  for (const candidate of candidates.slice(1)) {
    if (compareTargets(candidate, least, context) < 0) least = candidate;
  }
  return least;
}

/**
 * The candidate that comes from the resource that has the name already; of several the least. If that resource wants
 * it no more, as {@link resolveCreate}. No resource label counts as the empty one.
 */
export function resolveUpdate(current: Endpoint, candidates: readonly Contender[], context: ContestContext): Contender {
  const sorted = sortedByTargets(candidates, context);
  const resource = current.labels.resource ?? '';
  return sorted.find(({ endpoint }) => (endpoint.labels.resource ?? '') === resource) ?? resolveCreate(sorted, context);
}

/**
 * Leaves the CNAME candidates of a row out if other types are wanted under the name as well. An existing CNAME stays,
 * so that it is deleted.
 */
export function resolveRecordTypes(
  row: PlanRow,
  groups: readonly TypeGroup[],
  context: ContestContext,
): readonly TypeGroup[] {
  if (row.candidates.length < 2) return groups;
  const isCnameWanted = row.candidates.some(({ recordType }) => recordType === 'CNAME');
  const isOtherWanted = row.candidates.some(({ recordType }) => recordType !== 'CNAME');
  if (!isCnameWanted || !isOtherWanted) return groups;
  const { log, rules } = context;
  log[rules.cnameConflictLevel](
    `Domain ${row.name} contains conflicting record type candidates; discarding CNAME record`,
  );
  return groups.map((group) => (group.recordType === 'CNAME' ? { ...group, candidates: [] } : group));
}

/** Negative if the left one is less, positive if the right one is (conflict.go:compareEndpoints). */
function compareTargets(left: Contender, right: Contender, { log, rules }: ContestContext): number {
  if (isLessTargets(left.targets, right.targets, log, rules)) return -1;
  return isLessTargets(right.targets, left.targets, log, rules) ? 1 : 0;
}

/** Stable. Up to twenty by insertion, the order of comparisons upstream, which shows in the debug log. */
function sortedByTargets(candidates: readonly Contender[], context: ContestContext): readonly Contender[] {
  const sorted = [...candidates];
  if (sorted.length > 20) return sorted.sort((left, right) => compareTargets(left, right, context));
  for (let end = 1; end < sorted.length; end += 1) {
    for (let index = end; index > 0; index -= 1) {
      const [left, right] = [sorted[index - 1] as Contender, sorted[index] as Contender];
      if (compareTargets(right, left, context) >= 0) break;
      sorted[index - 1] = right;
      sorted[index] = left;
    }
  }
  return sorted;
}
