import { assert } from './assert.ts';
import { type Hash, hashText } from './hash.ts';
import { canonicalJson, deepFreeze } from './json.ts';

/**
 * Gives every distinct value a small integer, from 0 upwards in the order of first sight.
 *
 * Two values share an id exactly if their canonical JSON is the same. What is interned is frozen from then on; of equal
 * values the first one seen is kept.
 */
export class Interner {
  readonly #idByText = new Map<string, number>();
  readonly #idByObject = new WeakMap<object, number>();
  readonly #values: unknown[] = [];
  readonly #hashes: Hash[] = [];

  /** How many distinct values there are. */
  get valueCount(): number {
    return this.#values.length;
  }

  intern(value: unknown): number {
    const isObject = value !== null && typeof value === 'object';
    if (isObject) {
      const known = this.#idByObject.get(value);
      if (known !== undefined) return known;
    }
    const text = canonicalJson(value);
    let id = this.#idByText.get(text);
    if (id === undefined) {
      id = this.#values.length;
      this.#idByText.set(text, id);
      this.#values.push(value);
      this.#hashes.push(hashText(text));
    }
    if (isObject) this.#idByObject.set(deepFreeze(value), id);
    return id;
  }

  value(id: number): unknown {
    assert(id >= 0 && id < this.#values.length, `no value was ever given the id ${id}`);
    return this.#values[id];
  }

  hash(id: number): Hash {
    const hash = this.#hashes[id];
    assert(hash !== undefined, `no value was ever given the id ${id}`);
    return hash;
  }
}
