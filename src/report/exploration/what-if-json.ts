import { explorationJson } from './exploration-json.ts';
import type { ExplorationReport } from './exploration-report.ts';
import { whatIfTable } from './what-if-table.ts';

/** One world of a question what would be. */
export interface WhatIfWorld {
  readonly report: ExplorationReport;
  readonly seconds: number | null;
}

/** A scenario as it is written and with other values, as a JSON document: the table, and the full report of each world. */
export function whatIfJson(worlds: readonly [WhatIfWorld, ...WhatIfWorld[]]): object {
  const [first, ...others] = worlds;
  const { file, variant, title, verdict, rows } = whatIfTable([first.report, ...others.map(({ report }) => report)]);
  return {
    file,
    variant,
    title,
    verdict,
    whatIf: worlds.map(({ report, seconds }) => ({
      values: Object.fromEntries((report.whatIf ?? []).map(({ path, value }) => [path, value])),
      ...explorationJson(report, seconds),
    })),
    rows: rows.map(({ kind, label, orders, cells, differs }) => ({
      kind,
      ...(kind === 'orders' ? { orders } : { label }),
      cells: cells.map(({ text }) => text),
      differs,
    })),
  };
}
