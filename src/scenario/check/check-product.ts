import type { Finding } from '../../properties/finding.ts';
import type { ExpectedEndpoints, ExpectedServer } from '../expectation.ts';
import type { Moment } from './moment.ts';

/** `endpoints`: the rows of the product's technology that an account has, in any order. */
export function checkEndpoints(expected: readonly ExpectedEndpoints[], moment: Moment): readonly Finding[] {
  return expected.flatMap(({ environment, account, urls }): readonly Finding[] => {
    const rows = environmentOf(moment, environment)?.endpoints(moment.reader) ?? [];
    const found = rows.filter((row) => row.account === account).map(({ url }) => url);
    found.sort();
    if (found.join('\n') === [...urls].sort().join('\n')) return [];
    return [{ code: 'ENDPOINTS_DIFFER', environment, account, expected: urls, found }];
  });
}

/** `servers`: the columns given of a server's row. */
export function checkServers(expected: readonly ExpectedServer[], moment: Moment): readonly Finding[] {
  return expected.flatMap(({ environment, account, region, status, url, image }): readonly Finding[] => {
    const servers = environmentOf(moment, environment)?.servers(moment.reader) ?? [];
    const server = servers.find((candidate) => candidate.account === account && candidate.region === region);
    const columns = { status, url, image };
    return (['status', 'url', 'image'] as const).flatMap((column): readonly Finding[] => {
      const wanted = columns[column];
      if (wanted === undefined || wanted === server?.[column]) return [];
      const facts = { environment, account, region, column, expected: wanted };
      return [{ code: 'SERVER_DIFFERS', ...facts, found: server?.[column] }];
    });
  });
}

function environmentOf({ landscape }: Moment, name: string) {
  return landscape.environments.find((environment) => environment.name === name);
}
