import type { Model } from '../kernel/model.ts';
import type { StateProperty } from './property.ts';

/**
 * What properties that are asked only at the end look at in given worlds, remembered by the values of the slots read.
 * The answers do not matter here.
 */
export class EndObservers {
  readonly #model: Model;
  readonly #properties: readonly Pick<StateProperty, 'holds'>[];
  /** By property: the sets of slots met, each with the values for which it is what is read. */
  readonly #known: readonly { readonly slots: Int32Array; readonly values: Set<string> }[][];

  constructor(model: Model, properties: readonly Pick<StateProperty, 'holds'>[]) {
    this.#model = model;
    this.#properties = properties;
    this.#known = properties.map(() => []);
  }

  /** How many there are. */
  get count(): number {
    return this.#properties.length;
  }

  /** The slots that a property reads in the world with these ids. */
  slotsOf(index: number, ids: Int32Array): Int32Array {
    const known = this.#known[index] as { readonly slots: Int32Array; readonly values: Set<string> }[];
    const found = known.find(({ slots, values }) => values.has(textOf(slots, ids)));
    if (found !== undefined) return found.slots;
    const { slots } = this.#model.observe({ ids }, (reader) =>
      (this.#properties[index] as Pick<StateProperty, 'holds'>).holds(reader),
    );
    const alike = known.find((other) => other.slots.join(' ') === slots.join(' '));
    if (alike === undefined) known.push({ slots, values: new Set([textOf(slots, ids)]) });
    else alike.values.add(textOf(slots, ids));
    return slots;
  }
}

function textOf(slots: Int32Array, ids: Int32Array): string {
  return slots.map((slot) => ids[slot] as number).join(' ');
}
