import type { Reader } from '../kernel/component.ts';
import type { InvariantFinding } from './finding.ts';
import { inEachEnvironment } from './in-each-environment.ts';
import type { Invariant, StateView } from './invariant.ts';
import type { EnvironmentView } from './landscape.ts';

/** At rest, clients are given nothing that no server stands behind: a row that is left over is an address to nowhere. */
export const noStrayEndpoint: Invariant = {
  name: 'no-stray-endpoint',
  sentence: 'every endpoint of the product is the URL of a server of its account',
  premise: {
    absence: 'the product gives out no endpoint',
    over: 'state',
    isMet: ({ landscape, reader }) =>
      landscape.environments.some((environment) =>
        environment.endpoints(reader).some(({ technology }) => technology === 'kura'),
      ),
  },
  judge: { over: 'state', check: strays, parts: inEachEnvironment(strays) },
};

function strays({ landscape, reader }: StateView): readonly InvariantFinding[] {
  return landscape.environments.flatMap((environment) => straysIn(environment, reader));
}

function straysIn(environment: EnvironmentView, reader: Reader): readonly InvariantFinding[] {
  const servers = environment.servers(reader);
  return environment
    .endpoints(reader)
    .filter(
      ({ technology, account, url }) =>
        technology === 'kura' && !servers.some((server) => server.account === account && server.url === url),
    )
    .map(({ account, url }) => ({
      code: 'STRAY_ENDPOINT',
      invariant: 'no-stray-endpoint',
      environment: environment.name,
      account,
      url,
    }));
}
