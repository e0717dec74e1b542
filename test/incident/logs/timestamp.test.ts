import { describe, expect, it } from 'vitest';
import { formatTimestamp, parseTimestamp } from '../../../src/incident/logs/timestamp.ts';

describe('a moment', () => {
  it.each([
    ['2026-06-13T10:00:00Z', '2026-06-13T10:00:00Z'],
    ['2026-06-13T12:00:00+02:00', '2026-06-13T10:00:00Z'],
    ['2026-06-12 23:30:00.25 -1030', '2026-06-13T10:00:00.250Z'],
    ['2024-02-29T23:59:59Z', '2024-02-29T23:59:59Z'],
    ['1969-12-31T23:59:59Z', '1969-12-31T23:59:59Z'],
    ['2026-06-13 10:00:00 UTC', '2026-06-13T10:00:00Z'],
  ])('%s is %s', (text, utc) => {
    const time = parseTimestamp(text);
    expect('problem' in time ? time.problem : formatTimestamp(time.timeMs)).toBe(utc);
  });

  it.each(['2026-02-30T10:00:00Z', '2026-13-01T10:00:00Z', '2026-06-13T24:00:00Z', 'now', '2026-06-13'])(
    '%s is none',
    (text) => {
      expect(parseTimestamp(text)).toEqual({ problem: 'not-a-time' });
    },
  );

  it('without a zone is taken for UTC, and says so', () => {
    expect(parseTimestamp('2026-06-13T10:00:00')).toEqual({ problem: 'no-zone', timeMs: Date.UTC(2026, 5, 13, 10) });
  });
});
