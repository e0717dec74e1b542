import { type Answer, addressesOf, resolve, restOfTheWorld } from '../../dns/resolve.ts';
import { recordsOf, viewOf, zoneKey } from '../../dns/zone.ts';
import type { Event } from '../../kernel/action.ts';
import type { Reader } from '../../kernel/component.ts';
import { servedOf } from '../../properties/served.ts';
import { areSameValues, setKey, storedSets } from '../../properties/stored-sets.ts';
import type { BuiltScenario } from '../../scenario/built-scenario.ts';
import { attemptsOf, clientsOf } from './questions.ts';

/** What is wrong with a name for whoever belongs to a cluster or an environment. */
export type DamageKind =
  /** No address: the name does not exist, or has nothing of the kind. */
  | 'absent'
  /** Somebody else answers there. */
  | 'wrong'
  /** There is an address, and nobody answers there. */
  | 'unserved'
  /** An answer from a cache that the zone has replaced by another. */
  | 'stale';

/** A name as somebody sees it at one moment. */
export interface NameView {
  readonly name: string;
  /** The cluster or environment whose clients look it up; `null`: a client that belongs to none. */
  readonly of: string | null;
  /** The client that asks, through its own resolver; `null`: anybody, at the authoritative servers. */
  readonly client: string | null;
  readonly kinds: readonly DamageKind[];
  /** How long the answer may be kept by whoever got it now; 0 for a client's own view. */
  readonly keptMs: number;
  /** What was answered, to tell one answer from the next. */
  readonly answer: string;
}

/**
 * The names that clusters want, as the authoritative servers answer for them: absent, or wrong, which is to say with
 * other addresses than the cluster wants.
 */
export function wantedNames({ landscape, scenario }: BuiltScenario): (reader: Reader) => readonly NameView[] {
  const { zones, controllers } = landscape;
  const world = restOfTheWorld(scenario.elsewhere);
  return (reader) => {
    const stored = new Map(
      storedSets(zones.flatMap((zone) => recordsOf(zone, reader))).map((set) => [setKey(set), set.values]),
    );
    const views = [...zones.map((zone) => viewOf(zone, reader)), world];
    const wanted = controllers.flatMap((controller) =>
      controller
        .desired(reader)
        .filter(({ recordType }) => addressTypes.includes(recordType))
        .map((endpoint) => ({ ...endpoint, of: controller.cluster })),
    );
    const byName = new Map<string, NameView>();
    for (const { of, dnsName, recordType, setIdentifier, targets } of wanted) {
      const name = zoneKey(dnsName);
      const answer = resolve(views, { name, type: recordType });
      const found = valuesOf(answer, recordType);
      const held = stored.get(setKey({ name, type: recordType, setIdentifier })) ?? [];
      const isRight = found.length > 0 && areSameValues(held, targets);
      const key = JSON.stringify([of, name]);
      // Several objects may want one name: it is right if it is as one of them wants it.
      if (byName.get(key)?.kinds.length === 0) continue;
      byName.set(key, {
        name,
        of,
        client: null,
        kinds: isRight ? [] : [found.length === 0 ? 'absent' : 'wrong'],
        keptMs: 1000 * answer.ttlSeconds,
        answer: JSON.stringify([answer.status, found]),
      });
    }
    return [...byName.values()];
  };
}

const addressTypes = ['A', 'AAAA', 'CNAME'];

function valuesOf(answer: Answer, type: string): readonly string[] {
  if (type === 'A' || type === 'AAAA') return addressesOf(answer, type);
  return answer.answers.filter((set) => set.type === type).flatMap(({ values }) => values);
}

/**
 * The names that the scenario's own clients would look up, as each would be answered and served if it asked now. Of
 * several ways in which that can go the one counts that there is most to say against.
 */
export function clientNames({ model, landscape }: BuiltScenario): (reader: Reader) => readonly NameView[] {
  const clients = clientsOf(model);
  return (reader) =>
    clients.flatMap((client) => {
      const views = attemptsOf(client, reader).flatMap(
        (events) =>
          clientView(events, (name, type) => {
            return landscape.answer(reader, { name, type }, null);
          }) ?? [],
      );
      const worst = [...views].sort((left, right) => right.kinds.length - left.kinds.length)[0];
      return worst === undefined ? [] : [worst];
    });
}

/** What an attempt shows: the last question that the client asked, and who served it. */
function clientView(
  events: readonly Event[],
  answerOf: (name: string, type: string) => string | readonly string[],
): NameView | undefined {
  const served = events.map(servedOf).find((one) => one !== undefined);
  if (served === undefined) return undefined;
  const { client, home = null, host, servedBy } = served;
  const asked = events.findLast(({ type }) => type === 'resolver.asked') as AskedEvent | undefined;
  const hasAddress = asked === undefined || (asked.status === 'NOERROR' && asked.answers.length > 0);
  const kinds: DamageKind[] = [];
  if (!hasAddress) kinds.push('absent');
  else if (servedBy === null) kinds.push('unserved');
  else if (home !== null && servedBy !== home) kinds.push('wrong');
  if (asked?.from === 'cache') {
    const now = answerOf(asked.name, asked.recordType);
    const before = asked.status === 'NOERROR' ? asked.answers : asked.status;
    if (answerText(now) !== answerText(before)) kinds.push('stale');
  }
  return { name: host, of: home, client, kinds, keptMs: 0, answer: '' };
}

/** A resolver's account of a question. */
interface AskedEvent extends Event {
  readonly name: string;
  readonly recordType: string;
  readonly from: 'cache' | 'zone';
  readonly status: string;
  readonly answers: readonly string[];
}

function answerText(answer: string | readonly string[]): string {
  return typeof answer === 'string' ? answer : [...answer].sort().join(' ');
}
