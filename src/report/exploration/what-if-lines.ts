import type { Paint } from '../paint.ts';
import { counted } from '../phrase.ts';
import { printable, terminalLine } from '../printable.ts';
import type { ExplorationReport } from './exploration-report.ts';
import type { WhatIfRow, WhatIfTable } from './what-if-table.ts';
import { explorationQualifier } from './world-name.ts';

/** Longer values are cut in the head of the table; reports name them in full. */
const HEAD_WIDTH_MAX = 28;

/** `5 worlds: as written, and 2 × 2 others`. */
export function worldCount({ paths, worlds }: WhatIfTable): string {
  const counts = paths.map((_, index) => new Set(worlds.flatMap((values) => values?.[index]?.value ?? [])).size);
  const others = counts.length > 1 ? `${counts.join(' × ')} = ${worlds.length - 1}` : String(worlds.length - 1);
  return `${counted(worlds.length, 'world')}: as written, and ${others} ${worlds.length === 2 ? 'other' : 'others'}`;
}

/** The table for people: the worlds as columns; `≠` marks what is not the same in all of them. */
export function whatIfLines(table: WhatIfTable, paint: Paint): readonly string[] {
  const { file, variant, paths, worlds, rows } = table;
  const heads = paths.map((path, index) => [
    shortened(path),
    ...worlds.map((values) =>
      values === null ? (index === 0 ? 'as written' : '') : shortened(values[index]?.value ?? ''),
    ),
  ]);
  const lines = [...heads, ...rows.map(({ label, cells }) => [label, ...cells.map(({ text }) => text)])];
  const widths = ['', ...worlds].map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  const padded = (text: string, column: number) => text.padEnd(widths[column] ?? 0);
  const rowLines = (row: WhatIfRow) => {
    const cells = row.cells.map(({ text, tone }, index) => {
      const cell = padded(text, index + 1);
      return tone === 'plain' ? cell : paint[tone](cell);
    });
    const [example] = row.orders;
    const more = row.orders.length > 1 ? '  …' : '';
    return [
      `  ${row.differs && row.kind !== 'states' ? '≠' : ' '} ${[padded(row.label, 0), ...cells].join('  ')}`.trimEnd(),
      ...(example === undefined ? [] : [`      ${terminalLine(example.join(' → '))}${paint.faint(more)}`]),
    ];
  };
  return [
    paint.strong(terminalLine(`what if: ${file}${variant === null ? '' : ` [${variant}]`}`)),
    `  ${worldCount(table)}`,
    '',
    ...heads.map((cells) => `    ${paint.strong(cells.map(padded).join('  ').trimEnd())}`),
    ...rows.flatMap((row, index) => (startsPart(rows, index) ? ['', ...rowLines(row)] : rowLines(row))),
    '',
  ];
}

/** Where a blank line helps: before the first property or order, and before what is no difference. */
function startsPart(rows: readonly WhatIfRow[], index: number): boolean {
  const [row, before] = [rows[index], rows[index - 1]];
  if (row === undefined || before === undefined) return true;
  return partOf(row) !== partOf(before);
}

function partOf({ kind, differs }: WhatIfRow): string {
  if (kind === 'verdict' || kind === 'constraints') return 'sum';
  return kind === 'states' ? 'states' : differs ? 'differs' : 'same';
}

function shortened(text: string): string {
  const shown = printable(text);
  return shown.length <= HEAD_WIDTH_MAX ? shown : `${shown.slice(0, HEAD_WIDTH_MAX - 1)}…`;
}

/** A world of which nothing is to be told that the scenario as it is written does not show. */
export function sameLines(report: ExplorationReport, paint: Paint): readonly string[] {
  const name = paint.strong(terminalLine(`${report.file}${explorationQualifier(report)}`));
  return [name, '  comes to the same as it is written', ''];
}
