import type { Component, Reader, Write } from './component.ts';

/** Who brings an action about: a person or pipeline, a controller's loop, the world around, or something going wrong. */
export type ActionKind = 'rollout' | 'controller' | 'environment' | 'fault';

/**
 * Something that happened, as a fact: `type` is a dotted word (`log`, `zone.changed`, `client.served`), the other
 * members are its details. Words for people are made of it in `report/`, nowhere else.
 */
export interface Event {
  readonly type: string;
  readonly actor: string;
  readonly [detail: string]: unknown;
}

/**
 * A wish to the clock: fire `action` after so many virtual milliseconds, or, with `null`, no longer.
 * An action has at most one pending timer; a new wish replaces it. The explorer ignores timers: there, whatever is
 * enabled may happen at any moment, so nothing but *when* may depend on them.
 */
export interface Timer {
  readonly action: string;
  readonly afterMs: number | null;
}

/** One way in which an action can turn out. */
export interface Outcome {
  /** Unique among the outcomes of one evaluation: `ok`, `refused`, `crash`. */
  readonly label: string;
  /** Present if this outcome is something going wrong: the name of the kind of fault, which a fault budget counts. */
  readonly fault?: string;
  readonly writes: readonly Write[];
  readonly events: readonly Event[];
  readonly timers: readonly Timer[];
  /** The branches of code that led here, by the names that its part gives them ({@link Part.branches}). For coverage alone. */
  readonly branches?: readonly string[];
}

/**
 * The only thing that changes a world.
 *
 * `run` is pure: it looks at nothing but what `reader` gives it, and reads and writes no component outside `reads` and
 * `writes` (checked at every step). It returns every way in which the action can turn out here; none means that the
 * action is not enabled.
 */
export interface Action {
  /** Unique in a model: the actor, a dot, a verb: `east.list`, `staging.tick`. */
  readonly id: string;
  readonly actor: string;
  readonly kind: ActionKind;
  readonly reads: readonly Component[];
  readonly writes: readonly Component[];
  /** The kinds of faults that its outcomes may have (checked at every step); not given: whoever made it does not say. */
  readonly faults?: readonly string[];
  run(reader: Reader): readonly Outcome[];
}

/** An outcome from its parts, with empty lists for the parts not given. */
export function outcome(label: string, parts: Partial<Omit<Outcome, 'label'>> = {}): Outcome {
  return { label, writes: [], events: [], timers: [], ...parts };
}

/**
 * A wish to the clock that stands all the time: fire `action` soon after one of `components` has changed, as a
 * Kubernetes controller does that watches objects. The timer that is pending is brought forward, never put off (unless
 * the watch says so):
 *
 *     due = max(last firing + minGapMs, min(now + afterMs, pending))
 */
export interface Watch {
  readonly action: string;
  readonly components: readonly Component[];
  readonly afterMs: number;
  /** The least time from one firing of the action, by whatever, to one that the watch brings about. */
  readonly minGapMs: number;
  /** Each change puts the pending timer off anew: `due = now + afterMs`. */
  readonly putsOff?: boolean;
  /** Asked in the world after the change; a watch that is off does nothing. */
  isOn(reader: Reader): boolean;
}

/**
 * A piece of a model: what one controller, zone or product brings along. A model is the sum of its parts.
 * `timers` are the wishes that stand when the run begins.
 */
export interface Part {
  readonly components: readonly Component[];
  readonly actions: readonly Action[];
  readonly timers: readonly Timer[];
  readonly watches?: readonly Watch[];
  /** The state machines in its components. For coverage alone. */
  readonly machines?: readonly HeldMachine[];
  /** Every branch that outcomes of its actions can name, and whose it is. */
  readonly branches?: readonly { readonly actor: string; readonly names: readonly string[] }[];
}

/** A state machine of which a component holds the state: all its states, and those that a value of the component is in. */
export interface HeldMachine {
  /** What it is the machine of; several actors may have one of the same name. */
  readonly name: string;
  readonly actor: string;
  readonly component: Component;
  readonly states: readonly string[];
  statesOf(value: unknown): readonly string[];
}
