import type { Log } from '../log.ts';
import { newestVersion, rulesOf } from '../version.ts';
import type { VersionRules } from '../version-rules.ts';
import { compareIpAddresses, type IpAddress, ipAddressOf, readIpAddress } from './ip-address.ts';
import { equalsIgnoringCase } from './letter-case.ts';
import { byOctets } from './octet-order.ts';

/**
 * Lists of targets: how external-dns sorts, equates and ranks them.
 *
 * Upstream sorts the compared lists in place, which shows in what a provider is later given. So here `same` and `less`
 * sort the arrays they are given, too: callers own those arrays (see plan/conflict-resolver.ts).
 *
 * *Source:* endpoint/endpoint.go: Targets.
 */

/** What releases before v0.14.2 do otherwise. */
export type TargetRules = Pick<VersionRules, 'equatesAddressSpellings' | 'ranksAddressesFirst'>;

const newestRules: TargetRules = rulesOf({ version: newestVersion });

/** Distinct targets in order (NewTargets). */
export function distinctTargets(targets: readonly string[]): readonly string[] {
  return [...new Set(targets)].sort(byOctets);
}

/**
 * Whether two lists say the same (Targets.Same). Both arrays are left sorted if they are equally long.
 *
 * Pairs that differ in more than case decide at once if both are addresses, whatever follows; so a change in a later
 * pair is missed when an earlier pair is one address in two spellings.
 */
export function sameTargets(left: string[], right: string[], log?: Log, rules: TargetRules = newestRules): boolean {
  if (left.length !== right.length) return false;
  sortTargets(left, stableInsertionMax, rules);
  sortTargets(right, stableInsertionMax, rules);
  for (const [index, target] of left.entries()) {
    const other = right[index] as string;
    if (equalsIgnoringCase(target, other)) continue;
    if (!rules.equatesAddressSpellings) return false;
    const addresses = readPair({ left, right, index, log });
    if (addresses.left !== undefined && addresses.right !== undefined) {
      return addresses.left.canonical === addresses.right.canonical;
    }
    return false;
  }
  return true;
}

/**
 * Whether the left list wins over the right one when both want a name (Targets.IsLess): the shorter one does; of
 * equally long ones the one with the lesser first difference, addresses before names. Both arrays are left sorted if
 * they are equally long.
 */
export function isLessTargets(left: string[], right: string[], log?: Log, rules: TargetRules = newestRules): boolean {
  if (left.length !== right.length) return left.length < right.length;
  sortTargets(left, insertionMax, rules);
  sortTargets(right, insertionMax, rules);
  const index = left.findIndex((target, position) => target !== right[position]);
  if (index === -1) return false;
  if (!rules.ranksAddressesFirst) return byOctets(left[index] as string, right[index] as string) < 0;
  const addresses = readPair({ left, right, index, log });
  if (addresses.left !== undefined && addresses.right !== undefined) {
    return compareIpAddresses(addresses.left, addresses.right) < 0;
  }
  if (addresses.left !== undefined) return true;
  if (addresses.right !== undefined) return false;
  return byOctets(left[index] as string, right[index] as string) < 0;
}

/** The type of record that a target calls for (endpoint/utils.go:SuitableType). */
export function suitableType(target: string): 'A' | 'AAAA' | 'CNAME' {
  const family = ipAddressOf(target)?.family;
  return family === undefined ? 'CNAME' : family === 4 ? 'A' : 'AAAA';
}

/** Two addresses compare by their canonical texts, anything else by octet (Targets.Less). */
function precedes(left: string, right: string, rules: TargetRules): boolean {
  const leftAddress = rules.equatesAddressSpellings ? ipAddressOf(left) : undefined;
  const rightAddress = leftAddress === undefined ? undefined : ipAddressOf(right);
  if (leftAddress === undefined || rightAddress === undefined) return byOctets(left, right) < 0;
  return leftAddress.canonical < rightAddress.canonical;
}

/** Up to so many elements, Go's sort.Sort and sort.Stable are plain insertion sorts. */
const insertionMax = 12;
const stableInsertionMax = 20;

/**
 * Insertion sort where Go sorts so: names mixed with addresses in unusual spellings have no consistent order, so the
 * algorithm shows. Longer lists take the built-in stable sort, which can differ from Go's only for such a mix and for
 * one address in two spellings.
 */
function sortTargets(targets: string[], insertionCountMax: number, rules: TargetRules): void {
  const isBefore = (left: string, right: string) => precedes(left, right, rules);
  if (targets.length > insertionCountMax) {
    targets.sort((left, right) => (isBefore(left, right) ? -1 : isBefore(right, left) ? 1 : 0));
    return;
  }
  for (let end = 1; end < targets.length; end += 1) {
    for (let index = end; index > 0 && isBefore(targets[index] as string, targets[index - 1] as string); index -= 1) {
      const held = targets[index] as string;
      targets[index] = targets[index - 1] as string;
      targets[index - 1] = held;
    }
  }
}

/** Both targets of a pair as addresses. What is none is logged, with the left target in both lines, as upstream does. */
function readPair(pair: {
  readonly left: readonly string[];
  readonly right: readonly string[];
  readonly index: number;
  readonly log: Log | undefined;
}): { readonly left: IpAddress | undefined; readonly right: IpAddress | undefined } {
  const { left, right, index, log } = pair;
  const read = (target: string): IpAddress | undefined => {
    const reading = readIpAddress(target);
    if ('address' in reading) return reading.address;
    log?.debug(
      () => `Couldn't parse ${left[index]} as an IP address: ${reading.problem}`,
      () => ({ targets: left.join(';'), comparisonTargets: right.join(';') }),
    );
    return undefined;
  };
  return { left: read(left[index] as string), right: read(right[index] as string) };
}
