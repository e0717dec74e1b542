import type { Reader } from '../../kernel/component.ts';
import type { InvariantFinding } from '../../properties/finding.ts';
import type { InvariantName, TimedEvent } from '../../properties/invariant.ts';
import type { Landscape } from '../../properties/landscape.ts';

/** One moment of a run: all that an expectation may look at. */
export interface Moment {
  readonly landscape: Landscape;
  readonly reader: Reader;
  readonly nowMs: number;
  /** Everything that has happened so far. */
  readonly events: readonly TimedEvent[];
  /** How many of them there were when a person or pipeline last did something. */
  readonly eventCountByHand: number;
  /** Whether nothing shared changes any more, as far as can be said without letting the clock run. */
  readonly isSettled: boolean;
  /** When something shared last changed, and which component it was. */
  readonly lastChange: { readonly atMs: number; readonly component: string };
  /** How steps so far have broken a step invariant. */
  brokenBySteps(invariant: InvariantName): readonly InvariantFinding[];
}
