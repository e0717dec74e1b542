import type { Configuration } from '../../externaldns/configuration.ts';
import type { Assumption } from './explanation.ts';

/** What has to be assumed about a run of a controller that does not come when it is due; `null`: nothing. */
export function offSchedule(
  { intervalMs, events }: Pick<Configuration, 'intervalMs' | 'events'>,
  run: {
    readonly controller: string;
    readonly atMs: number;
    /** When the run before it began; `null`: this is the first of its process. */
    readonly sinceMs: number | null;
    readonly toleranceMs: number;
  },
): Assumption | null {
  const { controller, atMs, sinceMs, toleranceMs } = run;
  if (sinceMs === null) return null;
  const gapMs = atMs - sinceMs;
  if (gapMs > 1.5 * intervalMs + toleranceMs) {
    const count = Math.round(gapMs / intervalMs) - 1;
    return { kind: 'missed-loops', controller, atMs, sinceMs, count: Math.max(1, count) };
  }
  if (gapMs < intervalMs - Math.max(toleranceMs, intervalMs / 10) && !events) {
    return { kind: 'early-loop', controller, atMs, dueMs: sinceMs + intervalMs };
  }
  return null;
}
