import { byCodeUnit } from '../kernel/json.ts';
import { isWithin, type NameProblem, namesBetween, parseName } from './name.ts';
import { canonicalRdata, type RdataProblem } from './rdata.ts';
import { isAlias } from './record-set.ts';
import type { StoredRecord } from './stored-record.ts';
import { zoneKey } from './zone.ts';

/** What in a zone's records breaks a rule of DNS. Names are lower case, without the final dot. */
export type ZoneConflict =
  | { readonly code: 'ZONE_NAME_OUTSIDE'; readonly name: string; readonly zone: string }
  | { readonly code: 'ZONE_NAME_INVALID'; readonly name: string; readonly problem: NameProblem }
  | { readonly code: 'ZONE_CNAME_AT_APEX'; readonly name: string }
  | { readonly code: 'ZONE_CNAME_NOT_ALONE'; readonly name: string; readonly types: readonly string[] }
  | { readonly code: 'ZONE_SINGLE_VALUE_ONLY'; readonly name: string; readonly type: string; readonly count: number }
  | { readonly code: 'ZONE_SOA_BELOW_APEX'; readonly name: string }
  | {
      readonly code: 'ZONE_TTLS_DIFFER';
      readonly name: string;
      readonly type: string;
      readonly ttls: readonly number[];
    }
  | { readonly code: 'ZONE_NAME_DELEGATED'; readonly name: string; readonly type: string; readonly delegation: string }
  | {
      readonly code: 'ZONE_RDATA_INVALID';
      readonly name: string;
      readonly type: string;
      readonly problem: RdataProblem;
    };

/**
 * Every breach of DNS's rules in these records, ordered by name. A host refuses most of them, but not every host and
 * not in every order, and a zone export may carry any.
 *
 * *Source:* RFC 1034 sections 3.6.2 and 4.2.1, RFC 2181 sections 5.2 and 10.1, RFC 6672 section 2.4.
 */
export function zoneConflicts(zone: string, records: readonly StoredRecord[]): readonly ZoneConflict[] {
  const apex = zoneKey(zone);
  const byName = new Map<string, StoredRecord[]>();
  for (const record of records) {
    const name = zoneKey(record.name);
    const known = byName.get(name);
    if (known === undefined) byName.set(name, [record]);
    else known.push(record);
  }
  const delegations = new Set(
    [...byName]
      .filter(([name, stored]) => name !== apex && stored.some(({ type }) => type === 'NS'))
      .map(([name]) => name),
  );
  return [...byName]
    .sort(([left], [right]) => byCodeUnit(left, right))
    .flatMap(([name, stored]) => {
      if (!isWithin(name, apex)) return [{ code: 'ZONE_NAME_OUTSIDE' as const, name, zone: apex }];
      return [
        ...nameConflicts(name),
        ...apexConflicts(name, apex, stored),
        ...typeConflicts(name, stored),
        ...delegationConflicts(name, apex, { stored, delegations }),
        ...stored.flatMap((record) => rdataConflicts(name, record)),
      ];
    });
}

/**
 * The types among `present` that may not stand at one name together with `type`: whatever is not a CNAME beside a
 * CNAME. Records that prove others (RRSIG, NSEC) may (RFC 2181 section 10.1).
 */
export function typesInConflict(type: string, present: Iterable<string>): readonly string[] {
  const others = [...new Set(present)].filter((other) => other !== type && !PROOFS.has(other)).sort(byCodeUnit);
  if (PROOFS.has(type)) return [];
  return type === 'CNAME' ? others : others.filter((other) => other === 'CNAME');
}

function nameConflicts(name: string): readonly ZoneConflict[] {
  const problem = parseName(name);
  return typeof problem === 'string' ? [] : [{ code: 'ZONE_NAME_INVALID', name, problem }];
}

function apexConflicts(name: string, apex: string, stored: readonly StoredRecord[]): readonly ZoneConflict[] {
  const has = (wanted: string) => stored.some(({ type }) => type === wanted);
  if (name === apex) return has('CNAME') ? [{ code: 'ZONE_CNAME_AT_APEX', name }] : [];
  return has('SOA') ? [{ code: 'ZONE_SOA_BELOW_APEX', name }] : [];
}

function typeConflicts(name: string, stored: readonly StoredRecord[]): readonly ZoneConflict[] {
  const conflicts: ZoneConflict[] = [];
  const types = [...new Set(stored.map(({ type }) => type))].sort(byCodeUnit);
  if (types.includes('CNAME') && typesInConflict('CNAME', types).length > 0) {
    conflicts.push({ code: 'ZONE_CNAME_NOT_ALONE', name, types });
  }
  for (const type of types) {
    const parts = stored.filter((record) => record.type === type);
    const plain = parts.filter(({ setIdentifier }) => setIdentifier === undefined);
    const ttls = [...new Set(plain.map(({ ttl }) => ttl))].sort((left, right) => left - right);
    if (ttls.length > 1) conflicts.push({ code: 'ZONE_TTLS_DIFFER', name, type, ttls });
    const count = Math.max(
      new Set(plain.flatMap(({ values }) => values)).size,
      ...parts.map(({ values }) => values.length),
    );
    if (SINGLE_VALUE.has(type) && count > 1) conflicts.push({ code: 'ZONE_SINGLE_VALUE_ONLY', name, type, count });
  }
  return conflicts;
}

/** Below a delegation only addresses (glue) have a place; at it, only what the parent zone says of the child. */
function delegationConflicts(
  name: string,
  apex: string,
  { stored, delegations }: { readonly stored: readonly StoredRecord[]; readonly delegations: ReadonlySet<string> },
): readonly ZoneConflict[] {
  if (delegations.size === 0) return [];
  const above = namesBetween(name, apex).find((ancestor) => delegations.has(ancestor));
  const delegation = above ?? (delegations.has(name) ? name : undefined);
  if (delegation === undefined) return [];
  const allowed = above === undefined ? AT_DELEGATION : GLUE;
  const types = [...new Set(stored.map(({ type }) => type))].filter((type) => !allowed.has(type)).sort(byCodeUnit);
  return types.map((type) => ({ code: 'ZONE_NAME_DELEGATED', name, type, delegation }));
}

function rdataConflicts(name: string, record: StoredRecord): readonly ZoneConflict[] {
  const type = isAlias(record) ? 'CNAME' : record.type;
  return record.values.flatMap((value) => {
    const problem = canonicalRdata(type, value);
    return typeof problem === 'string'
      ? []
      : [{ code: 'ZONE_RDATA_INVALID' as const, name, type: record.type, problem }];
  });
}

const PROOFS: ReadonlySet<string> = new Set(['RRSIG', 'NSEC', 'NSEC3', 'KEY']);
const SINGLE_VALUE: ReadonlySet<string> = new Set(['CNAME', 'DNAME', 'SOA']);
const GLUE: ReadonlySet<string> = new Set(['A', 'AAAA']);
const AT_DELEGATION: ReadonlySet<string> = new Set(['NS', 'DS', 'RRSIG', 'NSEC', 'A', 'AAAA']);
