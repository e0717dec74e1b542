import { describe, expect, it } from 'vitest';
import { describeWorld } from '../../src/report/describe-world.ts';
import { reportRun } from '../../src/report/report-run.ts';
import { stolenName } from './fixtures/stolen-name.ts';

describe('the report of a run', () => {
  it('shows the zone around the finding with the owners before and after the last change', () => {
    const { run, built } = stolenName();
    const zone = reportRun(run, built).failures[0]?.zone;
    expect(zone?.changedAt).toMatchObject({ action: 'west.call', stepIndex: 9 });
    expect(zone?.lines.map(({ sign, owner }) => [sign, owner])).toEqual([
      ['goes', 'east'],
      ['goes', 'east'],
      ['comes', 'west'],
      ['comes', 'west'],
    ]);
  });

  it('reports a step that could not be done before the expectations', () => {
    const { run, built } = stolenName();
    const at = { file: 'a.yaml', line: 9, column: 3, path: 'steps[0]' };
    const finding = { code: 'ACTION_NOT_ENABLED', action: 'west.list' } as const;
    const report = reportRun({ ...run, troubles: [{ at, text: 'fire: west.list', atMs: 0, finding }] }, built);
    expect(report.failures.map(({ what }) => what)).toEqual([
      'fire: west.list',
      'at the end: app.example.org A has owner east',
    ]);
    expect(report.failures[0]?.why).toEqual(['west.list cannot happen at this moment']);
  });

  it('says which limit was met', () => {
    const { run, built } = stolenName();
    const report = reportRun({ ...run, verdict: 'inconclusive', limit: { kind: 'steps', countMax: 9 } }, built);
    expect(report.limit).toBe('the limit of 9 steps was met');
  });

  it('is plain JSON, so that it can be sent between threads', () => {
    const { run, built } = stolenName();
    const report = reportRun(run, built);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});

describe('a world in words', () => {
  it('is its zone, line by line, behind the owners', () => {
    const { run, built } = stolenName();
    expect(describeWorld({ ...built, scenario: run.scenario }, built.model.initialWorld())).toEqual([
      'zone example.org',
      '  owner east  a-app.example.org. 300 TXT "heritage=external-dns,external-dns/owner=east,external-dns/resource=ingress/default/app"',
      '  owner east  app.example.org. 300 A 192.0.2.1',
    ]);
  });
});
