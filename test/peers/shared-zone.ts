import { type Action, outcome } from '../../src/kernel/action.ts';
import { type Component, put, type Reader, type Write } from '../../src/kernel/component.ts';
import { Model } from '../../src/kernel/model.ts';

/**
 * A shared zone in small: owners that each want every name at first, and a zone whose names have a record (with the
 * owner that created it) and a TXT record that names an owner.
 *
 * Steps: an owner with nothing queued lists and plans (a wanted name without a record: create record, create TXT; an
 * unwanted name with a record whose TXT names it: delete record, delete TXT); an owner does its next queued call (a
 * create of something present fails and drops the queue); an owner with a queue crashes (the queue is lost); an owner's
 * wish for a name flips.
 *
 * Known counts: 3 owners, 2 names: 3,821,440 states and 42,546,288 transitions; 2 owners, 2 names: 45,632 states.
 */
export function sharedZone(ownerCount: number, nameCount: number): Model {
  const names = Array.from({ length: nameCount }, (_, index) => ({
    record: { id: `zone/${index}/a`, scope: 'shared', initial: 0 } as Component<number>,
    text: { id: `zone/${index}/txt`, scope: 'shared', initial: 0 } as Component<number>,
  }));
  const owners = Array.from({ length: ownerCount }, (_, index) => ownerOf(index + 1, names));
  return new Model([
    {
      components: [
        ...names.flatMap(({ record, text }) => [record, text]),
        ...owners.flatMap(({ components }) => components),
      ],
      actions: owners.flatMap(({ actions }) => actions),
      timers: [],
    },
  ]);
}

interface ZoneName {
  /** The owner that created the record; 0: none. */
  readonly record: Component<number>;
  /** The owner that the TXT record names; 0: none. */
  readonly text: Component<number>;
}

interface Call {
  readonly verb: 'create' | 'delete';
  readonly of: keyof ZoneName;
  readonly name: number;
}

function ownerOf(
  owner: number,
  names: readonly ZoneName[],
): { components: readonly Component[]; actions: readonly Action[] } {
  const queue: Component<readonly Call[]> = { id: `owner${owner}/queue`, scope: 'private', initial: [] };
  const wishes = names.map(
    (_, name): Component<boolean> => ({ id: `owner${owner}/wants/${name}`, scope: 'shared', initial: true }),
  );
  const zone = names.flatMap(({ record, text }) => [record, text]);
  const action = (verb: string, parts: Pick<Action, 'reads' | 'writes' | 'run'>): Action => ({
    id: `owner${owner}.${verb}`,
    actor: `owner${owner}`,
    kind: 'controller',
    ...parts,
  });
  const actions = [
    action('plan', {
      reads: [queue, ...wishes, ...zone],
      writes: [queue],
      run: (reader) => {
        if (reader.get(queue).length > 0) return [];
        const calls = names.flatMap((zoneName, name) =>
          plan(reader, { owner, zoneName, name, wish: wishes[name] as Component<boolean> }),
        );
        return calls.length === 0 ? [] : [outcome('ok', { writes: [put(queue, calls)] })];
      },
    }),
    action('call', {
      reads: [queue, ...zone],
      writes: [queue, ...zone],
      run: (reader) => {
        const [call, ...rest] = reader.get(queue);
        return call === undefined ? [] : [carryOut(reader, { owner, call, names, rest, queue })];
      },
    }),
    action('crash', {
      reads: [queue],
      writes: [queue],
      run: (reader) => (reader.get(queue).length > 0 ? [outcome('crash', { writes: [put(queue, [])] })] : []),
    }),
    ...wishes.map((wish, name) =>
      action(`flip-${name}`, {
        reads: [wish],
        writes: [wish],
        run: (reader) => [outcome('ok', { writes: [put(wish, !reader.get(wish))] })],
      }),
    ),
  ];
  return { components: [queue, ...wishes], actions };
}

function plan(
  reader: Reader,
  asked: {
    readonly owner: number;
    readonly zoneName: ZoneName;
    readonly name: number;
    readonly wish: Component<boolean>;
  },
): readonly Call[] {
  const { owner, zoneName, name, wish } = asked;
  const both = (verb: Call['verb']): readonly Call[] => [
    { verb, of: 'record', name },
    { verb, of: 'text', name },
  ];
  const isPresent = reader.get(zoneName.record) !== 0;
  if (reader.get(wish)) return isPresent ? [] : both('create');
  return isPresent && reader.get(zoneName.text) === owner ? both('delete') : [];
}

function carryOut(
  reader: Reader,
  parts: {
    readonly owner: number;
    readonly call: Call;
    readonly names: readonly ZoneName[];
    readonly rest: readonly Call[];
    readonly queue: Component<readonly Call[]>;
  },
) {
  const { owner, call, names, rest, queue } = parts;
  const place = (names[call.name] as ZoneName)[call.of];
  const done = (value: number): readonly Write[] => [put(place, value), put(queue, rest)];
  if (call.verb === 'delete') return outcome('deleted', { writes: done(0) });
  if (reader.get(place) !== 0) return outcome('exists', { writes: [put(queue, [])] });
  return outcome('created', { writes: done(owner) });
}
