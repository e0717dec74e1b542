import type { Question } from '../dns/lookup.ts';
import type { Resolver } from '../dns/resolver.ts';
import { outcome, type Part } from '../kernel/action.ts';
import { assert } from '../kernel/assert.ts';
import type { Cluster } from './cluster.ts';
import { reach, targetOf } from './reach.ts';
import { routeFootprint } from './route.ts';

/** Somebody who looks a name up and uses what it finds, again and again. */
export interface ClientOptions {
  readonly name: string;
  /** A host name or an http(s) URL. */
  readonly asks: string;
  readonly resolver: Resolver;
  readonly clusters: readonly Cluster[];
  readonly everyMs: number;
  /** When it first asks. */
  readonly startsMs: number;
  /** The cluster meant to serve it; `null`: none in particular. */
  readonly expects: string | null;
}

/** The question that a client of this URL or host name asks its resolver. */
export function clientQuestion(asks: string): Question {
  const target = targetOf(asks);
  assert(target !== undefined, `${asks} is neither a host name nor an http(s) URL`);
  return { name: target.host, type: 'A' };
}

/**
 * A client of a name: resolves it, connects, and is served or not.
 *
 * Event: `client.served` with `client`, `host`, `home` (the cluster meant to serve it, or `null`), `servedBy` (the
 * cluster that did; `null`: nobody), `reach` (see {@link Reach}).
 */
export function createClient(options: ClientOptions): Part {
  const { name, asks, resolver, clusters, everyMs, expects } = options;
  const target = targetOf(asks);
  assert(target !== undefined, `${asks} is neither a host name nor an http(s) URL`);
  const question = clientQuestion(asks);
  const id = `${name}.ask`;
  return {
    components: [],
    actions: [
      {
        id,
        actor: name,
        kind: 'environment',
        reads: [...resolver.reads(question), ...routeFootprint(clusters)],
        writes: resolver.writes(question),
        run: (reader) => {
          const { answer, writes, events, timers } = resolver.ask(reader, question, name);
          const reached = reach({ clusters, reader, answer, target });
          const isServed = reached.kind === 'answered' && reached.status === 200;
          const served = {
            type: 'client.served',
            actor: name,
            client: name,
            host: target.host,
            home: expects,
            servedBy: isServed ? reached.cluster : null,
            reach: reached,
          };
          return [
            outcome(isServed ? 'served' : 'unserved', {
              writes,
              events: [...events, served],
              timers: [...timers, { action: id, afterMs: everyMs }],
            }),
          ];
        },
      },
    ],
    timers: [{ action: id, afterMs: options.startsMs }],
  };
}
