import type { ComponentChildren } from 'preact';

/** A table that scrolls by itself where it is too wide, by keyboard, too. `label` names it, for screen readers. */
export function TableBox(props: {
  readonly label: string;
  readonly columns: readonly ComponentChildren[];
  readonly children: ComponentChildren;
  /** What stands below the table. */
  readonly note?: ComponentChildren;
}) {
  const { label, columns, children, note } = props;
  return (
    <section class="table-box" tabIndex={0} aria-label={label}>
      <table class="plain">
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th key={index} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
      {note}
    </section>
  );
}
