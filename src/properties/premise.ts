import type { Action, Event } from '../kernel/action.ts';
import type { StateView } from './invariant.ts';

/**
 * What must have been so at some time, or an invariant that holds has not been put to the test.
 *
 * A premise about a world looks at no more than the invariant itself does. One about a step looks at what happened in it.
 */
export type Premise = {
  /** That it is not, or never was, for people: `no cluster wants a name`, `no client ever asked`. */
  readonly absence: string;
} & (
  | { readonly over: 'state'; isMet(view: StateView): boolean }
  | { readonly over: 'step'; isMet(step: HappenedStep): boolean }
);

/** A step, as far as premises look at it. */
export interface HappenedStep {
  readonly action: Pick<Action, 'kind'>;
  readonly events: readonly Event[];
}
