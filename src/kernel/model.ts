import type { Action, Outcome, Part, Timer, Watch } from './action.ts';
import { assert } from './assert.ts';
import type { Component, Reader } from './component.ts';
import { type Hash, hashText, hashToHex, mixHash } from './hash.ts';
import { Interner } from './interner.ts';

/** One world: the interned value of every component, by slot, and the hash of it all. Never changed in place. */
export interface World {
  readonly ids: Int32Array;
  readonly high: number;
  readonly low: number;
}

/** What an action does in a world, and what it looked at to decide so. */
export interface Evaluation {
  readonly outcomes: readonly Outcome[];
  /** The slots read, in order of first reading. */
  readonly slots: Int32Array;
  /** The ids found there. The outcomes hold in every world with these ids in these slots. */
  readonly ids: Int32Array;
}

/**
 * The components and actions of a world, with the values met so far.
 *
 * Both drivers work on it: the timeline one step after another, the explorer on every enabled action of every world.
 */
export class Model {
  readonly components: readonly Component[];
  readonly actions: readonly Action[];
  readonly timers: readonly Timer[];
  readonly watches: readonly Watch[];
  readonly interner = new Interner();
  readonly #slotById = new Map<string, number>();
  readonly #componentHashes: readonly Hash[];
  readonly #actionById = new Map<string, Action>();
  readonly #permissions = new Map<Action, Permissions>();

  constructor(parts: readonly Part[]) {
    this.components = parts.flatMap((part) => part.components);
    this.actions = parts.flatMap((part) => part.actions);
    this.timers = parts.flatMap((part) => part.timers);
    this.watches = parts.flatMap((part) => part.watches ?? []);
    this.components.forEach((component, slot) => {
      assert(!this.#slotById.has(component.id), `two components are called ${component.id}`);
      this.#slotById.set(component.id, slot);
    });
    this.#componentHashes = this.components.map((component) => hashText(component.id));
    for (const action of this.actions) {
      assert(!this.#actionById.has(action.id), `two actions are called ${action.id}`);
      this.#actionById.set(action.id, action);
      this.#permissions.set(action, {
        reads: new Set(action.reads.map((component) => this.slotOf(component.id))),
        writes: new Set(action.writes.map((component) => this.slotOf(component.id))),
      });
    }
  }

  action(id: string): Action | undefined {
    return this.#actionById.get(id);
  }

  slotOf(componentId: string): number {
    const slot = this.#slotById.get(componentId);
    assert(slot !== undefined, `the model has no component ${componentId}`);
    return slot;
  }

  initialWorld(): World {
    const ids = Int32Array.from(this.components, (component) => this.interner.intern(component.initial));
    let high = 0;
    let low = 0;
    ids.forEach((id, slot) => {
      const hash = this.#slotHash(slot, id);
      high ^= hash.high;
      low ^= hash.low;
    });
    return { ids, high: high >>> 0, low: low >>> 0 };
  }

  /** Reads any component of a world: for expectations, properties and reports, which are not bound to a footprint. */
  reader(world: World): Reader {
    return {
      get: <V>(component: Component<V>) => this.interner.value(world.ids[this.slotOf(component.id)] as number) as V,
    };
  }

  /**
   * What the action can do in this world.
   * @throws {InternalError} if the action reads or writes what it did not declare.
   */
  evaluate(world: World, action: Action): Evaluation {
    const { reads, writes } = this.#permissionsOf(action);
    const slots: number[] = [];
    const seen = new Set<number>();
    const reader: Reader = {
      get: <V>(component: Component<V>) => {
        const slot = this.slotOf(component.id);
        if (!seen.has(slot)) {
          assert(reads.has(slot), `${action.id} reads ${component.id}, which it does not declare`);
          seen.add(slot);
          slots.push(slot);
        }
        return this.interner.value(world.ids[slot] as number) as V;
      },
    };
    const outcomes = action.run(reader);
    for (const { label, writes: written } of outcomes) {
      for (const { component } of written) {
        assert(
          writes.has(this.slotOf(component.id)),
          `${action.id} (${label}) writes ${component.id}, which it does not declare`,
        );
      }
    }
    return {
      outcomes,
      slots: Int32Array.from(slots),
      ids: Int32Array.from(slots, (slot) => world.ids[slot] as number),
    };
  }

  /** The world after an outcome. */
  apply(world: World, outcome: Outcome): World {
    if (outcome.writes.length === 0) return world;
    const ids = world.ids.slice();
    let { high, low } = world;
    for (const { component, value } of outcome.writes) {
      const slot = this.slotOf(component.id);
      const before = this.#slotHash(slot, ids[slot] as number);
      ids[slot] = this.interner.intern(value);
      const after = this.#slotHash(slot, ids[slot] as number);
      high ^= before.high ^ after.high;
      low ^= before.low ^ after.low;
    }
    return { ids, high: high >>> 0, low: low >>> 0 };
  }

  #permissionsOf(action: Action): Permissions {
    const permissions = this.#permissions.get(action);
    assert(permissions !== undefined, `${action.id} is not an action of this model`);
    return permissions;
  }

  #slotHash(slot: number, id: number): Hash {
    return mixHash(this.#componentHashes[slot] as Hash, this.interner.hash(id));
  }
}

interface Permissions {
  readonly reads: ReadonlySet<number>;
  readonly writes: ReadonlySet<number>;
}

/** The hash of a world as sixteen hexadecimal digits. The same in every process for the same values. */
export function worldHash(world: World): string {
  return hashToHex(world);
}
