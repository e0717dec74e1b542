import { describe, expect, it } from 'vitest';
import type { PageTable, RunPage, TableName } from '../../../src/report/page/page-data.ts';
import { pageOfRun, runCardOf } from '../../../src/report/page/page-of-run.ts';
import { buildScenario } from '../../../src/scenario/build-scenario.ts';
import { defineScenario } from '../../../src/testing/define-scenario.ts';
import { runScenario } from '../../../src/timeline/run-scenario.ts';
import { shadowed } from '../../viewer/shown-documents.ts';

const [scenario] = defineScenario(shadowed as Parameters<typeof defineScenario>[0]);
const built = buildScenario(scenario);
const run = runScenario(built);
const page = pageOfRun(run, built, { isRerunnable: true });

/** The rows of a table at the end, found by carrying out the changes. */
function rowsAtTheEnd<Row>({ steps }: RunPage, name: TableName, table: PageTable<Row>): readonly Row[] {
  const rows = new Set(table.initial);
  for (const { changes } of steps) {
    for (const index of changes?.[name]?.gone ?? []) expect(rows.delete(index)).toBe(true);
    for (const index of changes?.[name]?.come ?? []) rows.add(index);
  }
  return [...rows].sort((left, right) => left - right).map((index) => table.rows[index] as Row);
}

describe('the page of a run', () => {
  it('has every step with its moment, actor and outcome', () => {
    expect(page.steps.map(({ atMs, move }) => [atMs, page.moves[move]?.action, page.moves[move]?.outcome])).toEqual(
      run.steps.map(({ atMs, action, outcome }) => [atMs, action, outcome]),
    );
    expect(page.leftOutStepCount).toBe(0);
  });

  it('tells every event but metrics, in the words of all reports', () => {
    const told = page.steps.flatMap(({ events }) => events.map((index) => page.events[index]?.type));
    expect(told).toEqual(run.story.map(({ event }) => event.type).filter((type) => type !== 'metric'));
    expect(page.events.map(({ text }) => text)).toContain('is served by production at app.example.org');
  });

  it('keeps the zone as differences that lead to the zone at the end', () => {
    const stored = rowsAtTheEnd(page, 'zone', page.tables.zone);
    const told = stored.map(({ name, type, owner, speaksFor }) => [name, type, owner, speaksFor?.name]);
    expect(told).toEqual([
      ['app.example.org', 'A', 'production', undefined],
      ['a-app.example.org', 'TXT', 'production', 'app.example.org'],
    ]);
  });

  it('has the metrics that each controller shows', () => {
    const rows = rowsAtTheEnd(page, 'metrics', page.tables.metrics);
    expect(rows.filter(({ controller }) => controller === 'production').map(({ metric }) => metric)).toContain(
      'external_dns_source_records',
    );
  });

  it('knows owners that are written down outside the zone', () => {
    const [other] = defineScenario({
      title: 'A table keeps who owns what',
      zone: 'example.org',
      clusters: {
        east: {
          'load-balancer': '192.0.2.1',
          'external-dns': [
            ...['--source=ingress', '--provider=aws', '--policy=sync', '--txt-owner-id=east'],
            ...['--registry=dynamodb', '--dynamodb-table=owners'],
          ],
          manifests: [
            {
              apiVersion: 'networking.k8s.io/v1',
              kind: 'Ingress',
              metadata: { name: 'app' },
              spec: { rules: [{ host: 'app.example.org' }] },
            },
          ],
        },
      },
      steps: [{ wait: '2m' }],
    });
    const noted = buildScenario(other);
    const told = pageOfRun(runScenario(noted), noted, { isRerunnable: true });
    expect(rowsAtTheEnd(told, 'zone', told.tables.zone)).toMatchObject([{ name: 'app.example.org', owner: 'east' }]);
  });

  it('knows how each client is served last, and that this crosses environments', () => {
    expect(rowsAtTheEnd(page, 'paths', page.tables.paths)).toEqual([
      {
        client: 'visitor',
        home: 'staging',
        host: 'app.example.org',
        address: '192.0.2.10',
        cluster: 'production',
        servedBy: 'production',
        result: 'status-200',
        isCrossing: true,
      },
    ]);
  });

  it('gives what people do one lane, and everybody else their own, with the owner that they write as', () => {
    expect(page.lanes.map(({ name, role, owner }) => [name, role, owner])).toEqual([
      ['rollout', 'rollout', null],
      ['production', 'external-dns', 'production'],
      ['staging', 'external-dns', 'staging'],
      ['visitor', 'client', null],
    ]);
    expect(page.owners).toEqual(['production', 'staging']);
    expect(page.moves.find(({ kind }) => kind === 'rollout')?.written).toMatch(/^delete: /);
  });

  it('has each expectation with the step that decided it, and why it does not hold', () => {
    const [owners, served] = page.expectations;
    expect(owners).toMatchObject({ ok: true, why: [] });
    expect(served).toMatchObject({ ok: false, stepIndex: run.expectations[1]?.stepIndex });
    expect(served?.why.length).toBeGreaterThan(0);
    expect(runCardOf(run).failures).toEqual([served?.text]);
  });

  it('is the same for equal runs, byte for byte', () => {
    const again = buildScenario(scenario);
    expect(JSON.stringify(pageOfRun(runScenario(again), again, { isRerunnable: true }))).toBe(JSON.stringify(page));
  });
});
