/** A stretch of time, milliseconds from when the harm begins; `null`: still so when the watch ended. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number | null;
}

/** The longest of some spans and their sum, with what is still so counted up to `endMs`. */
export function measured(
  spans: readonly Span[],
  endMs: number,
): { readonly longestMs: number; readonly totalMs: number } {
  const lengths = spans.map(({ fromMs, toMs }) => (toMs ?? endMs) - fromMs);
  return { longestMs: Math.max(0, ...lengths), totalMs: lengths.reduce((sum, length) => sum + length, 0) };
}

/** Spans as long as what was said then may be repeated from caches; those that meet are one. */
export function prolonged(spans: readonly (Span & { readonly keptMs: number })[]): readonly Span[] {
  const joined: Span[] = [];
  for (const { fromMs, toMs, keptMs } of [...spans].sort((left, right) => left.fromMs - right.fromMs)) {
    const untilMs = toMs === null ? null : toMs + keptMs;
    const last = joined.at(-1);
    if (last === undefined || (last.toMs !== null && last.toMs < fromMs)) {
      joined.push({ fromMs, toMs: untilMs });
    } else {
      const isOpen = last.toMs === null || untilMs === null;
      joined[joined.length - 1] = { ...last, toMs: isOpen ? null : Math.max(last.toMs ?? 0, untilMs ?? 0) };
    }
  }
  return joined;
}
