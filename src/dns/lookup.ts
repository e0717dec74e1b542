import { isWithin, namesBetween, parentOf, wildcardBelow } from './name.ts';
import { type RecordSet, recordSetsOf } from './record-set.ts';
import type { StoredRecord } from './stored-record.ts';
import { DEFAULT_NEGATIVE_TTL_SECONDS } from './ttl.ts';

/** A question that DNS can be asked. The class is always IN. */
export interface Question {
  /** Lower case, without the final dot. */
  readonly name: string;
  /** Upper case. */
  readonly type: string;
}

/** How a lookup reads a zone: name by name, no more of them than decide the answer. Keys as in {@link Zone}. */
export interface ZoneView {
  /** The apex, lower case, without the final dot. */
  readonly name: string;
  /** How long "does not exist" may be remembered where no SOA record says so, seconds. */
  readonly negativeTtlSeconds?: number;
  recordsAt(key: string): readonly StoredRecord[] | undefined;
  /** Whether anything is stored at a name below this one. */
  hasBelow(key: string): boolean;
}

/** What an authoritative server says of a question, by how it ends. */
export type LookupResult = LookupEnd & {
  /** The record sets of the answer section in order: the CNAMEs that were followed, then what was asked for. */
  readonly answers: readonly RecordSet[];
  /** The name in question at the end: the asked one, or where CNAMEs (or an alias) led. */
  readonly name: string;
};

export type LookupEnd =
  /** The last of `answers` is what was asked for. */
  | { readonly status: 'found' }
  /** The name at the end exists (perhaps only as an empty non-terminal) but has no such type. */
  | { readonly status: 'nodata'; readonly negativeTtlSeconds: number }
  | { readonly status: 'nxdomain'; readonly negativeTtlSeconds: number }
  /** Other servers know: those of the child zone whose apex is `referral.name`. */
  | { readonly status: 'referral'; readonly referral: RecordSet }
  /** The name is not in the zone. With `aliasOwner`, an alias led there: its addresses become that name's own. */
  | { readonly status: 'outside'; readonly aliasOwner?: string }
  /** CNAMEs lead in a circle, back to the name. */
  | { readonly status: 'loop' };

/**
 * Answers a question from one zone's records as an authoritative server does.
 *
 * Reads the asked name first, then what may stand above it; the zone is asked for what is below a name only where the
 * name itself is missing. DNAME is not followed. *Source:* RFC 1034 section 4.3.2, RFC 4592, RFC 2308 sections 2 and 5.
 */
export function lookup(zone: ZoneView, question: Question): LookupResult {
  return follow(zone, question, new Set());
}

/**
 * All keys that can decide how the question's own name is answered, without what is below them and without where a
 * CNAME leads: the name, the apex for its SOA, names where a delegation could stand, wildcards.
 */
export function decidingKeys(zone: string, name: string): readonly string[] {
  const between = namesBetween(name, zone);
  return [...new Set([name, zone, ...between, ...[zone, ...between].map(wildcardBelow)])];
}

/** The highest name of the zone, below its apex, that is this name or above it: all that can block a wildcard is there. */
export function topmostBelowApex(zone: string, name: string): string {
  return namesBetween(name, zone)[0] ?? name;
}

function follow(zone: ZoneView, question: Question, visited: Set<string>): LookupResult {
  const answers: RecordSet[] = [];
  let { name } = question;
  for (;;) {
    if (!isWithin(name, zone.name)) return { status: 'outside', name, answers };
    if (visited.has(name)) return { status: 'loop', name, answers };
    visited.add(name);
    const found = nodeAt(zone, name, question.type);
    if (found.status !== 'node') return { ...negative(zone, found), name, answers };
    const set = found.sets.find(({ type }) => type === question.type);
    if (set?.aliasTarget !== undefined) {
      const result = follow(zone, { name: set.aliasTarget, type: set.type }, visited);
      return { ...aliased(zone, name, result), answers: [...answers, ...addressesFor(name, result)] };
    }
    if (set !== undefined) return { status: 'found', name, answers: [...answers, set] };
    const cname = found.sets.find(({ type }) => type === 'CNAME');
    const target = cname?.values[0];
    if (cname === undefined || target === undefined) return { ...negative(zone, { status: 'nodata' }), name, answers };
    answers.push({ ...cname, values: [target] });
    name = target === '.' ? '' : target;
  }
}

type Missing =
  | { readonly status: 'nodata' | 'nxdomain' }
  | { readonly status: 'referral'; readonly referral: RecordSet };
type Node = { readonly status: 'node'; readonly sets: readonly RecordSet[] };

/** The record sets that answer for a name: its own, or those of a wildcard, with the name in their place. */
function nodeAt(zone: ZoneView, name: string, type: string): Node | Missing {
  const stored = zone.recordsAt(name) ?? [];
  const own = recordSetsOf(stored);
  const referral = name === zone.name ? undefined : delegationFor(zone, name, { own, type });
  if (referral !== undefined) return { status: 'referral', referral };
  if (stored.length > 0) return { status: 'node', sets: own };
  if (name === zone.name) return { status: 'nodata' };
  const wildcard = wildcardFor(zone, name);
  if (wildcard !== undefined) return { status: 'node', sets: wildcard.map((set) => ({ ...set, name })) };
  return { status: zone.hasBelow(name) ? 'nodata' : 'nxdomain' };
}

/** The topmost delegation at or above the name; a DS question at the delegation itself stays with the parent zone. */
function delegationFor(
  zone: ZoneView,
  name: string,
  { own, type }: { readonly own: readonly RecordSet[]; readonly type: string },
): RecordSet | undefined {
  for (const ancestor of namesBetween(name, zone.name)) {
    const found = recordSetsOf(zone.recordsAt(ancestor) ?? []).find((set) => set.type === 'NS');
    if (found !== undefined) return found;
  }
  return type === 'DS' ? undefined : own.find((set) => set.type === 'NS');
}

/**
 * The source of synthesis for a name that is not stored: the wildcard right below its closest encloser (RFC 4592 section
 * 3.3.1). Wildcards are looked for first, from the nearest upwards, as most zones have none; only before one that is
 * there does it matter whether a closer encloser exists, as a stored name or an empty non-terminal.
 */
function wildcardFor(zone: ZoneView, name: string): readonly RecordSet[] | undefined {
  let child = name;
  for (;;) {
    const encloser = parentOf(child);
    if (encloser === undefined) return undefined;
    const stored = zone.recordsAt(wildcardBelow(encloser)) ?? [];
    if (stored.length > 0) return isStored(zone, child) || zone.hasBelow(child) ? undefined : recordSetsOf(stored);
    if (encloser === zone.name) return undefined;
    child = encloser;
  }
}

function isStored(zone: ZoneView, key: string): boolean {
  return (zone.recordsAt(key)?.length ?? 0) > 0;
}

/** How a question for an alias ends, when the one for its target ended so. */
function aliased(zone: ZoneView, owner: string, result: LookupResult): LookupEnd & { readonly name: string } {
  const { name } = result;
  if (result.status === 'outside') return { status: 'outside', name, aliasOwner: owner };
  if (result.status === 'loop') return { status: 'loop', name };
  if (result.status === 'found') return { status: 'found', name: owner };
  return { ...negative(zone, { status: 'nodata' }), name: owner };
}

function addressesFor(owner: string, result: LookupResult): readonly RecordSet[] {
  const last = result.answers.at(-1);
  return result.status === 'found' && last !== undefined ? [{ ...last, name: owner }] : [];
}

function negative(zone: ZoneView, missing: Missing): LookupEnd {
  return missing.status === 'referral'
    ? missing
    : { status: missing.status, negativeTtlSeconds: negativeTtlSecondsOf(zone) };
}

/** RFC 2308 section 5: the lesser of the SOA's TTL and its minimum. */
function negativeTtlSecondsOf(zone: ZoneView): number {
  const soa = recordSetsOf(zone.recordsAt(zone.name) ?? []).find(({ type }) => type === 'SOA');
  const minimum = soa?.values[0]?.split(' ')[6];
  if (soa === undefined || minimum === undefined) {
    return zone.negativeTtlSeconds ?? DEFAULT_NEGATIVE_TTL_SECONDS;
  }
  return Math.min(soa.ttlSeconds, Number(minimum));
}
