/**
 * Moments as logs and tables spell them (RFC 3339, with a blank for the `T`, fractions of any length), as milliseconds
 * since 1970, UTC. Calendar arithmetic only: no clock and no local time zone is looked at.
 */
export type Timestamp =
  | { readonly timeMs: number }
  | { readonly problem: 'not-a-time' }
  /** Read as UTC. */
  | { readonly problem: 'no-zone'; readonly timeMs: number };

const FORM =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:[.,](\d+))?\s?(?:([Zz])|UTC|GMT|([+-])(\d{2}):?(\d{2})|([+-])(\d{2}))?$/;

/** Reads a timestamp. A moment that the calendar does not have is none. */
export function parseTimestamp(text: string): Timestamp {
  const match = FORM.exec(text.trim());
  if (match === null) return { problem: 'not-a-time' };
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as number[] as Six;
  const milliseconds = Math.floor(Number(`0.${match[7] ?? '0'}`) * 1000);
  const isOnCalendar =
    month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month) && hour <= 23 && minute <= 59 && second <= 60;
  if (!isOnCalendar) return { problem: 'not-a-time' };
  const localMs = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
  const hasZone = /(?:[Zz]|UTC|GMT|[+-]\d{2}(?::?\d{2})?)$/.test(text.trim().slice(11));
  if (!hasZone) return { problem: 'no-zone', timeMs: localMs };
  const sign = (match[9] ?? match[12]) === '-' ? -1 : 1;
  const offsetMinutes = Number(match[10] ?? match[13] ?? 0) * 60 + Number(match[11] ?? 0);
  return { timeMs: localMs - sign * offsetMinutes * 60_000 };
}

/** The moment in UTC, as RFC 3339 has it: `2026-06-13T10:00:00Z`, with milliseconds where there are some. */
export function formatTimestamp(timeMs: number): string {
  const days = Math.floor(timeMs / 86_400_000);
  const { year, month, day } = civilDate(days);
  const rest = timeMs - days * 86_400_000;
  const two = (value: number) => String(value).padStart(2, '0');
  const milliseconds = rest % 1000 === 0 ? '' : `.${String(rest % 1000).padStart(3, '0')}`;
  const clock = [Math.floor(rest / 3_600_000), Math.floor(rest / 60_000) % 60, Math.floor(rest / 1000) % 60];
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${clock.map(two).join(':')}${milliseconds}Z`;
}

type Six = [number, number, number, number, number, number];

function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** The Gregorian date of a day counted from 1970-01-01, by years that begin in March. */
function civilDate(days: number): { readonly year: number; readonly month: number; readonly day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}
