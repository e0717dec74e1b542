import type { Model } from '../kernel/model.ts';
import type { Exploration } from './exploration.ts';
import { type ExploreOptions, explore } from './explore.ts';
import type { ActionTranscript } from './known-evaluations.ts';

/**
 * Joins the parts of an exploration that was divided by {@link ExploreOptions.shard}: the result is that of the
 * undivided exploration, to the byte.
 *
 * It is the undivided exploration, in which all that the parts found out by running actions is known from the start: no
 * code of an action runs again, the rest is integer work. So it also needs the memory of the undivided exploration. A
 * part that is missing or unfinished makes it slower, never wrong.
 */
export function joinShards(
  model: Model,
  parts: Iterable<ActionTranscript>,
  options: Omit<ExploreOptions, 'shard' | 'known'> = {},
): Exploration {
  return explore(model, { ...options, known: parts });
}
