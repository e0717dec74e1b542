import type { Action, Event } from '../../kernel/action.ts';
import { assert } from '../../kernel/assert.ts';
import type { Component, Reader, Write } from '../../kernel/component.ts';
import type { Model } from '../../kernel/model.ts';
import type { Invariant, InvariantName } from '../../properties/invariant.ts';
import { invariants } from '../../properties/invariants.ts';
import type { Landscape } from '../../properties/landscape.ts';
import { type Served, servedOf } from '../../properties/served.ts';
import type { BuiltScenario } from '../../scenario/built-scenario.ts';
import type { Property } from '../property.ts';

/**
 * An invariant as a question to every order of events.
 *
 * One about worlds at rest is asked in every state, and its class of harm is told by the graph: on the way it may fail
 * as long as it heals. One about clients is asked of what a client would get that asks now, through its resolver, and
 * has a class of harm as well. One about single steps allows no exception. `zone-settles` asks what goes on for ever.
 */
export interface Question {
  readonly invariant: InvariantName;
  readonly kind: 'state' | 'step' | 'settles';
  readonly property: Property;
  /** Of one about states, if it can be divided: it holds exactly if all of these do, each of which looks at less. */
  readonly parts?: readonly ((reader: Reader) => boolean)[];
}

/** The questions that the chosen invariants make; all of them by default. */
export function questionsOf(
  built: Pick<BuiltScenario, 'landscape' | 'model'>,
  chosen: readonly InvariantName[] = Object.keys(invariants) as InvariantName[],
): readonly Question[] {
  return chosen.map((name) => questionOf(invariants[name], built));
}

function questionOf(invariant: Invariant, { landscape, model }: Pick<BuiltScenario, 'landscape' | 'model'>): Question {
  const { name } = invariant;
  switch (name) {
    case 'zone-settles':
      return { invariant: name, kind: 'settles', property: { kind: 'settles', name } };
    case 'nobody-unserved':
      return clientQuestion(name, model, ({ servedBy }) => servedBy !== null);
    case 'no-cross-environment-path':
      return clientQuestion(
        name,
        model,
        ({ home, servedBy }) => home === undefined || servedBy === null || servedBy === home,
      );
    default:
      return ownQuestion(invariant, landscape);
  }
}

function ownQuestion({ name, judge }: Invariant, landscape: Landscape): Question {
  switch (judge.over) {
    case 'state': {
      const holds = (reader: Reader) => judge.check({ landscape, reader }).length === 0;
      const parts = judge.parts?.(landscape).map((part) => (reader: Reader) => part({ landscape, reader }));
      const divided = parts === undefined ? {} : { parts };
      return { invariant: name, kind: 'state', property: { kind: 'invariant', name, holds }, ...divided };
    }
    case 'step': {
      const property: Property = {
        kind: 'step',
        name,
        allows: ({ action, outcome: { events }, before, after }) =>
          judge.check({ landscape, action, events, before, after }).length === 0,
      };
      return { invariant: name, kind: 'step', property };
    }
    case 'run': {
      assert(false, `${name} is asked of whole runs with their times`);
      return { invariant: name, kind: 'settles', property: { kind: 'settles', name } };
    }
  }
}

function clientQuestion(name: InvariantName, model: Model, isGood: (served: Served) => boolean): Question {
  const clients = clientsOf(model);
  const parts = clients.map((client) => (reader: Reader) => attempts(client, reader).every(isGood));
  const holds = (reader: Reader) => parts.every((part) => part(reader));
  return { invariant: name, kind: 'state', property: { kind: 'invariant', name, holds }, parts };
}

/** The gate `served`: every client that asks now is served, by its own environment if it has one. */
export function servedGate(model: Model): Property {
  const clients = clientsOf(model);
  const isWell = ({ home, servedBy }: Served) => servedBy !== null && (home === undefined || servedBy === home);
  const holds = (reader: Reader) => clients.every((client) => attempts(client, reader).every(isWell));
  return { kind: 'invariant', name: 'served', holds };
}

/** What a client that asks now can come to. */
function attempts(client: readonly Action[], reader: Reader): readonly Served[] {
  return attemptsOf(client, reader).flatMap((events) => events.flatMap((event) => servedOf(event) ?? []));
}

/**
 * Every way in which an attempt of a client that asks now can go, as what happens in it. Its actions follow each other:
 * one that first has to choose whom to ask asks the chosen one then.
 */
export function attemptsOf([action, ...later]: readonly Action[], reader: Reader): readonly (readonly Event[])[] {
  if (action === undefined) return [];
  const outcomes = action.run(reader).filter(({ fault }) => fault === undefined);
  if (outcomes.length === 0) return attemptsOf(later, reader);
  return outcomes.flatMap(({ events, writes }) =>
    events.some((event) => servedOf(event) !== undefined)
      ? [events]
      : attemptsOf(later, readerAfter(reader, writes)).map((rest) => [...events, ...rest]),
  );
}

/** The world as it looks after some writes. */
export function readerAfter(reader: Reader, writes: readonly Write[]): Reader {
  const written = new Map(writes.map(({ component, value }) => [component.id, value]));
  return {
    get: <V>(component: Component<V>) =>
      written.has(component.id) ? (written.get(component.id) as V) : reader.get(component),
  };
}

/** Of every client the actions by which it comes to be served, in the order in which it takes them. */
export function clientsOf({ actions }: Model): readonly (readonly Action[])[] {
  const own = actions.filter(
    ({ id, actor, kind }) => kind === 'environment' && clientVerbs.some((verb) => id === `${actor}.${verb}`),
  );
  const actors = [...new Set(own.map(({ actor }) => actor))];
  return actors.map((actor) => own.filter((action) => action.actor === actor));
}

/** `ask`: a client of a name. `choose`, then `request`: a command line of the product. */
const clientVerbs = ['ask', 'choose', 'request'];
