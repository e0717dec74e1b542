import { quote } from '../endpoint/quote.ts';

/** A duration as Go reads it, or Go's sentence about what is wrong. */
export type GoDuration = { readonly nanoseconds: bigint } | { readonly problem: string };

/**
 * Reads `1h30m`, `1.5s`, `-2m`, `0`: signed sums of decimal numbers with a unit each (ns, us, µs, ms, s, m, h), within
 * the range of 64 bits.
 *
 * *Source:* Go's time.ParseDuration.
 */
export function readGoDuration(text: string): GoDuration {
  const invalid = { problem: `time: invalid duration ${quote(text)}` };
  const isNegative = text.startsWith('-');
  let rest = /^[-+]/.test(text) ? text.slice(1) : text;
  if (rest === '0') return { nanoseconds: 0n };
  if (rest === '') return invalid;
  let total = 0n;
  while (rest !== '') {
    const number = /^(\d*)(?:\.(\d*))?/.exec(rest);
    const [matched, whole = '', fraction = ''] = number ?? [''];
    if (whole === '' && fraction === '') return invalid;
    if (BigInt(whole || '0') > limit) return invalid;
    rest = rest.slice(matched.length);
    const [unit = ''] = /^[^.\d]*/.exec(rest) ?? [];
    if (unit === '') return { problem: `time: missing unit in duration ${quote(text)}` };
    rest = rest.slice(unit.length);
    const size = units.get(unit);
    if (size === undefined) return { problem: `time: unknown unit ${quote(unit)} in duration ${quote(text)}` };
    const part = BigInt(whole || '0') * size;
    total += part + fractionOf(fraction, size);
    if (part > limit || total > limit) return invalid;
  }
  if (!isNegative && total === limit) return invalid;
  return { nanoseconds: isNegative ? -total : total };
}

/** 2 to the power of 63. */
const limit = 9_223_372_036_854_775_808n;

const units: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['µs', 1_000n],
  ['μs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
]);

/** So much of a unit as Go computes it: in floating point, from as many digits as fit into 63 bits. */
function fractionOf(digits: string, unit: bigint): bigint {
  let value = 0n;
  let scale = 1;
  for (const digit of digits) {
    const next = value * 10n + BigInt(digit);
    if (next >= limit) break;
    value = next;
    scale *= 10;
  }
  return BigInt(Math.trunc(Number(value) * (Number(unit) / scale)));
}
