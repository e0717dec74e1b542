import { type Action, type Event, type Outcome, outcome, type Part } from '../kernel/action.ts';
import { type Component, put, type Reader } from '../kernel/component.ts';
import { type ControlPlane, releaseOf } from './control-plane.ts';
import { query } from './database.ts';
import { Draft } from './draft.ts';
import { isServed, type Network, networkReads, networkWrites, type Reply, request } from './network.ts';
import { STATEMENTS } from './statement.ts';
import { type AccountRow, type EndpointRow, TECHNOLOGY } from './tables.ts';

/** A command line of an environment that uses an account's endpoints. */
export interface ClientOptions {
  readonly name: string;
  readonly plane: ControlPlane;
  readonly network: Network;
  readonly account: string;
  /** How often it makes a request. */
  readonly everyMs: number;
  /** When it makes the first; 0 if not given. */
  readonly startsMs?: number;
}

/** The endpoint that a client has chosen; `fallback` says whose list it was if not the account's own servers'. */
export interface ChosenEndpoint {
  readonly url: string;
  readonly fallback: 'custom' | 'default' | null;
}

/** How long a choice is kept. */
export const CHOICE_KEPT_MS = 3_600_000;

/** The endpoints that an account is given: its servers', or, without any, its own, or, without those, the shared one. */
export interface GivenEndpoints {
  readonly urls: readonly string[];
  readonly fallback: ChosenEndpoint['fallback'];
}

/**
 * The ids of a client's actions: `choose` asks for the account's endpoints and picks one, `request` uses it, `expire`
 * forgets it.
 */
export function clientActionIds(name: string): { readonly [verb in 'choose' | 'request' | 'expire']: string } {
  return { choose: `${name}.choose`, request: `${name}.request`, expire: `${name}.expire` };
}

/**
 * A command line. A single endpoint is taken without a probe; of several, each is asked for `/up` and the fastest that
 * answers wins, which may be any of them; if none answers there is no endpoint. The choice is kept for an hour, also when
 * its row is gone. An empty list of servers' endpoints leads, without a word, to the account's own endpoints and then to
 * the shared ones of the environment.
 *
 * Event `client.served`, one per request: `home` its environment, `endpoint`, `host`, `servedBy` the environment (or
 * cluster) that answered with 2xx, else `null`, `fallback`, `crossEnvironment`, `result`. Endpoints of a fallback are
 * taken to be served by the home environment.
 *
 * *Source:* CacheURLStore of the command line, and the endpoint list of server/lib/tuist/accounts.ex, of tuist/tuist.
 */
export function createClient(options: ClientOptions): Part {
  const { name } = options;
  const ids = clientActionIds(name);
  const choice: Component<ChosenEndpoint | null> = { id: `client/${name}`, scope: 'private', initial: null };
  return {
    components: [choice],
    actions: [chooseAction(options, choice), requestAction(options, choice), expireAction(options, choice)],
    timers: [
      { action: ids.choose, afterMs: options.startsMs ?? 0 },
      { action: ids.request, afterMs: options.startsMs ?? 0 },
    ],
  };
}

/**
 * The endpoints that an account is given by a pod of each kind, in code-unit order (the product's order is unspecified);
 * `null` if there is no such account.
 */
export function givenEndpoints(
  plane: ControlPlane,
  reader: Reader,
  accountName: string,
): readonly GivenEndpoints[] | null {
  const draft = new Draft(reader);
  const { database } = plane;
  const [account] = query<AccountRow>(draft, database, STATEMENTS.findAccountByName, { name: accountName });
  if (account === undefined) return null;
  const derives = reader.get(plane.pods).map((pod) => releaseOf(plane, pod).abilities.endpointsFromServers);
  const list = (technology: number) =>
    urls(query(draft, database, STATEMENTS.listEndpoints, { account_id: account.id, technology }));
  return [...new Set(derives)].map((isDerived): GivenEndpoints => {
    const own = isDerived
      ? urls(query(draft, database, STATEMENTS.listServerEndpoints, { account_id: account.id }))
      : list(TECHNOLOGY.kura);
    if (account.kura_cache === 1 && own.length > 0) return { urls: own, fallback: null };
    const custom = account.custom_endpoints === 1 ? list(TECHNOLOGY.default) : [];
    return custom.length > 0 ? { urls: custom, fallback: 'custom' } : { urls: ['default'], fallback: 'default' };
  });
}

function chooseAction(options: ClientOptions, choice: Component<ChosenEndpoint | null>): Action {
  const { plane, network, name } = options;
  const { accounts, kura_servers, account_cache_endpoints } = plane.database.tables;
  return {
    id: clientActionIds(name).choose,
    actor: name,
    kind: 'environment',
    reads: [choice, accounts, plane.pods, kura_servers, account_cache_endpoints, ...networkReads(network)],
    writes: [choice, ...networkWrites(network)],
    run: (reader) => {
      if (reader.get(choice) !== null) return [];
      const lists = givenEndpoints(plane, reader, options.account);
      if (lists === null) return [unserved(options, 'account-unknown')];
      return distinct(lists.flatMap((list) => chooseFrom(options, { list, choice, reader })));
    },
  };
}

function chooseFrom(
  options: ClientOptions,
  {
    list,
    choice,
    reader,
  }: { readonly list: GivenEndpoints; readonly choice: Component<ChosenEndpoint | null>; readonly reader: Reader },
): readonly Outcome[] {
  const { fallback } = list;
  const chosen = (url: string, asked: Pick<Outcome, 'writes' | 'events' | 'timers'>) => {
    const event = {
      type: 'client.endpoint-chosen',
      actor: options.name,
      client: options.name,
      endpoint: url,
      fallback,
    };
    const expiry = { action: clientActionIds(options.name).expire, afterMs: CHOICE_KEPT_MS };
    const use = { action: clientActionIds(options.name).request, afterMs: 0 };
    return outcome(`chose ${url}`, {
      writes: [...asked.writes, put(choice, { url, fallback })],
      events: [...asked.events, event],
      timers: [...asked.timers, expiry, use],
    });
  };
  const [first] = list.urls;
  if (first !== undefined && (list.urls.length === 1 || fallback !== null)) {
    return [chosen(first, { writes: [], events: [], timers: [] })];
  }
  const draft = new Draft(reader);
  const events: Event[] = [];
  const timers: Outcome['timers'][number][] = [];
  const reachable = list.urls.filter((url) => {
    const asked = request(options.network, draft, { host: hostOf(url), path: '/up', actor: options.name });
    draft.write(asked.writes);
    events.push(...asked.events);
    timers.push(...asked.timers);
    return asked.replies.some(isServed);
  });
  const asked = { writes: draft.writes(), events, timers };
  if (reachable.length > 0) return reachable.map((url) => chosen(url, asked));
  const nobody = unserved(options, 'no-endpoint-reachable');
  return [
    {
      ...nobody,
      writes: asked.writes,
      events: [...events, ...nobody.events],
      timers: [...timers, ...nobody.timers],
    },
  ];
}

function requestAction(options: ClientOptions, choice: Component<ChosenEndpoint | null>): Action {
  const { network, name, everyMs } = options;
  const again = { action: clientActionIds(name).request, afterMs: everyMs };
  return {
    id: again.action,
    actor: name,
    kind: 'environment',
    reads: [choice, ...networkReads(network)],
    writes: [...networkWrites(network)],
    run: (reader) => {
      const endpoint = reader.get(choice);
      if (endpoint === null) return [];
      if (endpoint.fallback !== null) {
        const served = { servedBy: options.plane.name, result: 'answered' };
        return [outcome('served', { events: [servedEvent(options, { endpoint, ...served })], timers: [again] })];
      }
      const host = hostOf(endpoint.url);
      const asked = request(network, reader, { host, path: '/', actor: name });
      const outcomes = asked.replies.map((reply) => {
        const event = servedEvent(options, {
          endpoint,
          servedBy: isServed(reply) ? reply.by : null,
          result: resultOf(reply),
        });
        return outcome(labelOf(reply), {
          writes: asked.writes,
          events: [...asked.events, event],
          timers: [...asked.timers, again],
        });
      });
      return distinct(outcomes);
    },
  };
}

function expireAction({ name }: ClientOptions, choice: Component<ChosenEndpoint | null>): Action {
  const ids = clientActionIds(name);
  return {
    id: ids.expire,
    actor: name,
    kind: 'environment',
    reads: [choice],
    writes: [choice],
    run: (reader) => {
      if (reader.get(choice) === null) return [];
      return [outcome('expired', { writes: [put(choice, null)], timers: [{ action: ids.choose, afterMs: 0 }] })];
    },
  };
}

function unserved(options: ClientOptions, result: string): Outcome {
  const event = servedEvent(options, { endpoint: null, servedBy: null, result });
  const timers = [{ action: clientActionIds(options.name).choose, afterMs: options.everyMs }];
  return outcome(result, { events: [event], timers });
}

function servedEvent(
  { name, plane, account }: ClientOptions,
  how: { readonly endpoint: ChosenEndpoint | null; readonly servedBy: string | null; readonly result: string },
): Event {
  const { endpoint, servedBy, result } = how;
  return {
    type: 'client.served',
    actor: name,
    client: name,
    environment: plane.name,
    home: plane.name,
    account,
    endpoint: endpoint?.url ?? null,
    host: endpoint === null ? '' : hostOf(endpoint.url),
    servedBy,
    fallback: endpoint !== null && endpoint.fallback !== null,
    crossEnvironment: servedBy !== null && servedBy !== plane.name,
    result,
  };
}

function resultOf(reply: Reply): string {
  return reply.result === 'answered' ? `status-${reply.status}` : reply.result;
}

function labelOf(reply: Reply): string {
  return isServed(reply) ? `served by ${reply.by}` : resultOf(reply);
}

/** The host of a URL; what is no URL stays as it is. */
export function hostOf(url: string): string {
  return /^[a-z]+:\/\/([^/:]+)/.exec(url)?.[1] ?? url;
}

function urls(rows: readonly Pick<EndpointRow, 'url'>[]): readonly string[] {
  return rows.map(({ url }) => url).sort();
}

/** Outcomes with unlike labels: addresses that come to the same thing are one choice. */
function distinct(outcomes: readonly Outcome[]): readonly Outcome[] {
  const labels = outcomes.map(({ label }) => label);
  return outcomes.filter(({ label }, index) => labels.indexOf(label) === index);
}
