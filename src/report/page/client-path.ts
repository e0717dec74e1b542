import type { Event } from '../../kernel/action.ts';
import { servedOf } from '../../properties/served.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { textOf, textsOf } from '../event-facts.ts';
import type { PathRow } from './page-data.ts';

/** The ways that clients went in a step: what the events tell of who asked, where the name led, and who answered. */
export function clientPaths(events: readonly Event[], { clusters }: Pick<Scenario, 'clusters'>): readonly PathRow[] {
  return events.flatMap((event) => {
    const served = servedOf(event);
    if (served === undefined) return [];
    const { client, home = null, host, servedBy } = served;
    const addresses = addressesOf(event, events, host);
    const clusterAt = (address: string) =>
      clusters.find(({ loadBalancers }) => Object.values(loadBalancers).some((one) => isAt(one, address)))?.name ??
      null;
    // Of several addresses the client picked the one that leads to whoever answered.
    const address = addresses.find((one) => servedBy !== null && clusterAt(one) === servedBy) ?? addresses[0] ?? null;
    return [
      {
        client,
        home,
        host,
        address,
        cluster: address === null ? null : clusterAt(address),
        servedBy,
        result: resultOf(event),
        isCrossing: home !== null && servedBy !== null && servedBy !== home,
      },
    ];
  });
}

interface ReachFacts {
  readonly kind?: string;
  readonly status?: number | string;
  readonly address?: string;
}

/** Where the request went, or what the resolver answered on the way. */
function addressesOf(served: Event, events: readonly Event[], host: string): readonly string[] {
  const { address } = (served.reach ?? {}) as ReachFacts;
  if (address !== undefined) return [address];
  const asked = events.filter(({ type, name }) => type === 'resolver.asked' && name === host);
  return asked.flatMap((event) => textsOf(event, 'answers'));
}

function resultOf(event: Event): string {
  const { kind, status } = (event.reach ?? {}) as ReachFacts;
  const reached = kind === 'answered' ? `status-${status}` : kind;
  return textOf(event, 'result') ?? reached ?? 'unknown';
}

function isAt(
  { ips, hostnames }: { readonly ips: readonly string[]; readonly hostnames: readonly string[] },
  address: string,
) {
  return ips.includes(address) || hostnames.includes(address);
}
