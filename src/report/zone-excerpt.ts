import type { Model, World } from '../kernel/model.ts';
import { replay } from '../trace/replay.ts';
import type { Trace } from '../trace/trace.ts';
import { type ZoneRow, type ZonesOf, zoneRows } from './zone-rows.ts';

/** What stands in the zone around a finding, before and after the last change of it. */
export interface ZoneExcerpt {
  /** The step of that change; `null`: it never changed. */
  readonly changedAt: { readonly atMs: number; readonly stepIndex: number; readonly action: string } | null;
  readonly lines: readonly ZoneLine[];
  /** How many lines were left out, being too many. */
  readonly leftOutCount: number;
}

export interface ZoneLine {
  readonly sign: 'stays' | 'goes' | 'comes';
  readonly text: string;
  readonly owner: string | null;
}

/** More lines than this nobody reads. */
const LINE_COUNT_MAX = 16;

/**
 * The zone around some names (and the TXT records that speak for them) as it was at a step, with what the last change
 * up to then took away and added. Without names the whole zone. The worlds are found by doing the run again.
 */
export function zoneExcerpt(
  options: ZonesOf & {
    readonly trace: Trace;
    readonly stepIndex: number;
    readonly names: readonly string[];
  },
): ZoneExcerpt {
  const { names } = options;
  const rowsOf = (world: World) => zoneRows(options, world).filter((row) => isAbout(row, names));
  const change = lastChange(options, rowsOf);
  const lines = change === undefined ? [] : difference(change.before, change.after);
  return {
    changedAt: change?.at ?? null,
    lines: lines.slice(0, LINE_COUNT_MAX),
    leftOutCount: Math.max(0, lines.length - LINE_COUNT_MAX),
  };
}

interface ZoneChange {
  readonly before: readonly ZoneRow[];
  readonly after: readonly ZoneRow[];
  readonly at: ZoneExcerpt['changedAt'];
}

function lastChange(
  options: { readonly model: Model; readonly trace: Trace; readonly stepIndex: number },
  rowsOf: (world: World) => readonly ZoneRow[],
): ZoneChange | undefined {
  const { model, trace, stepIndex } = options;
  const initial = rowsOf(model.initialWorld());
  let change: ZoneChange = { before: initial, after: initial, at: null };
  replay({
    trace,
    model,
    stepCountMax: stepIndex,
    onStep: ({ index, recorded, outcome, after }) => {
      if (!outcome.writes.some(({ component }) => component.id.startsWith('zone/'))) return;
      const rows = rowsOf(after);
      if (difference(change.after, rows).every(({ sign }) => sign === 'stays')) return;
      change = {
        before: change.after,
        after: rows,
        at: { atMs: recorded.atMs, stepIndex: index, action: recorded.action },
      };
    },
  });
  return change;
}

function difference(before: readonly ZoneRow[], after: readonly ZoneRow[]): readonly ZoneLine[] {
  const has = (rows: readonly ZoneRow[], { text, owner }: ZoneRow) =>
    rows.some((row) => row.text === text && row.owner === owner);
  return [
    ...before.filter((row) => !has(after, row)).map(({ text, owner }) => ({ sign: 'goes' as const, text, owner })),
    ...after.map((row) => {
      return { sign: has(before, row) ? ('stays' as const) : ('comes' as const), text: row.text, owner: row.owner };
    }),
  ];
}

/** A row is about a name if it is its own, or that of a TXT record made from it by affixes. */
function isAbout(row: ZoneRow, names: readonly string[]): boolean {
  if (names.length === 0) return true;
  return names.some((name) => row.name === name || row.text.includes(name) || isAffixed(row.name, name));
}

/** `a-app.example.org` and `app-txt.example.org` are made from `app.example.org`. */
function isAffixed(txtName: string, name: string): boolean {
  const dot = name.indexOf('.');
  if (dot <= 0) return false;
  return txtName.endsWith(name.slice(dot)) && txtName.includes(name.slice(0, dot));
}
