import { canonicalJson } from '../../kernel/json.ts';

/** A list that holds equal values once, in order of first mention. */
export class DistinctList<V> {
  readonly values: V[] = [];
  readonly #indexByKey = new Map<string, number>();

  /** The value's index; it is added if it is new. */
  indexOf(value: V): number {
    const key = canonicalJson(value);
    const known = this.#indexByKey.get(key);
    if (known !== undefined) return known;
    this.#indexByKey.set(key, this.values.length);
    return this.values.push(value) - 1;
  }
}
