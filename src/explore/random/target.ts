import type { InvariantName } from '../../properties/invariant.ts';
import type { HarmClass } from '../exploration.ts';
import { severityOf } from '../rollout/harm.ts';

/** What a run can show: a class of harm of an invariant, or that a single step breaks one that is about steps. */
export interface Target {
  readonly invariant: InvariantName;
  readonly harm: Exclude<HarmClass, 'safe'> | 'violated';
}

/** How bad it is: a single step that is forbidden allows no exception. */
export function severityOfTarget({ harm }: Pick<Target, 'harm'>): number {
  return harm === 'violated' ? Number.POSITIVE_INFINITY : severityOf(harm);
}
