import { terminalLine } from './printable.ts';

/** Rows as aligned columns, harmless for terminals. The last column is not padded. */
export function columnLines(rows: readonly (readonly string[])[]): readonly string[] {
  const shown = rows.map((cells) => cells.map(terminalLine));
  const columnCount = Math.max(0, ...shown.map((cells) => cells.length));
  const widths = Array.from({ length: columnCount }, (_, column) =>
    Math.max(0, ...shown.map((cells) => cells[column]?.length ?? 0)),
  );
  return shown.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** The rows of a database table under the names of their columns: the id, then as they first appear. */
export function tableLines(rows: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
  const found = new Set(rows.flatMap((row) => Object.keys(row)));
  const columns = [...(found.delete('id') ? ['id'] : []), ...found];
  return columnLines([columns, ...rows.map((row) => columns.map((column) => cellOf(row[column])))]);
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '-';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
