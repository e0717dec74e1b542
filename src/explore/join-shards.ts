import type { Model } from '../kernel/model.ts';
import type { Exploration } from './exploration.ts';
import { type ExploreOptions, explore } from './explore.ts';
import type { JournalBlock } from './journal.ts';
import { KnownEvaluations } from './known-evaluations.ts';

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
  parts: Iterable<Iterable<Pick<JournalBlock, 'values' | 'evaluations'>>>,
  options: Omit<ExploreOptions, 'shard' | 'known'> = {},
): Exploration {
  const known = new KnownEvaluations(model);
  for (const blocks of parts) known.add(blocks);
  return explore(model, { ...options, known });
}
