import { describe, expect, test } from 'vitest';
import { parseMoment } from '../../src/trace/moment.ts';
import type { Trace } from '../../src/trace/trace.ts';

const step = (atMs: number, action: string) => ({ atMs, action, outcome: 'ok', hash: '' });
const trace: Trace = {
  header: {
    dibs: 'trace',
    format: 1,
    version: '1.0.0',
    scenario: { file: 'app.yaml', text: '', files: {} },
    variant: null,
    seed: '1',
    initialHash: '',
  },
  steps: [
    step(0, 'east.list'),
    step(60_000, 'roll-out.deploy'),
    step(60_000, 'east.list'),
    step(90_000, 'roll-out.apply'),
    step(120_000, 'east.list'),
  ],
  end: { verdict: 'passed', durationMs: 180_000, stepCount: 5 },
};
const named = [
  { name: 'roll-out', before: { stepIndex: 1, atMs: 60_000 }, after: { stepIndex: 4, atMs: 90_000 } },
  { name: 'rest', before: { stepIndex: 4, atMs: 90_000 }, after: { stepIndex: 5, atMs: 150_000 } },
];

describe('a moment is', () => {
  test.each([
    ['start', 0, 0],
    ['end', 5, 180_000],
    ['0', 0, 0],
    ['3', 3, 60_000],
    ['0s', 1, 0],
    ['59s999ms', 1, 59_999],
    ['1m', 3, 60_000],
    ['1M', 3, 60_000],
    ['3m', 5, 180_000],
    ['before-roll-out', 1, 60_000],
    ['after-roll-out', 4, 90_000],
    ['After-Roll-Out', 4, 90_000],
    ['30s-after-roll-out', 5, 120_000],
    ['roll-out', 4, 90_000],
    ['Rest', 5, 150_000],
    ['before-rest', 4, 90_000],
    ['1s-before-roll-out', 1, 59_000],
  ])('%s: after step %i', (text, stepIndex, atMs) => {
    expect(parseMoment(text, trace, named)).toEqual({ stepIndex, atMs });
  });

  test.each([
    ['', 'MOMENT_UNREADABLE'],
    ['soon', 'MOMENT_UNREADABLE'],
    ['-1', 'MOMENT_UNREADABLE'],
    ['1s1m', 'MOMENT_UNREADABLE'],
    ['soon-after-roll-out', 'MOMENT_UNREADABLE'],
    ['before-lunch', 'MOMENT_UNKNOWN_STEP'],
    ['6', 'MOMENT_OUT_OF_RANGE'],
    ['3m1ms', 'MOMENT_OUT_OF_RANGE'],
    ['2m-before-roll-out', 'MOMENT_OUT_OF_RANGE'],
    ['1h-after-roll-out', 'MOMENT_OUT_OF_RANGE'],
  ])('not "%s"', (text, code) => {
    expect(parseMoment(text, trace, named)).toMatchObject({ code });
  });
});
