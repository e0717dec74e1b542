import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from '../../src/scenario/duration.ts';

describe('durations', () => {
  it.each([
    ['90s', 90_000],
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['1500ms', 1500],
    ['2d', 172_800_000],
    ['0s', 0],
    ['60', undefined],
    ['', undefined],
    ['1m1h', undefined],
    ['-5s', undefined],
    ['1.5h', undefined],
    ['5 m', undefined],
  ])('%s is %s milliseconds', (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });

  it('read back as they are written', () => {
    const durations = fc.integer({ min: 0, max: 10 * 86_400_000 });

    fc.assert(
      fc.property(durations, (durationMs) => parseDuration(formatDuration(durationMs)) === durationMs),
      { seed: 20260613, numRuns: 500 },
    );
  });
});
