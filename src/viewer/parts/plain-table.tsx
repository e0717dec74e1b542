import type { ComponentChildren } from 'preact';
import type { RowAt } from '../data/rows-at.ts';
import { RowSign } from './row-sign.tsx';
import { TableBox } from './table-box.tsx';

/** Longer tables are cut: nobody reads them in a side panel, and search narrows them. */
const ROW_COUNT_MAX = 300;

/** A small table at a moment, with what the step changed in it. */
export function PlainTable<Row>(props: {
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: readonly RowAt<Row>[];
  readonly cells: (row: Row) => readonly ComponentChildren[];
  readonly rowClass?: (row: Row) => string;
}) {
  const { label, columns, rows, cells, rowClass = () => '' } = props;
  return (
    <TableBox
      label={`${label}: rows`}
      columns={[<span class="unseen">Change</span>, ...columns]}
      note={
        rows.length > ROW_COUNT_MAX ? (
          <p class="note">{rows.length - ROW_COUNT_MAX} more; a search narrows them.</p>
        ) : null
      }
    >
      {rows.slice(0, ROW_COUNT_MAX).map(({ row, sign, index }) => (
        <tr key={index} class={`row-${sign} ${rowClass(row)}`}>
          <td>
            <RowSign sign={sign} />
          </td>
          {cells(row).map((cell, column) => (
            <td key={columns[column]}>{cell}</td>
          ))}
        </tr>
      ))}
    </TableBox>
  );
}
