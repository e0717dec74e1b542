import type { TraceStep } from '../explore/trace-steps.ts';
import { damageTexts } from '../report/exploration/damage-lines.ts';
import type { ReportedConstraints } from '../report/exploration/exploration-report.ts';
import { faultsAllowed } from '../report/exploration/fault-words.ts';
import { harmList } from '../report/exploration/harm-words.ts';
import type { ReportedReachable } from '../report/exploration/reachable-lines.ts';
import { worldCount } from '../report/exploration/what-if-lines.ts';
import type { WhatIfTable } from '../report/exploration/what-if-table.ts';
import { worldName } from '../report/exploration/world-name.ts';
import type { ExplorationPage, PageDocument, WhatIfPage } from '../report/page/page-data.ts';
import { type Explored, wayTrace } from './explored.ts';
import type { LoadedRun } from './load-run.ts';
import { pageDocumentOf } from './page-document.ts';
import { shownRunOf } from './shown-run.ts';

/** The page of some explorations: their tables, and as runs to step through the ways to what is broken. */
export function explorationDocument(explored: readonly Explored[], whatIf: readonly WhatIfPage[]): PageDocument {
  const runs: LoadedRun[] = [];
  const explorations = explored.map((one) => explorationPage(one, runs));
  return withExplorations(runs, { explorations, whatIf });
}

/** The page of some runs with explorations that lead to them. */
export function withExplorations(
  runs: readonly LoadedRun[],
  shown: { readonly explorations: readonly ExplorationPage[]; readonly whatIf: readonly WhatIfPage[] },
): PageDocument {
  const { report, ...rest } = pageDocumentOf(runs.map(shownRunOf), { live: false });
  return { ...rest, report: { ...report, ...shown } };
}

/** A table of worlds; the explorations of these follow each other from `first` on. */
export function whatIfPage(table: WhatIfTable, first: number): WhatIfPage {
  const { title, file, variant, worlds, rows } = table;
  return {
    title,
    file,
    variant,
    basis: worldCount(table),
    worlds: worlds.map((values, index) => ({ name: worldName(values), exploration: first + index })),
    rows: rows.map(({ kind, label, orders: [order = []], cells, differs }) => ({
      label,
      order,
      cells,
      differs: differs && kind !== 'states',
    })),
  };
}

/** Adds the runs that the exploration shows to `runs`, each way once. */
function explorationPage({ found, built, report }: Explored, runs: LoadedRun[]): ExplorationPage {
  const known = new Map<string, number>();
  const runOf = (way: readonly TraceStep[] | undefined): number | null => {
    if (way === undefined) return null;
    const key = JSON.stringify(way);
    const index = known.get(key) ?? runs.length;
    if (!known.has(key)) {
      runs.push({ built, trace: wayTrace({ found, built }, way) });
      known.set(key, index);
    }
    return index;
  };
  const constraintsOf = ({ constraints }: ReportedConstraints) =>
    constraints.map(({ before, after, until, kills }) => ({
      before,
      after,
      until,
      kills: kills === null ? '' : `${harmList([kills.harm])}: ${kills.steps.join(' → ')}`,
      run: runOf(kills?.trace),
    }));
  const { pairs = [], gated = [] } = report.needed ?? {};
  return {
    title: report.title,
    file: report.file,
    variant: report.variant,
    world: report.whatIf && worldName(report.whatIf),
    verdict: report.verdict,
    basis: basisOf(report),
    stateCount: report.states,
    transitionCount: report.transitions,
    properties: [
      ...report.properties.map(({ name, sentence, verdict, harm, untested, damage, counterexample }) => ({
        name,
        sentence,
        verdict,
        harm,
        notes: [
          ...(untested === null ? [] : [`Nothing tested it: ${untested}.`]),
          ...(damage === null ? [] : damageTexts(damage, name)),
        ],
        run: runOf(counterexample?.trace),
      })),
      ...report.reached.map((one) => reachedPage(one, runOf)),
    ],
    // Orderings that do the same harm are shown by one of them.
    orderings: (report.orderings ?? []).flatMap(({ class: harm, orderings }) => {
      const run = harm === 'safe' ? null : runOf(orderings[0]?.trace);
      return orderings.map(({ steps }) => ({ steps, class: harm, run }));
    }),
    constraints: [...pairs, ...gated].map(constraintsOf).filter((set) => set.length > 0),
  };
}

/** Something that was to be reachable, or not to be, as a row among the properties, with the way there. */
function reachedPage(
  { text, expected, isAsExpected, trace }: ReportedReachable,
  runOf: (way: readonly TraceStep[] | undefined) => number | null,
): ExplorationPage['properties'][number] {
  const verdict = isAsExpected === null ? 'inconclusive' : isAsExpected ? 'holds' : 'violated';
  return { name: text, sentence: `is ${expected}`, verdict, harm: null, run: runOf(trace ?? undefined) };
}

function basisOf({ limit, faultBudget, isFree, remembered }: Explored['report']): readonly string[] {
  return [
    limit === null ? 'everything was seen' : `not everything was seen: ${limit}`,
    faultsAllowed(faultBudget),
    ...(isFree ? ['the declared constraints were left out'] : []),
    `${(Math.floor(remembered * 10_000) / 100).toFixed(2)} % remembered`,
  ];
}
