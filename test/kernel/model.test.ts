import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Action, outcome } from '../../src/kernel/action.ts';
import { Collection } from '../../src/kernel/collection.ts';
import { type Component, put } from '../../src/kernel/component.ts';
import { canonicalJson } from '../../src/kernel/json.ts';
import { Model, worldHash } from '../../src/kernel/model.ts';

const left: Component<string> = { id: 'left', scope: 'shared', initial: 'a' };
const right: Component<string> = { id: 'right', scope: 'shared', initial: 'b' };

function writeAction(id: string, writes: readonly (readonly [Component<string>, string])[]): Action {
  const run = () => [outcome('ok', { writes: writes.map(([component, value]) => put(component, value)) })];
  return { id, actor: 'test', kind: 'rollout', reads: [], writes: [left, right], run };
}

function modelOf(...actions: readonly Action[]): Model {
  return new Model([{ components: [left, right], actions, timers: [] }]);
}

function worldAfter(model: Model, ...actions: readonly Action[]) {
  return actions.reduce((world, action) => {
    const [first] = model.evaluate(world, action).outcomes;
    return first === undefined ? world : model.apply(world, first);
  }, model.initialWorld());
}

describe('a model', () => {
  it('gives equal worlds equal hashes, whichever way they were reached', () => {
    const both = writeAction('both', [
      [left, 'x'],
      [right, 'y'],
    ]);
    const one = writeAction('one', [[left, 'x']]);
    const other = writeAction('other', [[right, 'y']]);
    const model = modelOf(both, one, other);
    const hash = worldHash(worldAfter(model, both));
    expect(worldHash(worldAfter(model, other, one))).toBe(hash);
    expect(worldHash(worldAfter(model, one))).not.toBe(hash);
  });

  it('tells worlds apart whose values are swapped', () => {
    const swap = writeAction('swap', [
      [left, 'b'],
      [right, 'a'],
    ]);
    const model = modelOf(swap);
    expect(worldHash(worldAfter(model, swap))).not.toBe(worldHash(model.initialWorld()));
  });

  it('gives the same hash in every process', () => {
    expect(worldHash(modelOf().initialWorld())).toMatchInlineSnapshot(`"2f2dec4b6d47c897"`);
  });

  it('refuses an action that reads what it did not declare', () => {
    const action: Action = {
      id: 'test.peek',
      actor: 'test',
      kind: 'controller',
      reads: [left],
      writes: [],
      run: (reader) => [outcome(reader.get(right))],
    };
    const model = modelOf(action);
    expect(() => model.evaluate(model.initialWorld(), action)).toThrow(
      'test.peek reads right, which it does not declare',
    );
  });

  it('refuses an action that writes what it did not declare', () => {
    const action: Action = { ...writeAction('test.poke', [[right, 'z']]), writes: [left] };
    const model = modelOf(action);
    expect(() => model.evaluate(model.initialWorld(), action)).toThrow(
      'test.poke (ok) writes right, which it does not declare',
    );
  });

  it('remembers only what an action looked at', () => {
    const action: Action = {
      ...writeAction('test.look', []),
      reads: [left, right],
      run: (reader) => (reader.get(right) === 'b' ? [outcome('ok')] : [outcome(reader.get(left))]),
    };
    const model = modelOf(action);
    expect([...model.evaluate(model.initialWorld(), action).slots]).toEqual([model.slotOf('right')]);
  });
});

describe('a collection', () => {
  const arbitraryChanges = fc.array(
    fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'toString', '__proto__'), fc.option(fc.nat(9), { nil: undefined })),
    { maxLength: 12 },
  );

  it('holds the same whichever keys were foreseen', () => {
    fc.assert(
      fc.property(fc.subarray(['a', 'b', 'c', 'd']), arbitraryChanges, (foreseen, changes) => {
        const expected = new Map<string, number>([['a', 1]]);
        const collection = new Collection({ id: 'c', scope: 'shared', foreseen, initial: expected });
        const actions = changes.map(
          ([key, value], index): Action => ({
            id: `change-${index}`,
            actor: 'test',
            kind: 'rollout',
            reads: collection.components,
            writes: collection.components,
            run: (reader) => [outcome('ok', { writes: collection.write(reader, new Map([[key, value]])) })],
          }),
        );
        const model = new Model([{ components: collection.components, actions, timers: [] }]);
        const reader = model.reader(worldAfter(model, ...actions));
        for (const [key, value] of changes) value === undefined ? expected.delete(key) : expected.set(key, value);
        expect(collection.entries(reader)).toEqual([...expected].sort(([x], [y]) => (x < y ? -1 : 1)));
        for (const key of ['a', 'd', '__proto__']) expect(collection.get(reader, key)).toBe(expected.get(key));
      }),
      { seed: 7 },
    );
  });
});

describe('canonical JSON', () => {
  it('is the same for every order of keys and reads back as the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const shuffled = JSON.parse(JSON.stringify(value), (_, member) =>
          member !== null && typeof member === 'object' && !Array.isArray(member)
            ? Object.fromEntries(Object.entries(member).reverse())
            : member,
        );
        expect(canonicalJson(shuffled)).toBe(canonicalJson(value));
        expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
      }),
      { seed: 7 },
    );
  });
});
