import { summaryHtml } from '../summary-detail.ts';
import { worldCount } from './what-if-lines.ts';
import type { WhatIfRow, WhatIfTable } from './what-if-table.ts';
import { worldName } from './world-name.ts';

/** The table for the summary page of a GitHub Actions job. What differs is in bold type. */
export function whatIfSummary(table: WhatIfTable): string {
  const { title, variant, worlds, rows } = table;
  return [
    `### ${summaryHtml(`What if: ${title}${variant === null ? '' : ` [${variant}]`}`)}`,
    '',
    summaryHtml(worldCount(table)),
    '',
    `| | ${worlds.map((values) => summaryHtml(worldName(values))).join(' | ')} |`,
    `| --- |${' --- |'.repeat(worlds.length)}`,
    ...rows.map(rowText),
    '',
    '',
  ].join('\n');
}

function rowText({ kind, label, cells, orders, differs }: WhatIfRow): string {
  const [example] = orders;
  const such = orders.length > 1 ? ', such as ' : ': ';
  const name = example === undefined ? label : `${label}${such}${example.join(' → ')}`;
  const isStrong = differs && kind !== 'states';
  const texts = cells.map(({ text }) => (isStrong ? `**${summaryHtml(text)}**` : summaryHtml(text)));
  return `| ${summaryHtml(name)} | ${texts.join(' | ')} |`;
}
