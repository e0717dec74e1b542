import type { PageStep, PageTable, RowChange, TableName } from '../../report/page/page-data.ts';

/** So many changes are replayed at most to find the rows of a moment. */
const CHANGES_BETWEEN = 64;

/** A table at any moment, from its differences: the rows of a few moments are kept, those between are replayed. */
export class TableHistory<Row> {
  readonly rows: readonly Row[];
  /** The steps that changed the table, in order; steps count from 1. */
  readonly changedAt: readonly number[];
  readonly #changes: readonly RowChange[];
  readonly #kept: readonly ReadonlySet<number>[];

  constructor(table: PageTable<Row>, steps: readonly PageStep[], name: TableName) {
    this.rows = table.rows;
    const changedAt: number[] = [];
    const changes: RowChange[] = [];
    const kept: ReadonlySet<number>[] = [];
    const current = new Set(table.initial);
    for (const [index, { changes: all }] of steps.entries()) {
      const change = all?.[name];
      if (change === undefined) continue;
      if (changes.length % CHANGES_BETWEEN === 0) kept.push(new Set(current));
      apply(current, change);
      changes.push(change);
      changedAt.push(index + 1);
    }
    if (changes.length % CHANGES_BETWEEN === 0) kept.push(new Set(current));
    this.changedAt = changedAt;
    this.#changes = changes;
    this.#kept = kept;
  }

  /** The indices of the rows after a step, in the order in which rows are shown; 0 is the initial world. */
  at(stepIndex: number): readonly number[] {
    const count = this.#countUpTo(stepIndex);
    const keptIndex = Math.floor(count / CHANGES_BETWEEN);
    const current = new Set(this.#kept[keptIndex]);
    for (const change of this.#changes.slice(keptIndex * CHANGES_BETWEEN, count)) apply(current, change);
    return [...current].sort((left, right) => left - right);
  }

  /** The last step up to this one that changed the table, or 0. */
  lastChangeUpTo(stepIndex: number): number {
    return this.changedAt[this.#countUpTo(stepIndex) - 1] ?? 0;
  }

  /** What a step changed. */
  changeAt(stepIndex: number): RowChange | undefined {
    const count = this.#countUpTo(stepIndex);
    return this.changedAt[count - 1] === stepIndex ? this.#changes[count - 1] : undefined;
  }

  /** How many changes there were up to a step. */
  #countUpTo(stepIndex: number): number {
    let low = 0;
    let high = this.changedAt.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.changedAt[middle] as number) <= stepIndex) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function apply(rows: Set<number>, { gone, come }: RowChange): void {
  for (const index of gone) rows.delete(index);
  for (const index of come) rows.add(index);
}
