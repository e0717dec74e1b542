import type { Outcome } from '../kernel/action.ts';
import type { Model, World } from '../kernel/model.ts';

/** What the clock holds. */
type Pending = readonly { readonly action: string; readonly dueMs: number }[];

/** Watches a run for the moment from which nothing shared changes any more. */
export class Stillness {
  readonly #model: Model;
  readonly #intervalMs = new Map<string, number>();
  #lastChange = { atMs: 0, component: '' };
  /** The last disturbance: a shared change, or something done from outside. */
  #disturbedMs = 0;
  /** Until when the disturbance can have consequences; not known before its moment is over. */
  #horizonMs: number | undefined;

  constructor(model: Model) {
    this.#model = model;
  }

  /** An action has set its own timer again: it repeats at this interval. */
  repeats(action: string, intervalMs: number): void {
    this.#intervalMs.set(action, intervalMs);
  }

  /** When something shared last changed, and which component it was; at 0 and none before the first change. */
  get lastChange(): { readonly atMs: number; readonly component: string } {
    return this.#lastChange;
  }

  saw(step: { readonly outcome: Outcome; readonly before: World; readonly after: World; readonly atMs: number }): void {
    const changed = step.outcome.writes.find(({ component }) => {
      const slot = this.#model.slotOf(component.id);
      return component.scope === 'shared' && step.before.ids[slot] !== step.after.ids[slot];
    });
    if (changed === undefined) return;
    this.#lastChange = { atMs: step.atMs, component: changed.component.id };
    this.disturb(step.atMs);
  }

  /** Something was done from outside that may have consequences, though nothing shared has changed yet. */
  disturb(atMs: number): void {
    this.#disturbedMs = atMs;
    this.#horizonMs = undefined;
  }

  /** The clock leaves a moment: what is pending then is what counts for a disturbance of that moment. */
  leave(pending: () => Pending): void {
    this.#horizonMs ??= this.#horizonOf(pending());
  }

  /** The moment at which the world counts as settled if nothing shared changes until then. */
  settledAtMs(pending: Pending): number {
    const horizonMs = this.#horizonMs ?? this.#horizonOf(pending);
    const intervalsMs = pending.map(({ action }) => this.#intervalMs.get(action) ?? 0);
    return horizonMs + 2 * Math.max(0, ...intervalsMs);
  }

  #horizonOf(pending: Pending): number {
    return Math.max(this.#disturbedMs, ...pending.map(({ dueMs }) => dueMs));
  }
}
