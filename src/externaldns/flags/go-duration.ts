/**
 * A duration as external-dns's flags take it, in milliseconds: `1m30s`, `1.5h`, `1d`, `-5s`, `0`. What is finer than a
 * millisecond is cut off. `undefined` if the text is no duration.
 *
 * *Source:* go-str2duration ParseDuration, which kingpin uses: Go's syntax with days and weeks.
 */
export function durationMs(text: string): number | undefined {
  const [, sign, unsigned] = /^([-+]?)(.*)$/s.exec(text) as unknown as [string, string, string];
  if (unsigned === '0') return 0;
  if (!/^(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[^0-9.]+)+$/.test(unsigned)) return undefined;
  let total = 0;
  for (const [, number, unit] of unsigned.matchAll(/([0-9.]+)([^0-9.]+)/g)) {
    const factor = millisecondsIn[unit as string];
    if (factor === undefined) return undefined;
    total += Number(number) * factor;
  }
  if (total > longestMs) return undefined;
  const whole = Math.trunc(Number(total.toFixed(6)));
  return sign === '-' && whole !== 0 ? -whole : whole;
}

const millisecondsIn: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  '\u00b5s': 1e-3,
  '\u03bcs': 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** What fits a 64-bit count of nanoseconds. */
const longestMs = 9_223_372_036_854;
