import type { Action, Event } from '../kernel/action.ts';
import type { Reader } from '../kernel/component.ts';
import type { InvariantFinding } from './finding.ts';
import type { Landscape } from './landscape.ts';
import type { Premise } from './premise.ts';

/** The names by which scenarios ask for invariants. */
export type InvariantName = InvariantFinding['invariant'];

/**
 * Something that is always to be true, with the sentence that says it and the code that finds where it is not.
 *
 * A `state` invariant looks at one world and is meant for worlds at rest: on the way there, a record that is still to
 * come is no defect. A `step` invariant looks at one action, and no step of a run may break it. A `run` invariant needs
 * the whole run with its times.
 */
export interface Invariant {
  readonly name: InvariantName;
  /** For people, without a final full stop: `every name that a cluster wants resolves to that cluster`. */
  readonly sentence: string;
  readonly premise: Premise;
  readonly judge:
    | {
        readonly over: 'state';
        check(view: StateView): readonly InvariantFinding[];
        /** The check in parts that look at less each: it finds nothing exactly if all of them say yes. */
        parts?(landscape: Landscape): readonly ((view: StateView) => boolean)[];
      }
    | { readonly over: 'step'; check(view: StepView): readonly InvariantFinding[] }
    | { readonly over: 'run'; check(view: RunView): readonly InvariantFinding[] };
}

export interface StateView {
  readonly landscape: Landscape;
  readonly reader: Reader;
}

export interface StepView {
  readonly landscape: Landscape;
  readonly action: Pick<Action, 'id' | 'actor' | 'kind' | 'writes'>;
  readonly events: readonly Event[];
  readonly before: Reader;
  readonly after: Reader;
}

export interface RunView {
  readonly landscape: Landscape;
  readonly events: readonly TimedEvent[];
  /** Those since the last thing that a person or pipeline did. */
  readonly leftAlone: readonly TimedEvent[];
  readonly nowMs: number;
  /** Whether nothing shared changes any more. */
  readonly isSettled: boolean;
  /** The parameter `for` of the expectation, or 0. */
  readonly forMs: number;
}

export interface TimedEvent {
  readonly atMs: number;
  readonly event: Event;
}
