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

/** An answer about a world, and what was looked at to give it. */
export interface Observation<T> {
  readonly answer: T;
  /** The slots read, in order of first reading. */
  readonly slots: Int32Array;
  /** The ids found there. The answer holds in every world with these ids in these slots. */
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
    return this.worldOf(Int32Array.from(this.components, (component) => this.interner.intern(component.initial)));
  }

  /** Reads any component of a world: for expectations, properties and reports, which are not bound to a footprint. */
  reader(world: World): Reader {
    return {
      get: <V>(component: Component<V>) => this.interner.value(world.ids[this.slotOf(component.id)] as number) as V,
    };
  }

  /** The world with these values: `ids` are the interner's, one per slot. The array belongs to the world from then on. */
  worldOf(ids: Int32Array): World {
    let high = 0;
    let low = 0;
    ids.forEach((id, slot) => {
      const hash = this.#slotHash(slot, id);
      high ^= hash.high;
      low ^= hash.low;
    });
    return { ids, high: high >>> 0, low: low >>> 0 };
  }

  /**
   * What the action can do in this world.
   * @throws {InternalError} if the action reads or writes what it did not declare.
   */
  evaluate(world: Pick<World, 'ids'>, action: Action): Evaluation {
    const { reads, writes } = this.#permissionsOf(action);
    const { answer, slots, ids } = this.observe(world, (reader) =>
      action.run({
        get: (component) => {
          assert(reads.has(this.slotOf(component.id)), `${action.id} reads ${component.id}, which it does not declare`);
          return reader.get(component);
        },
      }),
    );
    for (const { label, fault, writes: written } of answer) {
      assert(
        fault === undefined || action.faults === undefined || action.faults.includes(fault),
        `${action.id} (${label}) goes wrong as ${fault}, which it does not declare`,
      );
      for (const { component } of written) {
        assert(
          writes.has(this.slotOf(component.id)),
          `${action.id} (${label}) writes ${component.id}, which it does not declare`,
        );
      }
    }
    return { outcomes: answer, slots, ids };
  }

  /** Asks any question about a world, and says what the answer rests on. `question` must be pure. */
  observe<T>(world: Pick<World, 'ids'>, question: (reader: Reader) => T): Observation<T> {
    const slots: number[] = [];
    const seen = new Set<number>();
    const answer = question({
      get: <V>(component: Component<V>) => {
        const slot = this.slotOf(component.id);
        if (!seen.has(slot)) {
          seen.add(slot);
          slots.push(slot);
        }
        return this.interner.value(world.ids[slot] as number) as V;
      },
    });
    return { answer, slots: Int32Array.from(slots), ids: Int32Array.from(slots, (slot) => world.ids[slot] as number) };
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
