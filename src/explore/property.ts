import type { Action, Outcome } from '../kernel/action.ts';
import type { Reader } from '../kernel/component.ts';

/** One step of a run: a world, what happened in it, and the world after. */
export interface Step {
  readonly action: Action;
  readonly outcome: Outcome;
  readonly before: Reader;
  readonly after: Reader;
}

/**
 * What is asked of all runs of a model. The questions are pure; what they read is tracked and the answer remembered for
 * every world that looks the same there.
 *
 * - `invariant`: `holds` in every state that can be reached.
 * - `step`: every step that can be taken is allowed.
 * - `witness`: a state where `holds` can be reached.
 * - `eventually`: whatever happens, in the end `holds` and from then on always. `recurs`: in the end `holds` again and
 *   again. Both ask about the bottom strongly connected components of the graph of steps without faults, which is what
 *   becomes of a system whose actions all happen now and then (fairness) and whose faults have come to an end.
 * - `settles`: in the end no shared component of the world changes any more.
 */
export type Property =
  | {
      readonly kind: 'invariant' | 'witness' | 'eventually' | 'recurs';
      readonly name: string;
      holds(reader: Reader): boolean;
    }
  | { readonly kind: 'step'; readonly name: string; allows(step: Step): boolean }
  | { readonly kind: 'settles'; readonly name: string };

/** A property of single states. */
export type StateProperty = Extract<Property, { holds(reader: Reader): boolean }>;

/** A property of single steps. */
export type StepProperty = Extract<Property, { readonly kind: 'step' }>;
