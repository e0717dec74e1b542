import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dibs, folderWith } from './dibs-process.ts';

const scenario = `title: A name of its own
zone: example.org
clusters:
  east:
    load-balancer: 192.0.2.1
    external-dns: [--source=ingress, --provider=cloudflare, --policy=sync, --txt-owner-id=east]
    manifests: [app.yaml]
steps: [{ wait: 2m }]
expect: [{ owners: { app.example.org A: west } }]
`;
const app = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: app }
spec: { rules: [{ host: app.example.org }] }
`;

/** The data in a page. */
function dataOf(file: string, id: string) {
  const page = readFileSync(file, 'utf8');
  const [, json = ''] = new RegExp(`id="${id}">(.*?)</script>`, 's').exec(page) ?? [];
  return JSON.parse(json);
}

describe('dibs view', () => {
  it('writes a page beside a trace, with what was expected of the run', () => {
    const cwd = folderWith({ 'app.yaml': app, 'own-name.yaml': scenario });
    dibs(['run', 'own-name.yaml', '--trace', 'traces'], { cwd });
    const { exitCode, out, err } = dibs(['view', 'traces/own-name.trace.jsonl'], { cwd });
    expect({ exitCode, out, err }).toEqual({
      exitCode: 0,
      out: 'wrote traces/own-name.html: 1 run to look through in a browser\n',
      err: '',
    });
    const file = join(cwd, 'traces/own-name.html');
    const report = dataOf(file, 'report');
    expect(report).toMatchObject({ dibs: 'page', live: false });
    expect(report.runs).toMatchObject([{ title: 'A name of its own', verdict: 'failed' }]);
    expect(dataOf(file, 'run-0').expectations).toMatchObject([{ ok: false, file: 'own-name.yaml', line: 9 }]);
    expect(readFileSync(file, 'utf8')).not.toContain(cwd);
  });

  it('says nothing of expectations where no run made the trace', () => {
    const cwd = folderWith({ 'app.yaml': app, 'own-name.yaml': scenario });
    dibs(['run', 'own-name.yaml', '--trace', '.'], { cwd });
    const lines = readFileSync(join(cwd, 'own-name.trace.jsonl'), 'utf8').trimEnd().split('\n');
    const end = JSON.parse(lines.at(-1) ?? '');
    const cut = [...lines.slice(0, 3), JSON.stringify({ end: { ...end.end, stepCount: 2 } })].join('\n');
    const other = folderWith({ 'cut.trace.jsonl': cut });
    expect(dibs(['view', 'cut.trace.jsonl', '--output', 'pages/cut.html'], { cwd: other }).exitCode).toBe(0);
    const run = dataOf(join(other, 'pages/cut.html'), 'run-0');
    expect(run).toMatchObject({ expectations: [], command: null });
    expect(run.steps.length).toBe(2);
  });

  it('runs a scenario first, and sets two runs side by side', () => {
    const cwd = folderWith({ 'app.yaml': app, 'own-name.yaml': scenario });
    const { exitCode } = dibs(['view', 'own-name.yaml', 'own-name.yaml'], { cwd });
    expect(exitCode).toBe(0);
    expect(dataOf(join(cwd, 'own-name.html'), 'report').runs.length).toBe(2);
  });

  it.each([
    [['view'], 'USAGE_MISSING_ARGUMENT'],
    [['view', 'nothing.trace.jsonl'], 'USAGE_CANNOT_READ'],
    [['view', 'broken.trace.jsonl'], 'TRACE_CUT_SHORT'],
  ])('refuses %j and writes nothing', (args, code) => {
    const cwd = folderWith({ 'broken.trace.jsonl': '{"dibs":"trace","format":1}\n{"end":' });
    const { exitCode, err } = dibs(args, { cwd });
    expect(exitCode).toBe(2);
    expect(err).toContain(`error[${code}]`);
    expect(existsSync(join(cwd, 'broken.html'))).toBe(false);
  });
});

describe('dibs run --reporter html', () => {
  it('writes one page with every run, and files that could not be run', () => {
    const cwd = folderWith({ 'app.yaml': app, 'own-name.yaml': scenario, 'wrong.yaml': `${scenario}typo: true\n` });
    dibs(['run', 'own-name.yaml', 'wrong.yaml', '--reporter', 'html=report.html'], { cwd });
    const report = dataOf(join(cwd, 'report.html'), 'report');
    expect(report.runs).toMatchObject([{ file: 'own-name.yaml', verdict: 'failed' }]);
    expect(report.mistakes).toMatchObject([{ file: 'wrong.yaml', problems: [{ code: 'SCENARIO_UNKNOWN_KEY' }] }]);
  });
});
