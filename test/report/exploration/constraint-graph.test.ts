import { describe, expect, it } from 'vitest';
import { constraintGraph } from '../../../src/report/exploration/constraint-graph.ts';
import { constraintSvg } from '../../../src/report/exploration/constraint-svg.ts';
import { mermaidOf } from '../../../src/report/exploration/constraint-texts.ts';
import type { ExplorationReport, ReportedConstraint } from '../../../src/report/exploration/exploration-report.ts';

const hostile = '</text><script>alert(1)</script>"`]\n```\n\u202e\u0007 & click';

const constraint = (before: string, after: string, until: ReportedConstraint['until'] = null) =>
  ({ before, after, until, kills: null }) as const;

function reportWith(
  names: readonly string[],
  sets: readonly (readonly ReportedConstraint[])[] | null,
): Pick<ExplorationReport, 'title' | 'variant' | 'whatIf' | 'steps' | 'needed'> {
  const set = (constraints: readonly ReportedConstraint[]) => ({
    constraints,
    remainingCount: 12,
    orderingCount: 24,
    remainingHarms: [{ invariant: 'no-shadowing', harm: 'transient' }] as const,
    verified: { states: 9, class: 'transient' } as const,
    yaml: '',
    mermaid: '',
  });
  return {
    title: 'A rollout',
    variant: 'west',
    whatIf: null,
    steps: names.map((name) => ({ name, text: '' })),
    needed: sets && { pairs: sets.map(set), gated: [] },
  };
}

const svgOf = (...reports: readonly object[]) => constraintSvg(reports as readonly ExplorationReport[]);

describe('the graph of constraints', () => {
  it('has what comes before to the left of what comes after, waits on the way, and free steps beside', () => {
    const { nodes, edges } = constraintGraph(
      ['prune', 'deploy', 'other'],
      [constraint('deploy', 'prune', 'settled'), constraint('prune', 'gone')],
    );
    const x = (name: string) => nodes.find((node) => node.name === name)?.x ?? Number.NaN;

    expect(nodes.map(({ name }) => name)).toEqual(['prune', 'deploy', 'other', 'gone']);
    expect(x('deploy')).toBeLessThan(x('prune'));
    expect(x('prune')).toBeLessThan(x('gone'));
    expect(edges[0]?.label?.text).toBe('until settled');
    expect(edges[0]?.label?.x).toBeGreaterThan(x('deploy'));
    expect(edges[0]?.label?.x).toBeLessThan(x('prune'));
    expect(edges[1]?.label).toBeNull();
  });

  it('has room for every name, and cuts very long ones', () => {
    const { nodes } = constraintGraph(['a', 'x'.repeat(400), '漢字漢字漢字'], []);

    expect(nodes.map(({ label }) => [...label].length)).toEqual([1, 44, 6]);
    expect(nodes[2]?.width).toBeGreaterThan(6 * 13);
  });

  it('is an SVG with a title and a description, each set below the other, always the same', () => {
    const report = reportWith(
      ['deploy', 'prune'],
      [[constraint('deploy', 'prune')], [constraint('prune', 'deploy', 'served')]],
    );
    const svg = svgOf(report, reportWith([], null));

    expect(svgOf(report, reportWith([], null))).toBe(svg);
    expect(svg).toContain('aria-labelledby="constraints-title constraints-description"');
    expect(svg).toMatch(
      /<desc [^>]*>A rollout \[west\]\. deploy before prune\. Leaves 12 of 24 orders, the worst of them/,
    );
    expect(svg).toContain('prune before deploy, and between them wait until every client is served by its own');
    expect(svg).toContain('@media(prefers-color-scheme:dark)');
    expect(svg.match(/<path class="edge"/g)).toHaveLength(2);
    expect(svg).toContain('dibs explore --free');
  });

  it('says so where nothing is needed, or nothing short helps', () => {
    expect(svgOf(reportWith(['deploy', 'prune'], [[]]))).toContain('No constraints are needed');
    expect(svgOf(reportWith(['deploy', 'prune'], []))).toContain('No short list of constraints');
  });

  it('shows what strangers wrote as text', () => {
    const svg = svgOf({ ...reportWith([hostile, 'b'], [[constraint(hostile, 'b')]]), title: hostile });
    const mermaid = mermaidOf([constraint(hostile, 'b')], [hostile, 'b']);

    expect(['<script', '\u202e', '\u0007'].filter((sign) => svg.includes(sign))).toEqual([]);
    expect(svg.match(/<text/g)?.length).toBe(svg.match(/<\/text>/g)?.length);
    expect(mermaid.split('\n')).toEqual([
      'flowchart LR',
      expect.stringMatching(/^ {2}s0\["[\p{L}\p{N} ._/:#;-]+"\]$/u),
      '  s1["b"]',
      '  s0 --> s1',
      '',
    ]);
  });
});
