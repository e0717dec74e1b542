import { bitsFor } from './shared-memory.ts';

/** Where in a row each slot's value is. */
export interface Fields {
  /** Words per row. */
  readonly stride: number;
  /** Three integers per slot: word, shift, mask (unshifted). */
  readonly fields: Int32Array;
}

/**
 * The present places of all slots in a row: fields of bits, each within one 32-bit word.
 *
 * Fields are as narrow as the values met so far allow, but have room for two. A slot that gets a value which does not
 * fit moves to a wider field, and rows are changed in place. While rows are few, all fields are then placed anew, without
 * gaps; later only the wider one moves, which is one quick pass over the rows, and gets a spare bit.
 */
export class RowLayout implements Fields {
  /** By word: the bits that are taken. */
  readonly #taken: number[] = [];
  fields: Int32Array;

  constructor(slotCount: number) {
    this.fields = new Int32Array(3 * slotCount);
    for (let slot = 0; slot < slotCount; slot += 1) this.#place(slot, 1);
  }

  get stride(): number {
    return Math.max(1, this.#taken.length);
  }

  /** True if the number of a value fits into the slot's field. */
  fits(slot: number, local: number): boolean {
    return bitsFor(local) <= this.#width(slot);
  }

  /** Widens the slots whose values (`valueCountOf`) no longer fit. Returns the fields as they were. */
  widen(valueCountOf: (slot: number) => number, rowCount: number): Fields {
    const before = { stride: this.stride, fields: this.fields };
    const isEarly = rowCount <= rowsThatMayMove;
    const widths = Array.from({ length: this.fields.length / 3 }, (_, slot) => this.#width(slot));
    this.fields = this.fields.slice();
    if (isEarly) this.#taken.fill(0);
    widths.forEach((width, slot) => {
      const needed = bitsFor(valueCountOf(slot) - 1);
      if (needed > width) {
        const word = this.fields[3 * slot] as number;
        if (!isEarly) this.#taken[word] = (this.#taken[word] as number) & ~this.#bits(slot);
        this.#place(slot, Math.min(32, needed + (isEarly ? 0 : 1)));
      } else if (isEarly) {
        this.#place(slot, width);
      }
    });
    return before;
  }

  /** Takes the first free run of bits that is wide enough: slots that are neighbours at first stay neighbours. */
  #place(slot: number, width: number): void {
    const mask = 0xffffffff >>> (32 - width);
    for (let word = 0; ; word += 1) {
      if (word === this.#taken.length) this.#taken.push(0);
      for (let shift = 0; shift + width <= 32; shift += 1) {
        if (((this.#taken[word] as number) & (mask << shift)) !== 0) continue;
        this.fields.set([word, shift, mask], 3 * slot);
        this.#taken[word] = (this.#taken[word] as number) | (mask << shift);
        return;
      }
    }
  }

  #width(slot: number): number {
    return bitsFor(this.fields[3 * slot + 2] as number);
  }

  #bits(slot: number): number {
    return (this.fields[3 * slot + 2] as number) << (this.fields[3 * slot + 1] as number);
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
export function packRow(rows: Int32Array, base: number, layout: Fields, values: Int32Array): void {
  rows.fill(0, base, base + layout.stride);
  for (let slot = 0, field = 0; slot < values.length; slot += 1, field += 3) {
    const at = base + (layout.fields[field] as number);
    rows[at] = (rows[at] as number) | ((values[slot] as number) << (layout.fields[field + 1] as number));
  }
}

/** Changes the first `count` rows to other fields, in place: from the last to the first, since rows only get longer. */
export function repackRows(
  rows: Int32Array,
  count: number,
  change: { readonly from: Fields; readonly to: Fields },
): void {
  const { from, to } = change;
  const moved: number[] = [];
  from.fields.forEach((value, index) => {
    if (value !== to.fields[index] && moved.at(-1) !== index - (index % 3)) moved.push(index - (index % 3));
  });
  const values = new Int32Array(moved.length);
  for (let index = count - 1; index >= 0; index -= 1) {
    const base = index * to.stride;
    for (let word = to.stride - 1; word >= 0; word -= 1) {
      rows[base + word] = word < from.stride ? (rows[index * from.stride + word] as number) : 0;
    }
    for (let move = 0; move < moved.length; move += 1) {
      const field = moved[move] as number;
      const at = base + (from.fields[field] as number);
      const shift = from.fields[field + 1] as number;
      const mask = from.fields[field + 2] as number;
      values[move] = ((rows[at] as number) >>> shift) & mask;
      rows[at] = (rows[at] as number) & ~(mask << shift);
    }
    for (let move = 0; move < moved.length; move += 1) {
      const field = moved[move] as number;
      const at = base + (to.fields[field] as number);
      rows[at] = (rows[at] as number) | ((values[move] as number) << (to.fields[field + 1] as number));
    }
  }
}
