import { type LookupResult, lookup, type Question, type ZoneView } from './lookup.ts';
import { isWithin } from './name.ts';
import { type RecordSet, recordSetsOf } from './record-set.ts';
import { RECORD_TYPES } from './record-type.ts';
import { addressesOf, resolve, restOfTheWorld } from './resolve.ts';
import type { StoredRecord } from './stored-record.ts';
import { DEFAULT_NEGATIVE_TTL_SECONDS } from './ttl.ts';
import { zoneKey } from './zone.ts';

/** A zone that can be served: looked up in, and handed over whole. */
export interface ServedZone extends ZoneView {
  /** Everything stored, ordered by key. */
  allRecords(): readonly StoredRecord[];
}

/** All that a name server is responsible for, and what the rest of the world answers. */
export interface Authority {
  readonly zones: readonly ServedZone[];
  /** Where aliases may lead; a host looks them up itself. */
  readonly elsewhere: readonly StoredRecord[];
}

/** What an authoritative server says, section by section. */
export interface AuthoritativeAnswer {
  readonly status: 'NOERROR' | 'NXDOMAIN' | 'REFUSED';
  /** `false` for referrals and for what is refused. */
  readonly isAuthoritative: boolean;
  readonly answers: readonly RecordSet[];
  /** The zone's SOA where there is nothing to answer; the delegation of a referral. */
  readonly authority: readonly RecordSet[];
  /** The addresses of a referral's servers, as far as the zone has them. */
  readonly additional: readonly RecordSet[];
}

/**
 * The zone with a SOA record, which hosts serve and do not list: its own if it stores one. The record names nobody, as
 * there is nobody to ask; its minimum is how long "does not exist" may be remembered.
 */
export function withSoa(zone: ServedZone, serial: number): ServedZone {
  if ((zone.recordsAt(zone.name) ?? []).some(({ type }) => type === 'SOA')) return zone;
  const ttl = zone.negativeTtlSeconds ?? DEFAULT_NEGATIVE_TTL_SECONDS;
  const value = `ns.dibs.invalid hostmaster.dibs.invalid ${serial} 10000 2400 604800 ${ttl}`;
  const soa: StoredRecord = { name: zone.name, type: 'SOA', ttl, values: [value] };
  return {
    ...zone,
    recordsAt: (key) => (key === zone.name ? [soa, ...(zone.recordsAt(key) ?? [])] : zone.recordsAt(key)),
    allRecords: () => [soa, ...zone.allRecords()],
  };
}

/**
 * Answers a question as the server of these zones does: refuses what is in none of them, follows CNAMEs from one of its
 * zones into another and ends where they leave all. A circle of CNAMEs is answered as far as it goes.
 *
 * *Source:* RFC 1034 section 4.3.2, RFC 2308 sections 2 and 3, RFC 6604 section 3 (the code is that of the chain's end).
 */
export function answerOf(authority: Authority, question: Question): AuthoritativeAnswer {
  const answers: RecordSet[] = [];
  const visited = new Set<string>();
  let { name } = question;
  for (;;) {
    const zone = zoneOf(authority.zones, name);
    if (zone === undefined) return visited.size === 0 ? REFUSED : found(answers);
    if (visited.has(name)) return found(answers);
    visited.add(name);
    const result = question.type === 'ANY' ? lookupAny(zone, name) : lookup(zone, { ...question, name });
    answers.push(...result.answers);
    if (result.status === 'outside' && result.aliasOwner !== undefined) {
      return aliased(authority, zone, { answers, owner: result.aliasOwner, target: result.name, type: question.type });
    }
    // A delegation to another zone that is served here is no delegation.
    const isElsewhere = result.status === 'outside' || zoneOf(authority.zones, result.name) !== zone;
    if (result.status === 'found' || !isElsewhere) return ended(zone, result, answers);
    name = result.name;
  }
}

/** Everything that a zone serves, its SOA first: what a transfer carries between two copies of it. */
export function contentOf(authority: Authority, zone: ServedZone): readonly RecordSet[] {
  const byName = new Map<string, StoredRecord[]>();
  for (const record of zone.allRecords()) {
    const key = zoneKey(record.name);
    byName.set(key, [...(byName.get(key) ?? []), record]);
  }
  const sets = [...byName.values()].flatMap(recordSetsOf).flatMap((set) => {
    if (set.aliasTarget === undefined) return [set];
    return answerOf(authority, { name: set.name, type: set.type }).answers.filter(({ type }) => type === set.type);
  });
  return [...sets.filter(({ type }) => type === 'SOA'), ...sets.filter(({ type }) => type !== 'SOA')];
}

/** The zone with the longest name that this name is in. */
export function zoneOf<Zone extends ZoneView>(zones: readonly Zone[], name: string): Zone | undefined {
  return zones
    .filter((zone) => isWithin(name, zone.name))
    .reduce<Zone | undefined>((best, zone) => {
      return best !== undefined && best.name.length >= zone.name.length ? best : zone;
    }, undefined);
}

const REFUSED: AuthoritativeAnswer = {
  status: 'REFUSED',
  isAuthoritative: false,
  answers: [],
  authority: [],
  additional: [],
};

function found(answers: readonly RecordSet[]): AuthoritativeAnswer {
  return { status: 'NOERROR', isAuthoritative: true, answers, authority: [], additional: [] };
}

function negative(
  zone: ZoneView,
  status: 'NOERROR' | 'NXDOMAIN',
  { answers, ttlSeconds }: { readonly answers: readonly RecordSet[]; readonly ttlSeconds: number },
): AuthoritativeAnswer {
  const soa = recordSetsOf(zone.recordsAt(zone.name) ?? []).filter(({ type }) => type === 'SOA');
  return { ...found(answers), status, authority: soa.map((set) => ({ ...set, ttlSeconds })) };
}

function ended(zone: ZoneView, result: LookupResult, answers: readonly RecordSet[]): AuthoritativeAnswer {
  switch (result.status) {
    case 'found':
    case 'loop':
    case 'outside':
      return found(answers);
    case 'nodata':
      return negative(zone, 'NOERROR', { answers, ttlSeconds: result.negativeTtlSeconds });
    case 'nxdomain':
      return negative(zone, 'NXDOMAIN', { answers, ttlSeconds: result.negativeTtlSeconds });
    case 'referral': {
      const { referral } = result;
      const glue = referral.values.flatMap((server) => recordSetsOf(zone.recordsAt(server) ?? []));
      const additional = glue.filter(({ type }) => type === 'A' || type === 'AAAA');
      // Behind a CNAME of the zone's own the answer is authoritative all the same (RFC 1035 section 4.1.1).
      return { ...found(answers), isAuthoritative: answers.length > 0, authority: [referral], additional };
    }
  }
}

/** The host looks up where an alias leads and answers with the addresses as the alias's own. */
function aliased(
  authority: Authority,
  zone: ZoneView,
  alias: {
    readonly answers: readonly RecordSet[];
    readonly owner: string;
    readonly target: string;
    readonly type: string;
  },
): AuthoritativeAnswer {
  const { answers, owner, target } = alias;
  const type = alias.type === 'AAAA' ? 'AAAA' : 'A';
  const resolved = resolve([...authority.zones, restOfTheWorld(authority.elsewhere)], { name: target, type });
  const values = addressesOf(resolved, type);
  const { ttlSeconds } = resolved;
  if (values.length === 0) return negative(zone, 'NOERROR', { answers, ttlSeconds });
  return found([...answers, { name: owner, type, ttlSeconds, values }]);
}

/** All sets of a name, as `dig ANY` asks for them; a CNAME stands alone. */
function lookupAny(zone: ZoneView, name: string): LookupResult {
  const results = ['CNAME', ...RECORD_TYPES].map((type) => ({ type, result: lookup(zone, { name, type }) }));
  const sets = new Map<string, RecordSet>();
  for (const { type, result } of results) {
    const own = result.answers.find((set) => set.name === name && set.type === type);
    if (own !== undefined) sets.set(type, own);
  }
  const [first] = results;
  if (sets.size === 0 && first !== undefined) return first.result;
  return { status: 'found', name, answers: [...sets.values()] };
}
