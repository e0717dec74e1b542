/**
 * Lists of items under keys, both small integers: for a million items a hundredth of what a Map of arrays takes. The
 * items of a key come in the order of their numbers if they are added from the last to the first.
 */
export class Chains {
  readonly #first: Int32Array;
  readonly #next: Int32Array;

  constructor({ keyCount, itemCount }: { readonly keyCount: number; readonly itemCount: number }) {
    this.#first = new Int32Array(keyCount).fill(NONE);
    this.#next = new Int32Array(itemCount).fill(NONE);
  }

  /** Puts an item, which is under no key yet, before the others of its key. */
  add(key: number, item: number): void {
    this.#next[item] = this.#first[key] ?? NONE;
    this.#first[key] = item;
  }

  /** Whether there is anything under a key. */
  has(key: number): boolean {
    return this.#first[key] !== NONE;
  }

  /** The items of a key; none for a key that was never used. */
  of(key: number | undefined): readonly number[] {
    const items: number[] = [];
    if (key === undefined) return items;
    for (let item = this.#first[key] ?? NONE; item !== NONE; item = this.#next[item] ?? NONE) items.push(item);
    return items;
  }
}

const NONE = -1;
