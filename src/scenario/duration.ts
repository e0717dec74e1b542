/** Days to milliseconds in falling order, at least one of them: `5m`, `1h30m`, `1500ms`, `0s`. */
export const DURATION_PATTERN = /^(?=\d)(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,8})s)?(?:(\d{1,9})ms)?$/;

const UNITS_MS = [86_400_000, 3_600_000, 60_000, 1_000, 1];

/** The milliseconds of a duration with units, or nothing if it is not one. */
export function parseDuration(text: string): number | undefined {
  const match = DURATION_PATTERN.exec(text);
  if (match === null) return undefined;
  return UNITS_MS.reduce((sum, unitMs, index) => sum + Number(match[index + 1] ?? 0) * unitMs, 0);
}

/** The shortest text for a duration: `1h30m`; 0 is `0s`. */
export function formatDuration(durationMs: number): string {
  let rest = durationMs;
  let text = '';
  for (const [index, unitMs] of UNITS_MS.entries()) {
    const count = Math.floor(rest / unitMs);
    rest -= count * unitMs;
    if (count > 0) text += `${count}${['d', 'h', 'm', 's', 'ms'][index]}`;
  }
  return text === '' ? '0s' : text;
}
