import { expect, it } from 'vitest';
import { durationMs } from '../../../src/externaldns/flags/go-duration.ts';

it.each([
  ['0', 0],
  ['+5s', 5000],
  ['-1m', -60_000],
  ['1m30s', 90_000],
  ['1.5h2m', 5_520_000],
  ['.5s', 500],
  ['1.s', 1000],
  ['1d', 86_400_000],
  ['2w', 1_209_600_000],
  ['1500us', 1],
  ['999999ns', 0],
  ['1\u00b5s', 0],
])('the duration %j is %d milliseconds', (text, milliseconds) => {
  expect(durationMs(text)).toBe(milliseconds);
});

it.each([[''], ['-'], ['5'], ['s'], ['.s'], ['1m 30s'], ['1 m'], ['1x'], ['1m30'], ['999999999w']])(
  '%j is no duration',
  (text) => {
    expect(durationMs(text)).toBeUndefined();
  },
);
