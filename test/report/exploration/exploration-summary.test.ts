import { describe, expect, it } from 'vitest';
import type { ExplorationReport } from '../../../src/report/exploration/exploration-report.ts';
import { explorationAnnotations, explorationSummary } from '../../../src/report/exploration/exploration-summary.ts';
import { quietReport } from './quiet-report.ts';

const hostile = '<img src=x onerror=alert(1)>|`**\u202e\n::error::';
const harm = { invariant: 'nobody-unserved', harm: 'stuck' } as const;
const counterexample = {
  ...harm,
  trace: [],
  story: [{ number: 1, actor: 'staging', text: hostile, kind: 'rollout' }],
  findings: ['acme is served by nobody'],
} as const;
const report: ExplorationReport = {
  ...quietReport,
  file: 'rollouts/app.yaml',
  title: hostile,
  variant: 'west',
  verdict: 'violated',
  properties: [
    {
      name: 'nobody-unserved',
      sentence: 'every client is served',
      verdict: 'violated',
      harm: 'stuck',
      untested: null,
      damage: null,
      counterexample,
    },
  ],
  orderings: [
    {
      class: 'stuck',
      harms: [harm],
      isComplete: true,
      orderings: [{ steps: ['prune', hostile], trace: [], damage: null }],
    },
    {
      class: 'safe',
      harms: [],
      isComplete: true,
      orderings: [{ steps: ['deploy', 'prune'], trace: [], damage: null }],
    },
  ],
  needed: {
    pairs: [
      {
        constraints: [],
        remainingCount: 1,
        orderingCount: 2,
        remainingHarms: [],
        verified: { states: 6, class: 'safe' },
        yaml: 'rollout:\n  prune: { after: [deploy] }\n',
        mermaid: '',
      },
    ],
    gated: [],
  },
};

describe('an exploration in GitHub Actions', () => {
  it('has its orderings as a table, its counterexamples and constraints folded', () => {
    const text = explorationSummary(report);
    expect(text).toContain('| orders | verdict | what is broken | one of them |');
    expect(text).toContain('| 1 | stuck | nobody-unserved stuck | prune → ');
    expect(text).toContain('| 1 | safe | nothing is broken | deploy → prune |');
    expect(text).toContain('<summary>nobody-unserved stuck: stays broken until somebody steps in</summary>');
    expect(text).toContain('<summary>constraints that leave 1 of 2 orders</summary>');
    expect(text).toContain('; 12 states');
  });

  it('has the graph of the constraints, for GitHub to draw', () => {
    const constraint = { before: 'deploy', after: 'prune', until: null, kills: null } as const;
    const sets = (report.needed?.pairs ?? []).map((set) => ({
      ...set,
      constraints: [constraint],
      mermaid: 'flowchart LR\n',
    }));
    const text = explorationSummary({ ...report, needed: { pairs: sets, gated: [] } });
    expect(text).toContain('\n\n```mermaid\nflowchart LR\n```\n');
    expect(explorationSummary(report)).not.toContain('mermaid');
  });

  it('annotates the scenario with the property, the way to it and what is wrong', () => {
    const text = explorationAnnotations(report);
    expect(text).toMatch(
      /^::error file=rollouts\/app\.yaml,line=1,col=1,title=[^\n]*::nobody-unserved: every client is served%0A1\. staging [^\n]*%0Aacme is served by nobody\n$/,
    );
    expect(explorationAnnotations({ ...report, verdict: 'inconclusive', limit: 'time', properties: [] })).toMatch(
      /^::warning /,
    );
    expect(explorationAnnotations({ ...report, verdict: 'holds', properties: [] })).toBe('');
  });

  it('shows what strangers wrote as text', () => {
    for (const text of [explorationSummary(report), explorationAnnotations(report)]) {
      expect(text).not.toContain('\u202e');
      expect(text.split('\n').filter((line) => line.trimStart().startsWith('::')).length).toBeLessThanOrEqual(1);
    }
    expect(explorationSummary(report)).not.toContain('<img');
    expect(explorationSummary(report)).not.toContain('**');
  });
});
