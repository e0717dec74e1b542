import type { Action, Outcome } from '../../kernel/action.ts';
import type { Component } from '../../kernel/component.ts';
import { byCodeUnit } from '../../kernel/json.ts';
import { type Model, type World, worldHash } from '../../kernel/model.ts';
import type { Assumption, ExplainedStep, MissingLine, UnexplainedLine } from './explanation.ts';

/** Where a schedule stands: the world, what the clock holds, and how far each log has been read. Never changed in place. */
export interface Situation {
  readonly world: World;
  readonly nowMs: number;
  /** Pending timers, in the order in which they were set. */
  readonly timers: ReadonlyMap<string, number>;
  /** Actions whose timers came due while they were not enabled. */
  readonly overdue: readonly string[];
  /** When timers were due that have been put off. */
  readonly putOff: ReadonlyMap<string, number>;
  /** The next thing that people or pipelines do. */
  readonly deedIndex: number;
  /** Lines read, by controller. */
  readonly positions: readonly number[];
  /** When each controller's last run began; `null` since its process began. */
  readonly lastRunMs: readonly (number | null)[];
  readonly cost: number;
  /** How often what comes first by the clock was not taken first. */
  readonly disorder: number;
  readonly stepCount: number;
  readonly trail: Trail | null;
}

/** What has happened so far, the latest first. */
export interface Trail {
  readonly step?: ExplainedStep;
  readonly assumption?: Assumption;
  readonly unexplained?: readonly UnexplainedLine[];
  readonly missing?: readonly MissingLine[];
  readonly before: Trail | null;
}

/** The trail from its beginning. */
export function trailOf(situation: Situation): readonly Trail[] {
  const trail: Trail[] = [];
  for (let at = situation.trail; at !== null; at = at.before) trail.push(at);
  return trail.reverse();
}

/**
 * Two situations with one key go on alike. `isOrderFree`: of timers that are due at one moment either may come first,
 * so it does not matter which was set first.
 */
export function situationKey(situation: Situation, { isOrderFree }: { readonly isOrderFree: boolean }): string {
  const { world, timers, overdue, putOff, deedIndex, positions, lastRunMs } = situation;
  const [pending, late] = [timers, putOff].map((times) => {
    const listed = [...times];
    return isOrderFree ? listed.sort(([left], [right]) => byCodeUnit(left, right)) : listed;
  });
  return JSON.stringify([worldHash(world), pending, overdue, late, deedIndex, positions, lastRunMs]);
}

/** The clock of a search: which timers an outcome sets, and whom a change wakes. */
export class SearchClock {
  readonly #model: Model;
  /** Actions that the logs bring about, not the clock. */
  readonly #isByLog: (action: string) => boolean;

  constructor(model: Model, isByLog: (action: string) => boolean) {
    this.#model = model;
    this.#isByLog = isByLog;
  }

  /** What the clock holds when a run begins. */
  begin(): ReadonlyMap<string, number> {
    const timers = new Map<string, number>();
    for (const { action, afterMs } of this.#model.timers) {
      if (afterMs !== null && !this.#isByLog(action)) timers.set(action, afterMs);
    }
    return timers;
  }

  /** The world and the timers after an outcome at a moment. */
  apply(
    situation: Pick<Situation, 'world' | 'timers' | 'overdue'>,
    { action, outcome, atMs }: { readonly action: Action; readonly outcome: Outcome; readonly atMs: number },
  ): Pick<Situation, 'world' | 'timers' | 'overdue'> {
    const world = this.#model.apply(situation.world, outcome);
    const timers = new Map(situation.timers);
    timers.delete(action.id);
    const overdue = new Set(situation.overdue);
    const set = (id: string, dueMs: number | null) => {
      if (this.#isByLog(id)) return;
      overdue.delete(id);
      timers.delete(id);
      if (dueMs !== null) timers.set(id, dueMs);
    };
    for (const { action: id, afterMs } of outcome.timers) set(id, afterMs === null ? null : atMs + afterMs);
    const changed = outcome.writes
      .map(({ component }) => component)
      .filter((one) => this.#isChanged(one, situation, world));
    if (changed.length > 0) this.#wake(changed, { world, atMs, timers, overdue, set });
    return { world, timers, overdue: [...overdue] };
  }

  #isChanged(component: Component, before: Pick<Situation, 'world'>, after: World): boolean {
    const slot = this.#model.slotOf(component.id);
    return before.world.ids[slot] !== after.ids[slot];
  }

  /** Only runs of external-dns are spaced out (`minGapMs`), and those are the logs' affair. */
  #wake(
    changed: readonly Component[],
    clock: {
      readonly world: World;
      readonly atMs: number;
      readonly timers: ReadonlyMap<string, number>;
      readonly overdue: ReadonlySet<string>;
      readonly set: (id: string, dueMs: number) => void;
    },
  ): void {
    const ids = new Set(changed.map(({ id }) => id));
    for (const { action, components, afterMs, putsOff = false, isOn } of this.#model.watches) {
      if (this.#isByLog(action) || clock.overdue.has(action)) continue;
      if (!components.some(({ id }) => ids.has(id)) || !isOn(this.#model.reader(clock.world))) continue;
      const pendingMs = putsOff ? Number.POSITIVE_INFINITY : (clock.timers.get(action) ?? Number.POSITIVE_INFINITY);
      clock.set(action, Math.min(clock.atMs + afterMs, pendingMs));
    }
  }
}
