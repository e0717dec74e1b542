import type { Endpoint } from '../endpoint.ts';
import type { ContestContext } from './conflict-resolver.ts';
import { rowName } from './row-name.ts';

/**
 * Everything that exists and everything that is wanted under one name and set identifier.
 *
 * *Source:* plan/plan.go: planTable, planTableRow, planKey.
 */
export interface PlanRow {
  /** Normalised, with a final dot. */
  readonly name: string;
  readonly setIdentifier: string;
  readonly current: Endpoint[];
  readonly candidates: Endpoint[];
}

/** What exists and what is wanted of one type in a row. */
export interface TypeGroup {
  readonly recordType: string;
  /** Of several records of one type (names that differ in case) the one listed last; the others are not looked at. */
  readonly current: Endpoint | undefined;
  /** In input order. */
  readonly candidates: readonly Endpoint[];
}

/** The rows of a plan, in order of first sight. Some releases have one for each type of a name. */
export function tabulate(
  current: readonly Endpoint[],
  desired: readonly Endpoint[],
  { log, rules }: ContestContext,
): readonly PlanRow[] {
  const rows = new Map<string, PlanRow>();
  const rowOf = (endpoint: Endpoint): PlanRow => {
    const name = rowName(endpoint.dnsName, log, rules);
    const { setIdentifier } = endpoint;
    const ofSet = setIdentifier === '' ? name : `${name}\u0000${setIdentifier}`;
    const key = rules.planRows === 'one-per-type' ? `${ofSet}\u0000\u0000${endpoint.recordType}` : ofSet;
    let row = rows.get(key);
    if (row === undefined) {
      row = { name, setIdentifier, current: [], candidates: [] };
      rows.set(key, row);
    }
    return row;
  };
  for (const endpoint of current) rowOf(endpoint).current.push(endpoint);
  for (const endpoint of desired) rowOf(endpoint).candidates.push(endpoint);
  return [...rows.values()];
}

/** What a row decides about, one thing after another: its types, or all of it at once where a row has but one record. */
export function groupsOf(row: PlanRow, { rules }: ContestContext): readonly TypeGroup[] {
  if (rules.planRows === 'whole-name') return groupByType(row);
  return [{ recordType: '', current: row.current.at(-1), candidates: row.candidates }];
}

/** A row by record type, in code-unit order of the types. */
function groupByType(row: PlanRow): readonly TypeGroup[] {
  const groups = new Map<string, { recordType: string; current: Endpoint | undefined; candidates: Endpoint[] }>();
  const groupOf = (recordType: string) => {
    let group = groups.get(recordType);
    if (group === undefined) {
      group = { recordType, current: undefined, candidates: [] };
      groups.set(recordType, group);
    }
    return group;
  };
  for (const endpoint of row.current) groupOf(endpoint.recordType).current = endpoint;
  for (const endpoint of row.candidates) groupOf(endpoint.recordType).candidates.push(endpoint);
  if (groups.size === 1) return [...groups.values()];
  return [...groups.values()].sort((left, right) => (left.recordType < right.recordType ? -1 : 1));
}
