import { type Action, type Event, outcome, type Part, type Timer } from '../kernel/action.ts';
import { Collection } from '../kernel/collection.ts';
import type { Component, Reader, Write } from '../kernel/component.ts';
import { decidingKeys, type Question, topmostBelowApex } from './lookup.ts';
import { isWithin } from './name.ts';
import { type Answer, resolve, restOfTheWorld } from './resolve.ts';
import type { StoredRecord } from './stored-record.ts';
import { TTL_SECONDS_MAX } from './ttl.ts';
import { componentsBelow, viewOf, type Zone, zoneKey } from './zone.ts';

/** How a resolver is set up. */
export interface ResolverOptions {
  /** Part of every id: `east` makes `resolver/east`. */
  readonly name: string;
  /** The zones that it gets answers from. Names outside them are answered from `elsewhere`, or do not exist. */
  readonly zones: readonly Zone[];
  readonly elsewhere?: readonly StoredRecord[];
  /** What it is likely to be asked: each such question has a cache component and an expiry of its own. */
  readonly questions: readonly Question[];
  /** No answer is kept for longer, seconds. */
  readonly maxTtlSeconds?: number;
  /** Positive answers are kept at least so long, seconds; 0 by default. */
  readonly minTtlSeconds?: number;
  /** NXDOMAIN and NODATA are kept no longer, seconds (cluster DNS: 30). */
  readonly maxNegativeTtlSeconds?: number;
  /** `false`: every question goes to the zones. */
  readonly cache?: boolean;
  /**
   * The names that CNAMEs and aliases can lead to from a question, which keeps the footprints of who asks it small.
   * Without it every name of every zone counts as one. A chain that leads to a name not given is a broken promise.
   */
  readonly follows?: (question: Question) => readonly string[];
}

/** What comes of asking: for the action that asks to put into its outcome. */
export interface Asked {
  readonly answer: Answer;
  readonly writes: readonly Write[];
  readonly events: readonly Event[];
  readonly timers: readonly Timer[];
}

/**
 * A recursive resolver with a cache of whole answers, positive and negative.
 *
 * Others ask it inside their own actions: {@link Resolver.ask}, with {@link Resolver.reads} and
 * {@link Resolver.writes} in what they declare. An answer stays in the cache until `resolver/<name>.expire <name>
 * <type>` happens, which the clock brings about when the least TTL of the answer's parts has run out; time itself is
 * not in the world. A cached answer is given whole with the TTL that it came with. A real resolver caches record set by
 * record set and so may renew the parts of a CNAME chain at different times; here a chain is renewed as a whole, by its
 * shortest part.
 *
 * Of the questions that were not foreseen only the one asked last is kept, in the cache's shared component, and
 * `resolver/<name>.expire *` ends it: so it is never kept for too long, and only another unforeseen question, as in a
 * cache that is too small, ends it early. *Source:* RFC 1034 section 5.3.3, RFC 2308 section 5.
 */
export interface Resolver extends Part {
  readonly name: string;
  /** Answers from the cache, else from the zones. `actor` is who asks, for the event. Only reads through `reader`. */
  ask(reader: Reader, question: Question, actor: string): Asked;
  /** Every component that answering these questions can read, each once. */
  reads(...questions: readonly Question[]): readonly Component[];
  /** Every component that answering these questions can write, each once. */
  writes(...questions: readonly Question[]): readonly Component[];
}

/** A resolver; its cache is empty at first. */
export function createResolver(options: ResolverOptions): Resolver {
  const { name, zones } = options;
  const actor = `resolver/${name}`;
  const cache = new Collection<Answer>({
    id: actor,
    scope: 'private',
    foreseen: options.questions.map(questionKey),
    initial: new Map(),
  });
  const isCaching = options.cache ?? true;
  const world = restOfTheWorld(options.elsewhere ?? []);
  const cacheComponents = (...questions: readonly Question[]) =>
    isCaching ? [...new Set(questions.map((question) => cache.componentOf(questionKey(question))))] : [];
  return {
    name,
    components: isCaching ? cache.components : [],
    actions: isCaching ? expiries(actor, cache) : [],
    timers: [],
    ask(reader, asked, client) {
      const question = { name: zoneKey(asked.name), type: asked.type };
      const cached = isCaching ? cache.get(reader, questionKey(question)) : undefined;
      if (cached !== undefined) {
        return {
          answer: cached,
          writes: [],
          events: [askedEvent(client, question, cached, { name, from: 'cache' })],
          timers: [],
        };
      }
      const answer = resolve([...zones.map((zone) => viewOf(zone, reader)), world], question);
      const events = [askedEvent(client, question, answer, { name, from: 'zone' })];
      const ttlSeconds = isCaching ? keptSeconds(answer, options) : 0;
      if (ttlSeconds === 0) return { answer, writes: [], events, timers: [] };
      const action = expiryOf(actor, cache, questionKey(question));
      const timers = [{ action, afterMs: ttlSeconds * 1000 }];
      return { answer, writes: store(cache, reader, { key: questionKey(question), answer }), events, timers };
    },
    reads: (...questions) => [...new Set([...cacheComponents(...questions), ...zoneComponents(options, questions)])],
    writes: cacheComponents,
  };
}

/** How long an answer is kept, seconds; 0 for not at all. */
function keptSeconds(answer: Answer, options: ResolverOptions): number {
  if (answer.status === 'SERVFAIL') return 0;
  const limit = options.maxTtlSeconds ?? TTL_SECONDS_MAX;
  if (answer.status !== 'NOERROR') {
    return Math.min(answer.ttlSeconds, limit, options.maxNegativeTtlSeconds ?? TTL_SECONDS_MAX);
  }
  return Math.min(Math.max(answer.ttlSeconds, options.minTtlSeconds ?? 0), limit);
}

function store(
  cache: Collection<Answer>,
  reader: Reader,
  { key, answer }: { readonly key: string; readonly answer: Answer },
): readonly Write[] {
  const changes = new Map<string, Answer | undefined>();
  if (cache.componentOf(key) === cache.sharedComponent) {
    for (const other of cache.unforeseenKeys(reader)) changes.set(other, undefined);
  }
  return cache.write(reader, changes.set(key, answer));
}

function expiries(actor: string, cache: Collection<Answer>): readonly Action[] {
  const foreseen = cache.foreseenKeys.map((key) =>
    expiry(
      { id: expiryOf(actor, cache, key), actor, component: cache.componentOf(key) },
      (reader) => {
        return cache.get(reader, key) === undefined ? [] : [key];
      },
      cache,
    ),
  );
  const others = { id: `${actor}.expire *`, actor, component: cache.sharedComponent };
  return [...foreseen, expiry(others, (reader) => cache.unforeseenKeys(reader), cache)];
}

function expiry(
  { id, actor, component }: { readonly id: string; readonly actor: string; readonly component: Component },
  keys: (reader: Reader) => readonly string[],
  cache: Collection<Answer>,
): Action {
  return {
    id,
    actor,
    kind: 'environment',
    reads: [component],
    writes: [component],
    run(reader) {
      const expired = keys(reader);
      if (expired.length === 0) return [];
      const events = expired.map((key) => {
        const space = key.lastIndexOf(' ');
        return { type: 'resolver.expired', actor, name: key.slice(0, space), recordType: key.slice(space + 1) };
      });
      return [
        outcome('expired', { writes: cache.write(reader, new Map(expired.map((key) => [key, undefined]))), events }),
      ];
    },
  };
}

function expiryOf(actor: string, cache: Collection<Answer>, key: string): string {
  return `${actor}.expire ${cache.componentOf(key) === cache.sharedComponent ? '*' : key}`;
}

/** The zones' part of what questions read. What lies below a name is looked up once, however many names are below it. */
function zoneComponents({ zones, follows }: ResolverOptions, questions: readonly Question[]): readonly Component[] {
  if (follows === undefined) return questions.length === 0 ? [] : zones.flatMap((zone) => zone.records.components);
  const names = new Set(questions.flatMap((question) => [question.name, ...follows(question)]).map(zoneKey));
  return zones.flatMap((zone) => {
    const inside = [...names].filter((name) => isWithin(name, zone.name));
    const topmost = new Set(
      inside.filter((name) => name !== zone.name).map((name) => topmostBelowApex(zone.name, name)),
    );
    return [
      ...inside.flatMap((name) => decidingKeys(zone.name, name)).map((key) => zone.records.componentOf(key)),
      ...[...topmost].flatMap((name) => componentsBelow(zone, name)),
    ];
  });
}

/** Questions are kept under name and type; a type has no space in it. */
function questionKey({ name, type }: Question): string {
  return `${zoneKey(name)} ${type}`;
}

function askedEvent(
  actor: string,
  question: Question,
  answer: Answer,
  { name: resolver, from }: { readonly name: string; readonly from: 'cache' | 'zone' },
): Event {
  const { status } = answer;
  const answers = status === 'NOERROR' ? (answer.answers.at(-1)?.values ?? []) : [];
  return {
    type: 'resolver.asked',
    actor,
    resolver,
    name: question.name,
    recordType: question.type,
    from,
    status,
    answers,
  };
}
