import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/kernel/json.ts';
import { worldHash } from '../../src/kernel/model.ts';
import { buildScenario } from '../../src/scenario/build-scenario.ts';
import { runScenario } from '../../src/timeline/run-scenario.ts';
import { readTrace } from '../../src/trace/read-trace.ts';
import { replay } from '../../src/trace/replay.ts';
import type { Trace } from '../../src/trace/trace.ts';
import { traceOf, writeTrace } from '../../src/trace/write-trace.ts';
import { oneCluster, scenarioOf } from '../timeline/story.ts';

const text = `${oneCluster}steps:
  - fault: { action: main.call, outcome: crash-after }
  - settle: 1h
  - delete: { cluster: main, objects: [Ingress/default/app] }
  - settle: 1h
`;

function record(): { readonly trace: Trace; readonly written: string } {
  const run = runScenario(buildScenario(scenarioOf(text)));
  return { trace: traceOf(run, { version: '1.2.3' }), written: writeTrace(run, { version: '1.2.3' }) };
}

function readBack(written: string): Trace {
  const read = readTrace(written);
  if ('problem' in read) throw new Error(JSON.stringify(read.problem));
  return read.trace;
}

const modelOf = (scenario: string) => buildScenario(scenarioOf(scenario)).model;
const { trace, written } = record();
const lines = written.trimEnd().split('\n');

describe('a trace', () => {
  it('reads back as it was written', () => {
    expect(readBack(written)).toEqual(trace);
    expect(trace.steps.length).toBeGreaterThan(10);
    expect(trace.end.stepCount).toBe(trace.steps.length);
  });

  it('is JSON Lines in the one canonical form, and the same each time', () => {
    expect(record().written).toBe(written);
    expect(lines.map((line) => canonicalJson(JSON.parse(line)))).toEqual(lines);
    expect(written.endsWith('\n')).toBe(true);
  });

  it('carries the whole text of its scenario, from which it replays', () => {
    expect(readBack(written).header).toMatchObject({
      dibs: 'trace',
      format: 1,
      version: '1.2.3',
      scenario: { file: 'story.yaml', text, files: {} },
      variant: null,
      seed: '1',
    });
  });

  it('reads back from a file with other line ends and blank lines', () => {
    expect(readBack(written.replaceAll('\n', '\r\n'))).toEqual(trace);
    expect(readBack(`\n${written.replaceAll('\n', '\n\n')}`)).toEqual(trace);
  });
});

describe('a text that is no whole trace', () => {
  const without = (index: number) => lines.toSpliced(index, 1).join('\n');
  const changed = (index: number, change: (line: string) => string) =>
    lines.map((line, at) => (at === index ? change(line) : line)).join('\n');

  it.each<[string, string, object]>([
    ['is empty', '', { code: 'TRACE_EMPTY' }],
    ['is blank', '\n \n', { code: 'TRACE_EMPTY' }],
    ['is no JSON', 'hello\n', { code: 'TRACE_NOT_JSON', line: 1 }],
    ['has a broken line in it', changed(2, (line) => line.slice(1)), { code: 'TRACE_NOT_JSON', line: 3 }],
    [
      'has a broken line behind blank ones',
      `\n\n${changed(2, (line) => line.slice(1))}`,
      { code: 'TRACE_NOT_JSON', line: 5 },
    ],
    ['ends in the middle of a line', written.slice(0, -10), { code: 'TRACE_CUT_SHORT', line: lines.length }],
    ['ends before its end', without(lines.length - 1), { code: 'TRACE_CUT_SHORT', line: lines.length - 1 }],
    ['lost a step', without(3), { code: 'TRACE_CUT_SHORT', line: lines.length - 1 }],
    ['has a header only', lines[0] as string, { code: 'TRACE_CUT_SHORT', line: 1 }],
    ['is something else', '{"a":1}\n{}', { code: 'TRACE_WRONG_SHAPE', line: 1, member: 'dibs' }],
    [
      'lacks a member',
      changed(0, (line) => line.replace('"seed"', '"sede"')),
      { code: 'TRACE_WRONG_SHAPE', line: 1, member: 'seed' },
    ],
    [
      'has a step of another shape',
      changed(4, (line) => line.replace('"hash"', '"hsah"')),
      { code: 'TRACE_WRONG_SHAPE', line: 5, member: 'hash' },
    ],
    [
      'has a step between moments',
      changed(4, (line) => line.replace(/"atMs":\d+/, '"atMs":1.5')),
      { code: 'TRACE_WRONG_SHAPE', line: 5, member: 'atMs' },
    ],
    [
      'has no format that ever was',
      changed(0, (line) => line.replace('"format":1', '"format":0')),
      { code: 'TRACE_WRONG_SHAPE', line: 1, member: 'format' },
    ],
  ])('%s', (_, broken, problem) => {
    expect(readTrace(broken)).toMatchObject({ problem });
  });

  it('is too new, whatever its lines look like', () => {
    const problem = { code: 'TRACE_TOO_NEW', format: 2, known: 1, version: '9.0.0' };
    const header = '{"dibs":"trace","format":2,"version":"9.0.0","story":"in another place"}';
    expect(readTrace(`${header}\n{"whatever":true}\n`)).toEqual({ problem });
  });
});

describe('a replay', () => {
  const at = (index: number) => trace.steps[index] as Trace['steps'][number];
  const withStep = (index: number, change: Partial<Trace['steps'][number]>): Trace => ({
    ...trace,
    steps: trace.steps.map((step, other) => (other === index ? { ...step, ...change } : step)),
  });

  it('reaches the recorded world after every step', () => {
    const hashes: string[] = [];
    const result = replay({ trace, model: modelOf(text), onStep: ({ after }) => hashes.push(worldHash(after)) });
    expect(result.divergence).toBeUndefined();
    expect(result.stepCount).toBe(trace.steps.length);
    expect(hashes).toEqual(trace.steps.map(({ hash }) => hash));
    expect(worldHash(result.world)).toBe(trace.steps.at(-1)?.hash);
  });

  it('stops after as many steps as asked for', () => {
    expect(replay({ trace, model: modelOf(text), stepCountMax: 0 })).toMatchObject({ stepCount: 0 });
    const result = replay({ trace, model: modelOf(text), stepCountMax: 3 });
    expect([result.stepCount, worldHash(result.world)]).toEqual([3, at(2).hash]);
  });

  it('says that the world is another from the beginning when the scenario is', () => {
    const result = replay({ trace, model: modelOf(text.replace('192.0.2.10', '192.0.2.11')) });
    expect(result).toMatchObject({ stepCount: 0, divergence: { code: 'INITIAL_WORLD_DIFFERS', stepIndex: 0 } });
    expect(result.divergence).toMatchObject({ recorded: trace.header.initialHash });
  });

  it('names the step at which an action no longer exists', () => {
    expect(replay({ trace: withStep(3, { action: 'main.dance' }), model: modelOf(text) })).toMatchObject({
      stepCount: 3,
      divergence: { code: 'ACTION_UNKNOWN', stepIndex: 4, action: 'main.dance' },
    });
  });

  it('names the step at which an action cannot turn out as recorded, and how it can', () => {
    const impossible = replay({ trace: withStep(0, { outcome: 'sunshine' }), model: modelOf(text) });
    expect(impossible.divergence).toMatchObject({ code: 'OUTCOME_IMPOSSIBLE', stepIndex: 1, outcome: 'sunshine' });
    expect(impossible.divergence).toMatchObject({ possible: expect.arrayContaining([at(0).outcome]) });
    const disabled = replay({ trace: withStep(0, { action: 'main.call', outcome: 'done' }), model: modelOf(text) });
    expect(disabled.divergence).toMatchObject({ code: 'OUTCOME_IMPOSSIBLE', stepIndex: 1, possible: [] });
  });

  it('names the step after which the world is not as recorded', () => {
    const hash = '0123456789abcdef';
    expect(replay({ trace: withStep(5, { hash }), model: modelOf(text) })).toMatchObject({
      stepCount: 5,
      divergence: { code: 'WORLD_DIFFERS', stepIndex: 6, action: at(5).action, recorded: hash, found: at(5).hash },
    });
  });

  it('leaves what was recorded where a later part of the scenario has changed', () => {
    const other = text.replace('- delete: { cluster: main, objects: [Ingress/default/app] }', '- stop: main');
    const { divergence } = replay({ trace, model: modelOf(other) });
    const first = trace.steps.findIndex(({ action }) => action.startsWith('step-3'));
    expect(divergence).toMatchObject({ code: 'ACTION_UNKNOWN', stepIndex: first + 1, action: at(first).action });
  });
});
