import { describe, expect, it } from 'vitest';
import { Stage, type StageOptions, seed } from './stage.ts';

const OLD = 'acme-eu-central-1.kura.tuist.dev';
const NEW = 'acme-eu-central-1-staging.kura.tuist.dev';

function withClient(staging: Partial<Parameters<typeof seed>[0]>, records: StageOptions['records'] = {}): Stage {
  return new Stage({
    environments: [seed({ name: 'staging', ...staging }), seed({ name: 'production', release: 'before' })],
    records,
    withClient: true,
  });
}

function servedOf(stage: Stage) {
  stage.fire('cli.request');
  return stage.events.at(-1);
}

describe('the command line', () => {
  it('takes a single endpoint without asking it, and keeps it when its row is gone', () => {
    const stage = withClient({ release: 'before' }, { [OLD]: 'production' });
    expect(stage.labels('cli.choose')).toEqual([`chose https://${OLD}`]);
    stage.fire('cli.choose');
    expect(stage.events.filter(({ type }) => type === 'resolver.asked')).toEqual([]);
    expect(servedOf(stage)).toMatchObject({
      type: 'client.served',
      home: 'staging',
      servedBy: 'production',
      crossEnvironment: true,
      fallback: false,
    });
    stage.complete('staging', { verb: 'deploy', release: 'second-commit', migrate: true });
    expect(servedOf(stage)).toMatchObject({ host: OLD, servedBy: 'production' });
    stage.fire('cli.expire');
    expect(stage.labels('cli.request')).toEqual([]);
    stage.fire('cli.choose');
    expect(servedOf(stage)).toMatchObject({ servedBy: 'staging', fallback: true, crossEnvironment: false });
  });

  it('of several endpoints any that answers may win, and those that do not are dropped', () => {
    const endpoints = [{ account: 'acme', url: `https://${OLD}`, technology: 'kura' as const }];
    const both = withClient({ endpoints }, { [OLD]: 'production', [NEW]: 'staging' });
    expect(both.labels('cli.choose')).toEqual([`chose https://${NEW}`, `chose https://${OLD}`]);
    const one = withClient({ endpoints }, { [OLD]: 'production' });
    expect(one.labels('cli.choose')).toEqual([`chose https://${OLD}`]);
    const none = withClient({ endpoints });
    expect(none.labels('cli.choose')).toEqual(['no-endpoint-reachable']);
    none.fire('cli.choose');
    expect(none.events.at(-1)).toMatchObject({ type: 'client.served', servedBy: null });
  });

  it.each([
    ['the name is not there', null, 'not-resolvable'],
    ['another load balancer has no rule for the host', 'production', 'certificate-mismatch'],
    ['nobody answers at the address', '192.0.2.77', 'unreachable'],
  ])('is not served when %s', (_, target, result) => {
    const stage = withClient({}, target === null ? {} : { [NEW]: target });
    stage.fire('cli.choose');
    expect(servedOf(stage)).toMatchObject({ servedBy: null, result });
  });

  it('falls back in silence: to own endpoints first, then to the shared one', () => {
    const custom = { account: 'acme', url: 'https://cache.acme.example', technology: 'default' as const };
    const own = withClient({ servers: [], endpoints: [custom] });
    expect(own.labels('cli.choose')).toEqual(['chose https://cache.acme.example']);
    const shared = withClient({ servers: [] });
    expect(shared.labels('cli.choose')).toEqual(['chose default']);
    const unflagged = withClient({ accounts: [{ handle: 'acme', kuraCache: false }] });
    expect(unflagged.labels('cli.choose')).toEqual(['chose default']);
    const forbidden = withClient({
      accounts: [{ handle: 'acme', customEndpoints: false }],
      servers: [],
      endpoints: [custom],
    });
    expect(forbidden.labels('cli.choose')).toEqual(['chose default']);
  });

  it('of an account that is gone is served by nobody', () => {
    const stage = withClient({});
    stage.order('staging', { verb: 'delete-account', account: 'acme' });
    expect(stage.labels('cli.choose')).toEqual(['account-unknown']);
  });
});
