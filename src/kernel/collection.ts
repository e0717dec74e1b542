import { type Component, put, type Reader, type Write } from './component.ts';
import { byCodeUnit } from './json.ts';

/**
 * A map from string keys to values, spread over components so that what happens to one key leaves the others alone.
 *
 * Every key foreseen when the model was built has a component of its own, `null` while the key is absent; all other
 * keys share one more component. What is foreseen changes only how finely a world is cut, never what happens in it.
 */
export class Collection<V> {
  readonly #own: ReadonlyMap<string, Component<V | null>>;
  /** Pairs in key order, not an object: a key may be any string, `__proto__` included. */
  readonly #rest: Component<readonly (readonly [string, V])[]>;
  /** Every component of the collection, in key order, the shared one last. */
  readonly components: readonly Component[];
  /** The component of all keys that were not foreseen. */
  readonly sharedComponent: Component;
  /** The keys that have a component of their own, in code-unit order. */
  readonly foreseenKeys: readonly string[];

  constructor(options: {
    readonly id: string;
    readonly scope: 'shared' | 'private';
    readonly foreseen: Iterable<string>;
    readonly initial: ReadonlyMap<string, V>;
  }) {
    const { id, scope, initial } = options;
    const keys = [...new Set([...options.foreseen, ...initial.keys()])].sort(byCodeUnit);
    this.#own = new Map(keys.map((key) => [key, { id: `${id}/${key}`, scope, initial: initial.get(key) ?? null }]));
    this.#rest = { id: `${id}/*`, scope, initial: [] };
    this.components = [...this.#own.values(), this.#rest];
    this.sharedComponent = this.#rest;
    this.foreseenKeys = keys;
  }

  /** The component that holds this key: what an action that touches only this key reads and writes. */
  componentOf(key: string): Component {
    return this.#own.get(key) ?? this.#rest;
  }

  /** The components that hold keys of one kind: those of the foreseen keys that start with `prefix`, and the shared one. */
  componentsWithPrefix(prefix: string): readonly Component[] {
    const own = [...this.#own].filter(([key]) => key.startsWith(prefix)).map(([, component]) => component);
    return [...own, this.#rest];
  }

  get(reader: Reader, key: string): V | undefined {
    const own = this.#own.get(key);
    if (own !== undefined) return reader.get(own) ?? undefined;
    return reader.get(this.#rest).find(([other]) => other === key)?.[1];
  }

  /** The keys present that were not foreseen, in code-unit order. Reads only the component that they share. */
  unforeseenKeys(reader: Reader): readonly string[] {
    return reader.get(this.#rest).map(([key]) => key);
  }

  /** All keys and values, in code-unit order of the keys; with a `prefix`, those of the keys that start with it. */
  entries(reader: Reader, prefix = ''): readonly (readonly [string, V])[] {
    const entries: [string, V][] = [];
    for (const [key, component] of this.#own) {
      if (!key.startsWith(prefix)) continue;
      const value = reader.get(component);
      if (value !== null) entries.push([key, value]);
    }
    const others = reader.get(this.#rest).filter(([key]) => key.startsWith(prefix));
    return others.length === 0 ? entries : [...entries, ...others].sort(byKey);
  }

  /**
   * The writes that change the collection: each key of `changes` takes its value, `undefined` removes the key.
   * Writes for keys without a component of their own are folded into one.
   */
  write(reader: Reader, changes: ReadonlyMap<string, V | undefined>): readonly Write[] {
    const writes: Write[] = [];
    let rest: Map<string, V> | undefined;
    for (const [key, value] of changes) {
      const own = this.#own.get(key);
      if (own !== undefined) {
        writes.push(put(own, value ?? null));
        continue;
      }
      rest ??= new Map(reader.get(this.#rest));
      if (value === undefined) rest.delete(key);
      else rest.set(key, value);
    }
    if (rest !== undefined) writes.push(put(this.#rest, [...rest].sort(byKey)));
    return writes;
  }
}

function byKey([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return byCodeUnit(left, right);
}
