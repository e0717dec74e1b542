import type { Outcome, Timer } from '../kernel/action.ts';
import { byCodeUnit } from '../kernel/json.ts';
import type { RecordedStep } from '../timeline/run-result.ts';

/**
 * What the clock holds during a replay, from the wishes of the outcomes: an action's pending timer goes when the action
 * happens. The random lateness of a scenario with jitter is not known and left out.
 */
export class PendingTimers {
  readonly #dueMs = new Map<string, number>();

  constructor(timers: readonly Timer[]) {
    this.#set(timers, 0);
  }

  saw({ action, atMs }: RecordedStep, { timers }: Outcome): void {
    const dueMs = this.#dueMs.get(action);
    if (dueMs !== undefined && dueMs <= atMs) this.#dueMs.delete(action);
    this.#set(timers, atMs);
  }

  /** Soonest first, those due together by name. */
  list(): readonly { readonly action: string; readonly dueMs: number }[] {
    return [...this.#dueMs]
      .map(([action, dueMs]) => ({ action, dueMs }))
      .sort((left, right) => left.dueMs - right.dueMs || byCodeUnit(left.action, right.action));
  }

  #set(timers: readonly Timer[], nowMs: number): void {
    for (const { action, afterMs } of timers) {
      if (afterMs === null) this.#dueMs.delete(action);
      else this.#dueMs.set(action, nowMs + afterMs);
    }
  }
}
