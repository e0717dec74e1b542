import { describe, expect, it } from 'vitest';
import type { HarmClass } from '../../../src/explore/exploration.ts';
import type { ExplorationReport } from '../../../src/report/exploration/exploration-report.ts';
import { whatIfJson } from '../../../src/report/exploration/what-if-json.ts';
import { whatIfLines } from '../../../src/report/exploration/what-if-lines.ts';
import { whatIfSummary } from '../../../src/report/exploration/what-if-summary.ts';
import { comesToTheSame, whatIfTable } from '../../../src/report/exploration/what-if-table.ts';
import { createPaint } from '../../../src/report/paint.ts';
import { quietReport } from './quiet-report.ts';

const hostile = '<img src=x onerror=alert(1)>|`**\u202e\n::error::';

/** A world in which a property comes to this, and orders of steps to that. */
function world(
  whatIf: ExplorationReport['whatIf'],
  options: {
    readonly shadowing: HarmClass;
    readonly orders: Readonly<Partial<Record<HarmClass, readonly (readonly string[])[]>>>;
    readonly constraintCount: number;
    readonly rest?: Partial<ExplorationReport>;
  },
): ExplorationReport {
  const { shadowing, orders, constraintCount, rest } = options;
  const isBroken = shadowing === 'stuck';
  const property = {
    sentence: 'every name resolves to its cluster',
    untested: null,
    damage: null,
    counterexample: null,
  } as const;
  const constraint = { before: 'first', after: 'second', until: null, kills: null } as const;
  return {
    ...quietReport,
    whatIf,
    verdict: isBroken ? 'violated' : 'holds',
    steps: [
      { name: 'first', text: 'stop: east' },
      { name: 'second', text: 'stop: west' },
    ],
    properties: [
      { ...property, name: 'zone-settles', verdict: 'holds', harm: 'safe' },
      { ...property, name: 'no-shadowing', verdict: isBroken ? 'violated' : 'holds', harm: shadowing },
    ],
    orderings: Object.entries(orders).map(([harm, group]) => ({
      class: harm as HarmClass,
      harms: [],
      isComplete: true,
      orderings: group.map((steps) => ({ steps, trace: [], damage: null })),
    })),
    needed: {
      pairs: [
        {
          constraints: Array(constraintCount).fill(constraint),
          remainingCount: 1,
          orderingCount: 2,
          remainingHarms: [],
          verified: { states: 6, class: 'safe' },
          yaml: 'rollout: {}\n',
          mermaid: '',
        },
      ],
      gated: [],
    },
    ...rest,
  };
}

const both = [
  ['first', 'second'],
  ['second', 'first'],
];
const written = world([], { shadowing: 'safe', orders: { safe: both }, constraintCount: 0 });
const older = world([{ path: 'version', value: 'v0.14.0' }], {
  shadowing: 'stuck',
  orders: { safe: [both[0] ?? []], stuck: [both[1] ?? []] },
  constraintCount: 1,
});

describe('worlds side by side', () => {
  it('have the verdict and the constraints first, then what differs, then what is the same', () => {
    const lines = whatIfLines(whatIfTable([written, older]), createPaint(false));

    expect(lines.join('\n')).toBe(`what if: rollout.yaml
  2 worlds: as written, and 1 other

    version             as written       v0.14.0

  ≠ verdict             holds            violated
  ≠ constraints needed  0, leaving safe  1, leaving safe

  ≠ no-shadowing        safe             stuck
  ≠ 1 order             safe             stuck
      second → first

    zone-settles        safe             safe
    1 order             safe             safe
      first → second

    states seen         12               12
`);
  });

  it('are told by how many values there are for each place', () => {
    const more = ['sync', 'upsert-only'].flatMap((policy) =>
      ['v0.14.0', 'v0.22.0'].map((version) => ({
        ...older,
        whatIf: [
          { path: 'version', value: version },
          { path: 'policy', value: policy },
        ],
      })),
    );
    const [, count, , versions, policies] = whatIfLines(whatIfTable([written, ...more]), createPaint(false));

    expect(count).toBe('  5 worlds: as written, and 2 × 2 = 4 others');
    expect(versions).toMatch(/^ {4}version +as written +v0\.14\.0 +v0\.22\.0 +v0\.14\.0 +v0\.22\.0$/);
    expect(policies).toMatch(/^ {4}policy +sync +sync +upsert-only +upsert-only$/);
  });

  it('show an order that only some have, what was not decided, and what nothing tested', () => {
    const cut = { ...older, orderings: null, needed: null, verdict: 'inconclusive', limit: 'states' } as const;
    const [settles, ...others] = written.properties;
    const idle = {
      ...written,
      properties: settles ? [{ ...settles, untested: 'no client ever asked' }, ...others] : [],
    };
    const fewer = { ...idle, orderings: idle.orderings?.map((group) => ({ ...group, orderings: [] })) ?? null };
    const { rows, verdict } = whatIfTable([written, cut, fewer]);
    const cellsOf = (label: string) => rows.find((row) => row.label === label)?.cells.map(({ text }) => text);

    expect(verdict).toBe('inconclusive');
    expect(cellsOf('2 orders')).toEqual(['safe', 'not decided', '-']);
    expect(cellsOf('constraints needed')).toEqual(['0, leaving safe', 'not decided', '0, leaving safe']);
    expect(cellsOf('zone-settles')).toEqual(['safe', 'safe', 'untested']);
  });

  it('come to the same if no property, order or constraint tells them apart', () => {
    expect(comesToTheSame(written, { ...written, whatIf: older.whatIf, states: 99, transitions: 1 })).toBe(true);
    expect(comesToTheSame(written, older)).toBe(false);
  });

  it('are a table in Markdown, with what differs in bold type, and one JSON document with all reports', () => {
    const summary = whatIfSummary(whatIfTable([written, older]));
    const json = whatIfJson([
      { report: written, seconds: 1 },
      { report: older, seconds: 2 },
    ]);

    expect(summary).toContain('| | as written | with version=v0.14.0 |\n| --- | --- | --- |\n| verdict | **holds** |');
    expect(summary).toContain('| zone-settles | safe | safe |');
    expect(summary).toContain('| 1 order: second → first | **safe** | **stuck** |');
    expect(json).toMatchObject({
      verdict: 'violated',
      whatIf: [
        { values: {}, verdict: 'holds', seconds: 1 },
        { values: { version: 'v0.14.0' }, verdict: 'violated', seconds: 2 },
      ],
    });
    expect((json as { rows: readonly object[] }).rows[2]).toEqual({
      kind: 'property',
      label: 'no-shadowing',
      cells: ['safe', 'stuck'],
      differs: true,
    });
  });

  it('show what strangers wrote as text', () => {
    const strange = { ...older, title: hostile, file: hostile, whatIf: [{ path: 'title', value: hostile }] };
    const table = whatIfTable([{ ...written, title: hostile, file: hostile }, strange]);
    const lines = whatIfLines(table, createPaint(false));
    const summary = whatIfSummary(table);

    for (const text of [lines.join('\n'), summary]) {
      expect(text).not.toContain('\u202e');
      expect(text.split('\n').some((line) => line.trimStart().startsWith('::'))).toBe(false);
    }
    expect(summary).not.toContain('<img');
    for (const line of summary.split('\n').filter((one) => one.startsWith('|'))) {
      expect(line.split('|')).toHaveLength(5);
    }
  });
});
