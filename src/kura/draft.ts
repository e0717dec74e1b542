import { type Component, put, type Reader, type Write } from '../kernel/component.ts';

/**
 * What an action has changed so far: a reader that sees its own writes.
 *
 * A step of the product writes a row, applies a manifest and reads both back, all within one action.
 */
export class Draft implements Reader {
  readonly #reader: Reader;
  readonly #writes = new Map<string, Write>();

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  get<V>(component: Component<V>): V {
    const write = this.#writes.get(component.id);
    return write === undefined ? this.#reader.get(component) : (write.value as V);
  }

  put<V>(component: Component<V>, value: NoInfer<V>): void {
    this.#writes.set(component.id, put(component, value));
  }

  write(writes: readonly Write[]): void {
    for (const write of writes) this.#writes.set(write.component.id, write);
  }

  /** All that was written, each component once, in the order of first writing. */
  writes(): readonly Write[] {
    return [...this.#writes.values()];
  }
}
