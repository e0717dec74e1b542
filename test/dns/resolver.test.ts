import { describe, expect, test } from 'vitest';
import { addressesOf, resolve, restOfTheWorld } from '../../src/dns/resolve.ts';
import { createResolver, type ResolverOptions } from '../../src/dns/resolver.ts';
import { createZone, writeRecords, type Zone } from '../../src/dns/zone.ts';
import { readZoneFile } from '../../src/dns/zone-file-reader.ts';
import { type Action, type Outcome, outcome } from '../../src/kernel/action.ts';
import { Model, type World, worldHash } from '../../src/kernel/model.ts';

const app = { name: 'app.example.org', type: 'A' };
const SOA = '@ 3600 SOA ns.example.net. dns.example.org. 1 7200 900 1209600 1800\n';

function zone(text: string, name = 'example.org'): Zone {
  const { records, problems } = readZoneFile(text, { origin: name });
  expect(problems).toEqual([]);
  return createZone({ name, records, foreseenNames: [app.name, '*.example.org'] });
}

/** A world with one zone, one resolver, one client that asks and one hand that writes the zone. */
function world(text: string, options: Partial<ResolverOptions> = {}) {
  const example = zone(text);
  const resolver = createResolver({ name: 'east', zones: [example], questions: [app], follows: () => [], ...options });
  const asking = (question: { name: string; type: string }): Action => ({
    id: `client.ask ${question.name} ${question.type}`,
    actor: 'client',
    kind: 'environment',
    reads: resolver.reads(question),
    writes: resolver.writes(question),
    run: (reader) => [outcome('ok', resolver.ask(reader, question, 'client'))],
  });
  const writing = (name: string, lines: string): Action => ({
    id: `hand.write ${name} ${lines}`,
    actor: 'hand',
    kind: 'environment',
    reads: example.records.components,
    writes: example.records.components,
    run: (reader) => {
      const { records } = readZoneFile(lines, { origin: 'example.org' });
      return [outcome('ok', { writes: writeRecords(example, reader, new Map([[name, records]])) })];
    },
  });
  const questions = [
    app,
    { ...app, type: 'AAAA' },
    { name: 'other.example.org', type: 'A' },
    { name: 'third.example.org', type: 'A' },
  ];
  const actions = [
    ...questions.map(asking),
    writing('app.example.org', 'app 60 A 192.0.2.2'),
    writing('app.example.org', ''),
    writing('other.example.org', 'other 60 A 192.0.2.3'),
  ];
  const model = new Model([{ components: example.records.components, actions, timers: [] }, resolver]);
  let now: World = model.initialWorld();
  const take = (id: string): Outcome | undefined => {
    const action = model.action(id);
    if (action === undefined) throw new Error(`no action ${id}`);
    const [first] = model.evaluate(now, action).outcomes;
    if (first !== undefined) now = model.apply(now, first);
    return first;
  };
  const ask = (question = app) => take(`client.ask ${question.name} ${question.type}`) as Outcome;
  const answerTo = (question = app) => ask(question).events[0];
  return { model, take, ask, answerTo, resolver, hash: () => worldHash(now) };
}

describe('a resolver', () => {
  test('keeps a client on the old address until the TTL has run out', () => {
    const { ask, take, answerTo } = world('app 60 A 192.0.2.1');
    const first = ask();
    expect(first.timers).toEqual([{ action: 'resolver/east.expire app.example.org A', afterMs: 60_000 }]);
    expect(first.events).toEqual([
      {
        type: 'resolver.asked',
        actor: 'client',
        resolver: 'east',
        name: 'app.example.org',
        recordType: 'A',
        from: 'zone',
        status: 'NOERROR',
        answers: ['192.0.2.1'],
      },
    ]);
    take('hand.write app.example.org app 60 A 192.0.2.2');
    const second = ask();
    expect(second).toMatchObject({ writes: [], timers: [], events: [{ from: 'cache', answers: ['192.0.2.1'] }] });
    expect(take('resolver/east.expire app.example.org A')?.events).toEqual([
      { type: 'resolver.expired', actor: 'resolver/east', name: 'app.example.org', recordType: 'A' },
    ]);
    expect(answerTo()).toMatchObject({ from: 'zone', answers: ['192.0.2.2'] });
  });

  test('keeps saying that a name is missing after it came to exist, as long as the SOA allows', () => {
    const { ask, take, answerTo } = world(SOA);
    expect(ask()).toMatchObject({ events: [{ status: 'NXDOMAIN', answers: [] }], timers: [{ afterMs: 1_800_000 }] });
    take('hand.write app.example.org app 60 A 192.0.2.2');
    expect(answerTo()).toMatchObject({ from: 'cache', status: 'NXDOMAIN' });
    take('resolver/east.expire app.example.org A');
    expect(answerTo()).toMatchObject({ from: 'zone', status: 'NOERROR', answers: ['192.0.2.2'] });
  });

  test('has nothing to expire before it was asked and after it expired', () => {
    const { ask, take } = world('app 60 A 192.0.2.1');
    expect(take('resolver/east.expire app.example.org A')).toBeUndefined();
    ask();
    expect(take('resolver/east.expire app.example.org A')).toBeDefined();
    expect(take('resolver/east.expire app.example.org A')).toBeUndefined();
  });

  test('holds no time: a renewed answer is the same world as the first one', () => {
    const { ask, take, hash } = world('app 60 A 192.0.2.1');
    const before = hash();
    ask();
    const cached = hash();
    take('resolver/east.expire app.example.org A');
    expect(hash()).toBe(before);
    ask();
    expect(hash()).toBe(cached);
  });

  test.each([
    ['no bounds', {}, 60, 1800],
    ['cluster DNS', { maxNegativeTtlSeconds: 30 }, 60, 30],
    ['an upper bound', { maxTtlSeconds: 20 }, 20, 20],
    ['a lower bound', { minTtlSeconds: 120 }, 120, 1800],
    ['an upper bound below the lower one', { minTtlSeconds: 120, maxTtlSeconds: 90 }, 90, 90],
  ])('with %s keeps answers for so long', (_, bounds, positive, negative) => {
    expect(world(`${SOA}app 60 A 192.0.2.1`, bounds).ask().timers[0]?.afterMs).toBe(positive * 1000);
    expect(world(SOA, bounds).ask().timers[0]?.afterMs).toBe(negative * 1000);
  });

  test('may be told to keep nothing', () => {
    for (const options of [{ cache: false }, { maxNegativeTtlSeconds: 0, maxTtlSeconds: 0 }]) {
      const { ask, take, answerTo } = world('app 60 A 192.0.2.1', options);
      expect(ask()).toMatchObject({ writes: [], timers: [] });
      take('hand.write app.example.org app 60 A 192.0.2.2');
      expect(answerTo()).toMatchObject({ from: 'zone', answers: ['192.0.2.2'] });
    }
    const { resolver } = world('', { cache: false });
    expect([...resolver.components, ...resolver.actions, ...resolver.writes(app)]).toEqual([]);
  });
});

describe('questions that were not foreseen', () => {
  const other = { name: 'other.example.org', type: 'A' };
  const third = { name: 'third.example.org', type: 'A' };

  test('are kept like others, and expire together', () => {
    const { ask, take, answerTo } = world(SOA);
    expect(ask(other).timers).toEqual([{ action: 'resolver/east.expire *', afterMs: 1_800_000 }]);
    take('hand.write other.example.org other 60 A 192.0.2.3');
    expect(answerTo(other)).toMatchObject({ from: 'cache', status: 'NXDOMAIN' });
    expect(take('resolver/east.expire *')?.events).toMatchObject([{ name: 'other.example.org', recordType: 'A' }]);
    expect(ask(other)).toMatchObject({ events: [{ answers: ['192.0.2.3'] }], timers: [{ afterMs: 60_000 }] });
  });

  test('push each other out, so that none is kept beyond its TTL', () => {
    const { ask, answerTo, take } = world(`${SOA}other 60 A 192.0.2.3`);
    ask(other);
    ask(third);
    expect(answerTo(third)).toMatchObject({ from: 'cache' });
    expect(answerTo(other)).toMatchObject({ from: 'zone' });
    expect(answerTo()).toMatchObject({ from: 'zone' });
    expect(answerTo()).toMatchObject({ from: 'cache' });
    take('resolver/east.expire *');
    expect(answerTo()).toMatchObject({ from: 'cache' });
  });
});

describe('what an action that asks declares', () => {
  test('is few components if CNAMEs lead nowhere', () => {
    const example = zone('app 60 A 192.0.2.1\nother 60 A 192.0.2.3');
    const { reads, writes } = createResolver({ name: 'east', zones: [example], questions: [app], follows: () => [] });
    const ids = reads(app).map(({ id }) => id);
    expect(ids.sort()).toEqual([
      'resolver/east/app.example.org A',
      'zone/example.org/*',
      'zone/example.org/*.example.org',
      'zone/example.org/app.example.org',
    ]);
    expect(writes(app).map(({ id }) => id)).toEqual(['resolver/east/app.example.org A']);
  });

  test('is every name if nobody says where they lead', () => {
    const example = zone('app 60 A 192.0.2.1');
    const { reads } = createResolver({ name: 'east', zones: [example], questions: [app] });
    for (const component of example.records.components) expect(reads(app)).toContain(component);
  });

  test('covers the names that CNAMEs lead to', () => {
    const { ask } = world('app CNAME www\nwww 30 CNAME deep.down\n*.down A 192.0.2.1', {
      follows: () => ['www.example.org', 'deep.down.example.org'],
    });
    expect(ask()).toMatchObject({ events: [{ answers: ['192.0.2.1'] }], timers: [{ afterMs: 30_000 }] });
  });
});

describe('answers from several zones', () => {
  const view = (name: string, text: string) => ({
    ...restOfTheWorld(readZoneFile(text, { origin: name }).records),
    name,
  });
  const zones = [
    view(
      'example.org',
      'app 60 CNAME lb.example.net.\nx CNAME y.example.com.\nsub NS ns.sub\nlame NS ns.lame\napex 90 A lb.example.net. ;! alias=true',
    ),
    view('sub.example.org', 'app 60 A 192.0.2.7'),
    view('example.com', 'y CNAME x.example.org.\nback CNAME app.sub.example.org.'),
    view(
      '',
      'lb.example.net 30 A 192.0.2.8\nlb.example.net 30 A 192.0.2.9\nwww.example.net CNAME app.sub.example.org.',
    ),
  ];
  const ask = (name: string) => resolve(zones, { name, type: 'A' });

  test('follow a CNAME out of the zone and are kept for the least TTL', () => {
    const answer = ask('app.example.org');
    expect(answer).toMatchObject({ status: 'NOERROR', ttlSeconds: 30 });
    expect(addressesOf(answer)).toEqual(['192.0.2.8', '192.0.2.9']);
    expect(addressesOf(answer, 'AAAA')).toEqual([]);
  });

  test('come from the child zone where there is one', () => {
    expect(addressesOf(ask('app.sub.example.org'))).toEqual(['192.0.2.7']);
    expect(addressesOf(ask('back.example.com'))).toEqual(['192.0.2.7']);
    expect(addressesOf(ask('www.example.net'))).toEqual(['192.0.2.7']);
  });

  test('fail for a delegation to servers that nobody knows, and for a circle through two zones', () => {
    expect(ask('app.lame.example.org')).toEqual({ status: 'SERVFAIL', answers: [], ttlSeconds: 0 });
    expect(ask('x.example.org')).toMatchObject({ status: 'SERVFAIL', ttlSeconds: 0 });
  });

  test('give an alias the addresses of its target under its own name', () => {
    expect(ask('apex.example.org')).toMatchObject({
      status: 'NOERROR',
      ttlSeconds: 30,
      answers: [{ name: 'apex.example.org', type: 'A', values: ['192.0.2.8', '192.0.2.9'] }],
    });
  });

  test('say of what no zone knows that it does not exist', () => {
    expect(ask('nowhere.invalid')).toMatchObject({ status: 'NXDOMAIN', ttlSeconds: 1800 });
    expect(resolve([], app)).toMatchObject({ status: 'NXDOMAIN' });
  });
});
