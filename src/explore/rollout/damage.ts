import { assert } from '../../kernel/assert.ts';
import type { Reader } from '../../kernel/component.ts';
import type { Model, Observation, World } from '../../kernel/model.ts';
import type { InvariantName } from '../../properties/invariant.ts';
import type { BuiltScenario } from '../../scenario/built-scenario.ts';
import { runScenario } from '../../timeline/run-scenario.ts';
import type { Timeline } from '../../timeline/timeline.ts';
import { measured, prolonged, type Span } from './damage-spans.ts';
import { clientNames, type DamageKind, type NameView, wantedNames } from './name-views.ts';
import type { TakenStep } from './play-steps.ts';
import { questionsOf } from './questions.ts';
import { rolloutOf } from './rollout.ts';

/**
 * What a way costs, on the clock. Moments count from the end of the way.
 *
 * The way's steps are taken at one moment, after the scene; then nobody takes a step, nothing goes wrong, and the clock
 * does the rest: intervals, delays, caches. It is one schedule of many. In others a controller runs sooner, or later.
 */
export interface Damage {
  /** By invariant that does not hold at the end of the way: when it holds again, for good; `null`: not within the watch. */
  readonly heals: readonly { readonly invariant: InvariantName; readonly afterMs: number | null }[];
  readonly names: readonly NameDamage[];
  /** How long was watched: until nothing changes any more, at most {@link watchMaxMs}. */
  readonly watchedMs: number;
}

/** What one name is to those who look it up: absent, wrong, unserved or stale, and how long. */
export interface NameDamage extends Pick<NameView, 'name' | 'of' | 'client'> {
  readonly kind: DamageKind;
  /** Whether it was so before the way began already. */
  readonly isOlder: boolean;
  /** In this schedule: by a client's own resolver, or as the authoritative servers answer. */
  readonly spans: readonly Span[];
  readonly longestMs: number;
  readonly totalMs: number;
  /**
   * Of what the authoritative servers answer: the longest that a client behind any resolver can go on with it, if the
   * resolver asks at the worst moment and keeps the answer as long as it may. `null` for a client's own view.
   */
  readonly atMostMs: number | null;
  /** The longest that such an answer is kept. */
  readonly keptMs: number;
}

/** So long is watched at most. */
export const watchMaxMs = 6 * 3_600_000;

/** Tells what a way through the states of an exploration costs. */
export type DamageGauge = (way: readonly TakenStep[]) => Damage;

/** Lays ways on the clock of a scenario, each way once. `seed`: the one by which its scene was played. */
export function damageGauge(built: BuiltScenario, seed: string): DamageGauge {
  const known = new Map<string, Damage>();
  return (way) => {
    const key = JSON.stringify(way.map(({ action, outcome }) => [action, outcome]));
    const damage = known.get(key) ?? damageOf(built, { seed, way });
    known.set(key, damage);
    return damage;
  };
}

function damageOf(
  built: BuiltScenario,
  { seed, way }: { readonly seed: string; readonly way: readonly TakenStep[] },
): Damage {
  const { scenario } = built;
  const scene = { ...scenario, steps: rolloutOf(built).scene, expectations: [] };
  const watch = new Watch(built);
  runScenario({ ...built, scenario: scene }, { seed, onEnd: (timeline) => watch.follow(timeline, way) });
  return watch.damage();
}

/** One way on the clock, and what is seen of it. */
class Watch {
  readonly #questions: readonly { readonly invariant: InvariantName; ask(world: World): boolean }[];
  readonly #views: readonly ((world: World) => readonly NameView[])[];
  readonly #names = new NameHistory();
  readonly #brokenUntilMs = new Map<InvariantName, number | null>();
  #watchedMs = 0;

  constructor(built: BuiltScenario) {
    const { model } = built;
    this.#questions = questionsOf(built).flatMap(({ kind, invariant, property }) => {
      if (kind !== 'state' || !('holds' in property)) return [];
      return [{ invariant, ask: remembered(model, (reader) => property.holds(reader)) }];
    });
    this.#views = [wantedNames(built), clientNames(built)].map((views) => remembered(model, views));
  }

  follow(timeline: Timeline, way: readonly TakenStep[]): void {
    const beginMs = timeline.nowMs;
    this.#look(BEFORE_MS, timeline.world);
    for (const { action, outcome } of way) {
      assert(timeline.take(action, outcome), `${action} cannot turn out as ${outcome} here`);
      this.#look(0, timeline.world);
    }
    for (const { invariant, ask } of this.#questions) {
      if (!ask(timeline.world)) this.#brokenUntilMs.set(invariant, null);
    }
    while (!timeline.isSettled && !timeline.isExhausted) {
      const dueMs = timeline.nextDueMs();
      if (dueMs === undefined || dueMs - beginMs > watchMaxMs) break;
      timeline.advanceTo(dueMs);
      this.#look(timeline.nowMs - beginMs, timeline.world);
      this.#judge(timeline.nowMs - beginMs, timeline.world);
    }
    this.#watchedMs = timeline.nowMs - beginMs;
  }

  damage(): Damage {
    return {
      heals: [...this.#brokenUntilMs].map(([invariant, afterMs]) => ({ invariant, afterMs })),
      names: this.#names.damages(this.#watchedMs),
      watchedMs: this.#watchedMs,
    };
  }

  #look(atMs: number, world: World): void {
    this.#names.note(
      atMs,
      this.#views.flatMap((view) => view(world)),
    );
  }

  #judge(atMs: number, world: World): void {
    for (const { invariant, ask } of this.#questions) {
      const until = this.#brokenUntilMs.get(invariant);
      if (until === undefined) continue;
      const holds = ask(world);
      if (!holds) this.#brokenUntilMs.set(invariant, null);
      else if (until === null) this.#brokenUntilMs.set(invariant, atMs);
    }
  }
}

/** The moment before the way begins. */
const BEFORE_MS = -1;

/** The views of all names, from one moment to the next. */
class NameHistory {
  readonly #current = new Map<string, { readonly view: NameView; readonly sinceMs: number }>();
  readonly #spans = new Map<
    string,
    { readonly view: NameView; readonly kind: DamageKind; readonly spans: KeptSpan[] }
  >();

  /** Takes note of all names as they look from this moment on. */
  note(atMs: number, views: readonly NameView[]): void {
    const now = new Map(views.map((view) => [keyOf(view), view]));
    for (const [key, { view, sinceMs }] of this.#current) {
      const next = now.get(key);
      if (next !== undefined && isAlike(view, next)) continue;
      this.#current.delete(key);
      this.#end(view, { sinceMs, atMs, next });
    }
    for (const [key, view] of now) if (!this.#current.has(key)) this.#current.set(key, { view, sinceMs: atMs });
  }

  damages(endMs: number): readonly NameDamage[] {
    for (const { view, sinceMs } of this.#current.values()) {
      // What was so before the way and is so for good is none of its damage.
      if (sinceMs === BEFORE_MS) continue;
      for (const kind of view.kinds)
        this.#add(view, kind, { fromMs: sinceMs, toMs: null, keptMs: view.keptMs, isOlder: false });
    }
    return [...this.#spans.values()].flatMap(({ view, kind, spans }): readonly NameDamage[] => {
      const seen = prolonged(
        spans.filter(({ fromMs, toMs }) => toMs !== fromMs).map((span) => ({ ...span, keptMs: 0 })),
      );
      const atMostMs = view.client === null ? measured(prolonged(spans), endMs).longestMs : null;
      const { longestMs, totalMs } = measured(seen, endMs);
      if (totalMs === 0 && (atMostMs ?? 0) === 0) return [];
      const { name, of, client } = view;
      const keptMs = Math.max(...spans.map((span) => span.keptMs));
      const isOlder = spans.some((span) => span.isOlder);
      return [{ name, of, client, kind, isOlder, spans: seen, longestMs, totalMs, atMostMs, keptMs }];
    });
  }

  /** An answer is replaced by the next. Whoever got a right one just before may go on with it, to where nobody is. */
  #end(
    view: NameView,
    { sinceMs, atMs, next }: { readonly sinceMs: number; readonly atMs: number; readonly next: NameView | undefined },
  ): void {
    for (const kind of atMs > 0 ? view.kinds : []) {
      const isOlder = sinceMs === BEFORE_MS;
      this.#add(view, kind, { fromMs: Math.max(0, sinceMs), toMs: atMs, keptMs: view.keptMs, isOlder });
    }
    const isMoved = view.client === null && view.kinds.length === 0 && next?.kinds.length === 0;
    if (isMoved) this.#add(view, 'stale', { fromMs: atMs, toMs: atMs, keptMs: view.keptMs, isOlder: false });
  }

  #add(view: NameView, kind: DamageKind, span: KeptSpan): void {
    const key = JSON.stringify([keyOf(view), kind]);
    const known = this.#spans.get(key);
    if (known === undefined) this.#spans.set(key, { view, kind, spans: [span] });
    else known.spans.push(span);
  }
}

type KeptSpan = Span & { readonly keptMs: number; readonly isOlder: boolean };

function keyOf({ client, of, name }: NameView): string {
  return JSON.stringify([client, of, name]);
}

function isAlike(left: NameView, right: NameView): boolean {
  return left.answer === right.answer && left.keptMs === right.keptMs && left.kinds.join() === right.kinds.join();
}

/** Asks again only if something has changed that the last answer rests on. */
function remembered<T>(model: Model, question: (reader: Reader) => T): (world: World) => T {
  let last: Observation<T> | undefined;
  return (world) => {
    const known = last;
    if (known?.slots.every((slot, index) => world.ids[slot] === known.ids[index])) return known.answer;
    last = model.observe(world, question);
    return last.answer;
  };
}
