import type { Configuration } from '../configuration.ts';
import { endpointText } from '../endpoint/endpoint-text.ts';
import { ipAddressOf } from '../endpoint/ip-address.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Log } from '../log.ts';

/** Networks in which targets must be, and must not be. */
export interface TargetNetFilter {
  readonly included: readonly Network[];
  readonly excluded: readonly Network[];
}

/** A network in CIDR notation. IPv4 networks written as IPv6 (`::ffff:0:0/96`) are IPv4 networks. */
export interface Network {
  readonly octets: readonly number[];
  readonly prefixLength: number;
}

/**
 * The filter of `--target-net-filter` and `--exclude-target-net`. What is no network is logged and left out.
 *
 * *Source:* endpoint/target_filter.go:NewTargetNetFilterWithExclusions.
 */
export function readTargetNetFilter(
  { targetNetFilter, excludeTargetNets }: Pick<Configuration, 'targetNetFilter' | 'excludeTargetNets'>,
  log: Log,
): TargetNetFilter {
  const read = (filters: readonly string[]) =>
    filters.flatMap((filter) => {
      const network = networkOf(filter.trim());
      if (network === undefined) log.error(`Invalid target net filter: ${filter.trim()}`);
      return network === undefined ? [] : [network];
    });
  return { included: read(targetNetFilter), excluded: read(excludeTargetNets) };
}

/** Whether a target passes. Host names are in no network: with any network to be in, they fail (TargetNetFilter.Match). */
export function passesNetFilter(filter: TargetNetFilter, target: string): boolean {
  const octets = addressOctets(target);
  const isIn = (networks: readonly Network[]) =>
    octets !== undefined && networks.some((network) => contains(network, octets));
  return (filter.included.length === 0 || isIn(filter.included)) && !isIn(filter.excluded);
}

/**
 * Endpoints with the targets that pass; without one, they vanish. Without any network nothing is done, nor logged.
 *
 * *Source:* source/wrappers/targetfiltersource.go.
 */
export function filterTargets(endpoints: readonly Endpoint[], filter: TargetNetFilter, log: Log): readonly Endpoint[] {
  if (!isNetFilterOn(filter)) return endpoints;
  return endpoints.flatMap((endpoint) => {
    const targets = endpoint.targets.filter((target) => passesNetFilter(filter, target));
    if (targets.length > 0) return [{ ...endpoint, targets }];
    log.debug(
      () => 'Skipping endpoint because all targets were filtered out',
      () => ({ endpoint: endpointText(endpoint) }),
    );
    return [];
  });
}

/** Whether any network is given. */
export function isNetFilterOn({ included, excluded }: TargetNetFilter): boolean {
  return included.length > 0 || excluded.length > 0;
}

/** Go's net.ParseCIDR: an address without a zone, a slash and a length. */
function networkOf(text: string): Network | undefined {
  const [, address = '', length = ''] = /^([^/%]*)\/(\d+)$/.exec(text) ?? [];
  const found = ipAddressOf(address);
  if (found === undefined || Number(length) > found.octets.length * 8) return undefined;
  const octets = asIPv4(found.octets);
  const prefixLength = Number(length) - (found.octets.length - octets.length) * 8;
  return prefixLength < 0 ? { octets: found.octets, prefixLength: Number(length) } : { octets, prefixLength };
}

/** Octets of an address without a zone (Go's net.ParseIP knows none). */
function addressOctets(target: string): readonly number[] | undefined {
  const address = target.includes('%') ? undefined : ipAddressOf(target);
  return address === undefined ? undefined : asIPv4(address.octets);
}

/** The IPv4 address inside `::ffff:a.b.c.d`; other addresses as they are. */
function asIPv4(octets: readonly number[]): readonly number[] {
  const isMapped =
    octets.length === 16 &&
    octets.slice(0, 10).every((octet) => octet === 0) &&
    octets[10] === 255 &&
    octets[11] === 255;
  return isMapped ? octets.slice(12) : octets;
}

function contains({ octets: network, prefixLength }: Network, octets: readonly number[]): boolean {
  if (network.length !== octets.length) return false;
  return octets.every((octet, index) => {
    const bits = Math.min(8, Math.max(0, prefixLength - index * 8));
    const mask = (0xff << (8 - bits)) & 0xff;
    return (octet & mask) === ((network[index] as number) & mask);
  });
}
