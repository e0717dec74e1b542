import { canonicalJson } from '../../kernel/json.ts';
import type { PageTable, RowChange } from './page-data.ts';

/**
 * A table that is told its rows again and again: keeps every row once and gives the difference each time. Rows that are
 * there twice are two rows.
 */
export class RowHistory<Row> {
  readonly #rows: Row[] = [];
  readonly #indexByKey = new Map<string, number>();
  readonly #initial: readonly number[];
  #current: ReadonlySet<number>;

  constructor(initial: readonly Row[]) {
    this.#initial = this.#indicesOf(initial);
    this.#current = new Set(this.#initial);
  }

  /** What went and what came; `undefined`: the rows are as they were. Indices are final only through {@link close}. */
  tell(rows: readonly Row[]): RowChange | undefined {
    const before = this.#current;
    const after = new Set(this.#indicesOf(rows));
    this.#current = after;
    const gone = [...before].filter((index) => !after.has(index));
    const come = [...after].filter((index) => !before.has(index));
    return gone.length === 0 && come.length === 0 ? undefined : { gone, come };
  }

  /** The table with its rows in this order, and the final indices of the rows in changes told so far. */
  close(order: (left: Row, right: Row) => number): {
    readonly table: PageTable<Row>;
    readonly final: (change: RowChange) => RowChange;
  } {
    const sorted = this.#rows.map((row, index) => ({ row, index }));
    sorted.sort((left, right) => order(left.row, right.row) || left.index - right.index);
    const finals = new Map(sorted.map(({ index }, final) => [index, final]));
    const finalIndices = (indices: readonly number[]) =>
      indices.map((index) => finals.get(index) as number).sort((left, right) => left - right);
    return {
      table: { rows: sorted.map(({ row }) => row), initial: finalIndices(this.#initial) },
      final: ({ gone, come }) => ({ gone: finalIndices(gone), come: finalIndices(come) }),
    };
  }

  #indicesOf(rows: readonly Row[]): readonly number[] {
    const seen = new Map<string, number>();
    return rows.map((row) => {
      const text = canonicalJson(row);
      const count = seen.get(text) ?? 0;
      seen.set(text, count + 1);
      const key = `${count} ${text}`;
      const known = this.#indexByKey.get(key);
      if (known !== undefined) return known;
      this.#indexByKey.set(key, this.#rows.length);
      return this.#rows.push(row) - 1;
    });
  }
}
