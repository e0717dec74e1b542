import { type OrderingHarm, severityOf } from '../../explore/rollout/harm.ts';
import type { ExplorationReport, ReportedProperty, WhatIfValue } from './exploration-report.ts';

/** How good what a cell says is; `plain`: neither good nor bad. */
export type Tone = 'good' | 'doubtful' | 'bad' | 'plain';

export interface WhatIfCell {
  readonly text: string;
  readonly tone: Tone;
}

/** What is told of every world: the same thing side by side. */
export interface WhatIfRow {
  readonly kind: 'verdict' | 'constraints' | 'property' | 'orders' | 'states';
  readonly label: string;
  /** The orders of steps that a row of `orders` is about; none of others. */
  readonly orders: readonly (readonly string[])[];
  /** By world. */
  readonly cells: readonly WhatIfCell[];
  readonly differs: boolean;
}

/** What becomes of a scenario as it is written and with other values in its places, side by side. */
export interface WhatIfTable {
  readonly file: string;
  readonly title: string;
  readonly variant: string | null;
  /** The worst. */
  readonly verdict: ExplorationReport['verdict'];
  /** The places that are asked about. */
  readonly paths: readonly string[];
  /** By world: what stands in each place; `null`: the scenario as it is written. */
  readonly worlds: readonly (readonly WhatIfValue[] | null)[];
  /** The verdict and the constraints first; then what differs; then what is the same everywhere. */
  readonly rows: readonly WhatIfRow[];
}

/** The table of the reports of one scenario: the first as it is written. */
export function whatIfTable(reports: readonly [ExplorationReport, ...ExplorationReport[]]): WhatIfTable {
  const [{ file, title, variant }] = reports;
  const compared = [...propertyRows(reports), ...orderRows(reports)];
  return {
    file,
    title,
    variant,
    verdict: worstVerdict(reports.map(({ verdict }) => verdict)),
    paths: (reports.at(-1)?.whatIf ?? []).map(({ path }) => path),
    worlds: reports.map(({ whatIf }) => (whatIf === null || whatIf.length === 0 ? null : whatIf)),
    rows: [
      rowOf(
        'verdict',
        'verdict',
        reports.map(({ verdict }) => ({ text: verdict, tone: verdictTones[verdict] })),
      ),
      ...constraintRows(reports),
      ...compared.filter(({ differs }) => differs),
      ...compared.filter(({ differs }) => !differs),
      rowOf(
        'states',
        'states seen',
        reports.map(({ states }) => plainCell(String(states))),
      ),
    ],
  };
}

/** Whether two worlds come to the same: every property, every order, every constraint that is needed. */
export function comesToTheSame(left: ExplorationReport, right: ExplorationReport): boolean {
  return JSON.stringify(outcomeOf(left)) === JSON.stringify(outcomeOf(right));
}

function outcomeOf({ verdict, limit, properties, orderings, needed }: ExplorationReport) {
  return {
    verdict,
    limit,
    properties: properties.map(({ name, verdict: own, harm, untested }) => [name, own, harm, untested]),
    orderings: orderings?.map(({ harms, isComplete, orderings: group }) => [
      harms,
      isComplete,
      group.map(({ steps }) => steps),
    ]),
    needed: needed && [...needed.pairs, ...needed.gated].map(({ yaml }) => yaml),
  };
}

const verdictTones = { holds: 'good', violated: 'bad', inconclusive: 'doubtful' } as const;

function worstVerdict(verdicts: readonly ExplorationReport['verdict'][]): ExplorationReport['verdict'] {
  const worst = (['violated', 'inconclusive'] as const).find((verdict) => verdicts.includes(verdict));
  return worst ?? 'holds';
}

function rowOf(
  kind: WhatIfRow['kind'],
  label: string,
  cells: readonly WhatIfCell[],
  orders: WhatIfRow['orders'] = [],
): WhatIfRow {
  return { kind, label, orders, cells, differs: cells.some(({ text }) => text !== cells[0]?.text) };
}

/**
 * How many constraints are needed, and what they leave: of order alone, and, where waiting makes it safer still in some
 * world, with gates.
 */
function constraintRows(reports: readonly ExplorationReport[]): readonly WhatIfRow[] {
  if (reports.every(({ needed }) => needed === null)) return [];
  const cells = (kind: 'pairs' | 'gated') =>
    reports.map(({ needed }): WhatIfCell => {
      const set = needed?.[kind][0];
      if (set === undefined) return needed === null ? undecided : kind === 'gated' ? absent : noShortList;
      const { class: left } = set.verified;
      return { text: `${set.constraints.length}, leaving ${left}`, tone: harmTone(left) };
    });
  const hasGates = reports.some(({ needed }) => (needed?.gated.length ?? 0) > 0);
  return [
    rowOf('constraints', 'constraints needed', cells('pairs')),
    ...(hasGates ? [rowOf('constraints', 'with waits, safer still', cells('gated'))] : []),
  ];
}

function propertyRows(reports: readonly ExplorationReport[]): readonly WhatIfRow[] {
  const names = [...new Set(reports.flatMap(({ properties }) => properties.map(({ name }) => name)))];
  return names.map((name) =>
    rowOf(
      'property',
      name,
      reports.map(({ properties }) => propertyCell(properties.find((property) => property.name === name))),
    ),
  );
}

function propertyCell(property: ReportedProperty | undefined): WhatIfCell {
  if (property === undefined) return absent;
  const { verdict, harm, untested } = property;
  if (verdict === 'inconclusive') return undecided;
  if (untested !== null) return { text: 'untested', tone: 'plain' };
  if (harm === null) return { text: verdict === 'violated' ? 'violated' : 'safe', tone: verdictTones[verdict] };
  return { text: harm, tone: verdict === 'violated' ? 'bad' : harmTone(harm) };
}

/** Orders that come to the same in each world are one row. */
function orderRows(reports: readonly ExplorationReport[]): readonly WhatIfRow[] {
  if (reports.every(({ steps }) => steps.length < 2)) return [];
  const byOrder = reports.map(
    ({ orderings }) =>
      orderings &&
      new Map(
        orderings.flatMap(({ class: harm, orderings: group }) =>
          group.map(({ steps }) => [JSON.stringify(steps), harm] as const),
        ),
      ),
  );
  const rows = new Map<string, { readonly cells: readonly WhatIfCell[]; readonly orders: string[][] }>();
  for (const order of new Set(byOrder.flatMap((known) => [...(known?.keys() ?? [])]))) {
    const cells = byOrder.map((known) => {
      const harm = known?.get(order);
      return harm !== undefined ? { text: harm, tone: harmTone(harm) } : known === null ? undecided : absent;
    });
    const key = JSON.stringify(cells);
    const row = rows.get(key) ?? { cells, orders: [] };
    row.orders.push(JSON.parse(order));
    rows.set(key, row);
  }
  return [...rows.values()].map(({ cells, orders }) =>
    rowOf('orders', orders.length === 1 ? '1 order' : `${orders.length} orders`, cells, orders),
  );
}

function harmTone(harm: OrderingHarm): Tone {
  if (harm === 'safe') return 'good';
  return severityOf(harm) > severityOf('transient') ? 'bad' : 'doubtful';
}

const undecided: WhatIfCell = { text: 'not decided', tone: 'doubtful' };
const noShortList: WhatIfCell = { text: 'no short list', tone: 'bad' };
/** There is no such thing in that world. */
const absent: WhatIfCell = { text: '-', tone: 'plain' };

function plainCell(text: string): WhatIfCell {
  return { text, tone: 'plain' };
}
