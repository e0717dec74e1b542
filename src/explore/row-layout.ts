import { bitsFor } from './shared-memory.ts';

/**
 * Where in a row each slot's value is: a field of bits that lies within one 32-bit word.
 *
 * Fields are as narrow as the values met so far allow and are widened when a slot has a new value that does not fit;
 * then all rows are packed anew, in place. That happens early or hardly ever: a field that outgrows itself late, when
 * many rows would have to move, gets a spare bit.
 */
export class RowLayout {
  readonly #widths: number[];
  /** Words per row. */
  stride = 1;
  /** Three integers per slot: word, shift, mask (unshifted). */
  fields: Int32Array;

  constructor(slotCount: number) {
    this.#widths = new Array<number>(slotCount).fill(0);
    this.fields = new Int32Array(3 * slotCount);
    this.#place();
  }

  /** True if the number of a value fits into the slot's field. */
  fits(slot: number, local: number): boolean {
    return bitsFor(local) <= (this.#widths[slot] as number);
  }

  /** Widens the slots whose values (`valueCountOf`) no longer fit. Returns the old layout, whose rows need repacking. */
  widen(valueCountOf: (slot: number) => number, rowCount: number): { stride: number; fields: Int32Array } {
    const old = { stride: this.stride, fields: this.fields };
    this.#widths.forEach((width, slot) => {
      const needed = bitsFor(Math.max(0, valueCountOf(slot) - 1));
      if (needed > width) this.#widths[slot] = needed + (rowCount > rowsThatMayMove ? 1 : 0);
    });
    this.#place();
    return old;
  }

  /** First fit in slot order: slots that are neighbours in the model stay neighbours in the row. */
  #place(): void {
    const used: number[] = [];
    this.fields = new Int32Array(3 * this.#widths.length);
    this.#widths.forEach((width, slot) => {
      let word = used.findIndex((bits) => bits + width <= 32);
      if (word < 0) {
        word = used.length;
        used.push(0);
      }
      const shift = used[word] as number;
      this.fields.set([word, shift & 31, width === 0 ? 0 : 0xffffffff >>> (32 - width)], 3 * slot);
      used[word] = shift + width;
    });
    this.stride = Math.max(1, used.length);
  }
}

const rowsThatMayMove = 2 ** 16;

/** Reads a packed row at `base` into one number per slot. */
export function unpackRow(rows: Int32Array, base: number, fields: Int32Array, values: Int32Array): void {
  for (let slot = 0, field = 0; slot < values.length; slot += 1, field += 3) {
    const word = rows[base + (fields[field] as number)] as number;
    values[slot] = (word >>> (fields[field + 1] as number)) & (fields[field + 2] as number);
  }
}

/** Writes one number per slot as a packed row at `base`. */
export function packRow(
  rows: Int32Array,
  base: number,
  layout: { stride: number; fields: Int32Array },
  values: Int32Array,
): void {
  rows.fill(0, base, base + layout.stride);
  for (let slot = 0, field = 0; slot < values.length; slot += 1, field += 3) {
    const at = base + (layout.fields[field] as number);
    rows[at] = (rows[at] as number) | ((values[slot] as number) << (layout.fields[field + 1] as number));
  }
}

/** Packs the first `count` rows anew, in place: from the last to the first, since rows only get longer. */
export function repackRows(
  rows: Int32Array,
  count: number,
  change: {
    readonly from: { stride: number; fields: Int32Array };
    readonly to: { stride: number; fields: Int32Array };
  },
): void {
  const values = new Int32Array(change.from.fields.length / 3);
  for (let index = count - 1; index >= 0; index -= 1) {
    unpackRow(rows, index * change.from.stride, change.from.fields, values);
    packRow(rows, index * change.to.stride, change.to, values);
  }
}
