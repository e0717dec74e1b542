import type { TableHistory } from './table-history.ts';

/** A row at a moment: whether the step looked at brought it, took it away, or left it. */
export interface RowAt<Row> {
  readonly index: number;
  readonly row: Row;
  readonly sign: 'stays' | 'comes' | 'goes';
}

/** The rows after a step, with those that the step took away where they stood. */
export function rowsAt<Row>(table: TableHistory<Row>, stepIndex: number): readonly RowAt<Row>[] {
  const change = table.changeAt(stepIndex);
  const come = new Set(change?.come);
  const all = [...table.at(stepIndex), ...(change?.gone ?? [])].sort((left, right) => left - right);
  const gone = new Set(change?.gone);
  return all.map((index) => {
    const sign = come.has(index) ? 'comes' : gone.has(index) ? 'goes' : 'stays';
    return { index, row: table.rows[index] as Row, sign };
  });
}

/** The moments at which rows that `isSame` finds came and went, in order. */
export function historyOf<Row>(
  table: TableHistory<Row>,
  isSame: (row: Row) => boolean,
): readonly { readonly stepIndex: number; readonly gone: readonly Row[]; readonly come: readonly Row[] }[] {
  const found = (indices: readonly number[]) => indices.map((index) => table.rows[index] as Row).filter(isSame);
  const initial = found(table.at(0));
  const first = initial.length === 0 ? [] : [{ stepIndex: 0, gone: [], come: initial }];
  const later = table.changedAt.flatMap((stepIndex) => {
    const change = table.changeAt(stepIndex);
    const [gone, come] = [found(change?.gone ?? []), found(change?.come ?? [])];
    return gone.length + come.length === 0 ? [] : [{ stepIndex, gone, come }];
  });
  return [...first, ...later];
}
